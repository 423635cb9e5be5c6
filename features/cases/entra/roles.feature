@cases @entra @change @needs:patch @wire
Feature: Roles, and values in the shapes of an older directory

  @req:CASE-ENTRA-37 @attribute:roles
  Rule: Roles are taken in every shape that the directory has for them

    Scenario: A new user carries a role whose mark is a word
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"roles": [{"primary": "True", "type": "WindowsAzureActiveDirectoryRole", "value": "Admin"}]}
        """
      Then the answer is 201
      And reading "ada" shows "roles[value eq "Admin"].value" as "Admin"
      And reading "ada" shows 1 of "roles"

    Scenario: A role that is added as text does not cost the user access
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "Add", "path": "roles", "value": [{"value": "{\"id\":\"06b07648\",\"value\":\"Admin\",\"displayName\":\"Admin\"}"}]}
        """
      Then the answer is 200 or 204
      And reading "ada" shows 1 of "roles"
      And reading "ada" shows "active" as true

    Scenario: The roles of a revoked assignment go when the list is replaced
      Given a user "ada" with:
        """
        {"roles": [{"value": "Admin", "primary": false}, {"value": "User", "primary": false}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "roles", "value": [{"primary": false, "type": "WindowsAzureActiveDirectoryRole", "display": "User", "value": "User"}]}
        """
      Then the answer is 200 or 204
      And reading "ada" shows 1 of "roles"
      And reading "ada" shows "roles[value eq "User"].display" as "User"

  @req:CASE-ENTRA-40 @needs:managers
  Rule: A value in the shape of 2017 is taken or refused, and does no harm

    Scenario: A manager comes in a list with an empty reference
      Given a user "grace"
      And a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Engines"}}
        """
      When the client patches "ada" with:
        """
        {"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": [{"$ref": null, "value": "{grace}"}]}
        """
      Then the answer is a refusal that changes nothing, or reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as "{grace}"
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" as "Engines"

    Scenario: The bare id that came after 2017 is taken
      Given a user "ada"
      And a user "grace"
      When the client patches "ada" with:
        """
        {"op": "Replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "{grace}"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as "{grace}"
