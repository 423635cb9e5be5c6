@dialects @entra
Feature: Microsoft's Logic App tests, one by one

  Vendors who want into the gallery run these twenty-five through the provisioning
  service. The names are those of Microsoft's overview; what is judged is what
  became of people and groups, and what the provisioning log says.

  @req:ENTRA-LOGICAPP-01 @needs:patch
  Rule: Users are created, changed, disabled, deleted and restored

    Scenario: Create user
      Given "eve@contoso.example" is in the directory
      When "eve@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then the provisioning log shows "eve@contoso.example" as created
      And "eve@contoso.example" has access to the account

    Scenario: Update user
      Given "ada@contoso.example" is an active member
      When the directory changes the display name of "ada@contoso.example" to "Ada King"
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as updated
      And the member "ada@contoso.example" is called "Ada King"

    @needs:soft-delete
    Scenario: Disable user
      Given "ada@contoso.example" is an active member
      When "ada@contoso.example" is disabled in the directory
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as disabled
      And "ada@contoso.example" has no access to the account

    Scenario: Delete user
      Given "ada@contoso.example" is an active member
      And "ada@contoso.example" was deleted in the directory
      And a sync cycle completed
      When "ada@contoso.example" is purged in the directory
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as deleted
      And "ada@contoso.example" has no access to the account

    @needs:managers
    Scenario: Update manager of a user
      Given "ada@contoso.example" is an active member
      And "grace@contoso.example" is an active member
      When the manager of "ada@contoso.example" becomes "grace@contoso.example"
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as updated
      And the bridge reports "grace@contoso.example" as the manager of "ada@contoso.example"

    @needs:soft-delete
    Scenario: Restore user
      Given "ada@contoso.example" is an active member
      And "ada@contoso.example" was deleted in the directory
      And a sync cycle completed
      And "ada@contoso.example" lost access to the account
      When "ada@contoso.example" is restored in the directory
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as updated
      And "ada@contoso.example" is the same member as before
      And "ada@contoso.example" has access to the account

    Scenario: Provision user on demand
      Given "eve@contoso.example" is in the directory
      And "eve@contoso.example" was assigned in the directory
      When "eve@contoso.example" is provisioned on demand
      Then the provisioning log shows "eve@contoso.example" as created
      And "eve@contoso.example" has access to the account

  @req:ENTRA-LOGICAPP-02 @groups @needs:groups @needs:patch
  Rule: Groups are created, changed, deleted and restored, and people join and leave them

    Scenario: Create group
      Given "ada@contoso.example" is an active member
      And the directory has the group "Engineering" of "ada@contoso.example"
      When the group "Engineering" is assigned in the directory
      And a sync cycle completes
      Then the account has the group "Engineering" of "ada@contoso.example"
      And the directory holds no failed change

    Scenario: Update group
      Given "ada@contoso.example" is an active member
      And the account follows the group "Engineering" of "ada@contoso.example"
      When the group "Engineering" is renamed to "Research"
      And a sync cycle completes
      Then the account has the group "Research" of "ada@contoso.example"
      And the account has no group "Engineering"

    Scenario: Delete group
      Given "ada@contoso.example" is an active member
      And the account follows the group "Engineering" of "ada@contoso.example"
      When the group "Engineering" is deleted in the directory
      And a sync cycle completes
      Then the account has no group "Engineering"
      And "ada@contoso.example" has access to the account

    Scenario: Add member
      Given "ada@contoso.example" is an active member
      And "bob@contoso.example" is an active member
      And the account follows the group "Engineering" of "ada@contoso.example"
      When "bob@contoso.example" joins the group "Engineering"
      And a sync cycle completes
      Then the account has the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"

    Scenario: Remove member
      Given "ada@contoso.example" is an active member
      And "bob@contoso.example" is an active member
      And the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      When "bob@contoso.example" leaves the group "Engineering"
      And a sync cycle completes
      Then the account has the group "Engineering" of "ada@contoso.example"

    Scenario: Provision group on demand
      Given "ada@contoso.example" is an active member
      And the directory has the group "Engineering" of "ada@contoso.example"
      And the group "Engineering" was assigned in the directory
      When the group "Engineering" is provisioned on demand
      Then the account has the group "Engineering" of "ada@contoso.example"

    Scenario: Restore group
      Given "ada@contoso.example" is an active member
      And the account follows the group "Engineering" of "ada@contoso.example"
      And the group "Engineering" was deleted in the directory
      And a sync cycle completed
      And the group "Engineering" was restored in the directory
      When the group "Engineering" is assigned in the directory
      And a sync cycle completes
      Then the account has the group "Engineering" of "ada@contoso.example"

  @req:ENTRA-LOGICAPP-03 @wire
  Rule: The bridge itself answers as the service needs it

    @needs:discovery
    Scenario: Schema discoverability
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And the answer has "Resources[id eq "urn:ietf:params:scim:schemas:core:2.0:User"].attributes[name eq "userName"].type" as "string"

    @needs:patch
    Scenario: Null update
      Given a user "ada" with:
        """
        {"nickName": "Countess"}
        """
      And the client patched "ada" with:
        """
        {"op": "replace", "path": "nickName", "value": ""}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "nickName", "value": null}
        """
      Then the answer is 200 or 204
      And reading "ada" shows no "nickName"

    Scenario: User create over the wire
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef", "meta": {"resourceType": "User"}, "roles": [],
         "name": {"formatted": "Ada King", "familyName": "King", "givenName": "Ada"}}
        """
      Then the answer is 200 or 201
      And reading "ada" shows "externalId" as "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"
      And reading "ada" shows "active" as true

    @needs:patch
    Scenario: User update over the wire
      Given a user "ada"
      When the client patches "ada" with:
        """
        [{"op": "Replace", "path": "displayName", "value": "Ada King"}, {"op": "Replace", "path": "name.familyName", "value": "King"}]
        """
      Then the answer is 200 or 204
      And reading "ada" shows "displayName" as "Ada King"
      And reading "ada" shows "name.familyName" as "King"

    @needs:groups
    Scenario: Group create over the wire
      Given the client knows the bridge's address
      When the client creates the group "team"
      Then the answer is 201
      And the group "team" holds exactly nobody

    @needs:groups @needs:patch
    Scenario: Group update over the wire
      Given a user "ada"
      And a group "team" of "ada"
      When the client patches "team" with:
        """
        {"op": "Replace", "path": "displayName", "value": "{address:research}"}
        """
      Then the answer is 200 or 204
      And reading "team" shows "displayName" as "{address:research}"
      And the group "team" holds exactly "ada"

    @needs:filter
    Scenario: User pagination
      Given the users "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k" and "l" with "displayName" as "{address:crew}"
      When the client walks users with filter=displayName eq "{address:crew}" in pages of 5
      Then the list holds exactly "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k" and "l"

    @needs:groups
    Scenario: Group pagination
      Given a group "team" of nobody
      And a group "crew" of nobody
      And a group "gang" of nobody
      When the client walks groups in pages of 2
      Then the list holds "team"
      And the list holds "crew"
      And the list holds "gang"

    @needs:managers @needs:patch
    Scenario Outline: Manager update over the wire, to <what>
      Given a user "ada"
      And a user "grace"
      And a user "joan"
      And the client patched "ada" with:
        """
        {"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "{grace}"}
        """
      When the client patches "ada" with:
        """
        {"op": "Replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "<value>"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as <shown>

      Examples: another manager and none
        | what            | value  | shown    |
        | another manager | {joan} | "{joan}" |
        | nobody          |        | null     |

  @req:ENTRA-LOGICAPP-04 @auth
  Rule: The credentials are good for longer than a cycle

    Scenario: Validate credentials
      Given "ada@contoso.example" is in the directory
      When the administrator tests the connection
      Then the connection works

    Scenario: The credentials still work after a day
      Given "ada@contoso.example" is in the directory
      And "ada@contoso.example" was assigned in the directory
      And 1 day passed in the directory
      When the administrator tests the connection
      Then the connection works
      And "ada@contoso.example" has access to the account
      And the job is active
