@dialects @entra @groups @needs:groups @wire
Feature: Microsoft's web validator, groups, one by one

  @req:ENTRA-VALIDATOR-02
  Rule: The group tests pass

    Scenario: Validator, read a group without its members
      Given a user "ada"
      And a group "team" of "ada"
      When the client sends GET "/Groups/{team}?excludedAttributes=members"
      Then the answer is 200
      And the answer has "id" as "{team}"
      And the answer has no "members"

    @needs:filter
    Scenario: Validator, filter for a group that is there
      Given a group "team" of nobody
      And a group "crew" of nobody
      When the client filters groups by:
        """
        displayName eq "{team.displayName}"
        """
      Then the answer is 200
      And the answer has "totalResults" as 1
      And the list holds exactly "team"

    @needs:filter
    Scenario: Validator, filter for a group that is not there
      Given a group "team" of nobody
      When the client filters groups by:
        """
        displayName eq "{address:nobody}"
        """
      Then the answer is 200
      And the answer has "totalResults" as 0

    @needs:filter
    Scenario: Validator, filter for a group and leave its members out
      Given a user "ada"
      And a group "team" of "ada"
      When the client sends GET "/Groups?excludedAttributes=members&filter=id+eq+%22{team}%22"
      Then the answer is 200
      And the list holds exactly "team"
      And the answer nowhere has "members"

    @needs:filter
    Scenario: Validator, filter for a group in other letters
      Given a group "team" of nobody
      When the client filters groups by:
        """
        DISPLAYNAME eq "{team.displayName}"
        """
      Then the answer is 200
      And the list holds exactly "team"

    Scenario: Validator, create a group
      Given the client knows the bridge's address
      When the client creates the group "team"
      Then the answer is 201
      And the answer has "id"
      And the group "team" holds exactly nobody

    @warn
    Scenario: Validator, create a group that is there already
      Given a group "team" of nobody
      When the client creates the group "team"
      Then the answer is 409

    @needs:patch
    Scenario: Validator, replace attributes of a group
      Given a user "ada"
      And a group "team" of "ada"
      When the client patches "team" with:
        """
        {"op": "replace", "value": {"displayName": "{address:research}", "externalId": "Aklq"}}
        """
      Then the answer is 200 or 204
      And reading "team" shows "displayName" as "{address:research}"
      And reading "team" shows "externalId" as "Aklq"
      And the group "team" holds exactly "ada"

    @needs:patch
    Scenario: Validator, update the displayName of a group
      Given a user "ada"
      And a group "team" of "ada"
      When the client patches "team" with:
        """
        {"op": "replace", "path": "displayName", "value": "{address:research}"}
        """
      Then the answer is 200 or 204
      And reading "team" shows "displayName" as "{address:research}"
      And the group "team" holds exactly "ada"

    @needs:patch
    Scenario: Validator, add a member by replacing the list
      Given a user "ada"
      And a group "team" of nobody
      When the client patches "team" with:
        """
        {"op": "replace", "path": "members", "value": [{"value": "{ada}"}]}
        """
      Then the answer is 200 or 204
      And the group "team" holds exactly "ada"

    @needs:patch
    Scenario: Validator, remove a member by a path
      Given a user "ada"
      And a user "bob"
      And a group "team" of "ada" and "bob"
      When the client patches "team" with:
        """
        {"op": "remove", "path": "members[value eq \"{ada}\"]"}
        """
      Then the answer is 200 or 204
      And the group "team" holds exactly "bob"

    Scenario: Validator, delete a group
      Given a user "ada"
      And a group "team" of "ada"
      When the client deletes "team"
      Then the answer is 204
      And reading "team" gives 404
      And reading "ada" shows "active" as true
