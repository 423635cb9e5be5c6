@protocol @discovery @needs:discovery
Feature: What the configuration promises, works, and what it denies is refused

  RFC 7643, section 5. Other features judge what is promised in depth and pass over what
  is denied; here one deed holds the two against each other.

  @req:RFC7643-5-01
  Rule: The configuration is a resource that nobody writes

    Scenario: The configuration names its schema
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And the answer has "schemas[0]" as "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"

    Scenario Outline: <method> does not change the configuration
      Given the client knows the bridge's address
      When the client sends <method> "/ServiceProviderConfig" with:
        """
        <body>
        """
      Then the answer is 400, 403, 404, 405 or 501

      Examples: writes
        | method | body                                                                                                                                                            |
        | PUT    | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"], "patch": {"supported": false}}                                                     |
        | PATCH  | {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "patch.supported", "value": false}]}                    |

  @req:RFC7643-5-02
  Rule: The address of a manual is a web address

    @warn
    Scenario: documentationUri is a web address if there is one
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And any "documentationUri" of the answer matches "https?://.+"

  @req:RFC7643-5-03
  Rule: patch says whether PATCH is possible

    Scenario: patch.supported is a boolean
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And the answer has "patch.supported" as a boolean

    Scenario: A PATCH is answered as the configuration has it
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "active", "value": true}
        """
      Then the answer is 200 or 204 if "patch.supported" is promised, else 400, 403, 404, 405 or 501

  @req:RFC7643-5-04
  Rule: bulk says whether many operations fit into a request, and how many

    Scenario: bulk has its three members even where it is denied
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And the answer has "bulk.supported" as a boolean
      And the answer has "bulk.maxOperations" as a number
      And the answer has "bulk.maxPayloadSize" as a number
      And any "bulk.maxOperations" of the answer matches "[0-9]+"
      And any "bulk.maxPayloadSize" of the answer matches "[0-9]+"

    Scenario: A bulk request is answered as the configuration has it
      Given the client knows the bridge's address
      When the client sends POST "/Bulk" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "DELETE", "path": "/Users/{unknown}"}]}
        """
      Then the answer is 200 if "bulk.supported" is promised, else 400, 403, 404, 405 or 501

    @needs:bulk
    Scenario: A promise of bulk leaves room for an operation
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And every "bulk.maxOperations" of the answer matches "[1-9][0-9]*"
      And every "bulk.maxPayloadSize" of the answer matches "[1-9][0-9]*"

  @req:RFC7643-5-05
  Rule: filter says whether lists can be filtered, and how long they get

    Scenario: filter has its two members even where it is denied
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And the answer has "filter.supported" as a boolean
      And the answer has "filter.maxResults" as a number
      And any "filter.maxResults" of the answer matches "[0-9]+"

    Scenario: A filter is answered as the configuration has it
      Given a user "ada"
      When the client filters users by:
        """
        userName eq "{address:ada}"
        """
      Then the answer is 200 if "filter.supported" is promised, else 400, 403, 404 or 501

    @needs:filter
    Scenario: A promise of filters leaves room for a result
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And every "filter.maxResults" of the answer matches "[1-9][0-9]*"

  @req:RFC7643-5-07
  Rule: changePassword says whether a password can be changed

    Scenario: changePassword.supported is a boolean
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And the answer has "changePassword.supported" as a boolean

    @needs:change-password @needs:patch
    Scenario: A promised change of the password is taken
      Given a user "ada" with:
        """
        {"password": "first-Horse-7-battery"}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "password", "value": "second-Horse-8-battery"}
        """
      Then the answer is 200 or 204
      And the answer nowhere says "second-Horse-8-battery"

  @req:RFC7643-5-08
  Rule: sort says whether lists can be sorted

    Scenario: sort.supported is a boolean
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And the answer has "sort.supported" as a boolean

    @needs:sort @needs:filter
    Scenario: A promised order is kept
      Given the users:
        | name | externalId |
        | zoe  | "sorted-c" |
        | ada  | "sorted-a" |
      When the client lists users with filter=userName eq "{address:zoe}" or userName eq "{address:ada}"&sortBy=externalId
      Then the answer is 200
      And the list holds "ada", "zoe" in this order

  @req:RFC7643-5-09
  Rule: etag says whether resources have versions

    Scenario: etag.supported is a boolean
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And the answer has "etag.supported" as a boolean

    @needs:etag
    Scenario: A promised version is there
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has the header "ETag"

  @req:RFC7643-5-10
  Rule: How to authenticate can be read before one does

    Scenario: The configuration is read without a token
      Given the next request carries no token
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And the answer has "authenticationSchemes" as a list

  @req:RFC7643-5-11
  Rule: The ways to authenticate are listed

    Scenario: authenticationSchemes is a list of objects
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And the answer has "authenticationSchemes" as a list
      And the answer has "authenticationSchemes[0]"
      And every "authenticationSchemes[]" of the answer is a object

  @req:RFC7643-5-12
  Rule: A way to authenticate has a type, a name and a description

    Scenario Outline: Each way to authenticate has a <member>
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And every "authenticationSchemes[].<member>" of the answer matches "(?s).+"

      Examples: what each has
        | member      |
        | type        |
        | name        |
        | description |

  @req:RFC7643-5-13
  Rule: What describes a way to authenticate is at a web address

    Scenario Outline: <member> of a way to authenticate is a web address if there is one
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And any "authenticationSchemes[].<member>" of the answer matches "https?://.+"

      Examples: what each may have
        | member           |
        | specUri          |
        | documentationUri |

  @req:RFC9865-4-01
  Rule: A bridge with cursors says so

    @needs:cursor-paging
    Scenario: The configuration speaks of paging
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And the answer has "pagination" as a object

  @req:RFC9865-4-02
  Rule: Both ways of paging are promised or denied

    Scenario: pagination has both its booleans if it is there
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And any "pagination" of the answer is a object
      And every "pagination.cursor" of the answer is a boolean
      And every "pagination.index" of the answer is a boolean

  @req:RFC9865-4-03
  Rule: The usual way of paging is one of the two

    Scenario: pagination.defaultPaginationMethod is cursor or index if it is there
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And any "pagination.defaultPaginationMethod" of the answer is one of ["cursor", "index"]

  @req:RFC9865-4-04
  Rule: Sizes and times of paging are numbers above nought

    Scenario Outline: pagination.<member> is a positive whole number if it is there
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And any "pagination.<member>" of the answer is a whole number
      And any "pagination.<member>" of the answer matches "[1-9][0-9]*"

      Examples: the numbers
        | member          |
        | defaultPageSize |
        | maxPageSize     |
        | cursorTimeout   |

  @req:RFC9967-4-01
  Rule: What is said of security events has its own words

    Scenario: securityEvents is well formed if it is there
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And any "securityEvents.asyncRequest" of the answer is one of ["none", "long", "request"]
      And any "securityEvents.eventUris" of the answer is a list
      And any "securityEvents.eventUris[]" of the answer is a string

  @req:RFC7643-2.3.4-01
  Rule: An integer has no fraction and no exponent

    Scenario Outline: <path> is written as a whole number
      Given the client knows the bridge's address
      When the client sends GET "/ServiceProviderConfig"
      Then the answer is 200
      And any "<path>" of the answer is a whole number

      Examples: integers of the configuration
        | path                |
        | bulk.maxOperations  |
        | bulk.maxPayloadSize |
        | filter.maxResults   |
