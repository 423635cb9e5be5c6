@cases @entra @leave @needs:patch
Feature: Leavers whose state arrives as a word

  Entra writes "False" where the standard has a boolean. Bridges that refuse the
  word, or take it for text, leave people with access. Each Rule is a report from
  the field, with its source in the registry.

  Background:
    Given "ada@contoso.example" is an active member

  @req:CASE-ENTRA-01 @needs:soft-delete
  Rule: A leaver whose state is written as a word loses access

    Scenario: The word for no has a capital letter
      When "ada@contoso.example" is unassigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has no access to the account
      And the directory holds no failed change

    Scenario: The word for no is in small letters
      Given the directory writes true and false in small letters
      When "ada@contoso.example" is unassigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has no access to the account
      And the directory holds no failed change

  @req:CASE-ENTRA-02 @needs:soft-delete @wire
  Rule: A state that is written as a word is taken for the boolean it means

    Scenario Outline: The state <sent> is read back as <shown>
      Given a user "bob" with:
        """
        {"active": <before>}
        """
      When the client patches "bob" with:
        """
        {"op": "Replace", "path": "active", "value": "<sent>"}
        """
      Then the answer is 200 or 204
      And reading "bob" shows "active" as <shown>

      Examples: words as Entra writes them
        | before | sent  | shown |
        | true   | False | false |
        | true   | false | false |

  @req:CASE-ENTRA-03 @needs:soft-delete @wire
  Rule: The word is not stored as text

    Scenario: Whoever was disabled by a word is not found among the active
      Given a user "bob"
      And the client patched "bob" with:
        """
        {"op": "Replace", "path": "active", "value": "False"}
        """
      When the client reads "bob"
      Then the answer is 200
      And the answer has "active" as a boolean
      And the answer has "active" as false

  @req:CASE-ENTRA-04 @needs:soft-delete @wire
  Rule: The word for yes is understood as well as the word for no

    Scenario Outline: Somebody who is disabled comes back by the word <sent>
      Given a user "bob"
      And the client patched "bob" with:
        """
        {"op": "replace", "path": "active", "value": false}
        """
      When the client patches "bob" with:
        """
        {"op": "Replace", "path": "active", "value": "<sent>"}
        """
      Then the answer is 200 or 204
      And reading "bob" shows "active" as true

      Examples: words as Entra writes them
        | sent |
        | True |
        | true |

  @req:CASE-ENTRA-05 @needs:soft-delete
  Rule: The directory is not left with a leaver it could not disable

    Scenario Outline: Somebody who is <event> is disabled in the first attempt
      When "ada@contoso.example" is <event> in the directory
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as disabled
      And "ada@contoso.example" has no access to the account

      Examples: events that end access
        | event    |
        | disabled |
        | deleted  |

  @req:CASE-ENTRA-06 @needs:soft-delete
  Rule: A leaver is disabled although the directory adds the state instead of replacing it

    Scenario: A directory that adds whatever it changes disables a leaver
      Given the directory adds whatever it changes
      When "ada@contoso.example" is unassigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has no access to the account

  @req:CASE-ENTRA-07 @needs:soft-delete
  Rule: A leaver whose state is added does not fail again and again

    Scenario: Three cycles after somebody left the directory has nothing to repeat
      Given the directory adds whatever it changes
      When "ada@contoso.example" is unassigned in the directory
      And 3 sync cycles complete
      Then the directory holds no failed change
      And the job is active

  @req:CASE-ENTRA-08 @needs:soft-delete
  Rule: Whoever leaves and returns by words in small letters has access again

    Scenario: A mapping that was edited to small letters still works
      Given the directory writes true and false in small letters
      And "ada@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And "ada@contoso.example" lost access to the account
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is active in the account
      And "ada@contoso.example" is the same member as before

  @req:CASE-ENTRA-09 @needs:soft-delete
  Rule: A disabled member can be changed and enabled again

    Scenario: Somebody who was disabled is enabled without an error
      Given "ada@contoso.example" was disabled in the directory
      And a sync cycle completed
      And "ada@contoso.example" lost access to the account
      When "ada@contoso.example" is enabled in the directory
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as updated
      And "ada@contoso.example" is active in the account

  @req:CASE-ENTRA-10 @needs:soft-delete
  Rule: A disabled member can still be found

    Scenario: A job that lost its memory finds the disabled member
      Given "ada@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And "ada@contoso.example" lost access to the account
      And the job was restarted from nothing
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is active in the account
      And "ada@contoso.example" is the same member as before
      And none of them is in the account twice

  @req:CASE-ENTRA-11 @needs:soft-delete
  Rule: With the directory's flag and without it, a leaver loses access

    Scenario Outline: A leaver is disabled by a job that speaks <dialect>
      Given the directory speaks "<dialect>"
      When "ada@contoso.example" is disabled in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has no access to the account
      And the provisioning log shows "ada@contoso.example" as disabled

      Examples: one directory with and without the flag
        | dialect         |
        | entra-legacy    |
        | entra-compliant |

  @req:CASE-ENTRA-47 @needs:soft-delete
  Rule: Whoever is added again is active, flag or no flag

    Scenario Outline: A person who returns to a job that speaks <dialect> is active
      Given the directory speaks "<dialect>"
      And "ada@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And "ada@contoso.example" lost access to the account
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is active in the account
      And a further look at "ada@contoso.example" finds nothing to change

      Examples: one directory with and without the flag
        | dialect         |
        | entra-legacy    |
        | entra-compliant |
