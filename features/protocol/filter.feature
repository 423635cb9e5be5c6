@protocol @filter @needs:filter
Feature: What each operator of a filter finds

  RFC 7644, section 3.4.2.2, table 3. Values hold an address of the scenario's own, so
  that nobody else on the server can match; where an operator cannot tell people
  apart, their common displayName does.

  @req:RFC7644-3.4.2.2-03
  Rule: Only resources that match are returned

    Scenario: A filter finds the one who matches, and nobody else
      Given a user "ada"
      And a user "ben"
      When the client filters users by:
        """
        userName eq "{address:ada}"
        """
      Then the list holds exactly "ada"
      And the answer has "totalResults" as 1

    Scenario Outline: An attribute that nobody has, <attribute>, does not list everybody
      Given a user "ada"
      When the client filters users by:
        """
        <attribute> eq "Lovelace"
        """
      Then the list holds exactly nobody, or the answer declines

      Examples: names that no schema knows
        | attribute                                               |
        | frobnication                                            |
        | name.frobnication                                       |
        | urn:ietf:params:scim:schemas:core:2.0:User:frobnication |
        | urn:example:frobnication:2.0:User:userName              |

  @req:RFC7644-3.4.2.2-07
  Rule: eq matches what is identical

    Scenario Outline: Equality of <what> finds its owner
      Given a user "ada" with:
        """
        {"displayName": "{address:ada}", "externalId": "{address:key}",
         "name": {"givenName": "Ada", "familyName": "{address:lovelace}"},
         "emails": [{"value": "{address:ada}", "type": "work"}]}
        """
      And a user "ben" with:
        """
        {"displayName": "{address:ada}x", "externalId": "{address:key}x", "active": false,
         "name": {"givenName": "Ben", "familyName": "x{address:lovelace}"},
         "emails": [{"value": "x{address:ada}", "type": "work"}]}
        """
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly "ada"

      Examples: attributes of every type
        | what               | filter                                          |
        | an id              | id eq "{ada}"                                   |
        | an externalId      | externalId eq "{address:key}"                   |
        | a userName         | userName eq "{address:ada}"                     |
        | a displayName      | displayName eq "{address:ada}"                  |
        | a sub-attribute    | name.familyName eq "{address:lovelace}"         |
        | an e-mail address  | emails.value eq "{address:ada}"                 |
        | a boolean          | active eq true and id eq "{ada}"                |
        | meta.resourceType  | meta.resourceType eq "User" and id eq "{ada}"   |

    Scenario: Equality of a boolean tells true from false
      Given a user "ada" with:
        """
        {"displayName": "{address:crew}"}
        """
      And a user "ben" with:
        """
        {"displayName": "{address:crew}", "active": false}
        """
      When the client filters users by:
        """
        displayName eq "{address:crew}" and active eq false
        """
      Then the list holds exactly "ben"

  @req:RFC7644-3.4.2.2-08
  Rule: ne matches what is not identical

    Scenario Outline: Inequality of <what> finds the others
      Given a user "ada" with:
        """
        {"displayName": "{address:crew}", "externalId": "{address:key}"}
        """
      And a user "ben" with:
        """
        {"displayName": "{address:crew}", "externalId": "{address:key}x", "active": false}
        """
      When the client filters users by:
        """
        displayName eq "{address:crew}" and <expression>
        """
      Then the list holds exactly "ben"

      Examples: everybody has a value
        | what                         | expression                    |
        | a userName                   | userName ne "{address:ada}"   |
        | a userName in capital letters | userName ne "{ADDRESS:ada}"  |
        | an externalId                | externalId ne "{address:key}" |
        | a boolean                    | active ne true                |
        | an id                        | id ne "{ada}"                 |

  @req:RFC7644-3.4.2.2-09
  Rule: co matches a part

    Scenario Outline: A part of <what> finds its owner
      Given a user "ada" with:
        """
        {"displayName": "Countess {address:part} of Lovelace", "externalId": "{address:key}-1",
         "name": {"givenName": "Ada", "familyName": "von {address:part}"}}
        """
      And a user "ben"
      When the client filters users by:
        """
        <attribute> co "<part>"
        """
      Then the list holds exactly "ada"

      Examples: in the middle, at an end, all of it
        | what                            | attribute       | part                              |
        | a displayName, in the middle    | displayName     | {address:part}                    |
        | a displayName, at the beginning | displayName     | Countess {address:part}           |
        | a displayName, at the end       | displayName     | {address:part} of Lovelace        |
        | a displayName, all of it        | displayName     | Countess {address:part} of Lovelace |
        | a displayName, in capitals      | displayName     | COUNTESS {ADDRESS:part}           |
        | an externalId                   | externalId      | {address:key}-                    |
        | a family name                   | name.familyName | {address:part}                    |
        | a userName                      | userName        | {address:ada}                     |
        | an e-mail address               | emails.value    | {address:ada}                     |

    Scenario Outline: The letters of <part> stand for themselves in a part
      Given the users:
        | name | displayName                    |
        | ada  | "x {address:crew}<part>1"      |
        | ben  | "x {address:crew}y1"           |
        | cleo | "x {address:crew}1"            |
      When the client filters users by:
        """
        displayName co "{address:crew}<part>1"
        """
      Then the list holds exactly "ada"

      Examples: wildcards elsewhere
        | part |
        | _    |
        | %    |
        | *    |
        | .    |
        | ?    |

  @req:RFC7644-3.4.2.2-10
  Rule: sw matches a beginning, and all of it

    Scenario Outline: The beginning of <what> finds whoever begins so
      Given the users:
        | name | displayName            | externalId           |
        | ada  | "{address:crew}"       | "{address:key}"      |
        | ben  | "{address:crew}-12"    | "{address:key}-12"   |
        | cleo | "the {address:crew}"   | "the {address:key}"  |
      When the client filters users by:
        """
        <attribute> sw "<beginning>"
        """
      Then the list holds exactly <found>

      Examples: with and without more behind it
        | what                     | attribute   | beginning         | found           |
        | a displayName            | displayName | {address:crew}    | "ada" and "ben" |
        | a displayName with more  | displayName | {address:crew}-   | "ben"           |
        | a displayName in capitals | displayName | {ADDRESS:crew}-  | "ben"           |
        | an externalId            | externalId  | {address:key}     | "ada" and "ben" |
        | a userName               | userName    | {address:cleo}    | "cleo"          |
        | an e-mail address        | emails.value | {address:cleo}   | "cleo"          |

    Scenario Outline: The letter <letter> stands for itself at a beginning
      Given the users:
        | name | displayName                 |
        | ada  | "{address:crew}<letter>1"   |
        | ben  | "{address:crew}y1"          |
        | cleo | "{address:crew}1"           |
      When the client filters users by:
        """
        displayName sw "{address:crew}<letter>1"
        """
      Then the list holds exactly "ada"

      Examples: wildcards of databases and expressions
        | letter |
        | _      |
        | %      |
        | *      |

  @req:RFC7644-3.4.2.2-11
  Rule: ew matches an end, and all of it

    Scenario Outline: The end of <what> finds whoever ends so
      Given the users:
        | name | displayName            | externalId           |
        | ada  | "{address:crew}"       | "{address:key}"      |
        | ben  | "12-{address:crew}"    | "12-{address:key}"   |
        | cleo | "{address:crew} 7"     | "{address:key} 7"    |
      When the client filters users by:
        """
        <attribute> ew "<end>"
        """
      Then the list holds exactly <found>

      Examples: with and without more before it
        | what                      | attribute   | end               | found           |
        | a displayName             | displayName | {address:crew}    | "ada" and "ben" |
        | a displayName with more   | displayName | -{address:crew}   | "ben"           |
        | a displayName in capitals | displayName | -{ADDRESS:crew}   | "ben"           |
        | an externalId             | externalId  | {address:key}     | "ada" and "ben" |
        | a userName                | userName    | {address:cleo}    | "cleo"          |
        | an e-mail address         | emails.value | {address:cleo}   | "cleo"          |

  @req:RFC7644-3.4.2.2-12
  Rule: pr matches a value that is not empty

    Scenario Outline: Presence by <expression> finds whoever has a value
      Given a user "ada" with:
        """
        {"displayName": "{address:crew}", "nickName": "Countess", "phoneNumbers": [],
         "name": {"givenName": "Ada", "familyName": "Lovelace", "honorificPrefix": "Lady"}}
        """
      And a user "ben" with:
        """
        {"displayName": "{address:crew}", "active": false,
         "phoneNumbers": [{"value": "tel:+44-20-7946-0000", "type": "work"}]}
        """
      When the client filters users by:
        """
        displayName eq "{address:crew}" and <expression>
        """
      Then the list holds exactly <found>

      @attribute:nickName
      Examples: a string
        | expression      | found |
        | nickName pr     | "ada" |

      @attribute:phoneNumbers
      Examples: a list, which an empty one is not
        | expression            | found |
        | phoneNumbers pr       | "ben" |
        | phoneNumbers.value pr | "ben" |

      Examples: a boolean, an object and its parts
        | expression              | found           |
        | active pr               | "ada" and "ben" |
        | name pr                 | "ada" and "ben" |
        | name.honorificPrefix pr | "ada"           |
        | meta pr                 | "ada" and "ben" |
        | meta.created pr         | "ada" and "ben" |
