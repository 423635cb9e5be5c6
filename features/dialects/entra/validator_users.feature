@dialects @entra @wire
Feature: Microsoft's web validator, users, one by one

  The validator writes as a job with the flag does: operations in small letters.
  Quirks of it that a bridge meets are sent here, too.

  @req:ENTRA-VALIDATOR-01
  Rule: The user tests pass

    Scenario: Validator, create a user
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"externalId": "Eqpj", "displayName": "Pvlo", "title": "Xbmt", "preferredLanguage": "en-GB",
         "addresses": [{"type": "work", "formatted": "1 Road", "locality": "Ockham", "region": "Surrey", "postalCode": "GU23", "country": "GB", "primary": true}],
         "phoneNumbers": [{"type": "work", "value": "+44 20 5550"}, {"type": "mobile", "value": "+44 20 5551"}],
         "roles": [{"primary": "True", "display": "R", "value": "Reader", "type": "app"}]}
        """
      Then the answer is 201
      And reading "ada" shows "displayName" as "Pvlo"
      And reading "ada" shows "addresses[type eq "work"].locality" as "Ockham"

    Scenario: Validator, create a user that is there already
      Given a user "ada"
      When the client creates the user "ada"
      Then the answer is 409
      And the answer is a SCIM error

    @needs:filter
    Scenario: Validator, filter for a user who is there
      Given a user "ada"
      And a user "bob"
      When the client filters users by:
        """
        userName eq "{address:ada}"
        """
      Then the answer is 200
      And the answer has "totalResults" as 1
      And the list holds exactly "ada"

    @needs:filter
    Scenario: Validator, filter for a user who is not there
      Given a user "ada"
      When the client filters users by:
        """
        userName eq "{address:nobody}"
        """
      Then the answer is 200
      And the answer has "totalResults" as 0

    @needs:filter
    Scenario: Validator, filter for a user in other letters
      Given a user "ada"
      When the client filters users by:
        """
        userName eq "{ADDRESS:ada}"
        """
      Then the answer is 200
      And the list holds exactly "ada"

    @needs:patch
    Scenario: Validator, replace attributes by their paths
      Given a user "ada" with:
        """
        {"displayName": "Before", "addresses": [{"type": "work", "locality": "Before"}]}
        """
      When the client patches "ada" with:
        """
        [{"op": "replace", "path": "displayName", "value": "After"}, {"op": "replace", "path": "name.givenName", "value": "Anne"},
         {"op": "replace", "path": "addresses[type eq \"work\"].locality", "value": "Ockham"}]
        """
      Then the answer is 200 or 204
      And reading "ada" shows "displayName" as "After"
      And reading "ada" shows "name.givenName" as "Anne"
      And reading "ada" shows "addresses[type eq "work"].locality" as "Ockham"

    @needs:patch
    Scenario: Validator, replace attributes without a path
      Given a user "ada" with:
        """
        {"displayName": "Before", "title": "Before"}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "value": {"displayName": "After", "title": "Countess", "name.familyName": "Noel"}}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "displayName" as "After"
      And reading "ada" shows "title" as "Countess"
      And reading "ada" shows "name.familyName" as "Noel"

    @needs:patch @needs:enterprise
    Scenario: Validator, add every attribute to a minimal user
      Given a user "ada"
      When the client patches "ada" with:
        """
        [{"op": "add", "path": "displayName", "value": "Pvlo"}, {"op": "add", "path": "title", "value": "Xbmt"},
         {"op": "add", "path": "name.formatted", "value": "Ada King"}, {"op": "add", "path": "preferredLanguage", "value": "en-GB"},
         {"op": "add", "path": "emails[type eq \"home\"].value", "value": "{address:home}"},
         {"op": "add", "path": "addresses[type eq \"work\"].formatted", "value": "1 Road"},
         {"op": "add", "path": "addresses[type eq \"work\"].locality", "value": "Ockham"},
         {"op": "add", "path": "addresses[type eq \"home\"].country", "value": "GB"},
         {"op": "add", "path": "phoneNumbers[type eq \"work\"].value", "value": "+44 20 5550"},
         {"op": "add", "path": "phoneNumbers[type eq \"fax\"].value", "value": "+44 20 5552"},
         {"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "Engines"}]
        """
      Then the answer is 200 or 204
      And reading "ada" shows "displayName" as "Pvlo"
      And reading "ada" shows "emails[type eq "home"].value" as "{address:home}"
      And reading "ada" shows "addresses[type eq "work"].formatted" as "1 Road"
      And reading "ada" shows "addresses[type eq "work"].locality" as "Ockham"
      And reading "ada" shows "addresses[type eq "home"].country" as "GB"
      And reading "ada" shows "phoneNumbers[type eq "fax"].value" as "+44 20 5552"
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" as "Engines"

    @needs:patch
    Scenario: Validator, update the userName
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "userName", "value": "{address:byron}"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "userName" as "{address:byron}"

    @needs:patch @needs:soft-delete
    Scenario: Validator, disable a user
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "active", "value": false}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "active" as false

    @needs:patch @needs:managers
    Scenario: Validator, add a manager
      Given a user "ada"
      And a user "grace"
      When the client patches "ada" with:
        """
        {"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "{grace}"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as "{grace}"

    @needs:patch @needs:managers
    Scenario Outline: Validator, <what> a manager
      Given a user "grace"
      And a user "joan"
      And a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{grace}"}}}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": <value>}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as <shown>

      Examples: what becomes of the manager
        | what    | value             | shown    |
        | replace | {"value": "{joan}"} | "{joan}" |
        | remove  | {"value": ""}     | null     |

    @needs:delete-removes
    Scenario: Validator, delete a user
      Given a user "ada"
      When the client deletes "ada"
      Then the answer is 204
      And reading "ada" gives 404

  @req:ENTRA-VALIDATOR-03
  Rule: The preview tests pass

    @needs:patch
    Scenario: Validator, several operations on different attributes
      Given a user "ada"
      When the client patches "ada" with:
        """
        [{"op": "replace", "path": "displayName", "value": "Pvlo"}, {"op": "add", "path": "title", "value": "Xbmt"},
         {"op": "remove", "path": "name.givenName"}]
        """
      Then the answer is 200 or 204
      And reading "ada" shows "displayName" as "Pvlo"
      And reading "ada" shows "title" as "Xbmt"
      And reading "ada" shows no "name.givenName"

    @needs:patch
    Scenario: Validator, several operations on the same attribute
      Given a user "ada"
      When the client patches "ada" with:
        """
        [{"op": "add", "path": "title", "value": "First"}, {"op": "remove", "path": "title"}, {"op": "add", "path": "title", "value": "Last"}]
        """
      Then the answer is 200 or 204
      And reading "ada" shows "title" as "Last"

    Scenario: Validator, delete a user who is not there
      Given the client knows the bridge's address
      When the client sends DELETE "/Users/{unknown}"
      Then the answer is 404
      And the answer is a SCIM error

    @needs:delete-removes
    Scenario: Validator, delete a user twice
      Given a user "ada"
      And the client deleted "ada"
      When the client deletes "ada"
      Then the answer is 404

    @needs:groups @needs:patch
    Scenario: Validator, several operations on different attributes of a group
      Given a user "ada"
      And a group "team" of nobody
      When the client patches "team" with:
        """
        [{"op": "replace", "path": "displayName", "value": "{address:research}"}, {"op": "add", "path": "members", "value": [{"value": "{ada}"}]}]
        """
      Then the answer is 200 or 204
      And reading "team" shows "displayName" as "{address:research}"
      And the group "team" holds exactly "ada"

    @needs:groups
    Scenario: Validator, delete a group that is not there
      Given the client knows the bridge's address
      When the client sends DELETE "/Groups/{unknown}"
      Then the answer is 404
      And the answer is a SCIM error

    @needs:groups @needs:patch
    Scenario: Validator, add and remove the same member in one request
      Given a user "ada"
      And a user "bob"
      And a group "team" of "bob"
      When the client patches "team" with:
        """
        [{"op": "add", "path": "members", "value": [{"value": "{ada}"}]}, {"op": "remove", "path": "members[value eq \"{ada}\"]"}]
        """
      Then the answer is 200 or 204
      And the group "team" holds exactly "bob"
