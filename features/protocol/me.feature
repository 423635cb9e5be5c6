@protocol @me
Feature: Whoever calls has an alias

  RFC 7644, section 3.11. A bridge says that it has no alias, redirects to the user,
  or answers in the user's place. Nothing is written here: the user behind the alias
  is somebody real.

  @req:RFC7644-3.11-02
  Rule: There are three ways to answer under the alias

    Scenario: The alias is answered in one of the ways there are
      Given the client knows the bridge's address
      When the client sends GET "/Me"
      Then the answer is 200, 308, 404 or 501

    @needs:me
    Scenario: An alias that is offered leads to somebody
      Given the client knows the bridge's address
      When the client sends GET "/Me"
      Then the answer is 200 or 308

  @req:RFC7644-3.11-03
  Rule: A bridge without the alias says that it is not offered

    Scenario: An alias that is not offered is answered with 501
      Given the client knows the bridge's address
      When the client sends GET "/Me"
      Then the answer is 200, 308 or 501

  @req:RFC7644-3.2-07
  Rule: The alias stands for the user who calls

    @needs:me
    Scenario: The alias shows a user with a name
      Given the client knows the bridge's address
      When the client sends GET "/Me"
      Then the answer shows a user, or redirects to one

    @needs:me
    Scenario: Whoever shows no token has no alias
      Given the next request carries no token
      When the client sends GET "/Me"
      Then the answer is 401
      And the answer has no "userName"

  @req:RFC7644-3.11-04
  Rule: A redirect leads to the user

    @needs:me
    Scenario: Whoever follows a redirect from the alias finds a user
      Given the client knows the bridge's address
      When the client sends GET "/Me"
      Then the answer is 200 or 308
      And the answer shows a user, or redirects to one

  @req:RFC7644-3.11-05
  Rule: A direct answer says where the user is

    @needs:me
    Scenario: The alias is not the address of the user
      Given the client knows the bridge's address
      When the client sends GET "/Me"
      Then the answer says where the user is, or redirects there

  @req:RFC7644-3.11-06
  Rule: What a POST to the alias makes is the bridge's own choice

    Scenario: A POST to the alias breaks nothing
      Given a user "ada"
      When the client sends POST "/Me" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}"}
        """
      Then the answer is no server error
      And nothing about "ada" has changed
