@protocol @groups-api @needs:groups
Feature: Groups and their members

  RFC 7643, sections 4.1.2 and 4.2. Membership is changed at the group, and a user
  shows it, if at all, as it is.

  @req:RFC7644-3.2-06
  Rule: Groups are made, read, replaced, patched and deleted at /Groups

    Scenario: A group is made with its members
      Given a user "ada"
      When the client sends POST "/Groups" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{address:engines}", "members": [{"value": "{ada}"}]}
        """
      Then the answer is 201
      And the answer has "displayName" as "{address:engines}"
      And the answer has "meta.resourceType" as "Group"

    Scenario: A group is read with its members
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada" and "ben"
      When the client reads "engines"
      Then the answer is 200
      And the answer has "id" as "{engines}"
      And the group "engines" holds exactly "ada" and "ben"

    Scenario: A group made without members holds nobody
      Given a group "engines" of nobody
      When the client reads "engines"
      Then the answer is 200
      And the group "engines" holds exactly nobody

    Scenario: A deleted group is gone and its members are not
      Given a user "ada"
      And a group "engines" of "ada"
      When the client deletes "engines"
      Then the answer is 204
      And reading "engines" gives 404
      And reading "ada" shows "userName" as "{address:ada}"

    @needs:filter
    Scenario: A group is found by its name
      Given a group "engines" of nobody
      And a group "looms" of nobody
      When the client filters groups by:
        """
        displayName eq "{engines.displayName}"
        """
      Then the answer is 200
      And the list holds exactly "engines"

    Scenario: PUT is served for a group
      Given a user "ada"
      And a group "engines" of nobody
      When the client replaces "engines" with:
        """
        {"members": [{"value": "{ada}"}]}
        """
      Then the answer is 200
      And the group "engines" holds exactly "ada"

    @needs:patch
    Scenario: PATCH is served for a group
      Given a user "ada"
      And a group "engines" of nobody
      When the client patches "engines" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{ada}"}]}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ada"

  @req:RFC7643-4.2-01
  Rule: The schema of groups has its name

    @needs:discovery
    Scenario: The schema of groups is served under its name
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group"
      Then the answer is 200
      And the answer has "id" as "urn:ietf:params:scim:schemas:core:2.0:Group"

    Scenario: A group names the schema of groups
      Given a group "engines" of nobody
      When the client reads "engines"
      Then the answer is 200
      And the answer has "schemas" as ["urn:ietf:params:scim:schemas:core:2.0:Group"]

  @req:RFC7643-4.2-02
  Rule: A group has a name

    Scenario Outline: A group with <what> is not made
      Given a user "ada"
      When the client sends POST "/Groups" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"]<name>, "members": [{"value": "{ada}"}]}
        """
      Then the answer is a refusal
      And the groups that "ada" shows are nobody, if any are shown

      Examples: no name
        | what        | name                  |
        | no name     |                       |
        | a null name | , "displayName": null |

    @needs:patch
    Scenario Outline: A group's name is not taken away by <what>
      Given a user "ada"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        <operation>
        """
      Then the answer is a refusal
      And nothing about "engines" has changed

      Examples: ways to be nameless
        | what                  | operation                                                  |
        | a removal             | {"op": "remove", "path": "displayName"}                    |
        | a null                | {"op": "replace", "path": "displayName", "value": null}    |

  @req:RFC7643-4.2-03
  Rule: Members come and go, and what is said of one does not change

    @needs:patch
    Scenario: A member comes and another one goes
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      And a group "engines" of "ada" and "ben"
      When the client patches "engines" with:
        """
        [{"op": "add", "path": "members", "value": [{"value": "{cleo}"}]}, {"op": "remove", "path": "members[value eq \"{ada}\"]"}]
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ben" and "cleo"

    @needs:patch
    Scenario: A member who left comes back
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada" and "ben"
      And the client patched "engines" with:
        """
        {"op": "remove", "path": "members[value eq \"{ada}\"]"}
        """
      When the client patches "engines" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{ada}"}]}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ada" and "ben"

    @needs:patch
    Scenario: The id in a member is not changed to another one
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        {"op": "replace", "path": "members[value eq \"{ada}\"].value", "value": "{ben}"}
        """
      Then the answer is a refusal
      And nothing about "engines" has changed

    @needs:patch
    Scenario: A member of one group stays in another one
      Given a user "ada"
      And a group "engines" of "ada"
      And a group "looms" of "ada"
      When the client patches "engines" with:
        """
        {"op": "remove", "path": "members[value eq \"{ada}\"]"}
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly nobody
      And the group "looms" holds exactly "ada"

  @req:RFC7643-4.2-04
  Rule: A member is given by the id of a resource

    Scenario: A member is shown by its id
      Given a user "ada"
      And a group "engines" of "ada"
      When the client reads "engines"
      Then the answer is 200
      And the answer has "members[0].value" as "{ada}"

    Scenario: The reference of a member leads to the user
      Given a user "ada"
      And a group "engines" of "ada"
      When the client reads "engines"
      Then the answer is 200
      And any "members[].$ref" of the answer leads to "ada"

    @needs:patch
    Scenario: An unknown member does not drive out the known ones
      Given a user "ada"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{unknown}"}]}
        """
      Then the answer is no server error
      And the group "engines" still holds "ada"

    Scenario: A PUT with an unknown member does not drive out the known ones
      Given a user "ada"
      And a group "engines" of "ada"
      When the client replaces "engines" with:
        """
        {"members": [{"value": "{ada}"}, {"value": "{unknown}"}]}
        """
      Then the answer is no server error
      And the group "engines" still holds "ada"

    Scenario Outline: A member given with <what> is taken for the user it is
      Given a user "ada"
      And a group "engines" of nobody
      When the client replaces "engines" with:
        """
        {"members": [{"value": "{ada}", <more>}]}
        """
      Then the answer is 200
      And the group "engines" holds exactly "ada"

      Examples: further sub-attributes
        | what      | more                  |
        | its type  | "type": "User"        |
        | a display | "display": "Countess" |

  @req:RFC7643-2.4-10
  Rule: The same member is not shown twice

    Scenario: A member listed twice is in the group once
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ben"
      When the client replaces "engines" with:
        """
        {"members": [{"value": "{ada}"}, {"value": "{ada}"}]}
        """
      Then the answer is a refusal that changes nothing, or the group "engines" holds exactly "ada"

  @req:RFC7643-4.2-05
  Rule: A group can be a member of a group, where the server nests them

    @needs:patch
    Scenario: A group joins another one or is refused
      Given a user "ada"
      And a group "engines" of "ada"
      And a group "works" of nobody
      When the client patches "works" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{engines}", "type": "Group"}]}
        """
      Then the answer is a refusal that changes nothing, or the group "works" holds exactly "engines"
      And the group "engines" holds exactly "ada"

    Scenario: A PUT of a group among the members holds it or is refused
      Given a user "ada"
      And a group "engines" of "ada"
      And a group "works" of nobody
      When the client replaces "works" with:
        """
        {"members": [{"value": "{engines}"}]}
        """
      Then the answer is a refusal that changes nothing, or the group "works" holds exactly "engines"

    @needs:patch
    Scenario: A group that joins itself is no server error
      Given a user "ada"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{engines}"}]}
        """
      Then the answer is no server error
      And the group "engines" still holds "ada"

  @req:RFC7643-4.2-06
  Rule: The members of a group are what the schema says

    @needs:discovery @warn
    Scenario: The members are declared as the standard has them
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | name            | type      | multiValued | mutability | returned |
        | members         | complex   | true        | readWrite  | default  |
        | members.value   | string    | false       | immutable  | default  |
        | members.$ref    | reference | false       | immutable  | default  |
        | members.type    | string    | false       | immutable  | default  |
