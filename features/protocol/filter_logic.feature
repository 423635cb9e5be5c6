@protocol @filter @needs:filter
Feature: Expressions of a filter put together

  RFC 7644, section 3.4.2.2, tables 4 and 5: and, or, not, parentheses, brackets,
  and which of them goes first.

  @req:RFC7644-3.4.2.2-06
  Rule: Expressions are combined by words and grouped by parentheses

    Scenario Outline: The grouping in <filter> is understood
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly "ada" and "ben"

      Examples: parentheses, blanks inside them, and more parentheses
        | filter                                                                         |
        | (userName eq "{address:ada}") or (userName eq "{address:ben}")                 |
        | (userName eq "{address:ada}" or userName eq "{address:ben}")                   |
        | ( userName eq "{address:ada}" ) or ( userName eq "{address:ben}" )             |
        | ((userName eq "{address:ada}") or ((userName eq "{address:ben}")))             |

    Scenario: Many parentheses inside each other harm nobody
      Given a user "ada"
      When the client filters users by:
        """
        ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((userName eq "{address:ada}"))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
        """
      Then the answer is no server error

  @req:RFC7644-3.4.2.2-19
  Rule: and wants both sides

    Scenario Outline: Both sides have to hold in <filter>
      Given a user "ada"
      And a user "ben" with:
        """
        {"active": false}
        """
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly <found>

      Examples: two and three sides
        | filter                                                                    | found  |
        | userName eq "{address:ada}" and active eq true                            | "ada"  |
        | userName eq "{address:ada}" and active eq false                           | nobody |
        | active eq false and userName eq "{address:ada}"                           | nobody |
        | userName eq "{address:ada}" and userName eq "{address:ben}"               | nobody |
        | userName eq "{address:ben}" and active eq false and id eq "{ben}"         | "ben"  |
        | userName eq "{address:ben}" and active eq false and id eq "{ada}"         | nobody |

  @req:RFC7644-3.4.2.2-20
  Rule: or is content with one side

    Scenario Outline: One side is enough in <filter>
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly <found>

      Examples: two and three sides, different attributes, both sides true
        | filter                                                                                          | found                   |
        | userName eq "{address:ada}" or userName eq "{address:ben}"                                      | "ada" and "ben"         |
        | userName eq "{address:ada}" or id eq "{ben}"                                                    | "ada" and "ben"         |
        | userName eq "{address:ada}" or userName eq "{address:nobody}"                                   | "ada"                   |
        | userName eq "{address:nobody}" or userName eq "{address:ada}"                                   | "ada"                   |
        | userName eq "{address:ada}" or id eq "{ada}"                                                    | "ada"                   |
        | userName eq "{address:ada}" or userName eq "{address:ben}" or userName eq "{address:cleo}"      | "ada", "ben" and "cleo" |

  @req:RFC7644-3.4.2.2-21
  Rule: not turns a parenthesis round

    Scenario Outline: The negation in <filter> leaves the others
      Given a user "ada" with:
        """
        {"displayName": "{address:crew}"}
        """
      And a user "ben" with:
        """
        {"displayName": "{address:crew}", "active": false}
        """
      And a user "cleo" with:
        """
        {"displayName": "{address:crew}"}
        """
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly <found>

      Examples: with and without a blank (erratum 7319), at either end, of a combination
        | filter                                                                                                     | found            |
        | displayName eq "{address:crew}" and not (userName eq "{address:ada}")                                      | "ben" and "cleo" |
        | displayName eq "{address:crew}" and not(userName eq "{address:ada}")                                       | "ben" and "cleo" |
        | not (userName eq "{address:ada}") and displayName eq "{address:crew}"                                      | "ben" and "cleo" |
        | displayName eq "{address:crew}" and not (active eq true)                                                   | "ben"            |
        | displayName eq "{address:crew}" and not (userName eq "{address:ada}" or userName eq "{address:cleo}")      | "ben"            |
        | displayName eq "{address:crew}" and not (userName eq "{address:ada}" and active eq false)                  | "ada", "ben" and "cleo" |
        | displayName eq "{address:crew}" and not (not (userName eq "{address:ada}"))                                | "ada"            |

  @req:RFC7644-3.4.2.2-28
  Rule: Parentheses go before not, not before and, and before or

    Scenario Outline: The order of evaluation shows in <filter>
      Given a user "ada"
      And a user "ben"
      And a user "cleo" with:
        """
        {"active": false}
        """
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly <found>

      Examples: and binds tighter than or (erratum 4670 for the printed order)
        | filter                                                                                       | found            |
        | userName eq "{address:ada}" or userName eq "{address:ben}" and active eq false               | "ada"            |
        | (userName eq "{address:ada}" or userName eq "{address:ben}") and active eq false             | nobody           |
        | userName eq "{address:ben}" and active eq false or userName eq "{address:ada}"               | "ada"            |
        | userName eq "{address:ben}" and (active eq false or userName eq "{address:ada}")             | nobody           |
        | id eq "{ada}" or id eq "{cleo}" and active eq true or id eq "{ben}" and active eq true       | "ada" and "ben"  |

      Examples: not binds tighter than and and or
        | filter                                                                                       | found            |
        | not (id eq "{ada}") and userName eq "{address:ben}"                                          | "ben"            |
        | not (id eq "{ada}") and id eq "{ada}" or userName eq "{address:cleo}"                        | "cleo"           |
        | id eq "{ada}" and not (active eq false) or id eq "{cleo}"                                    | "ada" and "cleo" |
        | id eq "{ada}" and not (active eq false or id eq "{ada}") or id eq "{cleo}"                   | "cleo"           |

  @req:RFC7644-3.4.2.2-29
  Rule: A multi-valued attribute matches by any of its values

    Scenario Outline: Any address is enough for <filter>
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work", "primary": true},
                    {"value": "{address:second}", "type": "home"}]}
        """
      And a user "ben"
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly "ada"

      Examples: the first and the second
        | filter                                                             |
        | emails.value eq "{address:ada}"                                    |
        | emails.value eq "{address:second}"                                 |
        | emails.value sw "{address:second}"                                 |

    @warn
    Scenario: Two conditions without brackets can be met by two addresses
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}, {"value": "{address:second}", "type": "home"}]}
        """
      When the client filters users by:
        """
        emails.value eq "{address:second}" and emails.type eq "work"
        """
      Then the list holds exactly "ada"

    Scenario: An attribute named without its value is understood or declined
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}, {"value": "{address:second}", "type": "home"}]}
        """
      And a user "ben"
      When the client filters users by:
        """
        emails co "{address:second}"
        """
      Then the list holds exactly "ada", or the answer declines

  @req:RFC7644-3.4.2.2-30
  Rule: A complex attribute is compared by a sub-attribute that is named

    Scenario Outline: The sub-attribute <path> is compared
      Given a user "ada" with:
        """
        {"name": {"givenName": "{address:given}", "familyName": "{address:family}"}}
        """
      And a user "ben" with:
        """
        {"name": {"givenName": "{address:family}", "familyName": "{address:given}"}}
        """
      When the client filters users by:
        """
        <path> eq "<value>"
        """
      Then the list holds exactly "ada"

      Examples: of the name
        | path            | value            |
        | name.givenName  | {address:given}  |
        | name.familyName | {address:family} |

    Scenario: A complex attribute without a sub-attribute does not list everybody
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "Lovelace"}}
        """
      When the client filters users by:
        """
        name eq "{address:ada}"
        """
      Then the list holds exactly nobody, or the answer declines

  @req:RFC7644-3.4.2.2-22
  Rule: Brackets can be supported

    Scenario Outline: The brackets in <filter> filter, or are declined
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}, {"value": "{address:second}", "type": "home"}]}
        """
      And a user "ben"
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly <found>, or the answer declines

      Examples: alone, among other expressions, with expressions inside
        | filter                                                                            | found           |
        | emails[value eq "{address:second}"]                                               | "ada"           |
        | emails[type eq "home" and value eq "{address:second}"]                            | "ada"           |
        | emails[type eq "home" and value co "{address:second}"] or id eq "{ben}"           | "ada" and "ben" |
        | id eq "{ben}" or emails[value eq "{address:second}"]                              | "ada" and "ben" |
        | emails[value eq "{address:second}" and (type eq "work" or type eq "home")]        | "ada"           |
        | emails[not (type eq "work") and value eq "{address:second}"]                      | "ada"           |
        | emails[value eq "{address:second}"] and active eq false                           | nobody          |

  @req:RFC7644-3.4.2.2-23
  Rule: One element has to meet all that is inside the brackets

    Scenario Outline: Two elements together do not meet <filter>
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work", "primary": true},
                    {"value": "{address:second}", "type": "home"}]}
        """
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly nobody, or the answer declines

      Examples: each condition holds of another element
        | filter                                                               |
        | emails[type eq "work" and value eq "{address:second}"]               |
        | emails[value eq "{address:ada}" and type eq "home"]                  |
        | emails[primary eq true and value eq "{address:second}"]              |
        | emails[value eq "{address:ada}" and value eq "{address:second}"]     |

  @req:RFC7644-3.4.2.2-24
  Rule: Inside the brackets is a filter of sub-attributes

    Scenario Outline: The brackets in <filter> find nobody, or are declined
      Given a user "ada"
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly nobody, or the answer declines

      Examples: no such sub-attribute, nothing, half an expression
        | filter                                            |
        | emails[frobnication eq "{address:ada}"]           |
        | emails[userName eq "{address:ada}"]               |
        | emails[]                                          |
        | emails[value]                                     |
        | emails[value eq "{address:ada}" and]              |
        | userName[value eq "{address:ada}"]                |
