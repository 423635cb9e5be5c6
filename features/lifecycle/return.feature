@return @needs:patch
Feature: People who come back find their account again

  Whoever is assigned again gets the same member with everything in it.

  Background:
    Given "ada@contoso.example" is an active member

  @req:BRIDGE-RETURN-01
  Rule: A returning person gets the same member back

    Scenario Outline: A person who was <left> and is <back> is the same member
      Given "ada@contoso.example" was <left> in the directory
      And a sync cycle completed
      And "ada@contoso.example" lost access to the account
      When "ada@contoso.example" is <back> in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is active in the account
      And "ada@contoso.example" is the same member as before

      Examples: ways to leave and to return
        | left               | back                |
        | unassigned         | assigned            |
        | disabled           | enabled             |
        | taken out of scope | taken into scope    |
        | deleted            | restored            |

    Scenario Outline: A <dialect> directory reactivates the member
      Given the directory speaks "<dialect>"
      And "ada@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And "ada@contoso.example" lost access to the account
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is active in the account

      Examples: dialects of the same directory
        | dialect         |
        | entra-legacy    |
        | entra-compliant |

  @req:BRIDGE-RETURN-02 @needs:items
  Rule: Everything the member owned is still there

    Scenario: The items are there after the return
      Given "ada@contoso.example" owns the item "Router password"
      And "ada@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And "ada@contoso.example" lost access to the account
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is active in the account
      And the account kept every item of "ada@contoso.example"

  @req:BRIDGE-RETURN-03 @needs:invitations
  Rule: Whoever never accepted is invited again

    Scenario: A person who lost the invitation is assigned again
      Given "dan@contoso.example" is invited
      And "dan@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And "dan@contoso.example" lost access to the account
      When "dan@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "dan@contoso.example" is invited in the account
      And the account sent the mail "invitation" to "dan@contoso.example" twice
