@cases @entra @change @needs:patch
Feature: What the bridge does not show is sent again and again

  Entra compares what it wants with what the bridge shows. A manager, an extension
  or an externalId that is not shown where Entra looks is sent at every look.

  @req:CASE-ENTRA-26 @needs:managers
  Rule: A manager is one person, named by an id

    Scenario: The manager comes as a bare id
      Given "ada@contoso.example" is an active member
      And "grace@contoso.example" is an active member
      When the manager of "ada@contoso.example" becomes "grace@contoso.example"
      And a sync cycle completes
      Then the bridge reports "grace@contoso.example" as the manager of "ada@contoso.example"
      And the directory holds no failed change

    Scenario: The manager comes as an object
      Given "ada@contoso.example" is an active member
      And "grace@contoso.example" is an active member
      And the directory names a manager by an object
      When the manager of "ada@contoso.example" becomes "grace@contoso.example"
      And a sync cycle completes
      Then the bridge reports "grace@contoso.example" as the manager of "ada@contoso.example"

    @wire
    Scenario: The manager is shown as one object with an id
      Given a user "ada"
      And a user "grace"
      And the client patched "ada" with:
        """
        {"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "{grace}"}
        """
      When the client reads "ada"
      Then the answer is 200
      And the answer has "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" as an object
      And the answer has "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as "{grace}"

  @req:CASE-ENTRA-27 @needs:managers
  Rule: A manager who is set is shown, so that nobody sends it again

    Scenario: A second look at somebody with a manager finds nothing to change
      Given "ada@contoso.example" is an active member
      And "grace@contoso.example" is an active member
      And the manager of "ada@contoso.example" became "grace@contoso.example"
      And a sync cycle completed
      When "ada@contoso.example" is provisioned on demand
      Then the directory found nothing to change for "ada@contoso.example"

  @req:CASE-ENTRA-28 @needs:enterprise
  Rule: An extension is shown under its whole name

    Scenario: A second look at somebody with a department finds nothing to change
      Given "ada@contoso.example" is an active member
      And the directory changed the department of "ada@contoso.example" to "Engines"
      And a sync cycle completed
      When "ada@contoso.example" is provisioned on demand
      Then the directory found nothing to change for "ada@contoso.example"
      And the bridge reports the department "Engines" for "ada@contoso.example"

  @req:CASE-ENTRA-29
  Rule: An externalId can be added to somebody who was there before

    Scenario: A second look at somebody who was adopted finds nothing to change
      Given "carol@contoso.example" was in the account before provisioning
      And "carol@contoso.example" is in the directory
      And "carol@contoso.example" was assigned in the directory
      And a sync cycle completed
      When "carol@contoso.example" is provisioned on demand
      Then the directory found nothing to change for "carol@contoso.example"
      And "carol@contoso.example" is the same member as before

    @wire
    Scenario: The answer to a change shows what is true afterwards
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "Add", "path": "externalId", "value": "ada-0815"}
        """
      Then the answer is 200 or 204
      And a 200 answer has "externalId" as "ada-0815"
      And reading "ada" shows "externalId" as "ada-0815"
