@switch
Feature: Pause, switch and quarantine

  An administrator can stop provisioning at both ends. While it is stopped
  nothing may move, nothing may pretend to have moved, and afterwards everything
  that was missed must be made up for.

  Background:
    Given "ada@contoso.example" is an active member

  @req:ENTRA-PAUSE-01
  Rule: A paused job sends nothing and catches up when it is resumed

    Scenario: Changes wait while the job is paused
      Given the job was paused
      When "ada@contoso.example" is unassigned in the directory
      And 1 day passes in the directory
      Then the directory sent nothing to the bridge since then
      And "ada@contoso.example" is unchanged in the account

    @needs:patch
    Scenario: The resumed job makes up for what was missed
      Given the job was paused
      And "ada@contoso.example" was unassigned in the directory
      And 1 day passed in the directory
      And the job was resumed
      When a sync cycle completes
      Then "ada@contoso.example" is suspended in the account

  @req:VAULT-LOCK-01 @needs:admin-hand
  Rule: While provisioning is on, name, address and state are not the administrator's

    Scenario Outline: The administrator cannot change the <field>
      Given "bob@contoso.example" is an active member
      When the administrator tries to change the <field> of "bob@contoso.example"
      Then the administrator is refused because provisioning owns the member
      And "bob@contoso.example" is unchanged in the account

      Examples: what is locked
        | field        |
        | address      |
        | display name |
        | state        |

  @req:VAULT-SWITCH-01 @needs:provisioning-switch
  Rule: While provisioning is off the account takes nothing from the bridge

    Scenario: A change in the directory does not reach the account
      Given the administrator switched provisioning off
      When the directory changes the display name of "ada@contoso.example" to "Ada King"
      And 1 day passes in the directory
      Then "ada@contoso.example" is unchanged in the account

    Scenario: The administrator may change the member by hand
      Given the administrator switched provisioning off
      When the administrator suspends the member "ada@contoso.example"
      Then "ada@contoso.example" is suspended in the account

  @req:BRIDGE-SWITCH-01 @needs:provisioning-switch
  Rule: A refusal of the account is never answered as success

    Scenario: The directory learns that the bridge could do nothing
      Given the administrator switched provisioning off
      When the directory changes the display name of "ada@contoso.example" to "Ada King"
      And "ada@contoso.example" is provisioned on demand
      Then the directory knows that nothing was carried
      And "ada@contoso.example" is unchanged in the account

    Scenario: The vault fails in the middle of a creation
      Given "bob@contoso.example" is in the directory
      And the account fails at the next creation
      And "bob@contoso.example" was assigned in the directory
      When a sync cycle completes
      Then the provisioning log shows "bob@contoso.example" as failed
      And "bob@contoso.example" is no member of the account

    Scenario: What failed once is made up for later
      Given "bob@contoso.example" is in the directory
      And the account fails at the next creation
      And "bob@contoso.example" was assigned in the directory
      And a sync cycle completed
      When 7 hours pass in the directory
      Then "bob@contoso.example" has access to the account

    Scenario: A guest of the account cannot become a member
      Given "gina@contoso.example" was a guest of the account before provisioning
      And "gina@contoso.example" is in the directory
      When "gina@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then the provisioning log shows "gina@contoso.example" as failed
      And "gina@contoso.example" is unchanged in the account

    @needs:groups
    Scenario: Somebody who was removed by hand joins a group
      Given the account follows the group "Engineering" of "ada@contoso.example"
      And "bob@contoso.example" is an active member
      And the administrator switched provisioning off
      And the administrator removed the member "bob@contoso.example"
      And the administrator switched provisioning on
      When "bob@contoso.example" joins the group "Engineering"
      And a sync cycle completes
      Then the directory knows that nothing was carried
      And the account has the group "Engineering" of "ada@contoso.example"

  @req:VAULT-SWITCH-02 @needs:provisioning-switch
  Rule: Switched on again, the same token works and the job recovers

    Scenario: Off and on again between two cycles
      Given the administrator switched provisioning off
      And the administrator switched provisioning on
      When the directory changes the display name of "ada@contoso.example" to "Ada King"
      And a sync cycle completes
      Then the member "ada@contoso.example" is called "Ada King"

    Scenario: A job in quarantine recovers by itself
      Given the administrator switched provisioning off
      And the directory changed the display name of "ada@contoso.example" to "Ada King"
      And 1 day passed in the directory
      And the job was in quarantine
      And the administrator switched provisioning on
      When 1 day passes in the directory
      Then the job is active
      And the member "ada@contoso.example" is called "Ada King"

  @req:ENTRA-QUARANTINE-01
  Rule: A bridge that cannot be reached puts the job into quarantine, not the members at risk

    @needs:patch
    Scenario: The bridge comes back
      Given the bridge cannot be reached
      And "ada@contoso.example" was unassigned in the directory
      And 1 day passed in the directory
      And the bridge can be reached again
      When 2 days pass in the directory
      Then the job is active
      And "ada@contoso.example" is suspended in the account

  @req:ENTRA-SCOPE-01
  Rule: Only those in scope are carried

    Scenario: A person outside the scoping filter is passed over
      Given "eve@contoso.example" is in the directory
      And "eve@contoso.example" was taken out of scope in the directory
      When "eve@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "eve@contoso.example" is no member of the account

    Scenario: The job carries everybody
      Given "eve@contoso.example" is in the directory
      And the job came to carry everybody
      When a sync cycle completes
      Then "eve@contoso.example" has access to the account
