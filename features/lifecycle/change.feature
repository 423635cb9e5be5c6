@change @needs:patch
Feature: Changes of a person reach the member

  What is changed in the directory is changed in the account, attribute by
  attribute, and nothing else moves with it.

  Background:
    Given "ada@contoso.example" is an active member

  @req:BRIDGE-CHANGE-01
  Rule: A changed name reaches the member

    Scenario: The display name changes
      When the directory changes the display name of "ada@contoso.example" to "Ada Lovelace"
      And a sync cycle completes
      Then the member "ada@contoso.example" is called "Ada Lovelace"
      And "ada@contoso.example" is active in the account

    Scenario: A change is carried on demand
      Given the directory changed the display name of "ada@contoso.example" to "Countess Lovelace"
      When "ada@contoso.example" is provisioned on demand
      Then the member "ada@contoso.example" is called "Countess Lovelace"

    Scenario Outline: A <dialect> directory changes the display name
      Given the directory speaks "<dialect>"
      When the directory changes the display name of "ada@contoso.example" to "Ada Lovelace"
      And a sync cycle completes
      Then the member "ada@contoso.example" is called "Ada Lovelace"

      Examples: dialects of the same directory
        | dialect         |
        | entra-legacy    |
        | entra-compliant |

  @req:BRIDGE-CHANGE-02
  Rule: A change of other attributes leaves address and access alone

    Scenario Outline: A new <attribute> moves nothing else
      When the directory changes the <attribute> of "ada@contoso.example" to "<value>"
      And a sync cycle completes
      Then the bridge reports the <attribute> "<value>" for "ada@contoso.example"
      And "ada@contoso.example" is active in the account
      And "ada@contoso.example" is the same member as before

      Examples: attributes of the default mapping
        | attribute       | value        |
        | job title       | Mathematician |
        | department      | Engines      |
        | employee number | 1815         |
        | city            | London       |
        | work phone      | +44 20 5550  |

    Scenario: Several attributes change at once in a compliant directory
      Given the directory speaks "entra-compliant"
      And the directory changed the department of "ada@contoso.example" to "Engines"
      And the directory changed the given name of "ada@contoso.example" to "Augusta"
      When a sync cycle completes
      Then the bridge reports the department "Engines" for "ada@contoso.example"
      And the bridge reports the given name "Augusta" for "ada@contoso.example"

    Scenario: A person changed back and forth ends as the directory says
      Given the directory changed the job title of "ada@contoso.example" to "Analyst"
      And a sync cycle completed
      When the directory changes the job title of "ada@contoso.example" to "Engineer"
      And a sync cycle completes
      Then the bridge reports the job title "Engineer" for "ada@contoso.example"
      And a further look at "ada@contoso.example" finds nothing to change

  @req:BRIDGE-CHANGE-03 @needs:managers
  Rule: The manager follows once both are members

    Scenario: A manager is named
      Given "grace@contoso.example" is an active member
      When the manager of "ada@contoso.example" becomes "grace@contoso.example"
      And a sync cycle completes
      Then the bridge reports "grace@contoso.example" as the manager of "ada@contoso.example"

    Scenario: The manager changes
      Given "grace@contoso.example" is an active member
      And "joan@contoso.example" is an active member
      And the manager of "ada@contoso.example" became "grace@contoso.example"
      And a sync cycle completed
      When the manager of "ada@contoso.example" becomes "joan@contoso.example"
      And a sync cycle completes
      Then the bridge reports "joan@contoso.example" as the manager of "ada@contoso.example"

    Scenario: Person and manager are assigned in the same cycle
      Given "grace@contoso.example" is in the directory
      And "joan@contoso.example" is in the directory
      And the manager of "joan@contoso.example" became "grace@contoso.example"
      When all of them are assigned in the directory
      And a sync cycle completes
      Then the bridge reports "grace@contoso.example" as the manager of "joan@contoso.example"
