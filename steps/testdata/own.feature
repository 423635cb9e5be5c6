@join
Feature: A vendor's own feature

  @req:BRIDGE-JOIN-01
  Rule: A vendor may say more

    Scenario: The vendor's own sentence is heard
      Given "ada@contoso.example" is in the directory
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then the vendor is happy with "ada@contoso.example"
