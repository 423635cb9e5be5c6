@protocol @delete
Feature: What was deleted is gone

  RFC 7644, section 3.6. A bridge that suspends instead says so in its profile
  (delete: suspends), and what speaks of absence is not judged for its users.

  @req:RFC7644-3.6-05
  Rule: A deletion that succeeds answers 204

    Scenario: Deleting a user answers 204
      Given a user "ada"
      When the client deletes "ada"
      Then the answer is 204

    @needs:groups
    Scenario: Deleting a group answers 204
      Given a user "ada"
      And a group "team" of "ada"
      When the client deletes "team"
      Then the answer is 204
      And reading "team" gives 404

  @req:RFC9110-15.3.5-01
  Rule: 204 says nothing more

    Scenario: The answer to a deletion has no body
      Given a user "ada"
      When the client deletes "ada"
      Then the answer is 204
      And the answer has no body

  @req:RFC7644-3.6-02
  Rule: Nothing can be done with what was deleted

    @needs:delete-removes
    Scenario: A deleted user can be read no more
      Given a user "ada"
      And the client deleted "ada"
      When the client reads "ada"
      Then the answer is 404

    @needs:delete-removes
    Scenario: A deleted user can be replaced no more
      Given a user "ada"
      And the client deleted "ada"
      When the client replaces "ada" with:
        """
        {"title": "Ghost", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then the answer is 404
      And reading "ada" gives 404

    @needs:delete-removes @needs:patch
    Scenario: A deleted user can be changed no more
      Given a user "ada"
      And the client deleted "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "active", "value": true}
        """
      Then the answer is 404
      And reading "ada" gives 404

    @needs:delete-removes
    Scenario: A deleted user can be deleted no more
      Given a user "ada"
      And the client deleted "ada"
      When the client deletes "ada"
      Then the answer is 404

    @needs:groups
    Scenario: A deleted group can be read no more
      Given a user "ada"
      And a group "team" of "ada"
      And the client deleted "team"
      When the client reads "team"
      Then the answer is 404

    @needs:groups @needs:patch
    Scenario: A deleted group can be changed no more
      Given a user "ada"
      And a group "team" of nobody
      And the client deleted "team"
      When the client patches "team" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{ada}"}]}
        """
      Then the answer is 404
      And reading "team" gives 404

    @needs:groups
    Scenario: A deleted group can be replaced no more
      Given a group "team" of nobody
      And the client deleted "team"
      When the client replaces "team" with:
        """
        {}
        """
      Then the answer is 404
      And reading "team" gives 404

    @needs:groups
    Scenario: A deleted group can be deleted no more
      Given a group "team" of nobody
      And the client deleted "team"
      When the client deletes "team"
      Then the answer is 404

    @needs:groups
    Scenario: A deleted group leaves its members where they are
      Given a user "ada"
      And a group "team" of "ada"
      And the client deleted "team"
      When the client reads "ada"
      Then the answer is 200
      And reading "ada" shows "active" as true
      And reading "ada" shows no "groups"

    Scenario: A deletion takes nobody else along
      Given a user "ada"
      And a user "grace"
      When the client deletes "ada"
      Then the answer is 204
      And nothing about "grace" has changed

  @req:RFC7644-3.6-03
  Rule: What was deleted is in no list

    @needs:delete-removes @needs:filter
    Scenario: A filter finds no deleted user
      Given a user "ada"
      And the client deleted "ada"
      When the client filters users by:
        """
        userName eq "{address:ada}"
        """
      Then the list lacks "ada"
      And the answer has "totalResults" as 0

    @needs:delete-removes @needs:search
    Scenario: A search finds no deleted user
      Given a user "ada"
      And a user "grace"
      And the client deleted "ada"
      When the client sends POST "/Users/.search" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
         "filter": "userName eq \"{address:ada}\" or userName eq \"{address:grace}\""}
        """
      Then the list holds exactly "grace"

    @needs:groups @needs:filter
    Scenario: A filter finds no deleted group
      Given a group "team" of nobody
      And the client deleted "team"
      When the client filters groups by:
        """
        id eq "{team}"
        """
      Then the list lacks "team"

    @needs:groups
    Scenario: The list of groups has no deleted group
      Given a group "team" of nobody
      And the client deleted "team"
      When the client sends GET "/Groups"
      Then the list lacks "team"

  @req:RFC7644-3.6-04
  Rule: What was deleted is in nobody's way

    @needs:delete-removes
    Scenario: The userName of a deleted user is free again
      Given a user "ada" with:
        """
        {"externalId": "{address:ada}"}
        """
      And the client deleted "ada"
      When the client creates the user "next" with:
        """
        {"userName": "{address:ada}", "externalId": "{address:ada}"}
        """
      Then the answer is 201
      And reading "next" shows "userName" as "{address:ada}"
      And reading "ada" gives 404

    @needs:groups
    Scenario: The name of a deleted group is free again
      Given a group "team" of nobody
      And the client deleted "team"
      When the client creates the group "team"
      Then the answer is 201
      And the group "team" holds exactly nobody

  @req:RFC7644-3.6-06
  Rule: Deleting what is not there answers 404 with a SCIM error

    Scenario Outline: Deleting a <what> that never was answers 404
      Given the client knows the bridge's address
      When the client sends DELETE "<path>"
      Then the answer is 404
      And the answer is a SCIM error

      Examples: users
        | what | path             |
        | user | /Users/{unknown} |

      @needs:groups
      Examples: groups
        | what  | path              |
        | group | /Groups/{unknown} |
