@leave
Feature: People who leave lose access and keep the account

  Unassigning is how an administrator says "no longer ours". The member loses
  access; the account and its items stay, so a later assignment finds it again.

  Background:
    Given "ada@contoso.example" is an active member
    And "bob@contoso.example" is an active member

  @req:BRIDGE-LEAVE-01
  Rule: Whoever leaves the scope is suspended, and nothing is deleted

    @needs:patch
    Scenario Outline: A person who is <event> loses access and keeps the account
      When "ada@contoso.example" is <event> in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is suspended in the account
      And "ada@contoso.example" is the same member as before

      Examples: events that end the assignment
        | event              |
        | unassigned         |
        | disabled           |
        | taken out of scope |
        | deleted            |

    @needs:patch
    Scenario Outline: A <dialect> directory deactivates the member
      Given the directory speaks "<dialect>"
      When "ada@contoso.example" is unassigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is suspended in the account

      Examples: dialects of the same directory
        | dialect         |
        | entra-legacy    |
        | entra-compliant |

    @needs:patch
    Scenario: A person is disabled on demand
      Given "ada@contoso.example" was unassigned in the directory
      When "ada@contoso.example" is provisioned on demand
      Then "ada@contoso.example" is suspended in the account

  @req:BRIDGE-LEAVE-02 @needs:items
  Rule: Nothing a leaving member owns is lost

    Scenario Outline: The items of a person who is <event> are kept
      Given "ada@contoso.example" owns the item "Router password"
      And "ada@contoso.example" owns the item "Passport"
      When "ada@contoso.example" is <event> in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is suspended in the account
      And the account kept every item of "ada@contoso.example"

      Examples: events that end the assignment
        | event              |
        | unassigned         |
        | disabled           |
        | taken out of scope |
        | deleted            |

  @req:BRIDGE-LEAVE-03
  Rule: A purge ends access and disturbs nobody

    Scenario: A person still managed is purged from the recycle bin
      Given "ada@contoso.example" was deleted in the directory
      And a sync cycle completed
      When "ada@contoso.example" is purged in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has no access to the account
      And "bob@contoso.example" is unchanged in the account

    @needs:patch
    Scenario: The recycle bin empties itself after thirty days
      Given "ada@contoso.example" was deleted in the directory
      And a sync cycle completed
      When 31 days pass in the directory
      Then "ada@contoso.example" has no access to the account
      And "bob@contoso.example" is unchanged in the account

    @needs:patch
    Scenario: A person unassigned long ago is purged
      Given "ada@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And "ada@contoso.example" was deleted in the directory
      When "ada@contoso.example" is purged in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is suspended in the account
      And "bob@contoso.example" is unchanged in the account

    @needs:items @needs:delete-suspends
    Scenario: The items of a person who is purged are kept
      Given "ada@contoso.example" owns the item "Router password"
      And "ada@contoso.example" was deleted in the directory
      And a sync cycle completed
      When "ada@contoso.example" is purged in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is suspended in the account
      And the account kept every item of "ada@contoso.example"

    @needs:provisioning-switch
    Scenario: A purge ends the access that an administrator gave back by hand
      Given "ada@contoso.example" was deleted in the directory
      And a sync cycle completed
      And the administrator switched provisioning off
      And the administrator reactivated the member "ada@contoso.example"
      And the administrator switched provisioning on
      When "ada@contoso.example" is purged in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has no access to the account
      And "bob@contoso.example" is unchanged in the account

  @req:BRIDGE-LEAVE-04 @needs:email-confirmation
  Rule: Leaving ends a change of address that waits

    Scenario: A person with a pending address is unassigned
      Given the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      And the account awaited confirmation of "ada.king@contoso.example"
      When "ada.king@contoso.example" is unassigned in the directory
      And a sync cycle completes
      Then the account has these members:
        | address             | state     | pending address |
        | ada@contoso.example | suspended |                 |
        | bob@contoso.example | active    |                 |

    Scenario: A directory that marks the names of deleted people starts no change of address
      Given the directory speaks "entra-tombstone"
      When "ada@contoso.example" is deleted in the directory
      And a sync cycle completes
      Then the account has these members:
        | address             | state     | pending address |
        | ada@contoso.example | suspended |                 |
        | bob@contoso.example | active    |                 |

  @req:BRIDGE-LEAVE-05 @needs:invitations
  Rule: Whoever never accepted loses the invitation

    Scenario: An invited person is unassigned
      Given "dan@contoso.example" is invited
      When "dan@contoso.example" is unassigned in the directory
      And a sync cycle completes
      Then "dan@contoso.example" is suspended before accepting in the account

  @req:BRIDGE-LEAVE-06
  Rule: The others stay as they are

    @needs:patch
    Scenario Outline: Nobody else moves when a person is <event>
      Given "carol@contoso.example" was in the account before provisioning
      When "ada@contoso.example" is <event> in the directory
      And 2 sync cycles complete
      Then "ada@contoso.example" has no access to the account
      And "bob@contoso.example" is unchanged in the account
      And "carol@contoso.example" is unchanged in the account

      Examples: events that end the assignment
        | event      |
        | unassigned |
        | deleted    |

  @req:BRIDGE-AUDIT-01 @needs:audit
  Rule: The audit trail holds one entry for one change

    Scenario: A suspension is recorded once, by the bridge
      When "ada@contoso.example" is unassigned in the directory
      And 3 sync cycles complete
      Then the audit trail shows "suspend" of "ada@contoso.example" by the bridge exactly once
