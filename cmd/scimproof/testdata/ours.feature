Feature: What the tests of the command line judge

  @req:BRIDGE-JOIN-01
  Rule: Whoever is assigned becomes a member

    Scenario: Ada joins
      Given "ada@contoso.example" is in the directory
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has access to the account

  @req:BRIDGE-RENAME-05
  Rule: An address that somebody holds is refused

    Scenario: Ada wants the address of Carol
      Given "carol@contoso.example" was in the account before provisioning
      And "ada@contoso.example" is an active member
      When the directory renames "ada@contoso.example" to "carol@contoso.example"
      And a sync cycle completes
      Then the provisioning log shows "carol@contoso.example" as failed

  @req:BRIDGE-RENAME-01 @needs:email-confirmation
  Rule: A changed address waits for the member

    Scenario: The new address of Ada waits
      Given "ada@contoso.example" is an active member
      When the directory renames "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completes
      Then the account awaits confirmation of "ada.king@contoso.example"

    Scenario: The new address of Ada is withdrawn
      Given "ada@contoso.example" is an active member
      And the directory renamed "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completed
      And the account awaited confirmation of "ada.king@contoso.example"
      When the directory renames "ada.king@contoso.example" to "ada@contoso.example"
      And a sync cycle completes
      Then "ada@contoso.example" is active in the account

  @req:BRIDGE-RENAME-09 @needs:rename-at-once
  Rule: An account without confirmation takes the new address

    Scenario: The new address of Ada is taken at once
      Given "ada@contoso.example" is an active member
      When the directory renames "ada@contoso.example" to "ada.king@contoso.example"
      And a sync cycle completes
      Then "ada.king@contoso.example" is active in the account
