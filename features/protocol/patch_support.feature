@protocol @patch
Feature: Whether a server takes PATCH

  RFC 7644, section 3.5.2: PATCH is optional, and ServiceProviderConfig says
  whether it is there.

  @req:RFC7644-3.5-02
  Rule: Resources can be changed with PATCH

    @needs:patch
    Scenario: A user is changed by PATCH
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "nickName", "value": "Countess"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "nickName" as "Countess"

    @needs:patch @needs:groups
    Scenario: A group is changed by PATCH
      Given a user "ada"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        {"op": "replace", "path": "displayName", "value": "{address:looms}"}
        """
      Then the answer is 200 or 204
      And reading "engines" shows "displayName" as "{address:looms}"
      And the group "engines" holds exactly "ada"

    @needs:patch
    Scenario: A PATCH of somebody who is not there finds nobody
      Given a user "ada"
      When the client sends PATCH "/Users/{unknown}" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
         "Operations": [{"op": "replace", "path": "nickName", "value": "Countess"}]}
        """
      Then the answer is 404
      And nothing is at "/Users/{unknown}"

  @req:RFC7644-3.5.2-01
  Rule: PATCH is optional, and the server says whether it is there

    Scenario: A PATCH works or is said not to be implemented
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "nickName", "value": "Countess"}
        """
      Then the answer is 200 or 204 if "patch.supported" is promised, else 501 or 405
