@protocol @patch @needs:patch
Feature: The operation add

  RFC 7644, section 3.5.2.1.

  @req:RFC7644-3.5.2.1-01
  Rule: An addition has a value

    Scenario Outline: An addition to <path> without a value is refused
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "add", "path": "<path>"}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: with nothing to add
        | path            |
        | nickName        |
        | emails          |
        | name.middleName |

    Scenario: An addition without path and value is refused
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "add"}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

  @req:RFC7644-3.5.2.1-02
  Rule: Without a path the value is a set of attributes to add

    Scenario: A path-less addition merges with what is there
      Given a user "ada" with:
        """
        {"displayName": "Ada", "name": {"givenName": "Ada", "familyName": "King"}, "emails": [{"value": "{address:work}", "type": "work"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "value": {"emails": [{"value": "{address:home}", "type": "home"}], "nickname": "Countess", "name": {"middleName": "Augusta"}}}
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path                         | value                  |
        | displayName                  | "Ada"                  |
        | emails[type eq "work"].value | "{address:work}" |
        | emails[type eq "home"].value | "{address:home}" |
        | nickName                     | "Countess"             |
        | name.familyName              | "King"                 |
        | name.middleName              | "Augusta"              |

    @needs:groups
    Scenario: A path-less addition of members keeps those that are there
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        {"op": "add", "value": {"members": [{"value": "{ben}"}]}}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ada" and "ben"

  @req:RFC7644-3.5.2.1-03
  Rule: What does not exist is added

    Scenario Outline: An addition brings <attribute> where there was none
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "King"}}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "path": "<path>", "value": <value>}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "<attribute>" as <shown>
      And reading "ada" shows "userName" as "{address:ada}"

      Examples: types of attribute
        | path         | value                                                          | attribute                               | shown                 |
        | title        | "Countess"                                                     | title                                   | "Countess"            |
        | profileUrl   | "https://contoso.example/ada"                                  | profileUrl                              | "https://contoso.example/ada" |
        | phoneNumbers | [{"value": "tel:+1-201-555-0123", "type": "work"}]             | phoneNumbers[type eq "work"].value      | "tel:+1-201-555-0123" |
        | addresses    | [{"type": "home", "locality": "London", "country": "GB"}]      | addresses[type eq "home"].locality      | "London"              |
        | externalId   | "1815-12-10"                                                   | externalId                              | "1815-12-10"          |

  @req:RFC7644-3.5.2.1-04
  Rule: An addition to a complex attribute takes sub-attributes

    Scenario: Sub-attributes come to the name and the others stay
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "King"}}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "path": "name", "value": {"middleName": "Augusta", "familyName": "Lovelace"}}
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path            | value      |
        | name.givenName  | "Ada"      |
        | name.middleName | "Augusta"  |
        | name.familyName | "Lovelace" |

    Scenario Outline: An addition of <what> to the name is refused
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "add", "path": "name", "value": <value>}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: no set of sub-attributes
        | what     | value      |
        | a string | "Ada King" |
        | a number | 42         |

  @req:RFC7644-3.5.2.1-05
  Rule: An addition to a multi-valued attribute appends

    Scenario: New e-mail addresses come to those that are there
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "path": "emails", "value": [{"value": "{address:home}", "type": "home"}, {"value": "{address:other}", "type": "other"}]}
        """
      Then the answer is 200 or 204
      And reading "ada" shows 3 of "emails"
      And reading "ada" shows:
        | path                          | value                   |
        | emails[type eq "work"].value  | "{address:work}"  |
        | emails[type eq "home"].value  | "{address:home}"  |
        | emails[type eq "other"].value | "{address:other}" |

    Scenario: A single new e-mail address is appended or refused
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "path": "emails", "value": {"value": "{address:home}", "type": "home"}}
        """
      Then the answer is a refusal that changes nothing, or reading "ada" shows "emails[type eq "home"].value" as "{address:home}"
      And reading "ada" shows "emails[type eq "work"].value" as "{address:work}"

    @needs:groups
    Scenario: New members come to those that are there
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{ben}"}, {"value": "{cleo}"}]}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ada", "ben" and "cleo"

    @needs:groups
    Scenario: New members come by two operations
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        [{"op": "add", "path": "members", "value": [{"value": "{ben}"}]}, {"op": "add", "path": "members", "value": [{"value": "{cleo}"}]}]
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ada", "ben" and "cleo"

  @req:RFC7644-3.5.2.1-06
  Rule: An addition to a single-valued attribute replaces its value

    Scenario Outline: An added <attribute> takes the place of the old one
      Given a user "ada" with:
        """
        {"displayName": "Before", "active": true}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "path": "<attribute>", "value": <value>}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "<attribute>" as <value>

      Examples: a string and a boolean
        | attribute   | value   |
        | displayName | "After" |
        | active      | false   |

  @req:RFC7644-3.5.2.1-07
  Rule: An addition sets the value at its path, whether there is one or not

    Scenario Outline: An addition sets <path>
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "King"}, "addresses": [{"type": "work", "locality": "London", "country": "GB"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "path": "<path>", "value": "<value>"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "<attribute>" as "<value>"
      And reading "ada" shows "name.familyName" as "King"
      And reading "ada" shows "addresses[type eq "work"].country" as "GB"

      Examples: where there is a value
        | path                                 | attribute                          | value   |
        | name.givenName                       | name.givenName                     | Augusta |
        | addresses[type eq \"work\"].locality | addresses[type eq "work"].locality | Turin   |

      Examples: where there is none
        | path                                   | attribute                            | value   |
        | name.middleName                        | name.middleName                      | Augusta |
        | addresses[type eq \"work\"].postalCode | addresses[type eq "work"].postalCode | W1      |

    Scenario: An addition to an element that is not there makes it or is refused
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "path": "emails[type eq \"home\"].value", "value": "{address:home}"}
        """
      Then the answer is a refusal that changes nothing, or reading "ada" shows "emails[type eq "home"].value" as "{address:home}"
      And reading "ada" shows "emails[type eq "work"].value" as "{address:work}"

  @req:RFC7644-3.5.2.1-08
  Rule: An addition of what is there already succeeds and changes nothing

    Scenario: An e-mail address that is there is not doubled
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "path": "emails", "value": [{"value": "{address:work}", "type": "work"}]}
        """
      Then the answer is 200 or 204
      And reading "ada" shows 1 of "emails"

    Scenario Outline: A value that <path> has already is taken
      Given a user "ada" with:
        """
        {"nickName": "Countess", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "path": "<path>", "value": <value>}
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path           | value      |
        | nickName       | "Countess" |
        | name.givenName | "Ada"      |

      Examples: the same again
        | path           | value                 |
        | nickName       | "Countess"            |
        | name.givenName | "Ada"                 |
        | name           | {"givenName": "Ada"}  |

    @needs:groups
    Scenario: A member whom the group has already is not doubled
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada" and "ben"
      When the client patches "engines" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{ada}"}]}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ada" and "ben"

    @needs:groups
    Scenario: A known member and a new one are added together
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{ada}"}, {"value": "{ben}"}]}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ada" and "ben"

  @req:RFC7644-3.5.2.1-09
  Rule: An addition that changes nothing leaves the time of the last change

    Scenario Outline: Adding the same <what> again moves neither time nor version
      Given a user "ada" with:
        """
        {"nickName": "Countess", "emails": [{"value": "{address:work}", "type": "work"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "add", <operation>}
        """
      Then the answer is 200 or 204
      And reading "ada" shows the same "meta.lastModified"
      And reading "ada" shows the same "meta.version"

      Examples: with and without a path
        | what           | operation                                                                       |
        | nickname       | "path": "nickName", "value": "Countess"                                         |
        | e-mail address | "path": "emails", "value": [{"value": "{address:work}", "type": "work"}]  |
        | attributes     | "value": {"nickName": "Countess"}                                               |

    @needs:groups
    Scenario: Adding the same member again moves the group's time of change in no way
      Given a user "ada"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{ada}"}]}
        """
      Then the answer is 200 or 204
      And reading "engines" shows the same "meta.lastModified"
      And reading "engines" shows the same "meta.version"

  @req:RFC7644-3.5.2-12
  Rule: An immutable attribute without a value takes one by an addition

    @needs:groups
    Scenario: A group without members gets its first one
      Given a user "ada"
      And a group "engines" of nobody
      When the client patches "engines" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{ada}", "type": "User"}]}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ada"
