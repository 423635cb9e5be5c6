@protocol @schema
Feature: Several values, one value and none

  RFC 7643, sections 2.4 and 2.5.

  @req:RFC7643-2.4-01 @attribute:emails
  Rule: Several values are an array, and so is one

    Scenario: A single address is shown in an array
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}]}
        """
      When the client reads "ada"
      Then the answer is 200
      And the answer has "emails" as a list
      And the answer has "emails[0]" as a object
      And reading "ada" shows 1 of "emails"

  @req:RFC7643-2.4-02 @attribute:emails
  Rule: The elements of an array have parts like any complex attribute

    @needs:filter
    Scenario: A user is found by a part of an element
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}, {"value": "{address:adas-home}", "type": "home"}]}
        """
      When the client filters users by:
        """
        emails.value eq "{address:adas-home}"
        """
      Then the answer is 200
      And the list holds exactly "ada"

  @req:RFC7643-2.4-04 @attribute:emails
  Rule: One element at most is primary

    Scenario: Two primary addresses of a new user are not both kept
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work", "primary": true}, {"value": "{address:adas-home}", "type": "home", "primary": true}]}
        """
      Then the answer is 201 or 400
      And the answer has at most 1 of "emails[primary eq "true"]"

    Scenario: Two primary addresses of a replacement are not both kept
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work", "primary": true}, {"value": "{address:adas-home}", "type": "home", "primary": true}]}
        """
      Then the answer is 200 or 400
      And reading "ada" shows at most 1 of "emails[primary eq "true"]"

    Scenario: Primary elements of different attributes do not meet
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {
          "emails": [{"value": "{address:ada}", "type": "work", "primary": true}],
          "phoneNumbers": [{"value": "tel:+1-201-555-0123", "type": "work", "primary": true}]
        }
        """
      Then the answer is 200
      And reading "ada" shows at most 1 of "emails[primary eq "true"]"
      And reading "ada" shows at most 1 of "phoneNumbers[primary eq "true"]"

  @req:RFC7643-2.4-05 @attribute:emails
  Rule: Who says nothing of primary says no

    @needs:filter
    Scenario: An address of which nothing was said is not found as the primary one
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work", "primary": true}, {"value": "{address:adas-home}", "type": "home"}]}
        """
      When the client filters users by:
        """
        emails[value eq "{address:adas-home}" and primary eq true]
        """
      Then the answer is 200 or 400
      And any "totalResults" of the answer matches "0"

    Scenario: An address of which nothing was said is not shown as the primary one
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work", "primary": true}, {"value": "{address:adas-home}", "type": "home"}]}
        """
      When the client reads "ada"
      Then the answer is 200
      And any "emails[type eq "home"].primary" of the answer is one of [false]

  @req:RFC7643-2.4-09 @attribute:emails
  Rule: A value may stand under two types

    Scenario: An address for work and for home is not lost
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}, {"value": "{address:ada}", "type": "home"}]}
        """
      Then the answer is 200 or 400
      And reading "ada" shows "emails[0].value" as "{address:ada}"

  @req:RFC7643-2.4-10 @attribute:emails
  Rule: A value of a type is not shown twice

    Scenario: An address that was sent twice is shown once
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}, {"value": "{address:ada}", "type": "work"}]}
        """
      Then the answer is 200 or 400
      And reading "ada" shows at most 1 of "emails[value eq "{address:ada}"]"

    @needs:patch
    Scenario: An address that is there and is added again is shown once
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "path": "emails", "value": [{"value": "{address:ada}", "type": "work"}]}
        """
      Then the answer is 200 or 204
      And reading "ada" shows at most 1 of "emails[value eq "{address:ada}"]"

  @req:RFC7643-2.4-08 @attribute:emails
  Rule: Values are shown in one form

    Scenario: The type of an address is shown as it was sent
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}]}
        """
      When the client reads "ada"
      Then the answer is 200
      And any "emails[].type" of the answer is one of ["work"]

  @req:RFC7643-2.5-01
  Rule: Null, an empty array and nothing are the same

    @needs:filter @attribute:nickName
    Scenario Outline: A user whose <attribute> is <what> is not found by having one
      Given a user "ada" with:
        """
        {"<attribute>": <value>}
        """
      When the client filters users by:
        """
        userName eq "{address:ada}" and <attribute> pr
        """
      Then the answer is 200
      And the list holds exactly nobody

      Examples: ways to be unassigned
        | attribute | what           | value |
        | nickName  | null           | null  |
        | emails    | an empty array | []    |
        | emails    | null           | null  |

    Scenario Outline: <attribute> is the same in a creation when <what> as when left out
      Given the client knows the bridge's address
      When the client creates the user "ada" from exactly:
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}", "name": {"givenName": "Ada", "familyName": "King"},
          "displayName": "Ada King", "emails": [{"value": "{address:ada}", "type": "work", "primary": true}], "active": true, "<attribute>": <value>
        }
        """
      Then the answer is 201
      And reading "ada" shows no "<attribute>"

      Examples: ways to be unassigned
        | attribute    | what           | value |
        | nickName     | null           | null  |
        | title        | null           | null  |
        | phoneNumbers | an empty array | []    |
        | phoneNumbers | null           | null  |
        | roles        | an empty array | []    |

  @req:RFC7643-2.5-02
  Rule: Null and an empty array take a value away

    Scenario Outline: A replacement with <what> takes <attribute> away
      Given a user "ada" with:
        """
        {"<attribute>": <before>}
        """
      When the client replaces "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}], "<attribute>": <value>}
        """
      Then the answer is 200
      And reading "ada" shows no "<attribute>"

      @attribute:nickName
      Examples: a text
        | attribute | what | before     | value |
        | nickName  | null | "Countess" | null  |

      @attribute:phoneNumbers
      Examples: an array
        | attribute    | what           | before                                              | value |
        | phoneNumbers | an empty array | [{"value": "tel:+1-201-555-0123", "type": "work"}] | []    |

    @needs:patch @attribute:nickName
    Scenario: A PATCH with null takes a text away
      Given a user "ada" with:
        """
        {"nickName": "Countess"}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "nickName", "value": null}
        """
      Then the answer is a refusal that changes nothing, or reading "ada" shows "nickName" as null

    @needs:patch @attribute:phoneNumbers
    Scenario: A PATCH with an empty array takes all values away
      Given a user "ada" with:
        """
        {"phoneNumbers": [{"value": "tel:+1-201-555-0123", "type": "work"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "phoneNumbers", "value": []}
        """
      Then the answer is 200 or 204
      And reading "ada" shows no "phoneNumbers"

  @req:RFC7643-2.5-03
  Rule: What is unassigned may be left out

    Scenario Outline: <attribute> that nobody set holds nothing
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has no "<attribute>"

      Examples: attributes of no user
        | attribute        |
        | nickName         |
        | phoneNumbers     |
        | photos           |
        | x509Certificates |
