@protocol @discovery @needs:discovery
Feature: A bridge describes itself, to be read and not to be written

  RFC 7644, section 4. What the three endpoints hold is judged in the features beside this one.

  @req:RFC7644-4-01
  Rule: Three endpoints tell what a bridge can do

    Scenario Outline: <endpoint> can be read
      Given the client knows the bridge's address
      When the client sends GET "<endpoint>"
      Then the answer is 200

      Examples: the endpoints
        | endpoint               |
        | /ServiceProviderConfig |
        | /ResourceTypes         |
        | /Schemas               |

  @req:RFC7644-3.2-08
  Rule: The three endpoints are for GET

    Scenario Outline: <method> is refused on <endpoint>
      Given the client knows the bridge's address
      When the client sends <method> "<endpoint>" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"], "id": "urn:example:scim:invented", "name": "Invented", "attributes": []}
        """
      Then the answer is 400, 403, 404, 405 or 501

      Examples: methods that write
        | method | endpoint               |
        | POST   | /ServiceProviderConfig |
        | POST   | /ResourceTypes         |
        | POST   | /Schemas               |

  @req:RFC7643-1.2-01
  Rule: The definitions of schemas are served

    Scenario: A schema of the list has attributes to read
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And the answer has "Resources[0].attributes[0].name" as a string

  @req:RFC7644-4-02
  Rule: The configuration is one object and no list

    Scenario: The configuration is not wrapped in a list
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And the answer has no "Resources"
      And the answer has "schemas[0]" as "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"

  @req:RFC7644-4-03
  Rule: All schemas come in one list

    Scenario: The list of schemas is whole
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And the answer lists as many as it counts
      And the answer has "Resources[id eq "urn:ietf:params:scim:schemas:core:2.0:User"]"
      And no two "Resources[].id" of the answer are the same

    Scenario: What a resource type names is in reach
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And each "Resources[].schema" of the answer can be read at "/Schemas/{it}"
      And each "Resources[].schemaExtensions[].schema" of the answer can be read at "/Schemas/{it}"

  @req:RFC7644-4-04
  Rule: A schema is found under its URI

    Scenario: The schema of users alone
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the answer has "id" as "urn:ietf:params:scim:schemas:core:2.0:User"
      And the answer has no "Resources"

    Scenario Outline: A schema that is not there is not found: <what>
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/<id>"
      Then the answer is 404

      Examples: what nobody has
        | what                       | id                                                  |
        | a URN of nobody            | urn:ietf:params:scim:schemas:core:2.0:Nobody        |
        | the name instead of the id | Nobody                                              |
        | a URN cut short            | urn:ietf:params:scim:schemas:core:2.0               |
        | a URN with a tail          | urn:ietf:params:scim:schemas:core:2.0:User:userName |

  @req:RFC7644-4-05
  Rule: The resource types are listed with their endpoints and schemas

    Scenario: Users are among the resource types
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And the answer has "Resources[name eq "User"].schema" as "urn:ietf:params:scim:schemas:core:2.0:User"
      And every "Resources[name eq "User"].endpoint" of the answer matches "/?Users"
      And no two "Resources[].name" of the answer are the same
      And no two "Resources[].endpoint" of the answer are the same

    @needs:groups
    Scenario: Groups are among the resource types
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And the answer has "Resources[name eq "Group"].schema" as "urn:ietf:params:scim:schemas:core:2.0:Group"
      And every "Resources[name eq "Group"].endpoint" of the answer matches "/?Groups"

    @needs:enterprise
    Scenario: The enterprise extension is named with the users
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And the answer has "Resources[name eq "User"].schemaExtensions[schema eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]"

  @req:RFC7644-4-06
  Rule: A resource type is found under its name

    Scenario: The resource type of users alone
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes/User"
      Then the answer is 200
      And the answer has "name" as "User"
      And the answer has no "Resources"

    Scenario: A resource type that is not there is not found
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes/Nobody"
      Then the answer is 404

  @req:RFC7644-4-07
  Rule: Several of a kind come as a ListResponse

    Scenario Outline: <endpoint> is a ListResponse and no bare array
      Given the client knows the bridge's address
      When the client sends GET "<endpoint>"
      Then the answer is 200
      And the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:ListResponse"]
      And the answer has "totalResults" as a number
      And the answer has "Resources" as a list

      Examples: the endpoints that list
        | endpoint       |
        | /ResourceTypes |
        | /Schemas       |

  @req:RFC7644-4-08
  Rule: Parameters of paging and sorting are passed over

    Scenario Outline: <endpoint> is listed in full in spite of <query>
      Given the client knows the bridge's address
      When the client sends GET "<endpoint>?<query>"
      Then the answer is 200
      And the answer lists as many as it counts

      Examples: parameters that mean something elsewhere
        | endpoint       | query                           |
        | /ResourceTypes | count=0                         |
        | /ResourceTypes | startIndex=1000&count=1         |
        | /ResourceTypes | sortBy=nosuch&sortOrder=upwards |
        | /Schemas       | count=0                         |
        | /Schemas       | startIndex=1000&count=1         |
        | /Schemas       | sortBy=nosuch&sortOrder=upwards |

    Scenario: The configuration is read in spite of paging
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig?startIndex=5&count=0&sortBy=nosuch"
      Then the answer is 200
      And the answer has "patch.supported" as a boolean

  @req:RFC7644-4-09
  Rule: Discovery is not filtered

    Scenario Outline: A filter on <endpoint> is refused or passed over
      Given the client knows the bridge's address
      When the client sends GET "<endpoint>?filter=name%20eq%20%22Nobody%22"
      Then the answer is 403 or 200
      And any "totalResults" of the answer matches "[1-9][0-9]*"

      Examples: the endpoints that list
        | endpoint       |
        | /ResourceTypes |
        | /Schemas       |

  @req:RFC7644-3.1-04
  Rule: Schemas of messages are no schemas of resources

    Scenario: No message is among the schemas
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And the answer nowhere says "urn:ietf:params:scim:api:messages:2.0:Error"
      And the answer nowhere says "urn:ietf:params:scim:api:messages:2.0:PatchOp"
      And the answer nowhere says "urn:ietf:params:scim:api:messages:2.0:SearchRequest"

    Scenario: The schema of errors is not found
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:api:messages:2.0:Error"
      Then the answer is 404

  @req:RFC7643-7-01
  Rule: Every schema that a resource names can be read

    Scenario: The schemas of a user are published
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And each "schemas[]" of the answer can be read at "/Schemas/{it}" with the same "id"

    @needs:enterprise
    Scenario: The schemas of a user with an employee number are published
      Given a user "ada" with:
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}
        }
        """
      When the client reads "ada"
      Then the answer is 200
      And each "schemas[]" of the answer can be read at "/Schemas/{it}" with the same "id"

    @needs:groups
    Scenario: The schemas of a group are published
      Given a group "crew" of nobody
      When the client reads "crew"
      Then the answer is 200
      And each "schemas[]" of the answer can be read at "/Schemas/{it}" with the same "id"
