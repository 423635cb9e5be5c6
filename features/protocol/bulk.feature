@protocol @bulk
Feature: Bulk requests carry many operations

  RFC 7644, section 3.7. What the data of an operation leaves out is filled in as
  where the same is sent alone: the user made under the bulkId "zoe" has the address
  of "zoe". A null takes an attribute away. Every write is read back.

  @req:RFC7644-3.7-01
  Rule: Bulk is announced, and denied where it is not offered

    Scenario: Bulk does what the configuration says
      Given the client knows the bridge's address
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}}]
        """
      Then the answer is 200 if "bulk.supported" is promised, else 403, 404, 405 or 501

  @req:RFC7644-3.2-03
  Rule: A POST to the bulk endpoint makes what its operations say

    @needs:bulk
    Scenario: A user made in bulk is a user like any other
      Given the client knows the bridge's address
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {"title": "Engineer"}}]
        """
      Then the answer is 200
      And reading "zoe" shows:
        | path     | value           |
        | userName | "{address:zoe}" |
        | title    | "Engineer"      |

  @req:RFC7644-3.2-09
  Rule: Bulk takes POST and nothing else

    @needs:bulk
    Scenario Outline: Nothing happens in bulk by <method>
      Given a user "ada"
      When the client sends <method> "/Bulk" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "DELETE", "path": "/Users/{ada}"}]}
        """
      Then nothing about "ada" has changed
      And the answer is 400, 403, 404, 405 or 501

      Examples: other methods
        | method |
        | PUT    |
        | PATCH  |
        | DELETE |

  @req:RFC7644-3.7-02
  Rule: Requests and answers name their schemas

    @needs:bulk
    Scenario: The answer is a bulk response
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "PATCH", "path": "/Users/{ada}", "data": {"Operations": [{"op": "replace", "path": "title", "value": "Engineer"}]}}]
        """
      Then reading "ada" shows "title" as "Engineer"
      And the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"]

    @needs:bulk
    Scenario: A request that says it is a search changes nothing
      Given a user "ada"
      When the client sends POST "/Bulk" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "Operations": [{"method": "DELETE", "path": "/Users/{ada}"}]}
        """
      Then nothing about "ada" has changed
      And the answer is a refusal

  @req:RFC7644-3.7-04
  Rule: Requests and answers have Operations

    @needs:bulk
    Scenario Outline: A bulk request <what> is refused
      Given the client knows the bridge's address
      When the client sends POST "/Bulk" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"]<operations>}
        """
      Then the answer is a refusal

      Examples: no operations
        | what                        | operations                                                         |
        | without operations          |                                                                    |
        | whose operations are null   | , "Operations": null                                               |
        | whose operations are a text | , "Operations": "DELETE /Users/{unknown}"                          |
        | of one bare operation       | , "Operations": {"method": "DELETE", "path": "/Users/{unknown}"}   |

    @needs:bulk
    Scenario: The answer has a list of results
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "PATCH", "path": "/Users/{ada}", "data": {"Operations": [{"op": "replace", "path": "title", "value": "Engineer"}]}}]
        """
      Then reading "ada" shows "title" as "Engineer"
      And the answer has "Operations" as a list

  @req:RFC7644-3.7-05
  Rule: Every operation has a method that changes something

    @needs:bulk @needs:patch
    Scenario: All four methods work in one request
      Given a user "ada"
      And a user "ben"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {"title": "Baker"}},
         {"method": "PUT", "path": "/Users/{ada}", "data": {"title": "Cook"}},
         {"method": "PATCH", "path": "/Users/{ben}", "data": {"Operations": [{"op": "add", "path": "title", "value": "Dyer"}]}},
         {"method": "DELETE", "path": "/Users/{unknown}"}]
        """
      Then the answer is 200
      And reading "zoe" shows "title" as "Baker"
      And reading "ada" shows "title" as "Cook"
      And reading "ben" shows "title" as "Dyer"

    @needs:bulk @needs:delete-removes
    Scenario: A user who is deleted in bulk is gone
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "DELETE", "path": "/Users/{ada}"}]
        """
      Then reading "ada" gives 404
      And the result of "/Users/{ada}" in bulk is 204

    @needs:bulk
    Scenario Outline: An operation <what> is refused
      Given a user "ada"
      When the client sends in bulk:
        """
        [{<method>"path": "/Users/{ada}"}]
        """
      Then nothing about "ada" has changed
      And all of the bulk request is refused

      Examples: no method that changes something
        | what                  | method                 |
        | without a method      |                        |
        | with an empty method  | "method": "",          |
        | that reads            | "method": "GET",       |
        | that asks for options | "method": "OPTIONS",   |
        | of an unknown method  | "method": "TELEPORT",  |
        | whose method is true  | "method": true,        |

  @req:RFC7644-3.7-06
  Rule: What makes a resource has a bulkId of its own

    @needs:bulk
    Scenario Outline: A user without a bulkId is not made, <how>
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", <bulkid>"data": {"userName": "{address:zoe}"}}]
        """
      Then all of the bulk request is refused
      And the users matching 'userName eq "{address:zoe}"' are nobody

      Examples: no bulkId
        | how               | bulkid          |
        | when it is absent |                 |
        | when it is null   | "bulkId": null, |

    @needs:bulk
    Scenario: A bulkId that is given twice is refused
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}},
         {"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {"userName": "{address:yann}"}}]
        """
      Then nothing about "ada" has changed
      And some of the bulk request is refused

  @req:RFC7644-3.7-07
  Rule: A version guards an operation like If-Match

    @needs:bulk @needs:etag
    Scenario Outline: <method> on a version that is over does nothing
      Given a user "ada" with:
        """
        {"title": "First"}
        """
      And the client knows the ETag of "ada"
      And the client replaced "ada" with:
        """
        {"title": "Second"}
        """
      When the client sends in bulk:
        """
        [{"method": "<method>", "path": "/Users/{ada}", "version": "{ada.etag}"<data>}]
        """
      Then reading "ada" shows "title" as "Second"
      And the result of "/Users/{ada}" in bulk is 412

      Examples: methods
        | method | data                                                                                      |
        | PUT    | , "data": {"title": "Third"}                                                              |
        | PATCH  | , "data": {"Operations": [{"op": "replace", "path": "title", "value": "Third"}]}          |
        | DELETE |                                                                                           |

    @needs:bulk @needs:etag
    Scenario: A version that holds lets the operation pass
      Given a user "ada"
      And the client knows the ETag of "ada"
      When the client sends in bulk:
        """
        [{"method": "PUT", "path": "/Users/{ada}", "version": "{ada.etag}", "data": {"title": "Second"}}]
        """
      Then reading "ada" shows "title" as "Second"
      And the result of "/Users/{ada}" in bulk is 200
