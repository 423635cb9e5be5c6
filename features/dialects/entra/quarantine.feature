@dialects @entra @switch
Feature: Failures over weeks: escrow, quarantine and what is held back

  The directory tries a failed change for four weeks, and a job that fails as a
  whole goes into quarantine. When the bridge comes back everything is made up for.

  Background:
    Given "ada@contoso.example" is an active member

  @req:ENTRA-QUARANTINE-01
  Rule: A bridge that cannot be talked to puts the job into quarantine until it can be

    Scenario Outline: A test of the connection that is answered with <answer> puts the job into quarantine
      Given the bridge answers every test of the connection with <answer>
      When a sync cycle completes
      Then the job is in quarantine
      And the quarantine is for "<code>"
      And "ada@contoso.example" is unchanged in the account

      Examples: answers that no job can work with
        | answer            | code                                                              |
        | 401               | SystemForCrossDomainIdentityManagementCredentialValidationFailure |
        | 403               | SystemForCrossDomainIdentityManagementCredentialValidationFailure |
        | 404               | SystemForCrossDomainIdentityManagementServiceIncompatible         |
        | 500               | InternalServerError                                               |
        | a page for people | SystemForCrossDomainIdentityManagementServiceIncompatible         |
        | silence           | SystemForCrossDomainIdentityManagementInvalidCredentials          |
        | no answer in time | Timeout                                                           |

    @needs:patch
    Scenario: In quarantine the directory comes by once a day and no more
      Given the bridge cannot be reached
      And "ada@contoso.example" was unassigned in the directory
      And 2 days passed in the directory
      When 7 days pass in the directory
      Then the directory sent at most 8 requests to the bridge since then
      And the job is in quarantine

    @needs:patch @needs:soft-delete
    Scenario: What was missed in two weeks of quarantine is made up for
      Given "eve@contoso.example" is in the directory
      And the bridge cannot be reached
      And "ada@contoso.example" was unassigned in the directory
      And "eve@contoso.example" was assigned in the directory
      And 14 days passed in the directory
      And the job was in quarantine
      And the bridge can be reached again
      When 2 days pass in the directory
      Then the job is active
      And "ada@contoso.example" has no access to the account
      And "eve@contoso.example" has access to the account

  @req:ENTRA-QUARANTINE-02
  Rule: After four weeks the job is disabled, and a restart brings it back

    Scenario: A bridge that stays away for a month costs the job
      Given the bridge cannot be reached
      When 30 days pass in the directory
      Then the job is disabled
      And "ada@contoso.example" is unchanged in the account

    @needs:patch @needs:soft-delete
    Scenario: A job that was disabled is restarted and makes up for the month
      Given the bridge cannot be reached
      And "ada@contoso.example" was unassigned in the directory
      And 30 days passed in the directory
      And the bridge can be reached again
      When the job is restarted
      And a sync cycle completes
      Then the job is active
      And "ada@contoso.example" has no access to the account

  @req:ENTRA-QUARANTINE-03
  Rule: Too many failures put the job into quarantine, and success lets it out

    Scenario: Two of two creations fail
      Given the job goes into quarantine from 2 failures on
      And "eve@contoso.example" is in the directory
      And "fay@contoso.example" is in the directory
      And the bridge answers every creation with 400
      And all of them were assigned in the directory
      When a sync cycle completes
      Then the job is in quarantine
      And "eve@contoso.example" is no member of the account

    Scenario: The creations succeed when the job comes by again
      Given the job goes into quarantine from 2 failures on
      And "eve@contoso.example" is in the directory
      And "fay@contoso.example" is in the directory
      And the bridge answers every creation with 400
      And all of them were assigned in the directory
      And a sync cycle completed
      And the job was in quarantine
      And the bridge can be reached again
      When 1 day passes in the directory
      Then the job is active
      And each of them has access to the account
      And none of them is in the account twice

  @req:ENTRA-QUARANTINE-04
  Rule: Who minds the job is written to when it goes into quarantine, and when the reason changes

    Scenario: One mail for weeks of the same quarantine
      Given the job reports to "desk@contoso.example"
      And the bridge answers every test of the connection with 401
      When 7 days pass in the directory
      Then the job is in quarantine
      And "desk@contoso.example" got one mail about the quarantine

    @needs:patch @needs:soft-delete
    Scenario: Another mail for another reason
      Given "bob@contoso.example" is an active member
      And the job reports to "desk@contoso.example"
      And the job holds back more than 1 leaver
      And the bridge answers every test of the connection with 401
      And "ada@contoso.example" was unassigned in the directory
      And "bob@contoso.example" was unassigned in the directory
      And 1 day passed in the directory
      And the bridge can be reached again
      When 1 day passes in the directory
      Then "desk@contoso.example" got two mails about the quarantine
      And "ada@contoso.example" is unchanged in the account

  @req:ENTRA-QUARANTINE-05
  Rule: A first cycle that fails too often drops its failures and pauses

    Scenario: A cycle that looks at everybody and fails for two of three ends in a pause
      Given the job goes into quarantine from 2 failures on
      And "eve@contoso.example" is in the directory
      And "fay@contoso.example" is in the directory
      And the bridge answers every creation with 400
      And all of them were assigned in the directory
      And the job was restarted
      When a sync cycle completes
      Then the job is paused
      And the directory holds no failed change
      And "ada@contoso.example" is unchanged in the account

    Scenario: After the mending a restart brings in whom the first cycle left outside
      Given the job goes into quarantine from 2 failures on
      And "eve@contoso.example" is in the directory
      And "fay@contoso.example" is in the directory
      And the bridge answers every creation with 400
      And all of them were assigned in the directory
      And the job was restarted
      And a sync cycle completed
      And the bridge can be reached again
      When the job is restarted
      And a sync cycle completes
      Then the job is active
      And each of them has access to the account
      And none of them is in the account twice

  @req:ENTRA-ESCROW-01
  Rule: A change that fails is tried again for four weeks

    Scenario Outline: A creation that fails for <days> days is made up for
      Given "eve@contoso.example" is in the directory
      And the bridge answers every creation with 400
      And "eve@contoso.example" was assigned in the directory
      And <days> days passed in the directory
      And the bridge can be reached again
      When 1 day passes in the directory
      Then "eve@contoso.example" has access to the account
      And the job is active
      And the directory holds no failed change

      Examples: how long the bridge refuses
        | days |
        | 1    |
        | 14   |
        | 26   |

    Scenario: A creation that fails for a month ends the job
      Given "eve@contoso.example" is in the directory
      And the bridge answers every creation with 400
      And "eve@contoso.example" was assigned in the directory
      When 30 days pass in the directory
      Then the job is disabled
      And "ada@contoso.example" is unchanged in the account

  @req:ENTRA-DELETES-01 @needs:patch @needs:soft-delete
  Rule: More leavers at once than allowed are held back until somebody agrees

    Scenario: Two leave where one is allowed, and both keep access
      Given "bob@contoso.example" is an active member
      And the job holds back more than 1 leaver
      And "ada@contoso.example" was unassigned in the directory
      And "bob@contoso.example" was unassigned in the directory
      When a sync cycle completes
      Then the job is in quarantine
      And "ada@contoso.example" is unchanged in the account
      And "bob@contoso.example" is unchanged in the account

    Scenario: The administrator agrees, and both lose access
      Given "bob@contoso.example" is an active member
      And the job holds back more than 1 leaver
      And "ada@contoso.example" was unassigned in the directory
      And "bob@contoso.example" was unassigned in the directory
      And a sync cycle completed
      When the administrator lets the leavers go
      And a sync cycle completes
      Then "ada@contoso.example" has no access to the account
      And "bob@contoso.example" has no access to the account

    Scenario: One who leaves where one is allowed loses access
      Given the job holds back more than 1 leaver
      When "ada@contoso.example" is unassigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has no access to the account
