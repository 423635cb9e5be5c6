@protocol @filter @needs:filter
Feature: How a filter writes names and values

  RFC 7644, sections 1.2, 3.4.2.2 and 3.10: letters in upper and lower case, URNs
  before names, and strings of JSON with whatever is in them.

  @req:RFC7644-3.4.2.2-04
  Rule: The case of names and operators does not matter

    Scenario Outline: The spelling of <filter> finds the same one
      Given a user "ada" with:
        """
        {"externalId": "{address:key}", "name": {"givenName": "Ada", "familyName": "{address:family}"}}
        """
      And a user "ben"
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly "ada"

      Examples: names
        | filter                                                     |
        | USERNAME eq "{address:ada}"                                |
        | username eq "{address:ada}"                                |
        | UserName eq "{address:ada}"                                |
        | externalid eq "{address:key}"                              |
        | NAME.FAMILYNAME eq "{address:family}"                      |
        | Emails.Value eq "{address:ada}"                            |
        | ID eq "{ada}"                                              |

      Examples: operators
        | filter                                                     |
        | userName Eq "{address:ada}"                                |
        | userName EQ "{address:ada}"                                |
        | userName SW "{address:ada}"                                |
        | userName eq "{address:ada}" and name.familyName PR         |

    Scenario Outline: The spelling of the words in <filter> does not matter
      Given a user "ada"
      And a user "ben"
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly "ada"

      Examples: as ABNF has it (RFC 5234, 2.3)
        | filter                                                               |
        | userName eq "{address:ada}" AND active eq true                       |
        | userName eq "{address:ada}" Or userName eq "{address:nobody}"        |
        | userName eq "{address:ada}" and NOT (userName eq "{address:ben}")    |

  @req:RFC7644-3.4.2.2-27
  Rule: A name can have its schema's URN before it

    Scenario Outline: The qualified name in <filter> is understood
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "{address:family}"}}
        """
      And a user "ben"
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly "ada"

      Examples: of the core user, whose URN has a dot
        | filter                                                                            |
        | urn:ietf:params:scim:schemas:core:2.0:User:userName eq "{address:ada}"            |
        | urn:ietf:params:scim:schemas:core:2.0:User:userName sw "{address:ada}"            |
        | urn:ietf:params:scim:schemas:core:2.0:User:name.familyName eq "{address:family}"  |
        | urn:ietf:params:scim:schemas:core:2.0:User:emails.value eq "{address:ada}"        |
        | URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER:USERNAME eq "{address:ada}"            |
        | id eq "{ada}" and urn:ietf:params:scim:schemas:core:2.0:User:active eq true       |

    @needs:enterprise
    Scenario Outline: The extension's name in <filter> is understood
      Given a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
                     "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
           {"employeeNumber": "{address:number}", "department": "Engines"}}
        """
      And a user "ben"
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly "ada"

      Examples: of the enterprise user
        | filter                                                                                              |
        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "{address:number}"     |
        | URN:ietf:params:scim:schemas:extension:enterprise:2.0:user:EMPLOYEENUMBER eq "{address:number}"     |
        | id eq "{ada}" and urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department pr          |

  @req:RFC7644-3.4.2.2-34
  Rule: Strings are compared as their attribute's caseExact says

    Scenario Outline: Another case of <what> matches, for it is not case exact
      Given a user "ada" with:
        """
        {"displayName": "{address:ada}", "name": {"givenName": "Ada", "familyName": "{address:family}"}}
        """
      And a user "ben"
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly "ada"

      Examples: attributes that RFC 7643, 8.7.1 declares so
        | what             | filter                                         |
        | a userName       | userName eq "{ADDRESS:ada}"                    |
        | a userName, sw   | userName sw "{ADDRESS:ada}"                    |
        | a displayName    | displayName eq "{ADDRESS:ada}"                 |
        | a family name    | name.familyName eq "{ADDRESS:family}"          |
        | an e-mail address | emails.value eq "{ADDRESS:ada}"               |

    Scenario Outline: Another case of an externalId does not match by <op>
      Given a user "ada" with:
        """
        {"externalId": "{address:key}"}
        """
      When the client filters users by:
        """
        externalId <op> "{ADDRESS:key}"
        """
      Then the list holds exactly nobody

      Examples: the operators on strings
        | op |
        | eq |
        | co |
        | sw |
        | ew |

  @req:RFC7643-7-12
  Rule: A filter minds the case of what is case exact

    Scenario Outline: Of two that differ in case by <attribute>, one is found
      Given a user "ada" with:
        """
        {"externalId": "{address:key}"}
        """
      And a user "ben" with:
        """
        {"externalId": "{ADDRESS:key}"}
        """
      When the client filters users by:
        """
        externalId eq "<value>"
        """
      Then the list holds exactly <found>

      Examples: both keys
        | attribute | value         | found |
        | lower     | {address:key} | "ada" |
        | upper     | {ADDRESS:key} | "ben" |

  @req:RFC7643-3.1-17
  Rule: A resource is looked up by its externalId

    Scenario: A client finds what it made by the key it gave
      Given a user "ada" with:
        """
        {"externalId": "{address:key}"}
        """
      And a user "ben" with:
        """
        {"externalId": "{address:key}-2"}
        """
      When the client filters users by:
        """
        externalId eq "{address:key}"
        """
      Then the list holds exactly "ada"

    @needs:patch
    Scenario: A changed externalId is found, and the old one no longer
      Given a user "ada" with:
        """
        {"externalId": "{address:key}"}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "externalId", "value": "{address:newkey}"}
        """
      Then the users matching 'externalId eq "{address:newkey}"' are "ada"
      And the users matching 'externalId eq "{address:key}"' are nobody

  @req:RFC7644-3.4.2.2-26
  Rule: Values are those of JSON

    Scenario Outline: A string with <what> is compared as it is
      Given a user "ada" with:
        """
        {"displayName": "{address:crew}<text>"}
        """
      And a user "ben" with:
        """
        {"displayName": "{address:crew}"}
        """
      When the client filters users by:
        """
        displayName eq "{address:crew}<text>"
        """
      Then the list holds exactly "ada"

      Examples: escapes of JSON
        | what                    | text            |
        | a quote                 | O\\"Neil        |
        | a backslash             | a\\\\b          |
        | a backslash at the end  | a\\\\           |
        | a quote at the end      | a\\"            |
        | an escaped letter       | Zo\\u00eb       |
        | an escaped slash        | a\\/b           |
        | an escaped emoji        | \\ud83d\\ude80  |

      Examples: letters that mean something in URLs
        | what             | text   |
        | a plus           | a+b    |
        | a percent sign   | 100%25 |
        | an ampersand     | a&b=c  |
        | a hash           | a#b    |
        | a semicolon      | a;b    |
        | a question mark  | a?b/c  |

      Examples: letters that mean something in filters, databases and directories
        | what                 | text                               |
        | an apostrophe        | O'Neil                             |
        | a dollar             | $ref                               |
        | parentheses          | (a) [b]                            |
        | an unbalanced parenthesis | a) or (b                      |
        | the word and         | this and that                      |
        | an expression        | a eq b or c pr                     |
        | a quoted expression  | \\" or userName pr or userName eq \\" |
        | a condition of SQL   | ' or '1'='1                        |
        | a comment of SQL     | a'; --                             |
        | a pattern of LDAP    | *)(uid=*                           |
        | a comma              | King, Ada                          |
        | two blanks           | Ada  King                          |

      Examples: letters beyond ASCII
        | what          | text  |
        | an accent     | Zoë   |
        | Greek         | Ἀδα   |
        | Chinese       | 愛達  |
        | an emoji      | 🚀    |

    Scenario: A plus in an address is no blank
      Given a user "ada" with:
        """
        {"userName": "ada+engines-{address:ada}"}
        """
      When the client filters users by:
        """
        userName eq "ada+engines-{address:ada}"
        """
      Then the list holds exactly "ada"

    Scenario Outline: The operand in <attribute> <op> <operand> is understood or declined, and breaks nothing
      Given a user "ada"
      When the client filters users by:
        """
        userName eq "{address:ada}" and <attribute> <op> <operand>
        """
      Then the answer is no server error

      Examples: values of other types
        | attribute   | op | operand |
        | nickName    | eq | null    |
        | nickName    | ne | null    |
        | displayName | eq | 5       |
        | displayName | eq | -1.5e3  |
        | displayName | eq | true    |
        | active      | eq | "true"  |
        | active      | co | "tr"    |
        | meta.created | gt | "yesterday" |
        | meta.created | gt | 5      |

  @req:RFC7644-1.2-02
  Rule: Queries arrive percent-encoded

    Scenario Outline: The encoding with <what> is decoded
      Given a user "ada"
      And a user "ben"
      When the client sends GET "/Users?<query>"
      Then the list holds exactly "ada"

      Examples: blanks, quotes and letters
        | what                 | query                                                       |
        | %20 for a blank      | filter=userName%20eq%20%22{address:ada}%22                  |
        | a plus for a blank   | filter=userName+eq+%22{address:ada}%22                      |
        | %75 for a letter     | filter=%75serName%20%65q%20%22{address:ada}%22              |
        | %66 in the name      | %66ilter=userName%20eq%20%22{address:ada}%22                |
        | an ampersand behind  | filter=userName%20eq%20%22{address:ada}%22&                 |
        | an ampersand before  | &filter=userName%20eq%20%22{address:ada}%22                 |

    Scenario: A percent sign that encodes nothing harms nobody
      Given a user "ada"
      When the client sends GET "/Users?filter=userName%20eq%20%22%zz%22"
      Then the answer is no server error
