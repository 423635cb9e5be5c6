@protocol @create
Feature: What a creation leaves out, leaves empty or gets wrong

  RFC 7644, section 3.3, and RFC 7643, sections 2.5, 4.1.1 and 6.

  @req:RFC7643-4.1.1-01
  Rule: Nobody is without a userName

    Scenario Outline: A user is refused whose userName is <what>
      Given the client knows the bridge's address
      When the client creates the user "ada" from exactly:
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], <userName>
          "name": {"givenName": "Ada", "familyName": "King"}, "displayName": "Ada King",
          "emails": [{"value": "{address:ada}", "type": "work", "primary": true}], "active": true
        }
        """
      Then the answer is a refusal

      Examples: ways to have none
        | what            | userName          |
        | missing         |                   |
        | an empty string | "userName": "",   |
        | null            | "userName": null, |

  @req:RFC7643-4.1.1-02
  Rule: No two users have the same userName

    Scenario: A userName that is taken is refused
      Given a user "ada" with:
        """
        {"title": "Engineer"}
        """
      When the client creates the user "twin" with:
        """
        {"userName": "{address:ada}", "title": "Impostor", "externalId": "another"}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

    @needs:filter
    Scenario: A refused creation leaves no second user of that name
      Given a user "ada"
      And the client sent POST "/Users" with:
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}", "displayName": "Impostor",
          "name": {"givenName": "Ada", "familyName": "King"}, "emails": [{"value": "{address:ada}", "type": "work"}]
        }
        """
      When the client filters users by:
        """
        userName eq "{address:ada}"
        """
      Then the answer has "totalResults" as 1
      And the list holds exactly "ada"

    @needs:soft-delete
    Scenario: The userName of somebody inactive is taken as well
      Given a user "ada" with:
        """
        {"active": false}
        """
      When the client creates the user "twin" with:
        """
        {"userName": "{address:ada}"}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

  @req:RFC7643-4.1.1-03
  Rule: A userName is the same in any letter case

    Scenario: A userName that is taken is refused in capital letters, too
      Given a user "ada"
      When the client creates the user "twin" with:
        """
        {"userName": "{ADDRESS:ada}"}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

    Scenario: A userName that was given in capital letters is taken in small ones
      Given a user "ada" with:
        """
        {"userName": "{ADDRESS:ada}"}
        """
      When the client creates the user "twin" with:
        """
        {"userName": "{address:ada}"}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

    @needs:filter
    Scenario: A userName is found in capital letters
      Given a user "ada"
      When the client filters users by:
        """
        userName eq "{ADDRESS:ada}"
        """
      Then the list holds exactly "ada"

  @req:RFC7644-3.3-08
  Rule: A creation in conflict with what exists answers 409 and says why

    Scenario: A taken userName answers 409 uniqueness
      Given a user "ada"
      When the client creates the user "twin" with:
        """
        {"userName": "{address:ada}"}
        """
      Then the answer is 409
      And the scimType is "uniqueness"

    Scenario: A userName taken in another letter case answers 409 uniqueness
      Given a user "ada"
      When the client creates the user "twin" with:
        """
        {"userName": "{ADDRESS:ada}"}
        """
      Then the answer is 409
      And the scimType is "uniqueness"

  @req:RFC7643-3.1-16
  Rule: The client answers for an externalId being unique

    Scenario: An externalId that is in use never leads to another one's record
      Given a user "ada" with:
        """
        {"externalId": "{address:ada}", "title": "Engineer"}
        """
      When the client creates the user "grace" with:
        """
        {"externalId": "{address:ada}", "title": "Admiral"}
        """
      Then the answer is 201, 400 or 409
      And the answer nowhere says "{ada}"
      And nothing about "ada" has changed

  @req:RFC7644-3.3-03
  Rule: What a creation leaves out is left to the bridge

    Scenario: A user is created who says no more than a name
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"active": null, "emails": null}
        """
      Then the answer is 201
      And any "active" of the answer is a boolean
      And reading "ada" shows "userName" as "{address:ada}"

  @req:RFC7644-3.3-04
  Rule: null and an empty list are ways to say nothing

    Scenario Outline: A creation with <what> leaves it unassigned
      Given the client knows the bridge's address
      When the client creates the user "ada" from exactly:
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}",
          "emails": [{"value": "{address:ada}", "type": "work", "primary": true}], "active": true, "displayName": "Ada King",
          "name": {"givenName": "Ada", "familyName": "King"<middle>}<rest>
        }
        """
      Then the answer is 201
      And reading "ada" shows no "<path>"

      Examples: ways to say nothing
        | what                             | middle               | rest                 | path            |
        | null as a text                   |                      | , "nickName": null   | nickName        |
        | null as a part of a name         | , "middleName": null |                      | name.middleName |
        | an empty list of phone numbers   |                      | , "phoneNumbers": [] | phoneNumbers    |
        | null as a list of addresses      |                      | , "addresses": null  | addresses       |

  @req:RFC7644-3.3-09
  Rule: A body against the schema creates nobody

    Scenario Outline: A user is refused with <what>
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        <body>
        """
      Then the answer is a refusal

      Examples: values that are not of their type
        | what                             | body                                    |
        | a text where a list belongs      | {"emails": "ada@contoso.example"}       |
        | a number as userName             | {"userName": 42}                        |
        | a list as userName               | {"userName": ["ada@contoso.example"]}   |
        | a text as name                   | {"name": "Ada King"}                    |
        | a number as active               | {"active": 7}                           |
        | a text where an object belongs   | {"emails": ["ada@contoso.example"]}     |
        | an object as title               | {"title": {"value": "Engineer"}}        |

    Scenario Outline: A user is refused whose body is <what>
      Given the client knows the bridge's address
      When the client creates the user "ada" from exactly:
        """
        <body>
        """
      Then the answer is a refusal

      Examples: bodies that are no user
        | what            | body                                                                                                   |
        | cut off         | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}"                |
        | a list          | [{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}"}]             |
        | a text          | "{address:ada}"                                                                                        |
        | null            | null                                                                                                   |
        | followed by more| {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}"}}               |

  @req:RFC7643-6-12
  Rule: An extension that is not required can be left out

    Scenario: A user without any extension is created and shows none
      Given the client knows the bridge's address
      When the client creates the user "ada"
      Then the answer is 201
      And reading "ada" shows no "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
      And reading "ada" shows "userName" as "{address:ada}"

  @req:RFC9967-2.5.1.1-02
  Rule: A creation that may be done later is answered at once or put off with 202

    Scenario: A client that would wait is answered all the same
      Given the next request carries the header "Prefer" with "respond-async"
      When the client creates the user "ada"
      Then the answer is 201 or 202
