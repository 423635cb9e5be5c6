@protocol @replace
Feature: PUT replaces a resource

  RFC 7644, section 3.5.1. Every write is read back: an answer that says success
  proves nothing.

  @req:RFC7644-3.1-05
  Rule: A client can send back what it read

    Scenario: A user is sent back as read and stays as it is
      Given a user "ada" with:
        """
        {"nickName": "Countess", "emails": [{"value": "{address:work}", "type": "work", "primary": true}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client sends "ada" back as it is
      Then the answer is 200
      And reading "ada" shows:
        | path                         | value                  |
        | id                           | "{ada}"                |
        | userName                     | "{address:ada}"        |
        | nickName                     | "Countess"             |
        | emails[type eq "work"].value | "{address:work}" |
        | emails[type eq "home"].value | "{address:home}" |
      And reading "ada" shows the same "meta.created"

    @needs:groups
    Scenario: A group is sent back as read and keeps its members
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada" and "ben"
      When the client sends "engines" back as it is
      Then the answer is 200
      And the group "engines" holds exactly "ada" and "ben"
      And reading "engines" shows the same "displayName"

    @needs:groups
    Scenario: A user with groups is sent back as read and stays in them
      Given a user "ada"
      And a group "engines" of "ada"
      When the client sends "ada" back as it is
      Then the answer is 200
      And the group "engines" holds exactly "ada"

  @req:RFC7644-3.2-04
  Rule: PUT does not create resources

    @needs:groups
    Scenario: A PUT to a group that is not there makes none
      Given a user "ada"
      When the client sends PUT "/Groups/{unknown}" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{address:engines}", "members": [{"value": "{ada}"}]}
        """
      Then the answer is 404
      And nothing is at "/Groups/{unknown}"

    @needs:groups
    Scenario: A PUT does not bring back a group that was deleted
      Given a user "ada"
      And a group "engines" of "ada"
      And the client deleted "engines"
      When the client replaces "engines" with:
        """
        {"members": [{"value": "{ada}"}]}
        """
      Then the answer is 404
      And reading "engines" gives 404

    Scenario: A PUT to the endpoint itself makes nothing
      Given a user "ada"
      When the client sends PUT "/Users" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:zoe}"}
        """
      Then the answer is a refusal

  @req:RFC7644-3.5-01
  Rule: Resources can be replaced with PUT

    Scenario: A user is replaced by PUT
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"nickName": "Countess"}
        """
      Then the answer is 200
      And reading "ada" shows "nickName" as "Countess"

    @needs:groups
    Scenario: A group is replaced by PUT
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada"
      When the client replaces "engines" with:
        """
        {"displayName": "{address:looms}", "members": [{"value": "{ben}"}]}
        """
      Then the answer is 200
      And reading "engines" shows "displayName" as "{address:looms}"
      And the group "engines" holds exactly "ben"

  @req:RFC7644-3.5.1-02
  Rule: A PUT to an id that nobody has finds nobody

    Scenario: A PUT to a user who is not there makes none
      Given a user "ada"
      When the client sends PUT "/Users/{unknown}" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "{unknown}", "userName": "{address:zoe}"}
        """
      Then the answer is 404
      And nothing is at "/Users/{unknown}"

    @needs:delete-removes
    Scenario: A PUT does not bring back a user who was deleted
      Given a user "ada"
      And the client deleted "ada"
      When the client replaces "ada" with:
        """
        {"nickName": "Countess"}
        """
      Then the answer is 404
      And reading "ada" gives 404

  @req:RFC7644-3.5.1-12
  Rule: The answer to a PUT is the whole resource

    Scenario: A replaced user is answered as it is read
      Given a user "ada" with:
        """
        {"nickName": "Before"}
        """
      When the client replaces "ada" with:
        """
        {"nickName": "After", "name": {"givenName": "Ada", "familyName": "King"}, "emails": [{"value": "{address:work}", "type": "work"}]}
        """
      Then the answer is 200
      And the answer shows "ada" in full

    @needs:groups
    Scenario: A replaced group is answered as it is read
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada"
      When the client replaces "engines" with:
        """
        {"members": [{"value": "{ben}"}]}
        """
      Then the answer is 200
      And the answer shows "engines" in full

    Scenario: A PUT that asks for attributes is answered with them
      Given a user "ada"
      When the client sends PUT "/Users/{ada}?attributes=nickName" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}", "nickName": "Countess",
         "emails": [{"value": "{address:work}", "type": "work"}]}
        """
      Then the answer is 200
      And the answer has "nickName" as "Countess"
      And the answer has "id" as "{ada}"
      And reading "ada" shows "emails[type eq "work"].value" as "{address:work}"

  @req:RFC7644-3.5.1-13
  Rule: A PUT that takes somebody's unique value is refused

    Scenario: A PUT with another's user name is refused
      Given a user "ben"
      And a user "ada"
      When the client replaces "ada" with:
        """
        {"userName": "{address:ben}"}
        """
      Then the answer is 400 or 409
      And nothing about "ada" has changed
      And nothing about "ben" has changed

    Scenario: The error of a PUT with another's user name says uniqueness
      Given a user "ben"
      And a user "ada"
      When the client replaces "ada" with:
        """
        {"userName": "{address:ben}"}
        """
      Then the answer is 400 or 409
      And the scimType is "uniqueness"

    Scenario: A PUT with one's own user name is no conflict
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"userName": "{address:ada}", "title": "Analyst"}
        """
      Then the answer is 200
      And reading "ada" shows "title" as "Analyst"
