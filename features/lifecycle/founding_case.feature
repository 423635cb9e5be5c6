@founding-case @needs:patch
Feature: The founding case: renamed in the directory, stuck in the account

  A person was provisioned from the directory and later got another address
  there. The account kept the old one and nobody could change it. Each sentence
  of that report, and of its remedy, is a scenario here.

  @req:CASE-RENAME-01
  Rule: A person is provisioned from the directory

    Scenario: The assignment makes the member
      Given "ada@contoso.example" is in the directory
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has access to the account
      And none of them is in the account twice

  @req:CASE-RENAME-02 @needs:email-confirmation
  Rule: A later change of user name and e-mail reaches the account

    Scenario: User name and e-mail change in the directory
      Given "ada@contoso.example" is an active member
      When the directory renames "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completes
      Then the account awaits confirmation of "ada.king@contoso.example"

    Scenario: User name and e-mail change and the person confirms
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      When the member confirms the address "ada.king@contoso.example"
      Then the account has these members:
        | address                  | state  | pending address |
        | ada.king@contoso.example | active |                 |

  @req:CASE-RENAME-03 @needs:email-confirmation
  Rule: Until the member confirms, the old address stays in force

    Scenario: The member goes on with the old address
      Given "ada@contoso.example" is an active member
      When the directory renames "ada@contoso.example" to "ada.king@contoso.example"
      And 3 sync cycles complete
      Then "ada@contoso.example" is active in the account
      And the account awaits confirmation of "ada.king@contoso.example"

  @req:CASE-RENAME-04 @needs:admin-hand
  Rule: While provisioning is on, nobody can change the address in the account

    Scenario: The administrator cannot give the member the new address by hand
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      When the administrator tries to change the address of "ada@contoso.example"
      Then the administrator is refused because provisioning owns the member
      And "ada@contoso.example" is unchanged in the account

    Scenario: The administrator cannot remove the member either
      Given "ada@contoso.example" is an active member
      When the administrator tries to remove "ada@contoso.example"
      Then the administrator is refused because provisioning owns the member
      And "ada@contoso.example" is unchanged in the account

  @req:CASE-RENAME-05 @needs:email-confirmation
  Rule: The change process starts by itself and ends when the member confirms

    Scenario: Nobody but the member has to act
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      When the member confirms the address "ada.king@contoso.example"
      And a sync cycle completes
      Then "ada.king@contoso.example" is active in the account
      And "ada.king@contoso.example" is the same member as before
      And the audit trail shows "email-complete" of "ada.king@contoso.example" by the member exactly once

  @req:CASE-RENAME-06 @needs:several-versions
  Rule: An upgrade alone does not heal a rename from before it

    Scenario: The bridge is upgraded after the rename
      Given the bridge runs generation "1.4"
      And "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      When the bridge is upgraded to generation "1.6"
      And 3 sync cycles complete
      Then the account has these members:
        | address             | state  | pending address |
        | ada@contoso.example | active |                 |

    Scenario: After the upgrade the next change of the person brings the address along
      Given the bridge runs generation "1.4"
      And "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      And the bridge was upgraded to generation "1.6"
      When the directory changes the display name of "ada.king@contoso.example" to "Ada King"
      And a sync cycle completes
      Then the account awaits confirmation of "ada.king@contoso.example"

    Scenario: A rename after the upgrade is taken
      Given the bridge runs generation "1.4"
      And "ada@contoso.example" is an active member
      And the bridge was upgraded to generation "1.6"
      When the directory renames "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completes
      Then the account awaits confirmation of "ada.king@contoso.example"

  @req:CASE-RENAME-07
  Rule: Remedy, first step: removing every assignment deactivates the member

    Scenario: The renamed person is unassigned
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      When "ada.king@contoso.example" is unassigned in the directory
      And a sync cycle completes
      Then "ada.king@contoso.example" has no access to the account

    @needs:groups
    Scenario: The person is assigned directly and through a group
      Given "ada@contoso.example" is an active member
      And the account follows the group "Engineering" of "ada@contoso.example"
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And "ada.king@contoso.example" was unassigned in the directory
      And "ada.king@contoso.example" kept access after a sync cycle
      When the group "Engineering" is unassigned in the directory
      And a sync cycle completes
      Then "ada.king@contoso.example" has no access to the account

  @req:CASE-RENAME-08 @needs:provisioning-switch
  Rule: Remedy, second step: the job is paused so that errors do not pile up

    Scenario: With the job paused the switched-off account costs nothing
      Given "ada@contoso.example" is an active member
      And the job was paused
      And the administrator switched provisioning off
      And the directory changed the display name of "ada@contoso.example" to "Ada King"
      When 2 days pass in the directory
      Then the job is paused
      And the directory sent nothing to the bridge since then
      And the directory holds no failed change

    Scenario: Without the pause the job ends in quarantine
      Given "ada@contoso.example" is an active member
      And the administrator switched provisioning off
      And the directory changed the display name of "ada@contoso.example" to "Ada King"
      When 2 days pass in the directory
      Then the job is in quarantine

  @req:CASE-RENAME-09 @needs:provisioning-switch @needs:email-confirmation
  Rule: Remedy, third step: with provisioning off the administrator removes the member

    Scenario: The stuck member is removed by hand
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      And "ada.king@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And the job was paused
      And the administrator switched provisioning off
      When the administrator removes the member "ada@contoso.example"
      Then "ada@contoso.example" is no member of the account

  @req:CASE-RENAME-10 @needs:provisioning-switch @needs:email-confirmation
  Rule: Remedy, fourth step: provisioning on, job resumed, person assigned again

    Scenario: The person becomes a new member under the new address
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      And "ada.king@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And the job was paused
      And the administrator switched provisioning off
      And the administrator removed the member "ada@contoso.example"
      And the administrator switched provisioning on
      And the job was resumed
      When "ada.king@contoso.example" is assigned in the directory
      And 2 sync cycles complete
      Then "ada.king@contoso.example" is invited in the account
      And "ada.king@contoso.example" is another member than before
      And "ada@contoso.example" is no member of the account
