@cases @entra @join @needs:filter
Feature: People and groups the bridge does not find

  Before it makes anybody the directory asks who is there. The wrong answer costs
  a second member, or stops the whole job.

  @req:CASE-ENTRA-30
  Rule: Nobody found is an empty list and no error

    Scenario: A directory that asks for somebody new keeps its job running
      Given "ada@contoso.example" is in the directory
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then the job is active
      And "ada@contoso.example" has access to the account

    @wire
    Scenario Outline: A search for <what> that nobody has is answered by an empty list
      Given the client knows the bridge's address
      When the client filters <kind> by:
        """
        <filter>
        """
      Then the answer is 200
      And the answer has "totalResults" as 0
      And the list holds exactly nobody

      Examples: what the directory asks before anything else
        | what        | kind   | filter                                             |
        | a user name | users  | userName eq "7d420df3-9995-4831-a406-ecf8166f5f6a" |

      @needs:groups
      Examples: what it asks where groups are mapped, too
        | what         | kind   | filter                                                |
        | a group name | groups | displayName eq "7d420df3-9995-4831-a406-ecf8166f5f6b" |

  @req:CASE-ENTRA-31
  Rule: Whatever attribute the job matches by, nobody becomes a member twice

    Scenario: A job that matches by externalId finds everybody again
      Given the job matches people by externalId
      And "ada@contoso.example" is an active member
      When the job is restarted from nothing
      And a sync cycle completes
      Then "ada@contoso.example" is the same member as before
      And none of them is in the account twice
      And the directory holds no failed change

    Scenario: A job that matches by e-mail address finds everybody again
      Given the job matches people by e-mail address
      And "ada@contoso.example" is an active member
      When the job is restarted from nothing
      And a sync cycle completes
      Then "ada@contoso.example" is the same member as before
      And the directory holds no failed change

    @needs:patch
    Scenario: A job that matches by user name finds who has the name in other letters
      Given "Carol@Contoso.example" was in the account before provisioning
      And the job matches people by user name
      And "carol@contoso.example" is in the directory
      When "carol@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "carol@contoso.example" is the same member as before
      And the directory holds no failed change

    @wire
    Scenario: A search by externalId finds the one who has it
      Given a user "ada" with:
        """
        {"externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"}
        """
      And a user "bob"
      When the client filters users by:
        """
        externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"
        """
      Then the answer is 200
      And the list holds exactly "ada"

  @req:CASE-ENTRA-32 @needs:groups @needs:patch
  Rule: Groups are found by their names

    Scenario: A job that lost its memory finds the group again
      Given "ada@contoso.example" is an active member
      And the account follows the group "Engineering" of "ada@contoso.example"
      When the job is restarted from nothing
      And a sync cycle completes
      Then the account has the group "Engineering" of "ada@contoso.example"
      And the directory holds no failed change

  @req:CASE-ENTRA-41 @needs:patch @wire
  Rule: An id that leads nowhere is told as such, and the person can be made anew

    Scenario: A change of somebody who is gone is answered by a proper 404
      Given the client knows the bridge's address
      When the client sends PATCH "/Users/{unknown}" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
         "Operations": [{"op": "Replace", "path": "active", "value": "False"}]}
        """
      Then the answer is 404
      And the answer is a SCIM error

    @needs:delete-removes
    Scenario: Somebody who was deleted is made again under another id
      Given a user "ada"
      And the client deleted "ada"
      When the client creates the user "ada"
      Then the answer is 201
      And reading "ada" shows "userName" as "{address:ada}"
