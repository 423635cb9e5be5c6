@protocol @schema
Feature: Passwords go in and never come out

  RFC 7643, sections 4.1.1 and 7. A bridge may change them, ignore them or refuse
  them; none of it shows what they are.

  @req:RFC7643-7-19
  Rule: A password can be set again at any time

    @needs:change-password @needs:patch
    Scenario: A password that was set is set again by PATCH
      Given a user "ada" with:
        """
        {"password": "first-Goose-7-battery"}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "password", "value": "second-Goose-8-battery"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows no "password"

    @needs:change-password
    Scenario: A password that was set is set again by PUT
      Given a user "ada" with:
        """
        {"password": "first-Goose-7-battery"}
        """
      When the client replaces "ada" with:
        """
        {"password": "second-Goose-8-battery", "title": "Engineer"}
        """
      Then the answer is 200
      And reading "ada" shows "title" as "Engineer"
      And reading "ada" shows no "password"

    @needs:change-password @needs:patch @needs:passwords
    Scenario: A password that was patched is the one that counts
      Given a user "ada" with:
        """
        {"password": "first-Goose-7-battery"}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "password", "value": "second-Goose-8-battery"}
        """
      Then the answer is 200 or 204
      And the account takes the password "second-Goose-8-battery" of "ada"
      And the account refuses the password "first-Goose-7-battery" of "ada"

    @needs:change-password @needs:passwords
    Scenario: A password that was replaced is the one that counts
      Given a user "ada" with:
        """
        {"password": "first-Goose-7-battery"}
        """
      When the client replaces "ada" with:
        """
        {"password": "second-Goose-8-battery"}
        """
      Then the answer is 200
      And the account takes the password "second-Goose-8-battery" of "ada"
      And the account refuses the password "first-Goose-7-battery" of "ada"

  @req:RFC7643-7-20
  Rule: A password that was written is not returned

    Scenario: A password is no part of the answer to its creation
      Given the client knows the bridge's address
      When the client creates the user "zoe" with:
        """
        {"password": "third-Goose-9-battery"}
        """
      Then the answer nowhere says "third-Goose-9-battery"
      And the answer has no "password"

    @needs:patch
    Scenario: A password is no part of the answer to a PATCH, whatever comes of it
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "password", "value": "fourth-Goose-9-battery"}
        """
      Then the answer is no server error
      And the answer nowhere says "fourth-Goose-9-battery"
      And reading "ada" shows no "password"

    @needs:patch
    Scenario: A password is not shown to whoever asks for it with a PATCH
      Given a user "ada"
      When the client sends PATCH "/Users/{ada}?attributes=userName,password" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "add", "path": "title", "value": "Engineer"}, {"op": "add", "value": {"password": "fifth-Goose-9-battery"}}]}
        """
      Then the answer is no server error
      And the answer has no "password"
      And the answer nowhere says "fifth-Goose-9-battery"
