@protocol @patch @needs:patch
Feature: Clients who write at the same moment

  RFC 7644, sections 3.5.2 and 3.14. A directory is not the only client of a bridge,
  and sends more than one request at a time itself. Which comes first is chance; a
  change that was answered with success may not be undone by another that is about
  something else. A client that is told to come again has lost nothing.

  @req:RFC7644-3.5.2.3-02
  Rule: A replaced value is there, whoever writes another attribute meanwhile

    @attribute:title @attribute:nickName @attribute:userType @attribute:locale
    Scenario: Changes of four attributes at the same moment are all there
      Given a user "ada"
      When clients patch "ada" at the same moment, each with a line of:
        """
        {"op": "replace", "path": "title", "value": "Countess"}
        {"op": "replace", "path": "nickName", "value": "Lovelace"}
        {"op": "replace", "path": "userType", "value": "Employee"}
        {"op": "replace", "path": "locale", "value": "en-GB"}
        """
      Then what each of them was told to be done is there in "ada"

  @req:RFC7644-3.5.2.1-05
  Rule: An added member is there, whoever adds another meanwhile

    @groups-api @needs:groups
    Scenario: Members who are added at the same moment are all there
      Given the users "ada", "ben", "cleo", "dora" and "emil" with "displayName" as "{address:crew}"
      And a group "team" of "ada"
      When clients patch "team" at the same moment, each with a line of:
        """
        {"op": "add", "path": "members", "value": [{"value": "{ben}"}]}
        {"op": "add", "path": "members", "value": [{"value": "{cleo}"}]}
        {"op": "add", "path": "members", "value": [{"value": "{dora}"}]}
        {"op": "add", "path": "members", "value": [{"value": "{emil}"}]}
        """
      Then what each of them was told to be done is there in "team"
      And the group "team" still holds "ada"

  @req:RFC7644-3.14-07
  Rule: A version is there to be changed once

    @etag @needs:etag @attribute:title
    Scenario: Of changes of one version at the same moment one is made
      Given a user "ada"
      And the client knows the ETag of "ada"
      When clients patch "ada" at the same moment under the ETag that the client knows, each with a line of:
        """
        {"op": "replace", "path": "title", "value": "Countess"}
        {"op": "replace", "path": "title", "value": "Duchess"}
        {"op": "replace", "path": "title", "value": "Empress"}
        {"op": "replace", "path": "title", "value": "Queen"}
        """
      Then at most one of them was told that it is done
      And what each of them was told to be done is there in "ada"
