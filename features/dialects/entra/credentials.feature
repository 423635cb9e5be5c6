@dialects @entra @auth
Feature: How the directory proves itself to the bridge

  A token that is pasted once and never changes is what Microsoft no longer takes from
  new apps. The directory shows the secret of a client at the bridge's token endpoint
  instead, or something that it has signed.

  @req:ENTRA-AUTH-01 @needs:client-credentials
  Rule: A directory that shows a client's secret gets a token and is let in

    Scenario Outline: Somebody joins by a job that shows the secret in the <place>
      Given the directory shows the secret of a client in the <place>
      And "ada@contoso.example" is in the directory
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has access to the account
      And the job is active

      Examples: places in the request
        | place  |
        | header |
        | body   |

    @needs:patch @needs:soft-delete
    Scenario: Long after the first token has ended a leaver loses access
      Given the directory shows the secret of a client in the header
      And "ada@contoso.example" is an active member
      And 1 day passed in the directory
      When "ada@contoso.example" is unassigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has no access to the account
      And the job is active

    Scenario: A directory that shows another secret is kept out
      Given "ada@contoso.example" is in the directory
      And the directory shows another secret than the client's
      And "ada@contoso.example" was assigned in the directory
      When a sync cycle completes
      Then the job is in quarantine
      And the quarantine is for "SystemForCrossDomainIdentityManagementCredentialValidationFailure"
      And "ada@contoso.example" is no member of the account

  @req:ENTRA-LOGICAPP-05 @needs:federation
  Rule: A bridge that trusts the directory takes what it has signed, and from nobody else

    Scenario Outline: Federated identity: somebody joins by a job that shows <what>
      Given the directory proves itself by <what> that the bridge trusts
      And "ada@contoso.example" is in the directory
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then "ada@contoso.example" has access to the account
      And the job is active

      Examples: what the directory signs
        | what                |
        | a signed assertion  |
        | a token of its own  |

    Scenario Outline: A job that shows <what> of a stranger is kept out
      Given "ada@contoso.example" is in the directory
      And the directory proves itself by <what> that the bridge does not trust
      And "ada@contoso.example" was assigned in the directory
      When a sync cycle completes
      Then the job is in quarantine
      And "ada@contoso.example" is no member of the account

      Examples: what the directory signs
        | what                |
        | a signed assertion  |
        | a token of its own  |

    Scenario: Federated identity: what happens while a token ends is carried by the next one
      Given the directory proves itself by a signed assertion that the bridge trusts
      And "ada@contoso.example" is an active member
      And 1 day passed in the directory
      When the directory changes the display name of "ada@contoso.example" to "Ada King"
      And a sync cycle completes
      Then the member "ada@contoso.example" is called "Ada King"
      And the job is active
