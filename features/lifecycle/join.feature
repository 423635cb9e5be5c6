@join
Feature: People who are assigned become members

  An administrator assigns the app to a person and expects one member in the
  account, carrying the person's data, and nothing else touched.

  @req:BRIDGE-JOIN-01
  Rule: An assigned person becomes exactly one member

    Scenario: A person who is assigned is invited
      Given "ada@contoso.example" is in the directory
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has access to the account
      And the provisioning log shows "ada@contoso.example" as created

    @needs:invitations
    Scenario: The invitation goes to the person's address
      Given "ada@contoso.example" is in the directory
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is invited in the account
      And the account sent the mail "invitation" to "ada@contoso.example"

    Scenario: Several people are assigned at once
      Given these people are in the directory:
        | address               |
        | ada@contoso.example   |
        | bob@contoso.example   |
        | carol@contoso.example |
      When all of them are assigned in the directory
      And a sync cycle completes
      Then each of them has access to the account
      And none of them is in the account twice

    Scenario: A person is provisioned on demand between two cycles
      Given "ada@contoso.example" is in the directory
      And "ada@contoso.example" was assigned in the directory
      When "ada@contoso.example" is provisioned on demand
      Then "ada@contoso.example" has access to the account

  @req:BRIDGE-JOIN-02
  Rule: The member carries the person's name and address

    Scenario Outline: The member carries the <attribute> of the person
      Given "ada@contoso.example" is in the directory with the <attribute> "<value>"
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then the bridge reports the <attribute> "<value>" for "ada@contoso.example"

      Examples: attributes of the default mapping
        | attribute    | value            |
        | display name | Ada King         |
        | given name   | Augusta Ada      |
        | surname      | King-Noel        |
        | job title    | Countess         |
        | department   | Analytical Dept. |

    Scenario: A name with letters from elsewhere arrives as it is
      Given "noemi@contoso.example" is in the directory with the display name "Noémi Őszi 李"
      When "noemi@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then the member "noemi@contoso.example" is called "Noémi Őszi 李"

  @req:BRIDGE-JOIN-03
  Rule: A member who is in step is left alone

    Scenario: Looking at the same person again changes nothing
      Given "ada@contoso.example" is an active member
      When "ada@contoso.example" is provisioned on demand
      Then the directory found nothing to change for "ada@contoso.example"
      And "ada@contoso.example" is the same member as before

    @needs:invitations
    Scenario: Looking at somebody who has not accepted yet changes nothing
      Given "ada@contoso.example" is invited
      When "ada@contoso.example" is provisioned on demand
      Then the directory found nothing to change for "ada@contoso.example"
      And "ada@contoso.example" is invited in the account

    Scenario: A restarted job finds everybody again
      Given "ada@contoso.example" is an active member
      And "bob@contoso.example" is an active member
      When the job is restarted from nothing
      And a sync cycle completes
      Then the directory holds no failed change
      And "ada@contoso.example" is the same member as before
      And "bob@contoso.example" is the same member as before
      And none of them is in the account twice

  @req:BRIDGE-JOIN-04
  Rule: Somebody who was a member before is adopted, not doubled

    @needs:patch
    Scenario: A person whose address is already in the account keeps the member
      Given "carol@contoso.example" was in the account before provisioning
      And "carol@contoso.example" is in the directory with the display name "Carol Shaw"
      When "carol@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "carol@contoso.example" is the same member as before
      And "carol@contoso.example" has access to the account
      And the member "carol@contoso.example" is called "Carol Shaw"
      And none of them is in the account twice

    @needs:patch
    Scenario: Addresses are compared without regard to case
      Given "Carol@Contoso.example" was in the account before provisioning
      And "carol@contoso.example" is in the directory
      When "carol@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "carol@contoso.example" is the same member as before
      And the directory holds no failed change

  @req:BRIDGE-JOIN-05
  Rule: Nobody outside the assignment is touched

    Scenario: A member nobody assigned stays as it was
      Given "carol@contoso.example" was in the account before provisioning
      And "ada@contoso.example" is in the directory
      When "ada@contoso.example" is assigned in the directory
      And 2 sync cycles complete
      Then "carol@contoso.example" is unchanged in the account

    Scenario: Starting the job with nobody assigned does nothing
      Given "carol@contoso.example" was in the account before provisioning
      And "ada@contoso.example" is in the directory
      When a sync cycle completes
      Then "carol@contoso.example" is unchanged in the account
      And "ada@contoso.example" is no member of the account

    @needs:many-accounts
    Scenario: Nobody appears whom the directory did not send
      Given "carol@contoso.example" was in the account before provisioning
      And "ada@contoso.example" is in the directory
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then nobody unknown is in the account

  @req:BRIDGE-JOIN-06
  Rule: Whoever is disabled before the first cycle is never created

    Scenario: A disabled person is assigned
      Given "ada@contoso.example" is in the directory
      And "ada@contoso.example" was disabled in the directory
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is no member of the account

  @req:BRIDGE-RETRY-01
  Rule: A lost answer never makes a second member

    Scenario: The answer to a creation is lost on the way
      Given "ada@contoso.example" is in the directory
      And the answer to the next creation is lost
      And "ada@contoso.example" was assigned in the directory
      And a sync cycle completed
      When 7 hours pass in the directory
      Then "ada@contoso.example" has access to the account
      And none of them is in the account twice
