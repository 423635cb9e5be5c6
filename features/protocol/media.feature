@protocol @media
Feature: Bodies are JSON in UTF-8 and say so

  RFC 7644, sections 3.1, 3.8 and 8.1. A bridge may take more than it has to.

  @req:RFC7644-3.1-01
  Rule: What the bridge answers is application/scim+json

    Scenario: A user is answered as application/scim+json
      Given a user "ada"
      When the client reads "ada"
      Then the answer's media type is "application/scim+json"

    Scenario: A list is answered as application/scim+json
      Given a user "ada"
      When the client sends GET "/Users?count=1"
      Then the answer's media type is "application/scim+json"

    Scenario: A new user is answered as application/scim+json
      Given the client knows the bridge's address
      When the client creates the user "ada"
      Then the answer's media type is "application/scim+json"

    @needs:discovery
    Scenario Outline: <what> are answered as application/scim+json
      Given the client knows the bridge's address
      When the client sends GET "<path>"
      Then the answer is 200
      And the answer's media type is "application/scim+json"

      Examples: what the bridge says of itself
        | what               | path                   |
        | The promises       | /ServiceProviderConfig |
        | The resource types | /ResourceTypes         |
        | The schemas        | /Schemas               |

  @req:RFC7644-8.1-01
  Rule: Errors are application/scim+json, too

    Scenario: A refusal is answered as application/scim+json
      Given the client knows the bridge's address
      When the client sends GET "/Users/{unknown}"
      Then the answer's media type is "application/scim+json"

  @req:RFC7644-3.8-04
  Rule: A client that accepts application/scim+json gets it

    Scenario: A client that accepts nothing else is served
      Given a user "ada"
      And the next request carries the header "Accept" with "application/scim+json"
      When the client reads "ada"
      Then the answer is 200
      And the answer's media type is "application/scim+json"
      And the answer has "id" as "{ada}"

    Scenario: A client that likes application/scim+json among others is served
      Given a user "ada"
      And the next request carries the header "Accept" with "text/html;q=0.2, application/scim+json, */*;q=0.1"
      When the client reads "ada"
      Then the answer is 200
      And the answer's media type is "application/scim+json"
      And the answer has "id" as "{ada}"

  @req:RFC7644-3.8-05
  Rule: A client that accepts application/json should be served

    Scenario: A client that reads application/json is served
      Given a user "ada"
      And the next request carries the header "Accept" with "application/json"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "id" as "{ada}"

    Scenario: A client that writes application/json is served
      Given the next request carries the header "Content-Type" with "application/json"
      When the client creates the user "ada"
      Then the answer is 201
      And reading "ada" shows "userName" as "{address:ada}"

  @req:RFC7644-3.8-06
  Rule: Without a wish the answer is application/scim+json

    Scenario Outline: A client that <what> gets application/scim+json
      Given a user "ada"
      And the next request carries the header "Accept" with "<accept>"
      When the client reads "ada"
      Then the answer is 200
      And the answer's media type is "application/scim+json"

      Examples: no wish
        | what              | accept |
        | names no type     |        |
        | accepts anything  | */*    |

  @req:RFC7644-3.8-07
  Rule: Bodies of the type application/scim+json are taken

    Scenario Outline: A user is created by a body of the type application/scim+json <how>
      Given the next request carries the header "Content-Type" with "<type>"
      When the client creates the user "ada" with:
        """
        {"displayName": "Ada King"}
        """
      Then the answer is 201
      And reading "ada" shows "displayName" as "Ada King"

      Examples: with and without a charset
        | how                          | type                                 |
        | alone                        | application/scim+json                |
        | with a charset               | application/scim+json; charset=utf-8 |
        | with a charset in capitals   | application/scim+json;charset=UTF-8  |
        | in capitals                  | Application/SCIM+JSON                |

    @needs:patch
    Scenario: A change of the type application/scim+json with a charset is taken
      Given a user "ada"
      And the next request carries the header "Content-Type" with "application/scim+json; charset=utf-8"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Engineer"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "title" as "Engineer"

  @req:RFC7644-3.8-01
  Rule: JSON is in UTF-8, both ways

    Scenario Outline: A name in <script> comes back as it was sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"displayName": "<name>", "name": {"givenName": "<name>", "familyName": "<name>"}}
        """
      Then the answer is 201
      And reading "ada" shows:
        | path            | value    |
        | displayName     | "<name>" |
        | name.familyName | "<name>" |

      Examples: letters that one byte does not hold
        | script                | name            |
        | accented Latin        | Zoë Ångström-Şen |
        | Cyrillic              | Ада Лавлейс     |
        | Han                   | 愛達·勒芙蕾絲     |
        | Arabic                | آدا لوفلايس      |
        | letters and pictures  | Ada 👩‍💻 King    |

    Scenario: Letters that are escaped in JSON are the same letters
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"displayName": "Zo\u00eb \ud83d\udc69 \"the\" \\ \u2028Countess"}
        """
      Then the answer is 201
      And reading "ada" shows "displayName" as "Zo\u00eb \ud83d\udc69 \"the\" \\ \u2028Countess"

    Scenario: A body that is no UTF-8 is not repeated
      Given the client knows the bridge's address
      When the client creates a user whose "displayName" is no UTF-8
      Then the answer is no server error
      And the answer is in UTF-8

  @req:RFC7644-3.8-08
  Rule: One value is a value, several are an array, and parts are an object

    Scenario: A full user has its values in the forms of JSON
      Given a user "ada" with:
        """
        {
          "title": "Engineer", "phoneNumbers": [{"value": "tel:+1-201-555-0123", "type": "work"}],
          "emails": [{"value": "{address:ada}", "type": "work", "primary": true}]
        }
        """
      When the client reads "ada"
      Then the answer has "schemas" as a list
      And the answer has "id" as a string
      And the answer has "userName" as a string
      And the answer has "title" as a string
      And the answer has "active" as a boolean
      And the answer has "name" as an object
      And the answer has "name.familyName" as a string
      And the answer has "meta" as an object
      And the answer has "emails" as a list
      And the answer has "emails[0]" as an object
      And the answer has "emails[0].primary" as a boolean
      And the answer has "phoneNumbers" as a list

    @needs:groups
    Scenario: The only member of a group is in an array
      Given a user "ada"
      And a group "team" of "ada"
      When the client reads "team"
      Then the answer has "members" as a list
      And the answer has "members[0].value" as "{ada}"

  @req:RFC9110-15.5.16-01
  Rule: A body in a form that the bridge does not read is refused

    Scenario Outline: A body of the type <type> creates nobody
      Given the next request carries the header "Content-Type" with "<type>"
      When the client sends POST "/Users" with:
        """
        <body>
        """
      Then the answer is 400 or 415

      Examples: what is no JSON
        | type                              | body                                                   |
        | application/xml                   | <User><userName>{address:ada}</userName></User>        |
        | application/x-www-form-urlencoded | userName={address:ada}&active=true                     |
        | text/csv                          | userName,active                                        |
