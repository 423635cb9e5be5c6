@rename @needs:patch
Feature: A person's address changes after provisioning

  A password manager derives a member's keys from the address, so a bridge can
  only ask for the change. Until the member confirms it, the directory must
  still find the same member, and must never create a second one.

  @req:BRIDGE-RENAME-01 @needs:email-confirmation
  Rule: A changed address waits for the member and never yields a second member

    Scenario: The account asks the member to confirm the new address
      Given "ada@contoso.example" is an active member
      When the directory renames "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completes
      Then the account has these members:
        | address             | state  | pending address          |
        | ada@contoso.example | active | ada.king@contoso.example |

    Scenario: Further cycles leave the pending change as it is
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      When 3 sync cycles complete
      Then the account has these members:
        | address             | state  | pending address          |
        | ada@contoso.example | active | ada.king@contoso.example |

    Scenario: A restarted job recognises the member by the address it asked for
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      When the job is restarted from nothing
      And a sync cycle completes
      Then the account awaits confirmation of "ada.king@contoso.example"
      And "ada@contoso.example" is the same member as before
      And the directory holds no failed change

    Scenario Outline: A <dialect> directory renames the member
      Given "ada@contoso.example" is an active member
      And the directory speaks "<dialect>"
      When the directory renames "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completes
      Then the account awaits confirmation of "ada.king@contoso.example"

      Examples: dialects of the same directory
        | dialect         |
        | entra-legacy    |
        | entra-compliant |

  @req:BRIDGE-RENAME-02 @needs:email-confirmation
  Rule: The confirmed address replaces the old one on the same member

    Scenario: The member signs in with the old address and confirms
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      When the member confirms the address "ada.king@contoso.example"
      And 2 sync cycles complete
      Then the account has these members:
        | address                  | state  | pending address |
        | ada.king@contoso.example | active |                 |
      And "ada.king@contoso.example" is the same member as before

    @needs:items
    Scenario: Nothing the member owns is lost by the new address
      Given "ada@contoso.example" is an active member
      And "ada@contoso.example" owns the item "Router password"
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      When the member confirms the address "ada.king@contoso.example"
      Then the account kept every item of "ada.king@contoso.example"

    Scenario: With single sign-on the member signs in with the new address
      Given "ada@contoso.example" is an active member
      And the account uses single sign-on
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      When the member confirms the address "ada.king@contoso.example"
      Then "ada.king@contoso.example" is active in the account

  @req:BRIDGE-RENAME-03 @needs:email-confirmation
  Rule: Name and address that change together both arrive

    Scenario: A marriage changes display name and address
      Given "ada@contoso.example" is an active member
      And the directory changed the display name of "ada@contoso.example" to "Ada King"
      When the directory renames "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completes
      Then the account awaits confirmation of "ada.king@contoso.example"
      And the member "ada@contoso.example" is called "Ada King"

  @req:BRIDGE-RENAME-04 @needs:email-confirmation
  Rule: Renaming back withdraws the change

    Scenario: The directory takes the old address again before the member confirms
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      And the account awaited confirmation of "ada.king@contoso.example"
      When the directory renames "ada.king@contoso.example" to "ada@contoso.example"
      And a sync cycle completes
      Then the account has these members:
        | address             | state  | pending address |
        | ada@contoso.example | active |                 |

  @req:BRIDGE-RENAME-05
  Rule: An address that somebody holds is refused and nothing changes

    Scenario: The new address belongs to another member
      Given "carol@contoso.example" was in the account before provisioning
      And "ada@contoso.example" is an active member
      When the directory renames "ada@contoso.example" to "carol@contoso.example"
      And a sync cycle completes
      Then the provisioning log shows "carol@contoso.example" as failed
      And "carol@contoso.example" is unchanged in the account
      And "ada@contoso.example" is unchanged in the account

  @req:BRIDGE-RENAME-06 @needs:admin-hand
  Rule: A domain the account does not allow is refused

    Scenario: The person moves to a domain that the account does not allow
      Given the account allows the domain "contoso.example" only
      And "ada@contoso.example" is an active member
      When the directory renames "ada@contoso.example" to "ada@fabrikam.example"
      And a sync cycle completes
      Then the provisioning log shows "ada@fabrikam.example" as failed
      And "ada@contoso.example" is unchanged in the account

    Scenario: A person who comes back from a domain that the account does not allow stays outside
      Given the directory speaks "entra-compliant"
      And the account allows the domain "contoso.example" only
      And "ada@contoso.example" is an active member
      And "ada@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And the directory renamed "ada@contoso.example" to "ada@fabrikam.example"
      When "ada@fabrikam.example" is assigned in the directory
      And a sync cycle completes
      Then the provisioning log shows "ada@fabrikam.example" as failed
      And "ada@contoso.example" is suspended in the account

    @needs:email-confirmation
    Scenario: Once the domain is allowed the change goes through
      Given the account allows the domain "contoso.example" only
      And "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada@fabrikam.example"
      And a sync cycle completed
      And the account came to allow the domain "fabrikam.example" too
      When 7 hours pass in the directory
      Then the account awaits confirmation of "ada@fabrikam.example"

  @req:BRIDGE-RENAME-07 @needs:invitations
  Rule: Whoever has not accepted yet is invited again at the new address

    Scenario: An invited person is renamed
      Given "ada@contoso.example" is invited
      When the directory renames "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completes
      Then "ada.king@contoso.example" is invited in the account
      And the account sent the mail "invitation" to "ada.king@contoso.example"
      And "ada.king@contoso.example" is the same member as before

  @req:BRIDGE-RENAME-08 @needs:email-confirmation
  Rule: A second rename takes the place of the first

    Scenario: The directory renames again before the member confirms
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.byron@contoso.example"
      And a sync cycle completed
      When the directory renames "ada.byron@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completes
      Then the account has these members:
        | address             | state  | pending address          |
        | ada@contoso.example | active | ada.king@contoso.example |

  @req:BRIDGE-RENAME-09 @needs:rename-at-once
  Rule: An account without confirmation takes the new address at once

    Scenario: The member has the new address after the cycle
      Given "ada@contoso.example" is an active member
      When the directory renames "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completes
      Then "ada.king@contoso.example" is active in the account
      And "ada.king@contoso.example" is the same member as before
      And "ada@contoso.example" is no member of the account

    Scenario: A restarted job recognises the renamed member
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      When the job is restarted from nothing
      And a sync cycle completes
      Then "ada.king@contoso.example" is the same member as before
      And none of them is in the account twice
      And the directory holds no failed change

  @req:BRIDGE-RENAME-10
  Rule: A change of letter case alone keeps the member

    Scenario: The directory writes the address with capitals
      Given "ada@contoso.example" is an active member
      When the directory renames "ada@contoso.example" to "Ada@Contoso.example"
      And a sync cycle completes
      Then "ada@contoso.example" is the same member as before
      And "ada@contoso.example" is active in the account
      And none of them is in the account twice

  @req:BRIDGE-RENAME-11 @needs:email-confirmation
  Rule: The account tells the member of the change

    Scenario: A mail asks for the confirmation
      Given "ada@contoso.example" is an active member
      When the directory renames "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completes
      Then the account sent the mail "email-change" about "ada@contoso.example"

    @needs:several-versions
    Scenario Outline: Generation <generation> writes to the <which> address
      Given the bridge runs generation "<generation>"
      And "ada@contoso.example" is an active member
      When the directory renames "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completes
      Then the account sent the mail "email-change" to "<address>"

      Examples: generations that tell of a change
        | generation | which | address                  |
        | 1.6        | old   | ada@contoso.example      |
        | 2.x        | new   | ada.king@contoso.example |
