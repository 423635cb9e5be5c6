@protocol @errors
Feature: Every refusal is a SCIM error

  RFC 7644, section 3.12. The status, the form of the body, its status member and its
  scimType are judged apart, so that one fault is one finding.

  @req:RFC7644-3.12-01
  Rule: An error is JSON of the schema Error, from whatever layer it comes

    Scenario: A body that is no JSON is refused with the schema Error
      Given the client knows the bridge's address
      When the client sends POST "/Users" with:
        """
        {
        """
      Then the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:Error"]

    Scenario: A missing token is refused with the schema Error
      Given the next request carries no token
      When the client sends GET "/Users"
      Then the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:Error"]

    Scenario: A wrong token is refused with the schema Error
      Given the next request carries the header "Authorization" with "Bearer a-token-that-never-was"
      When the client sends GET "/Users"
      Then the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:Error"]

    Scenario: An unknown user is refused with the schema Error
      Given the client knows the bridge's address
      When the client sends GET "/Users/{unknown}"
      Then the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:Error"]

    Scenario: An unknown endpoint is refused with the schema Error
      Given the client knows the bridge's address
      When the client sends GET "/NoSuchEndpoint"
      Then the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:Error"]

    Scenario: A taken userName is refused with the schema Error
      Given a user "ada"
      When the client creates the user "twin" with:
        """
        {"userName": "{address:ada}"}
        """
      Then the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:Error"]

    @needs:etag
    Scenario: A stale version is refused with the schema Error
      Given a user "ada"
      And the next request carries the header "If-Match" with '"a-version-that-never-was"'
      When the client replaces "ada" with:
        """
        {"title": "Late", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then nothing about "ada" has changed
      And the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:Error"]

  @req:RFC7644-3.12-02
  Rule: The status in the body is a string

    Scenario Outline: The status of <what> is a string in the body
      Given the client knows the bridge's address
      When the client sends <method> "<path>" with:
        """
        {"schemas": []}
        """
      Then the answer is a refusal
      And any "status" of the answer is a string

      Examples: two sources
        | what                 | method | path             |
        | a body without sense | POST   | /Users           |
        | an unknown user      | PUT    | /Users/{unknown} |

  @req:RFC7644-3.2-11
  Rule: The body repeats the status of the answer

    Scenario Outline: The answer to <what> repeats its status
      Given the client knows the bridge's address
      When the client sends <method> "<path>" with:
        """
        <body>
        """
      Then the answer is a refusal
      And the answer's body repeats its status

      Examples: where frameworks like to answer themselves
        | what                                | method | path              | body             |
        | an unknown user                     | PUT    | /Users/{unknown}  | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}"} |
        | a body that is no JSON              | POST   | /Users            | {                |
        | an endpoint that never was          | POST   | /NoSuchEndpoint   | {}               |
        | a method that a user does not know  | POST   | /Users/{unknown}  | {}               |

    Scenario: The answer to a body of an unknown type repeats its status
      Given the next request carries the header "Content-Type" with "application/xml"
      When the client sends POST "/Users" with:
        """
        <User/>
        """
      Then the answer is a refusal
      And the answer's body repeats its status

  @req:RFC7644-3.12-03
  Rule: scimType and detail are optional, and known where they stand

    Scenario Outline: The answer to <what> uses the words of the standard
      Given a user "ada"
      When the client sends <method> "<path>" with:
        """
        <body>
        """
      Then the answer is a refusal
      And any "detail" of the answer is a string
      And any "scimType" of the answer is one of ["invalidFilter", "tooMany", "uniqueness", "mutability", "invalidSyntax", "invalidPath", "noTarget", "invalidValue", "invalidVers", "sensitive", "invalidCursor", "expiredCursor", "invalidCount"]

      Examples: several refusals
        | what                   | method | path             | body                                   |
        | a body that is no JSON | POST   | /Users           | {                                      |
        | a body without sense   | POST   | /Users           | {"schemas": ["urn:example:nothing"]}   |
        | an unknown user        | PUT    | /Users/{unknown} | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:grace}"} |
        | a taken userName       | POST   | /Users           | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}", "active": true, "name": {"givenName": "A", "familyName": "B"}, "emails": [{"value": "{address:ada}"}]} |

  @req:RFC7644-3.4.1-03
  Rule: An unknown id answers 404 with a SCIM error

    Scenario: An unknown user answers 404 with a SCIM error
      Given the client knows the bridge's address
      When the client sends GET "/Users/{unknown}"
      Then the answer is 404
      And the answer is a SCIM error

    Scenario Outline: An id that is <what> answers 404
      Given the client knows the bridge's address
      When the client sends GET "/Users/<id>"
      Then the answer is 404

      Examples: ids that no bridge gives
        | what                | id                                    |
        | a number            | 0                                     |
        | a word              | undefined                             |
        | a quote and a dash  | '%20or%201=1%20--                     |
        | percent signs       | %25%25                                |
        | beyond ASCII        | z%C3%B6e                              |

    @needs:groups
    Scenario: An unknown group answers 404 with a SCIM error
      Given the client knows the bridge's address
      When the client sends GET "/Groups/{unknown}"
      Then the answer is 404
      And the answer is a SCIM error

  @req:RFC7644-3.1-03
  Rule: Messages name a schema under urn:ietf:params:scim:api:

    Scenario: A list names a schema of the protocol
      Given a user "ada"
      When the client sends GET "/Users?count=1"
      Then the answer is 200
      And every "schemas[]" of the answer matches "urn:ietf:params:scim:api:.+"

    Scenario: An error names a schema of the protocol
      Given the client knows the bridge's address
      When the client sends GET "/Users/{unknown}"
      Then the answer is a refusal
      And any "schemas[]" of the answer matches "urn:ietf:params:scim:api:.+"

  @req:RFC7644-8.2-01
  Rule: Messages name the schemas that are registered for them

    Scenario: A list is of the schema ListResponse
      Given a user "ada"
      When the client sends GET "/Users?count=1"
      Then the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:ListResponse"]

    @needs:search
    Scenario: The answer to a search is of the schema ListResponse
      Given a user "ada"
      When the client sends POST "/Users/.search" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName eq \"{address:ada}\""}
        """
      Then the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:ListResponse"]

    @needs:bulk
    Scenario: The answer to a bulk request is of the schema BulkResponse
      Given a user "ada"
      When the client sends POST "/Bulk" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
         "Operations": [{"method": "DELETE", "path": "/Users/{ada}"}]}
        """
      Then the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"]
