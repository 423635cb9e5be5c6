@protocol @bulk @needs:bulk
Feature: Operations of bulk requests say where and what

  RFC 7644, section 3.7. What an operation lacks is refused, be it with the whole
  request or alone, and nothing of it is done.

  @req:RFC7644-3.7-08
  Rule: The path is an endpoint to make something, and one resource to change something

    Scenario Outline: <what> is refused
      Given a user "ada"
      When the client sends in bulk:
        """
        [<operation>]
        """
      Then all of the bulk request is refused
      And nothing about "ada" has changed

      Examples: where nothing can be done
        | what                                | operation                                                                                            |
        | A removal without a path            | {"method": "DELETE"}                                                                                 |
        | A removal with an empty path        | {"method": "DELETE", "path": ""}                                                                     |
        | The removal of all users            | {"method": "DELETE", "path": "/Users"}                                                               |
        | The removal of everything           | {"method": "DELETE", "path": "/"}                                                                    |
        | The replacement of all users        | {"method": "PUT", "path": "/Users", "data": {}}                                                      |
        | A change of all users               | {"method": "PATCH", "path": "/Users", "data": {"Operations": [{"op": "remove", "path": "title"}]}}   |
        | A user made at an unknown endpoint  | {"method": "POST", "path": "/Planets", "bulkId": "zoe", "data": {}}                                  |
        | A user made at the schemas          | {"method": "POST", "path": "/Schemas", "bulkId": "zoe", "data": {}}                                  |
        | A removal at a path that is no text | {"method": "DELETE", "path": 7}                                                                      |
        | The removal of nobody               | {"method": "DELETE", "path": "/Users/{unknown}"}                                                     |

    Scenario: A user made where another one is leaves that one alone
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Users/{ada}", "bulkId": "zoe", "data": {"title": "Engineer"}}]
        """
      Then nothing about "ada" has changed
      And all of the bulk request is refused

    Scenario: A bulk request inside a bulk request is refused
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "POST", "path": "/Bulk", "bulkId": "inner", "data":
          {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "DELETE", "path": "/Users/{ada}"}]}}]
        """
      Then nothing about "ada" has changed
      And all of the bulk request is refused

    Scenario: A path that leaves the bridge's root is refused
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "DELETE", "path": "/Groups/../Users/{ada}"}, {"method": "DELETE", "path": "https://elsewhere.example/Users/{ada}"}]
        """
      Then nothing about "ada" has changed
      And no result in bulk is a server error

    @needs:groups
    Scenario: Each operation reaches the resource of its path
      Given a user "ada"
      And a user "ben"
      And a group "crew" of "ada"
      When the client sends in bulk:
        """
        [{"method": "PUT", "path": "/Users/{ben}", "data": {"title": "Engineer"}}, {"method": "PUT", "path": "/Groups/{crew}", "data": {"members": [{"value": "{ben}"}]}}]
        """
      Then nothing about "ada" has changed
      And reading "ben" shows "title" as "Engineer"
      And the group "crew" holds exactly "ben"

  @req:RFC7644-3.7-09
  Rule: The data is what the single request would carry

    Scenario Outline: <method> <what> is refused
      Given a user "ada"
      When the client sends in bulk:
        """
        [{"method": "<method>", "path": "<path>", "bulkId": "zoe"<data>}]
        """
      Then nothing about "ada" has changed
      And all of the bulk request is refused

      Examples: no data
        | method | what               | path         | data              |
        | POST   | without data       | /Users       |                   |
        | POST   | with null data     | /Users       | , "data": null    |
        | POST   | with a text        | /Users       | , "data": "zoe"   |
        | PUT    | without data       | /Users/{ada} |                   |
        | PUT    | with a list        | /Users/{ada} | , "data": []      |
        | PATCH  | without data       | /Users/{ada} |                   |
        | PATCH  | with a number      | /Users/{ada} | , "data": 7       |

    @needs:patch
    Scenario: A PATCH carries the whole message
      Given a user "ada" with:
        """
        {"title": "Engineer", "displayName": "Ada"}
        """
      When the client sends in bulk:
        """
        [{"method": "PATCH", "path": "/Users/{ada}", "data": {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
          "Operations": [{"op": "remove", "path": "title"}, {"op": "replace", "path": "displayName", "value": "Ada King"}]}}]
        """
      Then the result of "/Users/{ada}" in bulk is 200 or 204
      And reading "ada" shows no "title"
      And reading "ada" shows "displayName" as "Ada King"

    @needs:patch
    Scenario: A PATCH that fails in bulk changes nothing of its resource
      Given a user "ada" with:
        """
        {"displayName": "Ada"}
        """
      When the client sends in bulk:
        """
        [{"method": "PATCH", "path": "/Users/{ada}", "data":
          {"Operations": [{"op": "replace", "path": "displayName", "value": "Ada King"}, {"op": "replace", "path": "id", "value": "other"}]}}]
        """
      Then nothing about "ada" has changed
      And the result of "/Users/{ada}" in bulk is a refusal

    Scenario: A PUT in bulk replaces all of it
      Given a user "ada" with:
        """
        {"title": "Engineer", "displayName": "Ada"}
        """
      When the client sends in bulk:
        """
        [{"method": "PUT", "path": "/Users/{ada}", "data": {"displayName": "Ada King"}}]
        """
      Then the result of "/Users/{ada}" in bulk is 200
      And reading "ada" shows "displayName" as "Ada King"
      And reading "ada" shows no "title"
