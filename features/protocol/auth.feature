@protocol @auth
Feature: Nobody gets in without the token

  RFC 7644, section 2, RFC 6750 and RFC 9110, section 15.5.2. The suite holds one
  good token; scopes and roles are the administrator's and are not judged.

  @req:RFC6750-2.1-01
  Rule: A bearer token in the Authorization header is taken

    Scenario: A user is read with the token
      Given a user "ada"
      And the next request carries the header "Authorization" with "Bearer {token}"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "id" as "{ada}"

    Scenario Outline: The scheme of the token counts <how>
      Given a user "ada"
      And the next request carries the header "Authorization" with "<scheme> {token}"
      When the client reads "ada"
      Then the answer is 200

      Examples: schemes have no letter case
        | how              | scheme |
        | in small letters | bearer |
        | in capitals      | BEARER |

  @req:RFC7644-2-02
  Rule: Who has a bearer token may work

    Scenario: The token is enough to create, change and delete
      Given a user "ada"
      And the client replaced "ada" with:
        """
        {"title": "Admiral", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      When the client deletes "ada"
      Then the answer is 204

  @req:RFC7644-3.12-09
  Rule: Without a good token the answer is 401, and nothing happens

    Scenario Outline: Reading is refused with <what>
      Given a user "ada"
      And the next request carries the header "Authorization" with "<header>"
      When the client reads "ada"
      Then the answer is 401
      And the answer nowhere says "{address:ada}"

      Examples: what is no good token
        | what                            | header                         |
        | no Authorization at all         |                                |
        | a token that never was          | Bearer a-token-that-never-was  |
        | a token with a letter too many  | Bearer {token}x                |
        | the token under another scheme  | Basic {token}                  |

    Scenario: Listing is refused without the token
      Given a user "ada"
      And the next request carries no token
      When the client sends GET "/Users"
      Then the answer is 401
      And the answer nowhere says "{address:ada}"

    @needs:filter
    Scenario: Nobody is found without the token
      Given a user "ada"
      And the next request carries no token
      When the client filters users by:
        """
        userName eq "{address:ada}"
        """
      Then the answer is 401
      And the answer nowhere says "{ada}"

    @needs:search
    Scenario: Nobody is found by a search without the token
      Given a user "ada"
      And the next request carries no token
      When the client sends POST "/Users/.search" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName eq \"{address:ada}\""}
        """
      Then the answer is 401
      And the answer nowhere says "{ada}"

    Scenario: Replacing is refused without the token
      Given a user "ada"
      And the next request carries no token
      When the client replaces "ada" with:
        """
        {"title": "Intruder", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then nothing about "ada" has changed
      And the answer is 401

    @needs:patch
    Scenario: Changing is refused without the token
      Given a user "ada"
      And the next request carries no token
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "active", "value": false}
        """
      Then nothing about "ada" has changed
      And the answer is 401

    @needs:patch
    Scenario: Changing is refused with a token that never was
      Given a user "ada"
      And the next request carries the header "Authorization" with "Bearer a-token-that-never-was"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "active", "value": false}
        """
      Then nothing about "ada" has changed
      And the answer is 401

    Scenario: Deleting is refused without the token
      Given a user "ada"
      And the next request carries no token
      When the client deletes "ada"
      Then nothing about "ada" has changed
      And the answer is 401

    @needs:bulk
    Scenario: A bulk request is refused without the token
      Given a user "ada"
      And the next request carries no token
      When the client sends POST "/Bulk" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
         "Operations": [{"method": "DELETE", "path": "/Users/{ada}"}]}
        """
      Then nothing about "ada" has changed
      And the answer is 401

    Scenario: A stranger does not learn who exists
      Given the next request carries no token
      When the client sends GET "/Users/{unknown}"
      Then the answer is 401

  @req:RFC7644-2.2-01
  Rule: An anonymous creation is refused unless it is meant to be possible

    Scenario: A creation without the token is refused, or makes a user like any other
      Given the next request carries no token
      When the client creates the user "ada"
      Then the answer is 201, 401 or 403
      And a 201 answer has the header "Location"

  @req:RFC7644-6-01
  Rule: Accounts are strangers to each other

    @needs:many-accounts
    Scenario: A user of another account cannot be read
      Given a user "zoe" in another account
      When the client reads "zoe"
      Then the answer is 401, 403 or 404
      And the answer nowhere says "{address:zoe}"

    @needs:many-accounts
    Scenario: A user of another account is in no list
      Given a user "ada"
      And a user "zoe" in another account
      When the client sends GET "/Users"
      Then the list holds "ada"
      And the list lacks "zoe"
      And the answer nowhere says "{address:zoe}"

    @needs:many-accounts @needs:filter
    Scenario: A user of another account is found by no filter
      Given a user "zoe" in another account
      When the client filters users by:
        """
        userName eq "{address:zoe}"
        """
      Then the list lacks "zoe"
      And the answer nowhere says "{zoe}"

    @needs:many-accounts @needs:patch
    Scenario: A user of another account cannot be changed
      Given a user "zoe" in another account
      When the client patches "zoe" with:
        """
        {"op": "replace", "path": "active", "value": false}
        """
      Then nothing about "zoe" has changed
      And the answer is 401, 403 or 404

    @needs:many-accounts
    Scenario: A user of another account cannot be replaced
      Given a user "zoe" in another account
      When the client replaces "zoe" with:
        """
        {"title": "Intruder", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then nothing about "zoe" has changed
      And the answer is 401, 403 or 404

    @needs:many-accounts
    Scenario: A user of another account cannot be deleted
      Given a user "zoe" in another account
      When the client deletes "zoe"
      Then nothing about "zoe" has changed
      And the answer is 401, 403 or 404

    @needs:many-accounts
    Scenario: A userName of another account is free in this one
      Given a user "zoe" in another account
      When the client creates the user "zoe-too" with:
        """
        {"userName": "{address:zoe}"}
        """
      Then the answer is 201
      And nothing about "zoe" has changed

    @needs:many-accounts @needs:groups
    Scenario: A user of another account joins no group
      Given a user "zoe" in another account
      When the client sends POST "/Groups" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Team {address:team}",
         "members": [{"value": "{zoe}"}]}
        """
      Then nothing about "zoe" has changed
      And the answer nowhere says "{address:zoe}"
