@protocol @patch @needs:patch
Feature: The operation replace

  RFC 7644, section 3.5.2.3.

  @req:RFC7644-3.5.2.3-01
  Rule: Without a path the value holds what is replaced, and the rest stays

    Scenario Outline: A path-less replacement of <what> leaves the rest alone
      Given a user "ada" with:
        """
        {"displayName": "Ada", "nickName": "Countess", "name": {"givenName": "Ada", "familyName": "King"},
         "emails": [{"value": "{address:work}", "type": "work"}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "value": {<value>}}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "<path>" as <after>
      And reading "ada" shows:
        | path                         | value                  |
        | userName                     | "{address:ada}"        |
        | displayName                  | "Ada"                  |
        | name.familyName              | "King"                 |
        | emails[type eq "work"].value | "{address:work}" |
        | emails[type eq "home"].value | "{address:home}" |

      Examples: one attribute or several
        | what                | value                                | path           | after     |
        | active              | "active": false                      | active         | false     |
        | a nickname          | "nickName": "Enchantress"            | nickName       | "Enchantress" |
        | two attributes      | "active": false, "title": "Analyst"  | title          | "Analyst" |
        | a part of the name  | "name": {"givenName": "Augusta"}     | name.givenName | "Augusta" |
        | a name in capitals  | "NICKNAME": "Enchantress"            | nickName       | "Enchantress" |

    Scenario: A list in a path-less replacement takes the place of the old one
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "value": {"emails": [{"value": "{address:other}", "type": "other"}]}}
        """
      Then the answer is 200 or 204
      And reading "ada" shows 1 of "emails"
      And reading "ada" shows "emails[0].value" as "{address:other}"

    @needs:groups
    Scenario: A path-less new name leaves a group its members
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      And a group "engines" of "ada", "ben" and "cleo"
      When the client patches "engines" with:
        """
        {"op": "replace", "value": {"displayName": "{address:looms}"}}
        """
      Then the answer is 200 or 204
      And reading "engines" shows "displayName" as "{address:looms}"
      And the group "engines" holds exactly "ada", "ben" and "cleo"

    @needs:groups
    Scenario Outline: A path-less replacement of the members leaves <left>
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        {"op": "replace", "value": {"members": <members>}}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly <left>
      And reading "engines" shows the same "displayName"

      Examples: another list and an empty one
        | members                | left   |
        | [{"value": "{ben}"}]   | "ben"  |
        | []                     | nobody |

  @req:RFC7644-3.5.2.3-02
  Rule: A single-valued attribute gets the new value

    Scenario Outline: The replaced <path> has the new value
      Given a user "ada" with:
        """
        {"displayName": "Before", "active": true, "name": {"givenName": "Ada", "familyName": "King"}, "externalId": "1815"}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "<path>", "value": <value>}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "<path>" as <value>
      And reading "ada" shows "name.familyName" as "King"

      Examples: types of attribute
        | path           | value                |
        | displayName    | "After"              |
        | active         | false                |
        | name.givenName | "Augusta"            |
        | externalId     | "1852"               |
        | title          | "Ünï \\"quoted\\" \\u2603" |

    Scenario: A replacement without a value clears or is refused
      Given a user "ada" with:
        """
        {"nickName": "Countess"}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "nickName"}
        """
      Then the answer is a refusal that changes nothing, or reading "ada" shows "nickName" as null

    Scenario: A replaced user name is the new one
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "userName", "value": "{address:augusta}"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "userName" as "{address:augusta}"

    Scenario: A user who was inactive is active again
      Given a user "ada" with:
        """
        {"active": false}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "active", "value": true}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "active" as true

    Scenario: A replacement leaves what only the server assigns
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "nickName", "value": "Countess"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows the same "meta.created"
      And reading "ada" shows the same "meta.resourceType"
      And reading "ada" shows the same "id"

  @req:RFC7644-3.5.2.3-03
  Rule: A multi-valued attribute gets the new values for all its old ones

    Scenario: One e-mail address takes the place of two
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "emails", "value": [{"value": "{address:other}", "type": "other"}]}
        """
      Then the answer is 200 or 204
      And reading "ada" shows 1 of "emails"
      And reading "ada" shows "emails[0].value" as "{address:other}"

    @needs:groups
    Scenario Outline: The new list of members leaves <left>
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      And a group "engines" of "ada" and "ben"
      When the client patches "engines" with:
        """
        {"op": "replace", "path": "members", "value": <members>}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly <left>

      Examples: other members, fewer, more, and none
        | members                                                       | left                    |
        | [{"value": "{cleo}"}]                                         | "cleo"                  |
        | [{"value": "{ben}"}, {"value": "{cleo}"}]                     | "ben" and "cleo"        |
        | [{"value": "{ada}"}, {"value": "{ben}"}, {"value": "{cleo}"}] | "ada", "ben" and "cleo" |
        | [{"value": "{ben}"}]                                          | "ben"                   |
        | []                                                            | nobody                  |

  @req:RFC7644-3.5.2.3-04
  Rule: A replacement of what does not exist is an addition

    Scenario Outline: A replacement brings <attribute> where there was none
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "King"}}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "<path>", "value": <value>}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "<attribute>" as <shown>
      And reading "ada" shows "name.familyName" as "King"

      Examples: simple, part of a complex one, multi-valued
        | path            | value                                              | attribute                          | shown                 |
        | title           | "Analyst"                                          | title                              | "Analyst"             |
        | name.middleName | "Augusta"                                          | name.middleName                    | "Augusta"             |
        | phoneNumbers    | [{"value": "tel:+1-201-555-0123", "type": "work"}] | phoneNumbers[type eq "work"].value | "tel:+1-201-555-0123" |

    @needs:enterprise
    Scenario: A replacement brings a manager where there was none
      Given a user "ada"
      And a user "ben"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": {"value": "{ben}"}}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as "{ben}"

  @req:RFC7644-3.5.2.3-05
  Rule: A complex attribute keeps the sub-attributes that are not given

    Scenario: A new given name leaves the rest of the name
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "King", "middleName": "Augusta"}}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "name", "value": {"givenName": "Augusta", "honorificPrefix": "Countess"}}
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path                 | value      |
        | name.givenName       | "Augusta"  |
        | name.honorificPrefix | "Countess" |
        | name.familyName      | "King"     |
        | name.middleName      | "Augusta"  |

    Scenario Outline: A replacement of the name by <what> is refused
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "name", "value": <value>}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: no set of sub-attributes
        | what     | value      |
        | a string | "Ada King" |
        | a number | 42         |

  @req:RFC7644-3.5.2.3-06
  Rule: A value path replaces all records that pass its filter

    Scenario: The whole work address is another one
      Given a user "ada" with:
        """
        {"addresses": [{"type": "work", "locality": "London", "country": "GB"}, {"type": "home", "locality": "Turin", "country": "IT"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "addresses[type eq \"work\"]", "value": {"type": "work", "locality": "Paris", "country": "FR", "postalCode": "75001"}}
        """
      Then the answer is 200 or 204
      And reading "ada" shows 2 of "addresses"
      And reading "ada" shows:
        | path                                 | value   |
        | addresses[type eq "work"].locality   | "Paris" |
        | addresses[type eq "work"].country    | "FR"    |
        | addresses[type eq "work"].postalCode | "75001" |
        | addresses[type eq "home"].locality   | "Turin" |

  @req:RFC7644-3.5.2.3-07
  Rule: A value path with a sub-attribute replaces it in all records that pass

    Scenario: The town of every British address is another one
      Given a user "ada" with:
        """
        {"addresses": [{"type": "work", "locality": "London", "country": "GB"}, {"type": "home", "locality": "Ockham", "country": "GB"},
                       {"type": "other", "locality": "Turin", "country": "IT"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "addresses[country eq \"GB\"].locality", "value": "Nottingham"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path                                | value        |
        | addresses[type eq "work"].locality  | "Nottingham" |
        | addresses[type eq "home"].locality  | "Nottingham" |
        | addresses[type eq "other"].locality | "Turin"      |
        | addresses[type eq "work"].country   | "GB"         |
        | addresses[type eq "home"].country   | "GB"         |

  @req:RFC7644-3.5.2.3-08
  Rule: A value path that nothing passes is refused as one without a target

    Scenario Outline: A replacement at <path> without a match is refused
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "<path>", "value": <value>}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: filters that do not say what could be made
        | path                                                     | value                                                   |
        | emails[value co \"nobody\"].value                        | "{address:new}"                                   |
        | emails[type eq \"home\" or type eq \"other\"].value      | "{address:new}"                                   |
        | emails[value sw \"nobody\"]                              | {"value": "{address:new}", "type": "home"}        |

    Scenario: The error of a replacement without a match says noTarget
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "emails[value co \"nobody\"].value", "value": "{address:new}"}
        """
      Then the answer is 400
      And the scimType is "noTarget"

    Scenario: A replacement in an element that is not there makes it or is refused
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "emails[type eq \"home\"].value", "value": "{address:home}"}
        """
      Then the answer is a refusal that changes nothing, or reading "ada" shows "emails[type eq "home"].value" as "{address:home}"
      And reading "ada" shows "emails[type eq "work"].value" as "{address:work}"
