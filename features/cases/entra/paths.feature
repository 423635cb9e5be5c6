@cases @entra @change @needs:patch
Feature: Changes whose path the bridge does not follow

  Keys with dots, schema names with a dot of their own, elements that are not
  there yet: each of these has cost somebody a whole update.

  @req:CASE-ENTRA-21
  Rule: Keys with a dot are parts of an attribute

    Scenario: Several parts of a name change at once in a flagged job
      Given "ada@contoso.example" is an active member
      And the directory speaks "entra-compliant"
      And the directory changed the given name of "ada@contoso.example" to "Augusta"
      And the directory changed the surname of "ada@contoso.example" to "Byron"
      When a sync cycle completes
      Then the bridge reports the given name "Augusta" for "ada@contoso.example"
      And the bridge reports the surname "Byron" for "ada@contoso.example"

    @wire
    Scenario Outline: Dotted keys of an operation without a path that is to <op>
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "King", "middleName": "Augusta"}}
        """
      When the client patches "ada" with:
        """
        {"op": "<op>", "value": {"displayName": "Countess", "name.givenName": "Anne", "name.familyName": "Noel"}}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "name.givenName" as "Anne"
      And reading "ada" shows "name.familyName" as "Noel"
      And reading "ada" shows "name.middleName" as "Augusta"
      And reading "ada" shows "displayName" as "Countess"

      Examples: operations of a flagged job
        | op      |
        | replace |
        | add     |

  @req:CASE-ENTRA-22 @needs:enterprise
  Rule: The dot in a schema's version is no part of the path

    Scenario: A department changes by its schema's name
      Given "ada@contoso.example" is an active member
      When the directory changes the department of "ada@contoso.example" to "Engines"
      And a sync cycle completes
      Then the bridge reports the department "Engines" for "ada@contoso.example"
      And a further look at "ada@contoso.example" finds nothing to change

  @req:CASE-ENTRA-23
  Rule: A part of an element that is not there makes the element

    Scenario Outline: Somebody who never had a <attribute> gets one by <operation>
      Given "ada@contoso.example" is an active member
      And the directory <habit>
      When the directory changes the <attribute> of "ada@contoso.example" to "<value>"
      And a sync cycle completes
      Then the bridge reports the <attribute> "<value>" for "ada@contoso.example"
      And the directory holds no failed change

      Examples: elements of the default mapping
        | attribute  | value       | operation   | habit                         |
        | city       | London      | addition    | adds whatever it changes      |
        | city       | Ockham      | replacement | replaces what was never there |
        | work phone | +44 20 5550 | addition    | adds whatever it changes      |
        | work phone | +44 20 5551 | replacement | replaces what was never there |

  @req:CASE-ENTRA-24 @wire
  Rule: A part of one element of a list can be replaced

    Scenario: The work address changes and the other stays
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work", "primary": true}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "{address:byron}"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "emails[type eq "work"].value" as "{address:byron}"
      And reading "ada" shows "emails[type eq "home"].value" as "{address:home}"

  @req:CASE-ENTRA-25
  Rule: To add what is there already is to replace it

    Scenario: A directory that adds whatever it changes moves somebody to another city
      Given "ada@contoso.example" is an active member
      And the directory adds whatever it changes
      And the directory changed the city of "ada@contoso.example" to "London"
      And a sync cycle completed
      When the directory changes the city of "ada@contoso.example" to "Ockham"
      And a sync cycle completes
      Then the bridge reports the city "Ockham" for "ada@contoso.example"
      And a further look at "ada@contoso.example" finds nothing to change

    @wire
    Scenario: The work address that is added takes the place of the one there was
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "Add", "path": "emails[type eq \"work\"].value", "value": "{address:byron}"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "emails[type eq "work"].value" as "{address:byron}"
      And reading "ada" shows 1 of "emails"

  @req:CASE-ENTRA-35 @needs:filter @wire
  Rule: People can be searched for by their work address

    Scenario: The filter names the type of the address
      Given a user "ada"
      And a user "bob"
      When the client filters users by:
        """
        emails[type eq "work"].value eq "{address:ada}"
        """
      Then the answer is 200
      And the list holds exactly "ada"

  @req:CASE-ENTRA-36 @wire
  Rule: Core attributes may carry the name of their schema

    Scenario: A display name is replaced by its full name
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "Replace", "path": "urn:ietf:params:scim:schemas:core:2.0:User:displayName", "value": "Countess"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "displayName" as "Countess"

    @needs:filter
    Scenario: People are searched for by the full name of userName
      Given a user "ada"
      And a user "bob"
      When the client filters users by:
        """
        urn:ietf:params:scim:schemas:core:2.0:User:userName eq "{address:ada}"
        """
      Then the answer is 200
      And the list holds exactly "ada"

  @req:CASE-ENTRA-44 @wire
  Rule: A removal that carries a value removes

    Scenario: The work address is removed and not set to what the request says
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "Remove", "path": "emails[type eq \"work\"].value", "value": "{address:stray}"}
        """
      Then the answer is a refusal that changes nothing, or reading "ada" shows "emails[type eq "work"].value" as null
      And the users matching 'emails.value eq "{address:stray}"' are nobody
