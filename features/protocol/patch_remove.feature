@protocol @patch @needs:patch
Feature: The operation remove

  RFC 7644, section 3.5.2.2.

  @req:RFC7644-3.5.2.2-01
  Rule: A removal without a path is refused as one without a target

    Scenario: The error of a removal without a path says noTarget
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "remove"}
        """
      Then the answer is 400
      And the scimType is "noTarget"

  @req:RFC7644-3.5.2.2-02
  Rule: A removed single-valued attribute has no value any more

    Scenario Outline: The removed <path> is gone and nothing else
      Given a user "ada" with:
        """
        {"nickName": "Countess", "title": "Analyst", "name": {"givenName": "Ada", "familyName": "King", "middleName": "Augusta"}}
        """
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "<path>"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows no "<path>"
      And reading "ada" shows:
        | path     | value           |
        | userName | "{address:ada}" |
        | <kept>   | <value>         |

      Examples: simple, complex, and a part of a complex one
        | path            | kept            | value      |
        | nickName        | title           | "Analyst"  |
        | title           | nickName        | "Countess" |
        | name.middleName | name.givenName  | "Ada"      |

    @needs:enterprise
    Scenario: An attribute of the enterprise extension is removed alone
      Given a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Looms", "costCenter": "1815"}}
        """
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows no "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter" as "1815"

    @needs:filter
    Scenario: A removed attribute is not found any more
      Given a user "ada" with:
        """
        {"nickName": "Countess"}
        """
      And the client patched "ada" with:
        """
        {"op": "remove", "path": "nickName"}
        """
      When the client filters users by:
        """
        userName eq "{address:ada}" and nickName pr
        """
      Then the answer is 200
      And the list lacks "ada"

  @req:RFC7644-3.5.2.2-03
  Rule: A removed multi-valued attribute loses all its values

    Scenario: All phone numbers go and the e-mail addresses stay
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}],
         "phoneNumbers": [{"value": "tel:+1-201-555-0123", "type": "work"}, {"value": "tel:+1-201-555-0199", "type": "mobile"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "phoneNumbers"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows no "phoneNumbers"
      And reading "ada" shows "emails[type eq "work"].value" as "{address:work}"

    @needs:groups
    Scenario: All members go and the group stays
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada" and "ben"
      When the client patches "engines" with:
        """
        {"op": "remove", "path": "members"}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly nobody
      And reading "engines" shows the same "displayName"

  @req:RFC7644-3.5.2.2-04
  Rule: A filter on value removes the values that pass it

    @needs:groups
    Scenario Outline: The <place> of three members is removed and the others stay
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      And a group "engines" of "ada", "ben" and "cleo"
      When the client patches "engines" with:
        """
        {"op": "remove", "path": "<path>"}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly <left>

      Examples: wherever the member stands
        | place  | path                          | left               |
        | first  | members[value eq \"{ada}\"]   | "ben" and "cleo"   |
        | middle | members[value eq \"{ben}\"]   | "ada" and "cleo"   |
        | last   | members[value eq \"{cleo}\"]  | "ada" and "ben"    |

    @needs:groups
    Scenario: Two members are removed by one filter
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      And a group "engines" of "ada", "ben" and "cleo"
      When the client patches "engines" with:
        """
        {"op": "remove", "path": "members[value eq \"{ada}\" or value eq \"{cleo}\"]"}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ben"

    @needs:groups
    Scenario: Two members are removed by two operations
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      And a group "engines" of "ada", "ben" and "cleo"
      When the client patches "engines" with:
        """
        [{"op": "remove", "path": "members[value eq \"{ada}\"]"}, {"op": "remove", "path": "members[value eq \"{ben}\"]"}]
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "cleo"

    @needs:groups
    Scenario: The only member is removed
      Given a user "ada"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        {"op": "remove", "path": "members[value eq \"{ada}\"]"}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly nobody

    Scenario: An e-mail address is removed by its value
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "emails[value eq \"{address:work}\"]"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows 1 of "emails"
      And reading "ada" shows "emails[type eq "home"].value" as "{address:home}"

  @req:RFC7644-3.5.2.2-05
  Rule: A filter on sub-attributes removes the records that pass it

    Scenario Outline: The address in London goes by <filter>
      Given a user "ada" with:
        """
        {"addresses": [{"type": "work", "locality": "London", "country": "GB"}, {"type": "home", "locality": "Turin", "country": "IT"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "addresses[<filter>]"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows 1 of "addresses"
      And reading "ada" shows "addresses[type eq "home"].locality" as "Turin"

      Examples: one condition and two
        | filter                                      |
        | type eq \"work\"                            |
        | type eq \"work\" and locality sw \"Lon\"    |
        | not (type eq \"home\")                      |

    Scenario: The last record goes and the attribute with it
      Given a user "ada" with:
        """
        {"addresses": [{"type": "work", "locality": "London", "country": "GB"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "addresses[type eq \"work\"]"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows no "addresses"

  @req:RFC7644-3.5.2.2-06
  Rule: A sub-attribute after the filter is all that is removed

    Scenario: The town goes out of the work address
      Given a user "ada" with:
        """
        {"addresses": [{"type": "work", "locality": "London", "country": "GB"}, {"type": "home", "locality": "Turin", "country": "IT"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "addresses[type eq \"work\"].locality"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path                               | value   |
        | addresses[type eq "work"].locality | null    |
        | addresses[type eq "work"].country  | "GB"    |
        | addresses[type eq "home"].locality | "Turin" |

  @req:RFC7644-3.5.2.2-07
  Rule: A required or readOnly attribute cannot be removed

    Scenario Outline: A removal of <path> from a user is refused
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "<path>"}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: required
        | path     |
        | userName |
        | USERNAME |

      Examples: readOnly
        | path              |
        | id                |
        | meta              |
        | meta.created      |
        | meta.lastModified |

    Scenario Outline: The error of a removal of <path> says mutability
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "<path>"}
        """
      Then the answer is 400
      And the scimType is <type>

      Examples: required, where an invalid value is meant as well, and readOnly
        | path     | type                           |
        | userName | "mutability" or "invalidValue" |
        | id       | "mutability"                   |

  @req:RFC7644-3.5.2.2-08
  Rule: A removal of what is not there changes nothing

    @needs:groups
    Scenario: Removing a stranger leaves the members alone
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        {"op": "remove", "path": "members[value eq \"{ben}\"]"}
        """
      Then the answer is 200, 204 or 400
      And the group "engines" holds exactly "ada"

    @needs:groups
    Scenario: Removing a member twice is no server error
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada" and "ben"
      And the client patched "engines" with:
        """
        {"op": "remove", "path": "members[value eq \"{ben}\"]"}
        """
      When the client patches "engines" with:
        """
        {"op": "remove", "path": "members[value eq \"{ben}\"]"}
        """
      Then the answer is 200, 204 or 400
      And the group "engines" holds exactly "ada"

    @needs:groups
    Scenario: Emptying an empty group is no server error
      Given a group "engines" of nobody
      When the client patches "engines" with:
        """
        {"op": "remove", "path": "members"}
        """
      Then the answer is 200, 204 or 400
      And the group "engines" holds exactly nobody

    Scenario Outline: Removing <path> where it has no value leaves the rest alone
      Given a user "ada" with:
        """
        {"nickName": "Countess", "emails": [{"value": "{address:work}", "type": "work"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "<path>"}
        """
      Then the answer is 200, 204 or 400
      And reading "ada" shows 1 of "emails"
      And reading "ada" shows "nickName" as "Countess"

      Examples: nothing to remove
        | path                          |
        | title                         |
        | phoneNumbers                  |
        | name.honorificSuffix          |
        | emails[type eq \"home\"]      |
        | phoneNumbers[type eq \"fax\"] |
