@protocol @schema
Feature: A resource names the schemas that it follows

  RFC 7643, sections 3 and 3.3.

  @req:RFC7643-3-02
  Rule: schemas is an array of URIs, each of them once

    Scenario: The schemas of a user
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "schemas" as a list
      And every "schemas[]" of the answer matches "[A-Za-z][A-Za-z0-9+.-]*:\S+"
      And no two "schemas[]" of the answer are the same

    Scenario: The schemas of a list
      Given a user "ada"
      When the client sends GET "/Users?count=1"
      Then the answer is 200
      And the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:ListResponse"]

    Scenario: The schemas of an error
      Given the client knows the bridge's address
      When the client sends GET "/Users/{unknown}"
      Then the answer is 404
      And the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:Error"]

  @req:RFC7643-3-03
  Rule: Every representation names its schemas

    Scenario: Users in a list name their schemas
      Given a user "ada"
      When the client sends GET "/Users?count=2"
      Then the answer is 200
      And every "Resources[].schemas" of the answer is a list
      And every "Resources[].schemas[]" of the answer matches "[A-Za-z][A-Za-z0-9+.-]*:\S+"

    Scenario: The answer to a creation names its schemas
      Given the client knows the bridge's address
      When the client creates the user "ada"
      Then the answer is 201
      And the answer has "schemas[value eq "urn:ietf:params:scim:schemas:core:2.0:User"]"

    @warn
    Scenario Outline: A user names its schemas when <what> is asked for
      Given a user "ada"
      When the client sends GET "/Users/{ada}?<query>"
      Then the answer is 200
      And the answer has "schemas[value eq "urn:ietf:params:scim:schemas:core:2.0:User"]"

      Examples: narrow questions
        | what              | query                      |
        | one attribute     | attributes=userName        |
        | all but schemas   | excludedAttributes=schemas |

  @req:RFC7643-3-04
  Rule: schemas names what the resource's type has, and nothing else

    @needs:discovery
    Scenario: A user names schemas that are published
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And each "schemas[]" of the answer can be read at "/Schemas/{it}" with the same "id"

    Scenario: A schema that nobody has does not stay
      Given a user "ada"
      And the client replaced "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:example:scim:schemas:invented:2.0:User"], "title": "Programmer"}
        """
      When the client reads "ada"
      Then the answer is 200
      And the answer nowhere says "urn:example:scim:schemas:invented:2.0:User"

    Scenario: An extension that nobody has does not stay
      Given a user "ada"
      And the client replaced "ada" with:
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:example:scim:schemas:invented:2.0:User"],
          "urn:example:scim:schemas:invented:2.0:User": {"favourite": "Analytical Engine"}
        }
        """
      When the client reads "ada"
      Then the answer is 200
      And the answer has no "schemas[value eq "urn:example:scim:schemas:invented:2.0:User"]"

    Scenario: A user is not taken for a group
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:core:2.0:Group"]}
        """
      Then the answer is 201 or 400
      And the answer has no "schemas[value eq "urn:ietf:params:scim:schemas:core:2.0:Group"]"

  @req:RFC7643-3-05
  Rule: schemas names nothing twice

    Scenario: A schema that was sent twice is refused or shown once
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:core:2.0:User"]}
        """
      Then the answer is 201 or 400
      And no two "schemas[]" of the answer are the same

  @req:RFC7643-3-06
  Rule: The order of schemas means nothing

    @needs:enterprise
    Scenario Outline: A user is created with the extension named <where>
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"schemas": <schemas>, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Engines"}}
        """
      Then the answer is 201
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" as "Engines"

      Examples: both orders
        | where | schemas                                                                                                                        |
        | last  | ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]                   |
        | first | ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "urn:ietf:params:scim:schemas:core:2.0:User"]                   |

  @req:RFC7643-3.3-01
  Rule: schemas names the extensions that are in use

    @needs:enterprise
    Scenario: A user with a department names the extension
      Given a user "ada" with:
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Engines"}
        }
        """
      When the client reads "ada"
      Then the answer is 200
      And the answer has "schemas[value eq "urn:ietf:params:scim:schemas:core:2.0:User"]"
      And the answer has "schemas[value eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]"

  @req:RFC7643-3.3-02
  Rule: schemas names at least the schema of the resource's type

    Scenario: A user names the schema of users
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "schemas[value eq "urn:ietf:params:scim:schemas:core:2.0:User"]"

    @needs:groups
    Scenario: The schema of groups is named in a group
      Given a group "crew" of nobody
      When the client reads "crew"
      Then the answer is 200
      And the answer has "schemas[value eq "urn:ietf:params:scim:schemas:core:2.0:Group"]"

    Scenario Outline: A user that is sent with <what> is refused, or named for what it is
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"schemas": <schemas>}
        """
      Then the answer is 201 or 400
      And a 201 answer has "schemas" as ["urn:ietf:params:scim:schemas:core:2.0:User"]

      Examples: ways to name nothing
        | what                    | schemas                                         |
        | no schemas at all       | null                                            |
        | an empty list           | []                                              |
        | the schema of groups    | ["urn:ietf:params:scim:schemas:core:2.0:Group"] |
