@dialects @entra @needs:patch
Feature: What Entra sends when something happens to a person

  Row by row: what happens in the directory, and what becomes of the member.

  @req:ENTRA-LIFE-01 @join
  Rule: Whoever is assigned and new is made, whoever is there already is brought up to date

    Scenario: Somebody new is assigned
      Given "eve@contoso.example" is in the directory with the job title "Analyst"
      When "eve@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then the provisioning log shows "eve@contoso.example" as created
      And the bridge reports the job title "Analyst" for "eve@contoso.example"

    Scenario: Somebody who is there already is assigned
      Given "carol@contoso.example" was in the account before provisioning
      And "carol@contoso.example" is in the directory with the job title "Analyst"
      When "carol@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then the provisioning log shows "carol@contoso.example" as updated
      And the bridge reports the job title "Analyst" for "carol@contoso.example"
      And "carol@contoso.example" is the same member as before

    Scenario: Somebody who is disabled before the first cycle is never made
      Given "eve@contoso.example" is in the directory
      And "eve@contoso.example" was disabled in the directory
      And "eve@contoso.example" was assigned in the directory
      When 3 sync cycles complete
      Then "eve@contoso.example" is no member of the account

  @req:ENTRA-LIFE-02 @change
  Rule: What changes in the directory is sent once

    Scenario: A change arrives, and the next cycle has nothing to say
      Given "ada@contoso.example" is an active member
      And the directory changed the job title of "ada@contoso.example" to "Countess"
      When a sync cycle completes
      Then the bridge reports the job title "Countess" for "ada@contoso.example"
      And a further look at "ada@contoso.example" finds nothing to change

  @req:ENTRA-LIFE-03 @leave @needs:soft-delete
  Rule: Whoever is out of scope, for whatever reason, is disabled and not deleted

    Scenario Outline: A member who is <event> is disabled, and the log says so
      Given "ada@contoso.example" is an active member
      When "ada@contoso.example" is <event> in the directory
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as disabled
      And "ada@contoso.example" is suspended in the account
      And "ada@contoso.example" is the same member as before

      Examples: ways out of scope
        | event              |
        | disabled           |
        | unassigned         |
        | taken out of scope |
        | deleted            |

    @needs:groups
    Scenario: A member who came by a group leaves it and is disabled
      Given "ada@contoso.example" is an active member
      And "eve@contoso.example" is in the directory
      And the account follows the group "Engineering" of "ada@contoso.example" and "eve@contoso.example"
      When "eve@contoso.example" leaves the group "Engineering"
      And a sync cycle completes
      Then "eve@contoso.example" has no access to the account
      And "ada@contoso.example" has access to the account

    Scenario: A job that leaves alone whoever goes out of scope disables nobody
      Given the job leaves alone whoever goes out of scope
      And "ada@contoso.example" is an active member
      And "bob@contoso.example" is an active member
      And "ada@contoso.example" was unassigned in the directory
      When the directory changes the display name of "bob@contoso.example" to "Bob King"
      And a sync cycle completes
      Then "ada@contoso.example" is unchanged in the account
      And the member "bob@contoso.example" is called "Bob King"

  @req:ENTRA-LIFE-04 @return @needs:soft-delete
  Rule: Whoever comes back into scope is enabled under the id there was

    Scenario Outline: A member who was <left> and is <back> is enabled, and the log says so
      Given "ada@contoso.example" is an active member
      And "ada@contoso.example" was <left> in the directory
      And a sync cycle completed
      And "ada@contoso.example" lost access to the account
      When "ada@contoso.example" is <back> in the directory
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as updated
      And "ada@contoso.example" is active in the account
      And "ada@contoso.example" is the same member as before

      Examples: ways back into scope
        | left               | back             |
        | disabled           | enabled          |
        | unassigned         | assigned         |
        | taken out of scope | taken into scope |
        | deleted            | restored         |

    @needs:groups
    Scenario: A restored member is back in the group after a restart
      Given "ada@contoso.example" is an active member
      And "bob@contoso.example" is an active member
      And the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      And "bob@contoso.example" was deleted in the directory
      And a sync cycle completed
      And "bob@contoso.example" was restored in the directory
      And a sync cycle completed
      When the job is restarted
      And a sync cycle completes
      Then "bob@contoso.example" has access to the account
      And the account has the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"

  @req:ENTRA-LIFE-05 @leave
  Rule: Whoever is gone for good while the job still minds is deleted

    Scenario Outline: A member who is deleted <how> has no access
      Given "ada@contoso.example" is an active member
      And "bob@contoso.example" is an active member
      And "ada@contoso.example" was deleted in the directory
      And a sync cycle completed
      When <what>
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as deleted
      And "ada@contoso.example" has no access to the account
      And "bob@contoso.example" is unchanged in the account

      Examples: how the recycle bin is emptied
        | how                       | what                                              |
        | and purged by hand        | "ada@contoso.example" is purged in the directory  |
        | and left there for a month | 31 days pass in the directory                    |

    Scenario: Whoever was unassigned before the purge is no longer minded
      Given "ada@contoso.example" is an active member
      And "ada@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And "ada@contoso.example" was deleted in the directory
      And "ada@contoso.example" was purged in the directory
      When a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as disabled
      And "ada@contoso.example" has no access to the account

    Scenario: Whoever is purged before a cycle has seen the deletion is forgotten
      Given "ada@contoso.example" is an active member
      And "bob@contoso.example" is an active member
      And "ada@contoso.example" was deleted in the directory
      And the directory changed the display name of "bob@contoso.example" to "Bob King"
      When "ada@contoso.example" is purged in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is unchanged in the account
      And the member "bob@contoso.example" is called "Bob King"

  @req:ENTRA-LIFE-06 @leave
  Rule: Where the mapping says nothing of who is active, leaving is a deletion

    Scenario Outline: A member who is <event> is deleted by a job that knows no state
      Given the job says nothing of who is active
      And "ada@contoso.example" is an active member
      And "bob@contoso.example" is an active member
      When "ada@contoso.example" is <event> in the directory
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as deleted
      And "ada@contoso.example" has no access to the account
      And "bob@contoso.example" is unchanged in the account

      Examples: ways out of scope
        | event              |
        | disabled           |
        | unassigned         |
        | taken out of scope |
        | deleted            |

  @req:ENTRA-LIFE-07 @leave @needs:soft-delete
  Rule: A job that may not delete deletes nobody

    Scenario: Whoever is gone for good stays disabled in the account
      Given the job may not delete people
      And "ada@contoso.example" is an active member
      And "ada@contoso.example" was deleted in the directory
      And a sync cycle completed
      And "ada@contoso.example" lost access to the account
      When "ada@contoso.example" is purged in the directory
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as skipped with "NotEffectivelyEntitled"
      And "ada@contoso.example" is the same member as before
      And "ada@contoso.example" has no access to the account
