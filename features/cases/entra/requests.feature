@cases @entra
Feature: Requests that the bridge does not let in

  Entra sends little beside the body: no Accept, no User-Agent, and a media type
  with a charset. The attributes of its default mapping come all at once.

  @req:CASE-ENTRA-33 @join
  Rule: A request is served whatever it says, or does not say, of media types

    Scenario: A directory that does not say what it accepts is served
      Given "ada@contoso.example" is in the directory
      And "bob@contoso.example" is in the directory
      When all of them are assigned in the directory
      And a sync cycle completes
      Then each of them has access to the account
      And the directory holds no failed change

    @wire
    Scenario: A media type with a charset is taken
      Given the next request carries the header "Content-Type" with "application/scim+json; charset=utf-8"
      And the next request carries the header "Accept" with ""
      When the client creates the user "ada"
      Then the answer is 201
      And reading "ada" shows "userName" as "{address:ada}"

    @wire
    Scenario: A search that does not say what it accepts is answered
      Given a user "ada"
      And the next request carries the header "Accept" with ""
      When the client sends GET "/Users?filter=userName+eq+%22{address:ada}%22"
      Then the answer is 200
      And the list holds exactly "ada"

  @req:CASE-ENTRA-34 @change @needs:patch
  Rule: No header is missed, and one attribute costs nobody the others

    Scenario: A directory without a name of its own is served
      Given "ada@contoso.example" is an active member
      When the directory changes the job title of "ada@contoso.example" to "Countess"
      And a sync cycle completes
      Then the bridge reports the job title "Countess" for "ada@contoso.example"

    @needs:soft-delete
    Scenario Outline: A leaver who gets a <attribute> in the same cycle loses access
      Given "ada@contoso.example" is an active member
      And the directory changed the <attribute> of "ada@contoso.example" to "<value>"
      And "ada@contoso.example" was disabled in the directory
      When a sync cycle completes
      Then "ada@contoso.example" has no access to the account
      And the directory holds no failed change

      Examples: attributes of the default mapping that small bridges lack
        | attribute       | value       |
        | city            | London      |
        | work phone      | +44 20 5550 |
        | employee number | 1815        |

  @req:CASE-ENTRA-38 @join @needs:discovery @wire
  Rule: What the bridge advertises it takes, and more beside an id does no harm

    @attribute:emails
    Scenario: An address comes with a text to show
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work", "primary": true, "display": "Ada at work"}]}
        """
      Then the answer is 201
      And reading "ada" shows "emails[type eq "work"].value" as "{address:ada}"

    @needs:groups @needs:patch
    Scenario: A member is added with a name of its own
      Given a user "ada"
      And a group "team" of nobody
      When the client patches "team" with:
        """
        {"op": "Add", "path": "members", "value": [{"value": "{ada}", "displayName": "Ada at work"}]}
        """
      Then the answer is 200 or 204
      And the group "team" holds exactly "ada"

  @req:CASE-ENTRA-39 @join @wire
  Rule: What the bridge answers is of the protocol's media type

    Scenario: Search, creation and look are answered as application/scim+json
      Given a user "ada"
      When the client sends GET "/Users?filter=userName+eq+%22{address:ada}%22"
      Then the answer is 200
      And the answer's media type is "application/scim+json"

  @req:CASE-ENTRA-45 @change @needs:patch
  Rule: A bridge that is to serve Entra knows partial changes

    Scenario: A change of one attribute arrives
      Given "ada@contoso.example" is an active member
      When the directory changes the display name of "ada@contoso.example" to "Ada King"
      And a sync cycle completes
      Then the member "ada@contoso.example" is called "Ada King"
      And the provisioning log shows "ada@contoso.example" as updated

  @req:CASE-ENTRA-46 @join
  Rule: Attributes that the account has no use for do not pile up as failures

    Scenario: A person with all that the default mapping carries is no failure
      Given "ada@contoso.example" is in the directory with the city "London"
      And the directory changed the work phone of "ada@contoso.example" to "+44 20 5550"
      And "ada@contoso.example" was assigned in the directory
      When 2 days pass in the directory
      Then "ada@contoso.example" has access to the account
      And the directory holds no failed change
      And the job is active

  @req:CASE-ENTRA-48 @join
  Rule: The state may come with somebody who is created

    Scenario: A new person arrives with a state and gets in
      Given "ada@contoso.example" is in the directory
      When "ada@contoso.example" is assigned in the directory
      And a sync cycle completes
      Then the provisioning log shows "ada@contoso.example" as created
      And "ada@contoso.example" has access to the account

  @req:CASE-ENTRA-49 @join @wire
  Rule: A refusal names the attribute it is about

    @warn
    Scenario Outline: A user whose <attribute> is wrong is refused by name
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        <more>
        """
      Then the answer is a refusal
      And the error names "<attribute>"

      Examples: what no bridge can take
        | attribute | more                 |
        | userName  | {"userName": 1815}   |
        | name      | {"name": "Ada King"} |
