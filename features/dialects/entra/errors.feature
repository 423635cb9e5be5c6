@dialects @entra
Feature: What the directory makes of a failure, and that it is made up for

  A failure is logged under a code and tried again: with the next cycle, hours
  later, or not before a restart. Once the bridge works again nobody is missing and
  nobody is there twice.

  @req:ENTRA-ERROR-01 @join
  Rule: A creation that fails is logged under its code and tried again in time

    Scenario Outline: A creation that is answered with <answer> is <code>
      Given "eve@contoso.example" is in the directory
      And the bridge answers the next creation with <answer>
      And "eve@contoso.example" was assigned in the directory
      When a sync cycle completes
      Then the provisioning log shows "eve@contoso.example" as failed with "<code>"
      And "eve@contoso.example" is tried again <n> <unit> after the failure

      Examples: tried again after six hours
        | answer            | code                                                     | n | unit  |
        | 400               | SystemForCrossDomainIdentityManagementServiceIncompatible | 6 | hours |
        | 401               | Unauthorized                                             | 6 | hours |
        | 403               | InsufficientRights                                       | 6 | hours |
        | 405               | MethodNotAllowed                                         | 6 | hours |
        | 409               | EntryConflict                                            | 6 | hours |
        | 422               | UnprocessableEntity                                      | 6 | hours |
        | a page for people | SystemForCrossDomainIdentityManagementServiceIncompatible | 6 | hours |
        | an answer without an id | SystemForCrossDomainIdentityManagementBadResponse | 6 | hours |
        | 406               | SystemForCrossDomainIdentityManagementBadResponse        | 6 | hours |

      Examples: tried again with the next cycle
        | answer  | code                      | n  | unit    |
        | 429     | TooManyRequests           | 40 | minutes |
        | 500     | InternalServerError       | 40 | minutes |
        | 501     | NotImplemented            | 40 | minutes |
        | 503     | InternalServerError       | 40 | minutes |
        | silence | WebExceptionProtocolError | 40 | minutes |
        | no answer in time | Timeout         | 40 | minutes |

    Scenario Outline: Whoever was answered with <answer> is a member once the bridge works
      Given "eve@contoso.example" is in the directory
      And the bridge answers the next creation with <answer>
      And "eve@contoso.example" was assigned in the directory
      And a sync cycle completed
      When 7 hours pass in the directory
      Then "eve@contoso.example" has access to the account
      And none of them is in the account twice
      And the directory holds no failed change

      Examples: answers to the creation
        | answer            |
        | 400               |
        | 409               |
        | 429               |
        | 503               |
        | a page for people |
        | silence           |
        | no answer in time |
        | an answer without an id |

    Scenario Outline: A search that is answered with <answer> is <code>, and made up for
      Given "eve@contoso.example" is in the directory
      And the bridge answers the next search with <answer>
      And "eve@contoso.example" was assigned in the directory
      And a sync cycle completed
      And the provisioning log showed "eve@contoso.example" as failed with "<code>"
      When 7 hours pass in the directory
      Then "eve@contoso.example" has access to the account
      And none of them is in the account twice
      And the directory holds no failed change

      Examples: answers to the search
        | answer            | code                                                      |
        | 404               | SystemForCrossDomainIdentityManagementServiceIncompatible |
        | 503               | InternalServerError                                       |
        | no answer in time | Timeout                                                   |

    Scenario: A search that finds two people makes nobody, and is tried again
      Given "eve@contoso.example" is in the directory
      And the bridge answers the next search with two people
      And "eve@contoso.example" was assigned in the directory
      When a sync cycle completes
      Then the provisioning log shows "eve@contoso.example" as failed with "DuplicateTargetEntries"
      And "eve@contoso.example" is tried again 6 hours after the failure
      And "eve@contoso.example" is no member of the account

  @req:ENTRA-ERROR-02 @leave @needs:patch @needs:soft-delete
  Rule: A leaver whose deactivation fails loses access later

    Scenario Outline: A deactivation that is answered with <answer> is <code>, and made up for
      Given "ada@contoso.example" is an active member
      And the bridge answers the next change with <answer>
      And "ada@contoso.example" was unassigned in the directory
      And a sync cycle completed
      And "ada@contoso.example" still has access to the account
      When 7 hours pass in the directory
      Then "ada@contoso.example" has no access to the account
      And the directory holds no failed change

      Examples: answers to the deactivation
        | answer | code                                    |
        | 400    | put off for six hours                   |
        | 409    | put off for six hours, as a bad filter  |
        | 429    | put off to the next cycle               |
        | 500    | put off to the next cycle, as an error  |

    Scenario: A deactivation that conflicts is logged as a bridge that cannot filter
      Given "ada@contoso.example" is an active member
      And the bridge answers the next change with 409
      And "ada@contoso.example" was unassigned in the directory
      When a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as failed with "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering"
      And "ada@contoso.example" has access to the account

  @req:ENTRA-ERROR-03 @change
  Rule: A member whose id leads nowhere is not tried again before a restart

    Scenario: A look that finds nobody is an invalid anchor
      Given "ada@contoso.example" is an active member
      And the bridge answers the next look with 404
      And the directory changed the job title of "ada@contoso.example" to "Countess"
      When a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as failed with "InvalidAnchor"
      And "ada@contoso.example" is not tried again

    @needs:patch
    Scenario: After a restart from nothing the member is found again and brought up to date
      Given "ada@contoso.example" is an active member
      And the bridge answers the next look with 404
      And the directory changed the job title of "ada@contoso.example" to "Countess"
      And a sync cycle completed
      When the job is restarted from nothing
      And a sync cycle completes
      Then the bridge reports the job title "Countess" for "ada@contoso.example"
      And "ada@contoso.example" is the same member as before

  @req:ENTRA-ERROR-04 @leave
  Rule: A deletion that fails is made up for

    Scenario: The bridge cannot delete at the first attempt
      Given "ada@contoso.example" is an active member
      And "ada@contoso.example" was deleted in the directory
      And a sync cycle completed
      And the bridge answers the next deletion with 500
      And "ada@contoso.example" was purged in the directory
      And a sync cycle completed
      When a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as deleted
      And "ada@contoso.example" has no access to the account

  @req:ENTRA-ERROR-05 @join
  Rule: What a person lacks keeps nobody else outside

    Scenario: Somebody without the value that people are matched by is a failure of the mapping
      Given the job matches people by e-mail address
      And "eve@contoso.example" is in the directory without an e-mail address
      And "fay@contoso.example" is in the directory
      And all of them were assigned in the directory
      When a sync cycle completes
      Then the provisioning log shows "eve@contoso.example" as failed with "MandatoryFieldsMissing"
      And "eve@contoso.example" is no member of the account
      And "fay@contoso.example" has access to the account

    Scenario: Two values for an attribute that takes one are a failure of the mapping
      Given "eve@contoso.example" is in the directory
      And the job gives everybody two job titles
      And "eve@contoso.example" was assigned in the directory
      When a sync cycle completes
      Then the provisioning log shows "eve@contoso.example" as failed with "SchemaPropertyCanOnlyAcceptValue"
      And "eve@contoso.example" is no member of the account

    Scenario: Somebody who is not assigned is skipped and not a failure
      Given "ada@contoso.example" is an active member
      And "eve@contoso.example" is in the directory
      When "eve@contoso.example" is provisioned on demand
      Then the provisioning log shows "eve@contoso.example" as skipped with "NotEffectivelyEntitled"
      And "eve@contoso.example" is no member of the account
      And the directory holds no failed change
