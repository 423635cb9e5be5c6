@cases @entra @leave @needs:patch @needs:soft-delete
Feature: Leavers who are not deleted, and roles that are taken away

  An administrator who deletes somebody expects a deletion, and Entra sends a
  deactivation. What the bridge makes of it must leave a way back.

  @req:CASE-ENTRA-42
  Rule: A leaver who is not deleted for good loses access and can come back

    Scenario Outline: Somebody who was <left> and is <back> has the same member again
      Given "ada@contoso.example" is an active member
      And "ada@contoso.example" was <left> in the directory
      And a sync cycle completed
      And "ada@contoso.example" lost access to the account
      When "ada@contoso.example" is <back> in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is active in the account
      And "ada@contoso.example" is the same member as before

      Examples: what is no deletion for the bridge
        | left       | back     |
        | deleted    | restored |
        | unassigned | assigned |

    Scenario: Somebody who was unassigned long before the purge stays without access
      Given "ada@contoso.example" is an active member
      And "ada@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And "ada@contoso.example" was deleted in the directory
      When "ada@contoso.example" is purged in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has no access to the account
      And the directory holds no failed change
