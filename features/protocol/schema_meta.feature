@protocol @schema
Feature: What the bridge knows of a resource

  RFC 7643, section 3.1: meta, and what is in it.

  @req:RFC7643-3.1-18
  Rule: What a client says of meta is passed over

    Scenario: A creation with a meta of its own
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"meta": {"resourceType": "X", "created": "1999-01-01T00:00:00Z", "lastModified": "1999-01-01T00:00:00Z", "location": "https://elsewhere.example/Users/1", "version": "W/\"none\""}}
        """
      Then the answer is 201
      And the answer has "meta.resourceType" as "User"
      And the answer nowhere says "1999-01-01"
      And the answer nowhere says "elsewhere.example"
      And reading "ada" shows "meta.resourceType" as "User"

    Scenario: A replacement with a meta of its own
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"title": "Programmer", "meta": {"resourceType": "X", "created": "1999-01-01T00:00:00Z", "location": "https://elsewhere.example/Users/1"}}
        """
      Then the answer is 200
      And reading "ada" shows "meta.resourceType" as "User"
      And reading "ada" shows the same "meta.created"
      And reading "ada" shows the same "meta.location"

  @req:RFC7643-3.1-19
  Rule: meta is the bridge's, and shown

    Scenario: All of meta is shown unasked
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "meta.resourceType"
      And the answer has "meta.created"
      And the answer has "meta.lastModified"
      And the answer has "meta.location"

    @needs:patch
    Scenario Outline: A PATCH does not change <path>
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "<path>", "value": "<value>"}
        """
      Then the answer is no server error
      And reading "ada" shows the same "<path>"

      Examples: parts of meta
        | path              | value                            |
        | meta.created      | 1999-01-01T00:00:00Z             |
        | meta.resourceType | Group                            |
        | meta.location     | https://elsewhere.example/1      |

  @req:RFC7643-3.1-20
  Rule: meta.resourceType is the name of the type, letter by letter

    Scenario: A user is a User
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "meta.resourceType" as "User"

    Scenario: Users in a list are Users
      Given a user "ada"
      When the client sends GET "/Users?count=2"
      Then the answer is 200
      And every "Resources[].meta.resourceType" of the answer is one of ["User"]

    @needs:groups
    Scenario: A group is a Group
      Given a group "crew" of nobody
      When the client reads "crew"
      Then the answer is 200
      And the answer has "meta.resourceType" as "Group"

  @req:RFC7643-3.1-21
  Rule: meta.created is when the resource came to be

    Scenario: A user has come to be just now
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "meta.created" as a time of this scenario

    Scenario: A change does not move when a user came to be
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"title": "Programmer"}
        """
      Then the answer is 200
      And reading "ada" shows the same "meta.created"

  @req:RFC7643-3.1-22
  Rule: meta.lastModified is when the resource changed last

    Scenario: A change is dated
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"title": "Programmer"}
        """
      Then the answer is 200
      And the answer has "meta.lastModified" as a time of this scenario
      And reading "ada" shows "meta.lastModified" no earlier than "meta.created"

  @req:RFC7643-3.1-23
  Rule: What was never changed has changed last when it came to be

    @warn
    Scenario: The two times of a new user are the same
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "meta.lastModified" as "{ada.meta.created}"
