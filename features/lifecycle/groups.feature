@groups @needs:groups @needs:patch
Feature: Assigned groups become groups of the account

  A group that is assigned appears in the account with its direct members, and
  follows the directory from then on. Groups the account already had stay.

  Background:
    Given "ada@contoso.example" is an active member
    And "bob@contoso.example" is an active member

  @req:BRIDGE-GROUP-01
  Rule: An assigned group becomes a group with its direct members

    Scenario: A group of two is assigned
      Given the directory has the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      When the group "Engineering" is assigned in the directory
      And a sync cycle completes
      Then the account has the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"

    Scenario: People become members through their group
      Given "eve@contoso.example" is in the directory
      And the directory has the group "Finance" of "eve@contoso.example"
      When the group "Finance" is assigned in the directory
      And a sync cycle completes
      Then "eve@contoso.example" has access to the account
      And the account has the group "Finance" of "eve@contoso.example"

    Scenario: An empty group is assigned
      Given the directory has the group "Nobody" of nobody
      When the group "Nobody" is assigned in the directory
      And a sync cycle completes
      Then the account has the group "Nobody" of nobody

  @req:BRIDGE-GROUP-02
  Rule: A renamed group keeps its members

    Scenario: The group gets another name
      Given the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      When the group "Engineering" is renamed to "Research"
      And a sync cycle completes
      Then the account has the group "Research" of "ada@contoso.example" and "bob@contoso.example"
      And the account has no group "Engineering"

  @req:BRIDGE-GROUP-03
  Rule: Whoever joins the group joins it in the account

    Scenario Outline: A <dialect> directory adds a person to the group
      Given the directory speaks "<dialect>"
      And the account follows the group "Engineering" of "ada@contoso.example"
      When "bob@contoso.example" joins the group "Engineering"
      And a sync cycle completes
      Then the account has the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"

      Examples: dialects of the same directory
        | dialect         |
        | entra-legacy    |
        | entra-compliant |

    Scenario: Somebody new comes by joining the group
      Given "eve@contoso.example" is in the directory
      And the account follows the group "Engineering" of "ada@contoso.example"
      When "eve@contoso.example" joins the group "Engineering"
      And a sync cycle completes
      Then "eve@contoso.example" has access to the account
      And the account has the group "Engineering" of "ada@contoso.example" and "eve@contoso.example"

  @req:BRIDGE-GROUP-04
  Rule: Whoever leaves the group leaves it alone

    Scenario Outline: A <dialect> directory takes one of two people out of the group
      Given the directory speaks "<dialect>"
      And the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      When "bob@contoso.example" leaves the group "Engineering"
      And a sync cycle completes
      Then the account has the group "Engineering" of "ada@contoso.example"
      And "bob@contoso.example" has access to the account

      Examples: dialects of the same directory
        | dialect         |
        | entra-legacy    |
        | entra-compliant |

    Scenario: A person assigned only through the group leaves with it
      Given "eve@contoso.example" is in the directory
      And the account follows the group "Engineering" of "ada@contoso.example" and "eve@contoso.example"
      When "eve@contoso.example" leaves the group "Engineering"
      And a sync cycle completes
      Then "eve@contoso.example" has no access to the account
      And the account has the group "Engineering" of "ada@contoso.example"

  @req:BRIDGE-GROUP-05
  Rule: A group that is no longer assigned disappears, its people stay or leave as assigned

    Scenario: The group is unassigned and its people keep their own assignment
      Given the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      When the group "Engineering" is unassigned in the directory
      And a sync cycle completes
      Then the account has no group "Engineering"
      And "ada@contoso.example" is active in the account
      And "bob@contoso.example" is active in the account

    Scenario: A person who came only through the group loses access
      Given "eve@contoso.example" is in the directory
      And the account follows the group "Finance" of "eve@contoso.example"
      When the group "Finance" is unassigned in the directory
      And a sync cycle completes
      Then the account has no group "Finance"
      And "eve@contoso.example" has no access to the account

    Scenario: The group is deleted in the directory
      Given the account follows the group "Engineering" of "ada@contoso.example"
      When the group "Engineering" is deleted in the directory
      And a sync cycle completes
      Then the account has no group "Engineering"
      And "ada@contoso.example" is active in the account

  @req:BRIDGE-GROUP-06
  Rule: Groups inside groups are not expanded

    Scenario: A group inside an assigned group is passed over
      Given "eve@contoso.example" is in the directory
      And the directory has the group "Interns" of "eve@contoso.example"
      And the directory has the group "Everyone" of "ada@contoso.example"
      And the group "Interns" joined the group "Everyone"
      When the group "Everyone" is assigned in the directory
      And a sync cycle completes
      Then the account has the group "Everyone" of "ada@contoso.example"
      And "eve@contoso.example" is no member of the account

  @req:BRIDGE-GROUP-07
  Rule: A group of the same name is adopted, not doubled

    @needs:admin-hand
    Scenario: The account already has a group of that name
      Given the account had the group "Engineering" of nobody before provisioning
      And the directory has the group "Engineering" of "ada@contoso.example"
      When the group "Engineering" is assigned in the directory
      And a sync cycle completes
      Then the account has the group "Engineering" of "ada@contoso.example"

    Scenario: A restarted job finds the group again
      Given the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      When the job is restarted from nothing
      And a sync cycle completes
      Then the account has the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      And the directory holds no failed change

  @req:BRIDGE-GROUP-08 @needs:admin-hand
  Rule: Groups nobody assigned stay as they are

    Scenario: Another group of the account keeps its members
      Given "carol@contoso.example" was in the account before provisioning
      And the account had the group "Board" of "carol@contoso.example" before provisioning
      And the directory has the group "Engineering" of "ada@contoso.example"
      When the group "Engineering" is assigned in the directory
      And 2 sync cycles complete
      Then the account has the group "Board" of "carol@contoso.example"
