@protocol @bulk @needs:bulk
Feature: Operations of a bulk request refer to what others make

  RFC 7644, sections 3.7.1 and 3.7.2. A reference is the text bulkId, a colon and the
  bulkId of the operation that makes the resource.

  @req:RFC7644-3.7-19
  Rule: The result of a creation repeats its bulkId

    Scenario: Two who are made in bulk can be told apart
      Given the client knows the bridge's address
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "yann", "data": {"title": "Baker"}}, {"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {"title": "Cook"}}]
        """
      Then the result of "yann" in bulk has "bulkId" as "yann"
      And the result of "zoe" in bulk has "bulkId" as "zoe"
      And reading "yann" shows "title" as "Baker"
      And reading "zoe" shows "title" as "Cook"

    Scenario: The result of a failed creation has its bulkId, too
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}}, {"method": "POST", "path": "/Users", "bulkId": "twin", "data": {"userName": "{address:ada}"}}]
        """
      Then the result of "twin" in bulk is a refusal
      And the result of "twin" in bulk has "bulkId" as "twin"

  @req:RFC7644-3.7.2-02
  Rule: References become the ids of what was made

    @needs:groups
    Scenario: A new group holds a new user
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}},
         {"method": "POST", "path": "/Groups", "bulkId": "crew", "data": {"members": [{"type": "User", "value": "bulkId:zoe"}, {"value": "{ada}"}]}}]
        """
      Then the result of "crew" in bulk is 201
      And the group "crew" holds exactly "zoe" and "ada"

    @needs:groups
    Scenario: Bulk ids that begin alike are not taken for each other
      Given the client knows the bridge's address
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}},
         {"method": "POST", "path": "/Users", "bulkId": "zoe-ann", "data": {}},
         {"method": "POST", "path": "/Groups", "bulkId": "crew", "data": {"members": [{"value": "bulkId:zoe-ann"}]}}]
        """
      Then the result of "crew" in bulk is 201
      And the group "crew" holds exactly "zoe-ann"

    @needs:groups
    Scenario: A text that only speaks of a bulkId stays as it is
      Given the client knows the bridge's address
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {"title": "about bulkId:zoe"}},
         {"method": "POST", "path": "/Groups", "bulkId": "crew", "data": {"members": [{"value": "bulkId:zoe"}]}}]
        """
      Then reading "zoe" shows "title" as "about bulkId:zoe"
      And the group "crew" holds exactly "zoe"

    @needs:groups
    Scenario: A reference to what nobody makes breaks nothing else
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Groups", "bulkId": "crew", "data": {"members": [{"value": "bulkId:nobody"}]}}, {"method": "PUT", "path": "/Users/{ada}", "data": {"title": "Engineer"}}]
        """
      Then no result in bulk is a server error
      And nowhere in the group "crew" is a reference left

    @needs:groups
    Scenario: A reference to what could not be made breaks nothing else
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "twin", "data": {"userName": "{address:ada}"}},
         {"method": "POST", "path": "/Groups", "bulkId": "crew", "data": {"members": [{"value": "bulkId:twin"}]}}]
        """
      Then the result of "twin" in bulk is a refusal
      And no result in bulk is a server error
      And nowhere in the group "crew" is a reference left

  @req:RFC7644-3.7.2-03
  Rule: References in extensions are resolved like others

    @needs:managers
    Scenario: A new user has a new manager
      Given the client knows the bridge's address
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}},
         {"method": "POST", "path": "/Users", "bulkId": "yann", "data": {
           "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
           "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "11250", "manager": {"value": "bulkId:zoe"}}}}]
        """
      Then the result of "yann" in bulk is 201
      And reading "yann" shows:
        | path                                                                         | value   |
        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value   | "{zoe}" |
        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber  | "11250" |

  @req:RFC7644-3.7.2-04
  Rule: References work across operations of all kinds

    @needs:groups @needs:patch
    Scenario: A group that is there takes in a new user by PATCH
      Given a user "ada"
      And a group "crew" of "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}},
         {"method": "PATCH", "path": "/Groups/{crew}", "data": {"Operations": [{"op": "add", "path": "members", "value": [{"value": "bulkId:zoe"}]}]}}]
        """
      Then the result of "/Groups/{crew}" in bulk is 200 or 204
      And the group "crew" holds exactly "ada" and "zoe"

    @needs:groups
    Scenario: A group that is there takes in a new user by PUT
      Given a user "ada"
      And a group "crew" of "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}},
         {"method": "PUT", "path": "/Groups/{crew}", "data": {"members": [{"value": "bulkId:zoe"}]}}]
        """
      Then the result of "/Groups/{crew}" in bulk is 200
      And the group "crew" holds exactly "zoe"

  @req:RFC7644-3.7-21
  Rule: The order of operations does not spoil what the client means

    @needs:groups
    Scenario: A group before its user holds the user all the same
      Given the client knows the bridge's address
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Groups", "bulkId": "crew", "data": {"members": [{"value": "bulkId:zoe"}]}},
         {"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {}}]
        """
      Then the result of "crew" in bulk is 201
      And the group "crew" holds exactly "zoe"

    Scenario: Of two changes to one user the later one stands
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "PUT", "path": "/Users/{ada}", "data": {"title": "First"}}, {"method": "PUT", "path": "/Users/{ada}", "data": {"title": "Second"}}]
        """
      Then reading "ada" shows "title" as "Second"
      And the bulk answer holds 2 results

  @req:RFC7644-3.7.1-01
  Rule: References in a circle are resolved, or answered with 409

    @needs:managers
    Scenario: Two who manage each other are made, or 409 says no
      Given the client knows the bridge's address
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users", "bulkId": "yann", "data": {
           "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
           "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "bulkId:zoe"}}}},
         {"method": "POST", "path": "/Users", "bulkId": "zoe", "data": {
           "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
           "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "bulkId:yann"}}}}]
        """
      Then the result of "yann" in bulk is 409, or reading "yann" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as "{zoe}"
      And the result of "zoe" in bulk is 409, or reading "zoe" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as "{yann}"

    @needs:groups
    Scenario: Two groups that hold each other are made, or 409 says no
      Given the client knows the bridge's address
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Groups", "bulkId": "crew", "data": {"members": [{"type": "Group", "value": "bulkId:cast"}]}},
         {"method": "POST", "path": "/Groups", "bulkId": "cast", "data": {"members": [{"type": "Group", "value": "bulkId:crew"}]}}]
        """
      Then the result of "crew" in bulk is 409, or reading "crew" shows "members[0].value" as "{cast}"
      And the result of "cast" in bulk is 409, or reading "cast" shows "members[0].value" as "{crew}"

  @req:RFC7644-3.7.1-02
  Rule: A circle that cannot be resolved breaks nothing

    @needs:groups
    Scenario: A circle of groups is no server error
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Groups", "bulkId": "crew", "data": {"members": [{"type": "Group", "value": "bulkId:cast"}]}},
         {"method": "POST", "path": "/Groups", "bulkId": "cast", "data": {"members": [{"type": "Group", "value": "bulkId:crew"}]}}]
        """
      Then no result in bulk is a server error

    @needs:groups
    Scenario: A group that holds itself is no server error
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Groups", "bulkId": "crew", "data": {"members": [{"type": "Group", "value": "bulkId:crew"}]}}]
        """
      Then no result in bulk is a server error
