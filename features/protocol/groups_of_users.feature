@protocol @groups-api @needs:groups
Feature: The groups that a user shows

  RFC 7643, section 4.1.2. A server need not show them; what it shows is true,
  and is changed at the group alone.

  @req:RFC7643-4.1.2-24
  Rule: A shown group is given by its id and its URI

    Scenario: A user shows the groups that hold them
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada" and "ben"
      And a group "looms" of "ada"
      When the client reads "ada"
      Then the answer is 200
      And the groups that "ada" shows are "engines" and "looms", if any are shown
      And the groups that "ben" shows are "engines", if any are shown

    Scenario: The reference of a group leads to it
      Given a user "ada"
      And a group "engines" of "ada"
      When the client reads "ada"
      Then the answer is 200
      And any "groups[].$ref" of the answer leads to "engines"

    Scenario: A user stops to show a group that was deleted
      Given a user "ada"
      And a group "engines" of "ada"
      And a group "looms" of "ada"
      When the client deletes "engines"
      Then the answer is 204
      And the groups that "ada" shows are "looms", if any are shown

  @req:RFC7643-4.1.2-25
  Rule: Membership is changed at the group, and groups at a user is readOnly

    Scenario: A new user with groups is in none of them
      Given a group "engines" of nobody
      When the client creates the user "ada" with:
        """
        {"groups": [{"value": "{engines}"}]}
        """
      Then the answer is 201
      And the group "engines" holds exactly nobody

    Scenario: A PUT of a user with groups brings nobody into them
      Given a user "ada"
      And a group "engines" of nobody
      When the client replaces "ada" with:
        """
        {"groups": [{"value": "{engines}"}]}
        """
      Then the answer is 200
      And the group "engines" holds exactly nobody
      And the groups that "ada" shows are nobody, if any are shown

    Scenario: A PUT of a user with an empty list of groups takes nobody out of them
      Given a user "ada"
      And a group "engines" of "ada"
      When the client replaces "ada" with:
        """
        {"groups": []}
        """
      Then the answer is 200
      And the group "engines" holds exactly "ada"

    @needs:patch
    Scenario Outline: A PATCH of a user's groups by <what> is refused
      Given a user "ada"
      And a group "engines" of "ada"
      And a group "looms" of nobody
      When the client patches "ada" with:
        """
        <operation>
        """
      Then the answer is a refusal
      And the group "engines" holds exactly "ada"
      And the group "looms" holds exactly nobody

      Examples: ways to change them
        | what          | operation                                                              |
        | addition      | {"op": "add", "path": "groups", "value": [{"value": "{looms}"}]}       |
        | replacement   | {"op": "replace", "path": "groups", "value": [{"value": "{looms}"}]}   |
        | removal       | {"op": "remove", "path": "groups"}                                     |
        | a sub-attribute | {"op": "replace", "path": "groups.value", "value": "{looms}"}        |

  @req:RFC7643-4.1.2-26
  Rule: The groups of a user are what the schema says

    @needs:discovery @warn
    Scenario: The groups are declared as the standard has them
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | name           | type      | multiValued | mutability | returned |
        | groups         | complex   | true        | readOnly   | default  |
        | groups.value   | string    | false       | readOnly   | default  |
        | groups.$ref    | reference | false       | readOnly   | default  |
        | groups.display | string    | false       | readOnly   | default  |
        | groups.type    | string    | false       | readOnly   | default  |

  @req:RFC7643-4.1.2-27
  Rule: A membership is direct or indirect

    Scenario: The membership of a listed member is direct
      Given a user "ada"
      And a group "engines" of "ada"
      When the client reads "ada"
      Then the answer is 200
      And any "groups[].type" of the answer is one of ["direct"]

  @req:RFC7643-4.1.2-22
  Rule: A direct membership can be changed at the group

    @needs:patch
    Scenario: A direct member is removed and does not show the group any more
      Given a user "ada"
      And a group "engines" of "ada"
      And a group "looms" of "ada"
      When the client patches "engines" with:
        """
        {"op": "remove", "path": "members[value eq \"{ada}\"]"}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly nobody
      And the groups that "ada" shows are "looms", if any are shown

    @needs:patch
    Scenario: A new member shows the group
      Given a user "ada"
      And a group "engines" of nobody
      And a group "looms" of "ada"
      When the client patches "engines" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{ada}"}]}
        """
      Then the answer is 200 or 204
      And the groups that "ada" shows are "engines" and "looms", if any are shown

    Scenario: A group whose members are listed anew is shown by the new ones alone
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada"
      And a group "looms" of "ben"
      When the client replaces "engines" with:
        """
        {"members": [{"value": "{ben}"}]}
        """
      Then the answer is 200
      And the groups that "ben" shows are "engines" and "looms", if any are shown
      And the groups that "ada" shows are nobody, if any are shown
