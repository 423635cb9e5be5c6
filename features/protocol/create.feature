@protocol @create
Feature: A created resource is what was asked for, under an id of the bridge's own

  RFC 7644, section 3.3, with the id, meta and userName of RFC 7643, sections 3.1 and
  4.1.1. What was created is read back: 201 alone proves nothing.

  @req:RFC7644-3.3-01
  Rule: Resources are created with POST to the endpoint of their type

    Scenario: A user is created at the users' endpoint
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"displayName": "Ada King", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then the answer is 201
      And reading "ada" shows:
        | path            | value           |
        | userName        | "{address:ada}" |
        | displayName     | "Ada King"      |
        | name.givenName  | "Ada"           |
        | name.familyName | "King"          |
        | active          | true            |

    @needs:groups
    Scenario: A group is created at the groups' endpoint
      Given the client knows the bridge's address
      When the client creates the group "team"
      Then the answer is 201
      And the group "team" holds exactly nobody

  @req:RFC7644-3.3-05
  Rule: A creation that succeeds answers 201

    Scenario: A user with all that people usually have is created
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {
          "externalId": "{address:ada}", "title": "Engineer", "locale": "en-GB", "timezone": "Europe/London",
          "phoneNumbers": [{"value": "tel:+1-201-555-0123", "type": "work"}],
          "addresses": [{"locality": "London", "country": "GB", "type": "work"}]
        }
        """
      Then the answer is 201
      And reading "ada" shows:
        | path                                  | value           |
        | externalId                            | "{address:ada}" |
        | title                                 | "Engineer"      |
        | addresses[type eq "work"].locality    | "London"        |

    @needs:soft-delete
    Scenario: A user who shall not be active is created without access
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"active": false}
        """
      Then the answer is 201
      And reading "ada" shows "active" as false

  @req:RFC7644-3.3-06
  Rule: The answer to a creation shows the new resource as the bridge has it

    Scenario: The answer to a creation says what reading says
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"title": "Engineer", "nickName": "Countess"}
        """
      Then the answer has:
        | path     | value           |
        | userName | "{address:ada}" |
        | id       | "{ada}"         |
        | title    | "Engineer"      |
      And the answer shows "ada" in full

  @req:RFC7643-3.1-02
  Rule: The bridge gives an accepted resource its id and its meta

    Scenario: A new user has an id and every part of meta
      Given the client knows the bridge's address
      When the client creates the user "ada"
      Then the answer is 201
      And the answer has "id" as a string
      And the answer has "meta.resourceType" as a string
      And the answer has "meta.created" as a date
      And the answer has "meta.lastModified" as a date
      And the answer has "meta.location" as a string
      And reading "ada" shows the same "meta.created"

    @needs:groups
    Scenario: A new group has an id and every part of meta
      Given the client knows the bridge's address
      When the client creates the group "team"
      Then the answer is 201
      And the answer has "id" as a string
      And the answer has "meta.resourceType" as a string
      And the answer has "meta.created" as a date
      And the answer has "meta.lastModified" as a date
      And the answer has "meta.location" as a string

  @req:RFC7644-3.3.1-01
  Rule: meta.resourceType is the type of the endpoint

    Scenario: A new user is of the type User
      Given the client knows the bridge's address
      When the client creates the user "ada"
      Then the answer has "meta.resourceType" as "User"
      And reading "ada" shows "meta.resourceType" as "User"

    @needs:groups
    Scenario: A new group is of the type Group
      Given the client knows the bridge's address
      When the client creates the group "team"
      Then the answer has "meta.resourceType" as "Group"
      And reading "team" shows "meta.resourceType" as "Group"

  @req:RFC7644-3.3-07
  Rule: The address of a new resource is in the Location header and in meta.location

    Scenario: The Location header of a creation is the new user's meta.location
      Given the client knows the bridge's address
      When the client creates the user "ada"
      Then the answer has the header "Location"
      And the answer's header "Location" equals its "meta.location"
      And any "meta.location" of the answer leads to "ada"

    Scenario: The Location header is there whatever attributes are asked for
      Given the client knows the bridge's address
      When the client sends POST "/Users?attributes=userName" with:
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}", "active": true,
          "name": {"givenName": "Ada", "familyName": "King"}, "emails": [{"value": "{address:ada}", "type": "work", "primary": true}]
        }
        """
      Then the answer is 201
      And the answer has the header "Location"
      And the answer has "userName" as "{address:ada}"

    @needs:groups
    Scenario: The Location header of a creation is the new group's meta.location
      Given the client knows the bridge's address
      When the client creates the group "team"
      Then the answer has the header "Location"
      And the answer's header "Location" equals its "meta.location"
      And any "meta.location" of the answer leads to "team"

  @req:RFC7643-3.1-10
  Rule: The id is the bridge's to give

    Scenario: An id that the client chose has no effect
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"id": "chosen-by-the-client"}
        """
      Then the answer is 201
      And the answer has "id"
      And the answer nowhere says "chosen-by-the-client"
      And reading "ada" shows "id" as "{ada}"

    Scenario: The id of somebody else has no effect
      Given a user "grace"
      When the client creates the user "ada" with:
        """
        {"id": "{grace}"}
        """
      Then the answer is 201
      And the answer has "userName" as "{address:ada}"
      And nothing about "grace" has changed

  @req:RFC7644-3.3-02
  Rule: What the bridge alone can set is ignored in a creation

    Scenario: meta that the client sends has no effect
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"meta": {
          "resourceType": "Group", "created": "2001-02-03T04:05:06Z", "lastModified": "2001-02-03T04:05:06Z",
          "location": "https://elsewhere.example/Users/1", "version": "W/\"of-the-client\""
        }}
        """
      Then the answer is 201
      And the answer has "meta.resourceType" as "User"
      And the answer nowhere says "2001-02-03"
      And the answer nowhere says "elsewhere.example"
      And the answer nowhere says "of-the-client"

    @needs:groups
    Scenario: Groups that the client sends with a user make nobody a member
      Given a group "team" of nobody
      When the client creates the user "ada" with:
        """
        {"groups": [{"value": "{team}", "display": "Team"}]}
        """
      Then the answer is 201
      And the group "team" holds exactly nobody
      And reading "ada" shows no "groups"
