@protocol @schema @needs:groups
Feature: References lead where they say

  RFC 7643, section 2.3.7. A bridge need not show references; those that it shows are judged.

  @req:RFC7643-2.3.7-02
  Rule: A reference is a URI

    Scenario: The references of a group are URIs
      Given a user "ada"
      And a group "crew" of "ada"
      When the client reads "crew"
      Then the answer is 200
      And any "members[].$ref" of the answer matches "([A-Za-z][A-Za-z0-9+.-]*:)?[^\s<>{}|\\^`]+"
      And any "meta.location" of the answer matches "([A-Za-z][A-Za-z0-9+.-]*:)?[^\s<>{}|\\^`]+"

    Scenario: The references of a user to its groups are URIs
      Given a user "ada"
      And a group "crew" of "ada"
      When the client reads "ada"
      Then the answer is 200
      And any "groups[].$ref" of the answer matches "([A-Za-z][A-Za-z0-9+.-]*:)?[^\s<>{}|\\^`]+"

  @req:RFC7643-2.3.7-03
  Rule: A relative reference counts from the base address

    Scenario: The reference to a member can be followed from the base address
      Given a user "ada"
      And a group "crew" of "ada"
      When the client reads "crew"
      Then the answer is 200
      And any "members[].$ref" of the answer leads to "ada"

  @req:RFC7643-2.3.7-04
  Rule: A reference is a web address

    Scenario: No reference is of another scheme
      Given a user "ada"
      And a group "crew" of "ada"
      When the client reads "crew"
      Then the answer is 200
      And any "members[].$ref" of the answer matches "(?i)https?://.+|(.*/)?Users/.+"
      And any "meta.location" of the answer matches "(?i)https?://.+|(.*/)?Groups/.+"

    Scenario: The address of a group leads to it
      Given a group "crew" of nobody
      When the client reads "crew"
      Then the answer is 200
      And any "meta.location" of the answer leads to "crew"

    Scenario: The address of a user leads to it
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And any "meta.location" of the answer leads to "ada"

  @req:RFC7643-2.3.7-05
  Rule: Who follows a reference gets what it refers to

    Scenario: The reference of a group leads to its member
      Given the users:
        | name |
        | ada  |
        | ben  |
      And a group "crew" of "ben"
      When the client reads "crew"
      Then the answer is 200
      And any "members[].$ref" of the answer leads to "ben"

    Scenario: The reference of a user leads to its group
      Given a user "ada"
      And a group "crew" of "ada"
      When the client reads "ada"
      Then the answer is 200
      And any "groups[].$ref" of the answer leads to "crew"

  @req:RFC7643-2.3.7-06
  Rule: A reference to nothing may be refused

    Scenario: A member that nobody is, is taken or refused
      Given the client knows the bridge's address
      When the client sends POST "/Groups" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "crew of {address:ada}", "members": [{"value": "{unknown}"}]}
        """
      Then the answer is 201, 400, 404 or 409

    Scenario: A group outlives its member
      Given the users:
        | name |
        | ada  |
        | ben  |
      And a group "crew" of "ada" and "ben"
      And the client deleted "ada"
      When the client reads "crew"
      Then the answer is 200
      And the group "crew" still holds "ben"

  @req:RFC7643-2.3.7-07
  Rule: References may be left out

    Scenario: A member is named by its id, with a reference or without
      Given a user "ada"
      And a group "crew" of "ada"
      When the client reads "crew"
      Then the answer is 200
      And every "members[].value" of the answer is a string
      And any "members[].$ref" of the answer is a string

  @req:RFC7643-2.4-07
  Rule: A reference is the same with another version in it, or without one

    Scenario Outline: A member is taken with a reference <how>
      Given a user "ada"
      When the client sends POST "/Groups" with:
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "crew of {address:ada}",
          "members": [{"value": "{ada}", "$ref": "<ref>", "type": "User"}]
        }
        """
      Then the answer is 201
      And the answer has "members[0].value" as "{ada}"

      Examples: ways to write it
        | how               | ref              |
        | without a version | /Users/{ada}     |
        | with a version    | /v2/Users/{ada}  |
