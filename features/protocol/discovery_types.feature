@protocol @discovery @needs:discovery
Feature: Resource types say where resources are and what they are made of

  RFC 7643, section 6, and the addresses of RFC 7644, sections 3.2 and 3.13.

  @req:RFC7643-6-01
  Rule: Resource types are resources that nobody writes

    Scenario: Each resource type names its schema
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And every "Resources[].schemas" of the answer matches ".*urn:ietf:params:scim:schemas:core:2.0:ResourceType.*"

    Scenario Outline: <method> does not change a resource type
      Given the client knows the bridge's address
      When the client sends <method> "/ResourceTypes/User" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], "name": "User", "endpoint": "/Elsewhere", "schema": "urn:ietf:params:scim:schemas:core:2.0:User"}
        """
      Then the answer is 400, 403, 404, 405 or 501

      Examples: writes
        | method |
        | PUT    |
        | PATCH  |
        | DELETE |

  @req:RFC7643-6-02
  Rule: A resource type is complete

    Scenario Outline: Each resource type has a <member>
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And every "Resources[].<member>" of the answer is a string

      Examples: what is required
        | member   |
        | name     |
        | endpoint |
        | schema   |

  @req:RFC7643-6-03
  Rule: The id of a resource type leads to it

    Scenario: A resource type is read by its id where it has one
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And any "Resources[].id" of the answer matches ".+"
      And each "Resources[].id" of the answer can be read at "/ResourceTypes/{it}" with the same "id"

  @req:RFC7643-6-04
  Rule: The name of a resource type is what resources say they are

    Scenario: A user says to be what a resource type is called
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And every "meta.resourceType" of the answer is one of ["User"]
      And each "meta.resourceType" of the answer can be read at "/ResourceTypes/{it}" with the same "name"

    @needs:groups
    Scenario: A group says to be what a resource type is called
      Given a group "crew" of nobody
      When the client reads "crew"
      Then the answer is 200
      And every "meta.resourceType" of the answer is one of ["Group"]
      And each "meta.resourceType" of the answer can be read at "/ResourceTypes/{it}" with the same "name"

  @req:RFC7643-6-05
  Rule: A description says something

    @warn
    Scenario: No description of a resource type is empty
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And any "Resources[].description" of the answer matches "(?s).+"

  @req:RFC7643-6-06
  Rule: The endpoint of a resource type answers

    Scenario: Each endpoint can be listed
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And no two "Resources[].endpoint" of the answer are the same
      And each "Resources[].endpoint" of the answer can be read at "{it}?count=1"

  @req:RFC7643-6-07
  Rule: The schema of a resource type is the id of a schema

    Scenario: Each resource type leads to its schema
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And each "Resources[].schema" of the answer can be read at "/Schemas/{it}" with the same "id"

  @req:RFC7643-6-08
  Rule: Extensions are a list, if there are any

    Scenario: schemaExtensions is a list of objects
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And any "Resources[].schemaExtensions" of the answer is a list
      And any "Resources[].schemaExtensions[]" of the answer is a object

  @req:RFC7643-6-09
  Rule: An extension is the id of a schema

    Scenario: Each extension leads to its schema
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And every "Resources[].schemaExtensions[].schema" of the answer is a string
      And each "Resources[].schemaExtensions[].schema" of the answer can be read at "/Schemas/{it}" with the same "id"

  @req:RFC7643-6-10
  Rule: Each extension says whether it is required

    Scenario: required is a boolean of each extension
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And every "Resources[].schemaExtensions[].required" of the answer is a boolean

    Scenario: A user can do without an extension that is not required
      Given a user "ada"
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And any "Resources[name eq "User"].schemaExtensions[].required" of the answer is one of [false]

  @req:RFC7643-3.2-01
  Rule: A kind of resource is a resource type and a schema

    Scenario: Each resource type has a schema with attributes and an endpoint with a list
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And each "Resources[].schema" of the answer can be read at "/Schemas/{it}"
      And each "Resources[].endpoint" of the answer can be read at "{it}?count=1"

  @req:RFC7643-3-01
  Rule: The resource type fixes the endpoint and the schema of a resource

    Scenario: A user comes from the endpoint of its type, with its schema
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And every "meta.resourceType" of the answer is one of ["User"]
      And the answer has "schemas[0]"
      And every "meta.location" of the answer matches "(.*/)?Users/{ada}"

  @req:RFC7644-3.2-01
  Rule: An endpoint is the name of its type in the plural

    Scenario: Each endpoint is a name with an s
      Given the client knows the bridge's address
      When the client sends GET "/ResourceTypes"
      Then the answer is 200
      And each "Resources[].name" of the answer can be read at "/{it}s?count=1"

  @req:RFC7644-3.2-05
  Rule: Users can be created, read, listed, replaced, changed and deleted

    Scenario: The endpoint of users lists
      Given a user "ada"
      When the client sends GET "/Users?count=1"
      Then the answer is 200

    Scenario: The endpoint of users creates
      Given the client knows the bridge's address
      When the client creates the user "ada"
      Then the answer is 201

    Scenario: A user is replaced at its own address
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "King"}, "title": "Engineer"}
        """
      Then the answer is 200

    Scenario: A user is changed at its own address, or it is said that this is not possible
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Engineer"}
        """
      Then the answer is 200, 204 or 501

    Scenario: A user is deleted at its own address
      Given a user "ada"
      When the client deletes "ada"
      Then the answer is 204

  @req:RFC7644-1.3-01
  Rule: The base address has no query

    Scenario: The address of a user has no query
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And any "meta.location" of the answer matches "[^?]+"

  @req:RFC7644-3.13-02
  Rule: A version stands before the endpoint

    Scenario: Nothing stands between the endpoint and the id of a user
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And any "meta.location" of the answer matches "(.*/)?Users/{ada}"
