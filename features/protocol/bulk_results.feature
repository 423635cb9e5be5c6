@protocol @bulk @needs:bulk
Feature: Each operation of a bulk request has its result

  RFC 7644, sections 3.7 and 3.7.3. The status of a result may be a text, as the
  examples have it, or an object with a code, as the sentence has it.

  @req:RFC7644-3.7-10
  Rule: Every result but that of a failed creation says where the resource is

    Scenario: What was made can be read where the result says
      Given the client knows the bridge's address
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}}]
        """
      Then reading "zoe" shows "userName" as "{address:zoe}"
      And the result of "zoe" in bulk has a "location"

    Scenario: What could not be made is nowhere
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "nameless", "data": {"userName": null}}]
        """
      Then the result of "nameless" in bulk is a refusal
      And the result of "nameless" in bulk has no "location"

    Scenario: A change that succeeds says where
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "PUT", "path": "/Users/{ada}", "data": {"title": "Engineer"}}]
        """
      Then reading "ada" shows "title" as "Engineer"
      And the result of "/Users/{ada}" in bulk has "location" as "{ada.meta.location}"

  @req:RFC7644-3.7.3-02
  Rule: A failed change says where it was meant to be, too

    Scenario Outline: A failed <method> has a location
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "<method>", "path": "/Users/{unknown}"<data>}]
        """
      Then the answer has "Operations[0]"
      And the result of "/Users/{unknown}" in bulk has a "location"

      Examples: changes of nobody
        | method | data                                                                                |
        | PUT    | , "data": {"title": "Engineer"}                                                     |
        | PATCH  | , "data": {"Operations": [{"op": "replace", "path": "title", "value": "Engineer"}]} |
        | DELETE |                                                                                     |

  @req:RFC7644-3.7-11
  Rule: A failed operation has a response

    Scenario: The failure of an operation is told in its response
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "nameless", "data": {"userName": null}}]
        """
      Then nothing about "ada" has changed
      And the result of "nameless" in bulk has a "response"

  @req:RFC7644-3.7-13
  Rule: The response of a failed operation is the error of the single request

    Scenario Outline: <what> tells a SCIM error
      Given a user "ada"
      When the client sends in bulk:
        """
        [<operation>]
        """
      Then nothing about "ada" has changed
      And the answer has "Operations[0].response.schemas" as ["urn:ietf:params:scim:api:messages:2.0:Error"]
      And the answer has "Operations[0].response.status" as "<status>"

      Examples: failures
        | what                 | operation                                                                                            | status |
        | A taken user name    | {"method": "POST", "path": "/Users", "bulkId": "twin", "data": {"userName": "{address:ada}"}}        | 409    |
        | A user without name  | {"method": "POST", "path": "/Users", "bulkId": "nameless", "data": {"userName": null}}               | 400    |
        | The removal of nobody | {"method": "DELETE", "path": "/Users/{unknown}"}                                                    | 404    |

  @req:RFC7644-3.7.3-04
  Rule: An error is explained

    Scenario: A failed operation says why
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "twin", "data": {"userName": "{address:ada}"}}]
        """
      Then nothing about "ada" has changed
      And the result of "twin" in bulk has a "response.detail"

  @req:RFC7644-3.7-12
  Rule: A response of what succeeded is the resource, or left out

    Scenario: The response of a creation shows nobody else
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {"password": "bulk-Horse-7-battery"}}]
        """
      Then reading "zoe" shows "userName" as "{address:zoe}"
      And any "Operations[].response.id" of the answer is one of ["{zoe}"]
      And the answer nowhere says "bulk-Horse-7-battery"

  @req:RFC7644-3.7-14
  Rule: A request that was worked through answers 200, one that cannot be read does not

    Scenario: Failed operations do not fail the request
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "DELETE", "path": "/Users/{unknown}"}, {"method": "POST", "path": "/Users", "bulkId": "twin", "data": {"userName": "{address:ada}"}}]
        """
      Then nothing about "ada" has changed
      And the answer is 200

    Scenario: Half a request is refused
      Given a user "ada"
      When the client sends POST "/Bulk" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "DELETE", "path": "/Users/{ada}"}
        """
      Then nothing about "ada" has changed
      And the answer is a refusal

    Scenario: An operation that is no object is refused
      Given a user "ada"
      When the client sends in bulk:
        """
        ["DELETE /Users/{ada}"]
        """
      Then nothing about "ada" has changed
      And all of the bulk request is refused

  @req:RFC7644-3.7.3-01
  Rule: The answer has a result for every operation that was tried

    @needs:patch
    Scenario: Five operations have five results
      Given a user "ada"
      And a user "ben"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}},
         {"method": "POST", "path": "/Users", "bulkId": "twin", "data": {"userName": "{address:ada}"}},
         {"method": "PUT", "path": "/Users/{ada}", "data": {"title": "Engineer"}},
         {"method": "PATCH", "path": "/Users/{ben}", "data": {"Operations": [{"op": "replace", "path": "title", "value": "Baker"}]}},
         {"method": "DELETE", "path": "/Users/{unknown}"}]
        """
      Then the bulk answer holds 5 results
      And the result of "zoe" in bulk is 201
      And the result of "twin" in bulk is 409
      And the result of "/Users/{ada}" in bulk is 200
      And the result of "/Users/{ben}" in bulk is 200 or 204
      And the result of "/Users/{unknown}" in bulk is 404

  @req:RFC7644-3.7.3-03
  Rule: The status of a result is that of the single request

    Scenario Outline: <what> has the status <status>
      Given a user "ada"
      When the client sends in bulk:
        """
        [<operation>]
        """
      Then the bulk answer holds 1 result
      And the result of "<which>" in bulk is <status>

      Examples: single requests
        | what                                     | which            | operation                                                                                     | status |
        | A creation in bulk                       | zoe              | {"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}}                             | 201    |
        | A creation in bulk under a taken name    | twin             | {"method": "POST", "path": "/Users", "bulkId": "twin", "data": {"userName": "{address:ada}"}} | 409    |
        | A creation in bulk without a name        | nameless         | {"method": "POST", "path": "/Users", "bulkId": "nameless", "data": {"userName": null}}        | 400    |
        | A replacement in bulk                    | /Users/{ada}     | {"method": "PUT", "path": "/Users/{ada}", "data": {"title": "Engineer"}}                      | 200    |
        | A removal in bulk                        | /Users/{ada}     | {"method": "DELETE", "path": "/Users/{ada}"}                                                  | 204    |
        | A removal in bulk of nobody              | /Users/{unknown} | {"method": "DELETE", "path": "/Users/{unknown}"}                                              | 404    |

    Scenario: A status is a text or has a code
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "PUT", "path": "/Users/{ada}", "data": {"title": "Engineer"}}]
        """
      Then reading "ada" shows "title" as "Engineer"
      And every "Operations[].status" of the answer is one of ["200", {"code": "200"}]
