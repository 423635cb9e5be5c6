@protocol @bulk @needs:bulk
Feature: Bulk requests go on after errors and keep to limits

  RFC 7644, sections 3.7 and 3.7.4. A bulk request is no transaction: what was done
  before an error stays done.

  @req:RFC7644-3.7-15
  Rule: A failed operation does not stop the others

    Scenario: Those before and after a failure are made
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "yann", "data": {}},
         {"method": "POST", "path": "/Users", "bulkId": "twin", "data": {"userName": "{address:ada}"}},
         {"method": "DELETE", "path": "/Users/{unknown}"},
         {"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}}]
        """
      Then reading "yann" shows "userName" as "{address:yann}"
      And reading "zoe" shows "userName" as "{address:zoe}"
      And the bulk answer holds 4 results

    Scenario: An operation that makes no sense does not stop the others
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "faulty", "data": {"userName": "{address:faulty}", "emails": "none"}},
         {"method": "PUT", "path": "/Users/{ada}", "data": {"title": "Engineer"}}]
        """
      Then reading "ada" shows "title" as "Engineer"

  @req:RFC7644-3.7-17
  Rule: After as many errors as the client takes nothing more is done

    Scenario: After the first error nothing is done and nothing reported
      Given a user "ada"
      When the client sends in bulk, to stop after 1 error:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "twin", "data": {"userName": "{address:ada}"}},
         {"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}}]
        """
      Then the users matching 'userName eq "{address:zoe}"' are nobody
      And the bulk answer holds 1 result
      And the result of "twin" in bulk is a refusal

    Scenario: What was done before the last error that the client takes stays done
      Given a user "ada"
      When the client sends in bulk, to stop after 2 errors:
        """
        [{"method": "DELETE", "path": "/Users/{unknown}"},
         {"method": "POST", "path": "/Users", "bulkId": "yann", "data": {}},
         {"method": "POST", "path": "/Users", "bulkId": "twin", "data": {"userName": "{address:ada}"}},
         {"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}}]
        """
      Then reading "yann" shows "userName" as "{address:yann}"
      And the users matching 'userName eq "{address:zoe}"' are nobody
      And the bulk answer holds 3 results

    Scenario: Fewer errors than the client takes stop nothing
      Given a user "ada"
      When the client sends in bulk, to stop after 2 errors:
        """
        [{"method": "DELETE", "path": "/Users/{unknown}"}, {"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}}]
        """
      Then reading "zoe" shows "userName" as "{address:zoe}"
      And the bulk answer holds 2 results

    Scenario: Successes do not count as errors
      Given a user "ada"
      When the client sends in bulk, to stop after 1 error:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "yann", "data": {}}, {"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}}]
        """
      Then reading "yann" shows "userName" as "{address:yann}"
      And reading "zoe" shows "userName" as "{address:zoe}"

  @req:RFC7644-3.7-03
  Rule: failOnErrors is for requests and never in an answer

    Scenario: The answer does not repeat the limit of errors
      Given a user "ada"
      When the client sends in bulk, to stop after 1 error:
        """
        [{"method": "PUT", "path": "/Users/{ada}", "data": {"title": "Engineer"}}]
        """
      Then reading "ada" shows "title" as "Engineer"
      And the answer nowhere has "failOnErrors"

    Scenario: The answer invents no limit of errors
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "PUT", "path": "/Users/{ada}", "data": {"title": "Engineer"}}]
        """
      Then reading "ada" shows "title" as "Engineer"
      And the answer nowhere has "failOnErrors"

  @req:RFC7644-3.7.4-01
  Rule: There is a most of operations and of bytes

    Scenario: Both limits of bulk are above nothing
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then every "bulk.maxOperations" of the answer matches "[1-9][0-9]*"
      And every "bulk.maxPayloadSize" of the answer matches "[1-9][0-9]*"

  @req:RFC7644-3.7.4-02
  Rule: The limits can be read from the configuration

    @needs:discovery
    Scenario: Both limits of bulk are numbers
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer has "bulk.maxOperations" as a number
      And the answer has "bulk.maxPayloadSize" as a number

  @req:RFC7644-3.7.4-03
  Rule: More than the limits answers 413

    @needs:discovery
    Scenario: One operation too many does nothing at all
      Given a user "ada"
      When the client sends one operation in bulk more than "bulk.maxOperations" promises, the first of them:
        """
        {"method": "PUT", "path": "/Users/{ada}", "data": {"title": "Engineer"}}
        """
      Then nothing about "ada" has changed
      And the answer is 413

    @needs:discovery
    Scenario: A body that is too large does nothing at all
      Given a user "ada"
      When the client sends a body in bulk larger than "bulk.maxPayloadSize" promises:
        """
        [{"method": "PUT", "path": "/Users/{ada}", "data": {"title": "Engineer"}}]
        """
      Then nothing about "ada" has changed
      And the answer is 413

  @req:RFC7644-3.12-14
  Rule: The status 413 stands for the limits of bulk

    @needs:discovery
    Scenario: Too many operations are told by 413 in header and body
      Given a user "ada"
      When the client sends one operation in bulk more than "bulk.maxOperations" promises, the first of them:
        """
        {"method": "DELETE", "path": "/Users/{unknown}"}
        """
      Then the answer is 413
      And a 413 answer has "status" as "413"

  @req:RFC7644-3.7.4-04
  Rule: The refusal names the limit

    @needs:discovery
    Scenario: The error about too many operations names the limit
      Given a user "ada"
      When the client sends one operation in bulk more than "bulk.maxOperations" promises, the first of them:
        """
        {"method": "DELETE", "path": "/Users/{unknown}"}
        """
      Then the answer is a refusal
      And the error names the limit "bulk.maxOperations"

    @needs:discovery
    Scenario: The error about a body too large names the limit
      Given a user "ada"
      When the client sends a body in bulk larger than "bulk.maxPayloadSize" promises:
        """
        [{"method": "DELETE", "path": "/Users/{unknown}"}]
        """
      Then the answer is a refusal
      And the error names the limit "bulk.maxPayloadSize"
