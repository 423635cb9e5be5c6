@protocol @patch @needs:patch
Feature: What the path of an operation means

  RFC 7644, section 3.5.2, figure 7: an attribute, or a value path with or
  without a sub-attribute. Section 3.10 has the notation of names.

  @req:RFC7644-3.5.2-08
  Rule: A path is an attribute, or a value path with or without a sub-attribute

    Scenario Outline: The path <path> leads to its attribute
      Given a user "ada" with:
        """
        {"nickName": "Before", "name": {"givenName": "Ada", "familyName": "King"},
         "emails": [{"value": "{address:ada}", "type": "work"}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "<path>", "value": "{address:after}"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "<attribute>" as "{address:after}"
      And reading "ada" shows "name.familyName" as "King"
      And reading "ada" shows "emails[type eq "work"].value" as "{address:ada}"

      Examples: the shapes of a path
        | path                                                        | attribute                    |
        | nickName                                                    | nickName                     |
        | name.givenName                                              | name.givenName               |
        | emails[type eq \"home\"].value                              | emails[type eq "home"].value |

      Examples: names in other letters
        | path                                                        | attribute                    |
        | NICKNAME                                                    | nickName                     |
        | nickname                                                    | nickName                     |
        | Name.GivenName                                              | name.givenName               |
        | Emails[Type eq \"home\"].Value                              | emails[type eq "home"].value |

      Examples: names with the schema before them
        | path                                                                                       | attribute                    |
        | urn:ietf:params:scim:schemas:core:2.0:User:nickName                                        | nickName                     |
        | urn:ietf:params:scim:schemas:core:2.0:User:name.givenName                                  | name.givenName               |
        | urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq \"home\"].value                  | emails[type eq "home"].value |
        | URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER:nickName                                        | nickName                     |

    Scenario Outline: Removing by the path <path> takes away what it names
      Given a user "ada" with:
        """
        {"nickName": "Countess", "name": {"givenName": "Ada", "familyName": "King", "middleName": "Augusta"}}
        """
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "<path>"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows no "<attribute>"
      And reading "ada" shows "name.familyName" as "King"

      Examples: names in other letters and with the schema before them
        | path                                                        | attribute       |
        | NickName                                                    | nickName        |
        | NAME.middlename                                             | name.middleName |
        | urn:ietf:params:scim:schemas:core:2.0:User:nickName         | nickName        |
        | urn:ietf:params:scim:schemas:core:2.0:User:name.middleName  | name.middleName |

    Scenario Outline: The malformed path <path> is refused
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "<path>", "value": "{address:x}"}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: outside the grammar
        | path                                |
        | emails[type eq                      |
        | emails[type eq \"work\"             |
        | emails[]                            |
        | emails[type \"work\"].value         |
        | emails[type frob \"work\"].value    |
        | emails]type eq \"work\"[.value      |
        | name..givenName                     |
        | .name                               |
        | name.                               |
        | ..                                  |
        | name.givenName.first                |
        | nick Name                           |

    Scenario Outline: A path that is <what> is refused
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": <path>, "value": {"nickName": "After"}}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: no string
        | what      | path         |
        | a number  | 42           |
        | a list    | ["nickName"] |
        | an object | {}           |
        | a boolean | true         |

    Scenario: The error of a malformed path tells that the path is the trouble
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "emails[type eq", "value": "{address:x}"}
        """
      Then the answer is 400
      And the scimType is "invalidPath", "invalidFilter" or "noTarget"

  @req:RFC7644-3.5.2-09
  Rule: A value filter in the path selects elements

    Scenario: Only the element that the filter selects changes
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "emails[type eq \"home\"].value", "value": "{address:new}"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path                          | value                  |
        | emails[type eq "work"].value  | "{address:work}" |
        | emails[type eq "home"].value  | "{address:new}"  |

    Scenario Outline: The filter <filter> selects the home address alone
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work", "primary": true},
                    {"value": "{address:home}", "type": "home", "primary": false},
                    {"value": "{address:other}", "type": "other", "primary": false}]}
        """
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "emails[<filter>]"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows no "emails[type eq "home"]"
      And reading "ada" shows 2 of "emails"
      And reading "ada" shows "emails[type eq "work"].value" as "{address:work}"

      Examples: comparisons of one sub-attribute
        | filter                                   |
        | value eq \"{address:home}\"        |
        | value eq \"{ADDRESS:home}\"        |
        | value sw \"home\"                        |
        | value co \"home\"                       |
        | type ew \"ome\"                          |
        | type EQ \"home\"                         |

      Examples: several conditions met by one element
        | filter                                                               |
        | type eq \"home\" and primary eq false                                |
        | type eq \"home\" and value co \"@contoso.example\"                   |
        | primary eq false and not (type eq \"other\")                         |
        | (type eq \"home\" or type eq \"work\") and primary eq false          |
        | type eq \"home\" or type eq \"other\" and value sw \"work\"          |

    Scenario: Conditions that no single element meets select nothing
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "emails[type eq \"home\" and value sw \"work\"]"}
        """
      Then the answer is 200, 204 or 400
      And reading "ada" shows 2 of "emails"

    Scenario: A filter that selects several elements changes all of them
      Given a user "ada" with:
        """
        {"addresses": [{"type": "work", "locality": "London", "country": "GB"},
                       {"type": "home", "locality": "London", "country": "FR"},
                       {"type": "other", "locality": "Turin", "country": "IT"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "addresses[locality eq \"London\"].country", "value": "CH"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path                             | value |
        | addresses[type eq "work"].country  | "CH"  |
        | addresses[type eq "home"].country  | "CH"  |
        | addresses[type eq "other"].country | "IT"  |

    Scenario: A filter on an attribute that holds no list is refused
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "King"}}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "userName[value eq \"x\"]", "value": "{address:new}"}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

  @req:RFC7644-3.5.2-14
  Rule: Paths resolve in the schemas of the resource, and operations can add one

    @needs:enterprise
    Scenario Outline: <op> brings an enterprise attribute to a user who has none
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "<op>", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "Engines"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" as "Engines"

      Examples: both ways
        | op      |
        | add     |
        | replace |

    @needs:enterprise
    Scenario: The extension that a path brought is named in schemas
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", "value": "1843"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows 2 of "schemas"

    @needs:enterprise
    Scenario Outline: A path-less <op> of <what> reaches the extension
      Given a user "ada" with:
        """
        {"nickName": "Countess"}
        """
      When the client patches "ada" with:
        """
        {"op": "<op>", "value": {<value>, "title": "Analyst"}}
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path                                                                  | value      |
        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department | "Engines"  |
        | title                                                                 | "Analyst"  |
        | nickName                                                              | "Countess" |

      Examples: the extension as an object
        | op      | what                | value                                                                                      |
        | add     | an extension object | "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Engines"}    |
        | replace | an extension object | "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Engines"}    |

    @needs:enterprise
    Scenario: One enterprise attribute changes and the others stay
      Given a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Looms", "costCenter": "1815", "employeeNumber": "1"}}
        """
      When the client patches "ada" with:
        """
        [{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "Engines"},
         {"op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter"}]
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path                                                                      | value     |
        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department     | "Engines" |
        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter     | null      |
        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber | "1"       |

    @needs:enterprise @needs:managers
    Scenario: A sub-attribute of an enterprise attribute has a path of its own
      Given a user "ada"
      And a user "ben"
      When the client patches "ada" with:
        """
        {"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value", "value": "{ben}"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as "{ben}"

    Scenario Outline: The path <path> of a schema that the server has not is refused
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "<path>", "value": "x"}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: no schema of a user
        | path                                                              |
        | urn:example:params:scim:schemas:extension:looms:2.0:User:pattern  |
        | urn:ietf:params:scim:schemas:core:2.0:User:frobnication           |
        | urn:ietf:params:scim:schemas:core:2.0:Group:members               |
