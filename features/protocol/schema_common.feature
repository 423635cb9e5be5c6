@protocol @schema
Feature: What every resource has: an id, the client's id, and what the bridge knows

  RFC 7643, sections 3 and 3.1.

  @req:RFC7643-1.1-01
  Rule: What is not required may be left out

    Scenario: A user of a userName alone is created
      Given the client knows the bridge's address
      When the client creates the user "ada" from exactly:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}"}
        """
      Then the answer is 201
      And reading "ada" shows "userName" as "{address:ada}"

  @req:RFC7643-3-07
  Rule: Common attributes are there whatever the schemas say

    Scenario: A user has an id and says what it is
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "id" as "{ada}"
      And the answer has "meta.resourceType" as "User"

    @needs:groups
    Scenario: A group has an id and says what it is
      Given a group "crew" of nobody
      When the client reads "crew"
      Then the answer is 200
      And the answer has "id" as "{crew}"
      And the answer has "meta.resourceType" as "Group"

  @req:RFC7643-3-08
  Rule: Core attributes are at the top

    Scenario: A userName is not hidden under the schema's URN
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "userName" as "{address:ada}"
      And the answer nowhere has "urn:ietf:params:scim:schemas:core:2.0:User"

  @req:RFC7643-3.1-01
  Rule: Users and groups have an id, may have the client's, and say what the bridge knows

    Scenario: The client's id of a user is kept
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"externalId": "client-701984"}
        """
      Then the answer is 201
      And reading "ada" shows "externalId" as "client-701984"
      And reading "ada" shows "meta.resourceType" as "User"

    @needs:groups
    Scenario: The client's id of a group is kept
      Given the client knows the bridge's address
      When the client sends POST "/Groups" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "crew of {address:ada}", "externalId": "client-crew"}
        """
      Then the answer is 201
      And the answer has "externalId" as "client-crew"
      And the answer has "meta.resourceType" as "Group"

  @req:RFC7643-3.1-04
  Rule: Whatever a schema says, id is the bridge's and always shown

    @needs:discovery
    Scenario: A schema that lists id says no more than the standard
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And the answer has "Resources" as a list
      And any "Resources[id eq "urn:ietf:params:scim:schemas:core:2.0:User"].attributes[name eq "id"].mutability" of the answer is one of ["readOnly"]

    Scenario: id is shown when it was excluded
      Given a user "ada"
      When the client sends GET "/Users/{ada}?excludedAttributes=id"
      Then the answer is 200
      And the answer has "id" as "{ada}"

  @req:RFC7643-3.1-06
  Rule: No two resources have the same id

    @needs:groups
    Scenario: Users and groups have ids of their own
      Given the users:
        | name |
        | ada  |
        | ben  |
        | zoe  |
      And a group "crew" of nobody
      And a group "team" of nobody
      When the client reads "ada"
      Then the answer is 200
      And no two of "ada", "ben", "zoe", "crew" and "team" have the same id

    Scenario: Users have ids of their own
      Given the users:
        | name |
        | ada  |
        | ben  |
      When the client reads "ben"
      Then the answer is 200
      And the answer has "userName" as "{address:ben}"
      And no two of "ada" and "ben" have the same id

  @req:RFC7643-3.1-07
  Rule: An id stays

    Scenario: An id survives a replacement
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"name": {"givenName": "Augusta", "familyName": "King"}, "title": "Programmer"}
        """
      Then the answer is 200
      And the answer has "id" as "{ada}"
      And reading "ada" shows "id" as "{ada}"

    Scenario: An id survives another userName
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"userName": "{address:lovelace}"}
        """
      Then the answer is 200
      And the answer has "id" as "{ada}"
      And reading "ada" shows "id" as "{ada}"

    @needs:patch
    Scenario: An id survives a PATCH
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Programmer"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "id" as "{ada}"

  @req:RFC7643-3.1-08
  Rule: An id is never used again

    Scenario: Whoever comes after a deletion gets another id
      Given a user "ada"
      And the client deleted "ada"
      And a user "ben"
      When the client reads "ben"
      Then the answer is 200
      And no two of "ada" and "ben" have the same id

    @needs:delete-removes
    Scenario: The same person who comes again gets another id
      Given a user "ada"
      And the client deleted "ada"
      When the client creates the user "again" with:
        """
        {"userName": "{address:ada}"}
        """
      Then the answer is 201
      And no two of "ada" and "again" have the same id

  @req:RFC7643-3.1-11
  Rule: The word bulkId is in no id

    Scenario: The id of a user
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer nowhere says "bulkId"

  @req:RFC7643-3.1-12
  Rule: id is the bridge's alone, is always shown, and its letter case counts

    Scenario: Another id in a replacement is passed over
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"id": "another", "title": "Programmer"}
        """
      Then the answer is 200
      And the answer has "id" as "{ada}"
      And reading "ada" shows "id" as "{ada}"

    Scenario: An id in a creation is passed over
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"id": "{unknown}"}
        """
      Then the answer is 201
      And every "id" of the answer matches "[^7].*|7[^f].*"

    Scenario Outline: id is shown when <what> is asked for
      Given a user "ada"
      When the client sends GET "/Users/{ada}?<query>"
      Then the answer is 200
      And the answer has "id" as "{ada}"

      Examples: narrow questions
        | what               | query                                |
        | another attribute  | attributes=userName                  |
        | everything else    | excludedAttributes=id,userName,meta  |

  @req:RFC7643-3.1-13
  Rule: The client's id may be there

    Scenario Outline: A user is created <how>
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"externalId": <sent>}
        """
      Then the answer is 201
      And reading "ada" shows "externalId" as <sent>

      Examples: with the client's id and without
        | how                        | sent                                   |
        | with the client's id       | "0e2c8a3f-9b1d-4c6e-8f7a-5d4b3c2a1e0f" |
        | with an odd client's id    | "CN=Ada King,OU=Engines/7 #1+1"        |
        | without a client's id      | null                                   |

  @req:RFC7643-3.1-14
  Rule: The client's id is the client's to give

    Scenario: A bridge does not give a client's id
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has no "externalId"

    @needs:groups
    Scenario: A bridge does not give a client's id to a group
      Given a group "crew" of nobody
      When the client reads "crew"
      Then the answer is 200
      And the answer has no "externalId"

  @req:RFC7643-3.1-15
  Rule: The client's id means something to its client alone

    @needs:many-accounts @needs:filter
    Scenario: The same client's id in two accounts is two users
      Given a user "zoe" in another account
      And a user "ada" with:
        """
        {"externalId": "{zoe.externalId}"}
        """
      When the client filters users by:
        """
        externalId eq "{zoe.externalId}"
        """
      Then the answer is 200
      And the list holds exactly "ada"

  @req:RFC7644-6.2-01
  Rule: What is unique is so within an account

    @needs:many-accounts
    Scenario: A client's id of another account is free in this one
      Given a user "zoe" in another account
      When the client creates the user "ada" with:
        """
        {"externalId": "{zoe.externalId}"}
        """
      Then the answer is 201
      And reading "ada" shows "externalId" as "{zoe.externalId}"
      And nothing about "zoe" has changed
