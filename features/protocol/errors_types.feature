@protocol @errors
Feature: A refusal says in one word what is wrong

  RFC 7644, section 3.12, table 9, and RFC 9865, section 2.1. Where two words fit,
  both are taken; where the word is optional, none is asked for.

  @req:RFC7644-3.12-17
  Rule: A filter that cannot be read is invalidFilter

    @needs:filter
    Scenario Outline: A filter <how> answers 400 invalidFilter
      Given a user "ada"
      When the client filters users by:
        """
        <filter>
        """
      Then the answer is 400
      And the scimType is "invalidFilter"

      Examples: against the grammar
        | how                         | filter                                     |
        | without a value             | userName eq                                |
        | with an unknown operator    | userName is "ada"                          |
        | with an open bracket        | (userName eq "ada"                         |
        | with half a conjunction     | userName eq "ada" and                      |
        | with an open quote          | userName eq "ada                           |

    @needs:search @needs:filter
    Scenario: A search with half a filter answers 400 invalidFilter
      Given a user "ada"
      When the client sends POST "/Users/.search" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "userName eq"}
        """
      Then the answer is 400
      And the scimType is "invalidFilter"

  @req:RFC7644-3.4.2.1-04
  Rule: A query with too many results is cut into pages, or refused as tooMany

    Scenario: A query without a filter is answered, or refused as tooMany
      Given a user "ada"
      When the client sends GET "/Users"
      Then the answer is 200 or 400
      And a 400 answer has "scimType" as "tooMany"

  @req:RFC7644-3.12-18
  Rule: A filter that selects nearly everybody is answered, or refused as tooMany

    @needs:filter
    Scenario: A filter for everybody with a userName is answered, or refused as tooMany
      Given a user "ada"
      When the client filters users by:
        """
        userName pr
        """
      Then the answer is 200 or 400
      And a 400 answer has "scimType" as "tooMany"

  @req:RFC7644-3.12-19
  Rule: A value in use is uniqueness

    Scenario: A taken userName in a creation is uniqueness
      Given a user "ada"
      When the client creates the user "twin" with:
        """
        {"userName": "{address:ada}"}
        """
      Then the scimType is "uniqueness"

    Scenario: A taken userName in a replacement is uniqueness
      Given a user "ada"
      And a user "grace"
      When the client replaces "grace" with:
        """
        {"userName": "{address:ada}", "name": {"givenName": "Grace", "familyName": "Hopper"}}
        """
      Then nothing about "grace" has changed
      And nothing about "ada" has changed
      And the answer is 400 or 409
      And the scimType is "uniqueness"

    @needs:patch
    Scenario: A taken userName in a change is uniqueness
      Given a user "ada"
      And a user "grace"
      When the client patches "grace" with:
        """
        {"op": "replace", "path": "userName", "value": "{ADDRESS:ada}"}
        """
      Then nothing about "grace" has changed
      And nothing about "ada" has changed
      And the answer is 400 or 409
      And the scimType is "uniqueness"

  @req:RFC7643-7-26
  Rule: A value in use is refused with 400 or 409

    Scenario: A replacement with a taken userName answers 400 or 409
      Given a user "ada"
      And a user "grace"
      When the client replaces "grace" with:
        """
        {"userName": "{address:ada}", "name": {"givenName": "Grace", "familyName": "Hopper"}}
        """
      Then nothing about "grace" has changed
      And the answer is 400 or 409

  @req:RFC7644-3.12-20
  Rule: A change against an attribute's mutability is mutability

    @needs:patch
    Scenario: A change of the id is mutability
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "id", "value": "another"}
        """
      Then nothing about "ada" has changed
      And the answer is 400
      And the scimType is "mutability"

  @req:RFC7644-3.12-21
  Rule: A body of the wrong structure is invalidSyntax

    Scenario Outline: A body that is <what> answers 400 and no other word
      Given the client knows the bridge's address
      When the client sends POST "/Users" with:
        """
        <body>
        """
      Then the answer is 400
      And any "scimType" of the answer is one of ["invalidSyntax", "invalidValue"]

      Examples: structures
        | what               | body |
        | cut off            | {    |
        | a list             | []   |
        | an empty object    | {}   |

  @req:RFC7644-3.12-22
  Rule: A path that cannot be read is invalidPath

    @needs:patch
    Scenario Outline: A path <how> answers 400 and a word for paths
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "<path>", "value": "x"}
        """
      Then nothing about "ada" has changed
      And the answer is 400
      And the scimType is "invalidPath", "noTarget" or "invalidFilter"

      Examples: malformed paths
        | how                      | path                      |
        | with an open bracket     | emails[type eq            |
        | that ends in a dot       | name.                     |
        | of two dots              | name..givenName           |
        | with half a filter       | emails[type eq].value     |

  @req:RFC7644-3.12-23
  Rule: A path that selects nothing is noTarget

    @needs:patch
    Scenario: A replacement of an e-mail that is not there never says success for nothing
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "emails[type eq \"of-no-type\"].value", "value": "{address:other}"}
        """
      Then the answer is a refusal that changes nothing, or reading "ada" shows "emails[type eq "of-no-type"].value" as "{address:other}"
      And a 400 answer has "scimType" as "noTarget"

  @req:RFC7644-3.12-24
  Rule: A value that is missing or does not fit is invalidValue

    Scenario Outline: A user with <what> answers 400 and a word for values
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        <body>
        """
      Then the answer is 400
      And any "scimType" of the answer is one of ["invalidValue", "invalidSyntax"]

      Examples: values
        | what                           | body                               |
        | no userName                    | {"userName": null}                 |
        | a text where a list belongs    | {"emails": "ada@contoso.example"}  |
        | an object as userName          | {"userName": {"value": "ada"}}     |

    @needs:patch
    Scenario: A change to a value that does not fit answers 400 and a word for values
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "active", "value": "perhaps"}
        """
      Then nothing about "ada" has changed
      And the answer is 400
      And any "scimType" of the answer is one of ["invalidValue", "invalidSyntax"]

  @req:RFC7644-3.12-27
  Rule: A query that would show what is sensitive is answered, or refused as sensitive

    @needs:filter
    Scenario: A filter on a phone number is answered, or refused as sensitive
      Given a user "ada" with:
        """
        {"phoneNumbers": [{"value": "tel:+1-201-555-0123", "type": "work"}]}
        """
      When the client filters users by:
        """
        userName eq "{address:ada}" and phoneNumbers.value eq "tel:+1-201-555-0123"
        """
      Then the answer is 200, 400 or 403
      And a 403 answer has "scimType" as "sensitive"

  @req:RFC7644-3.12-28
  Rule: The words hold inside a bulk request, too

    @needs:bulk
    Scenario: A taken userName in a bulk request is uniqueness
      Given a user "ada"
      When the client sends POST "/Bulk" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
         "Operations": [{"method": "POST", "path": "/Users", "bulkId": "twin", "data":
           {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}", "active": true,
            "name": {"givenName": "Ada", "familyName": "King"}, "emails": [{"value": "{address:ada}", "type": "work"}]}}]}
        """
      Then nothing about "ada" has changed
      And the answer has "Operations[0].response.scimType" as "uniqueness"

  @req:RFC9865-2.1-01
  Rule: A cursor that makes no sense answers a SCIM error

    @needs:cursor-paging
    Scenario: A forged cursor is refused with a SCIM error
      Given a user "ada"
      When the client sends GET "/Users?cursor=forged&count=2"
      Then the answer is a refusal
      And the answer is a SCIM error

  @req:RFC9865-2.1-02
  Rule: A cursor that is not valid is invalidCursor

    @needs:cursor-paging
    Scenario: A forged cursor answers 400 invalidCursor
      Given a user "ada"
      When the client sends GET "/Users?cursor=forged&count=2"
      Then the answer is 400
      And the scimType is "invalidCursor"

  @req:RFC9865-2.1-05
  Rule: A count that changes between pages is taken, or refused as invalidCount

    @needs:cursor-paging
    Scenario: A count that makes no sense with a cursor is refused as invalidCount, if at all
      Given a user "ada"
      When the client sends GET "/Users?cursor&count=not-a-number"
      Then the answer is 200 or 400
      And any "scimType" of the answer is one of ["invalidCount", "invalidValue"]
