@protocol @schema
Feature: Characteristics hold for what is read and written

  RFC 7643, sections 2, 2.2 and 7: who may write an attribute, whether it is shown, whether
  its letter case counts and whether it is unique. What a schema declares is judged elsewhere.

  @req:RFC7643-2-01
  Rule: What may be written is taken, and what may not is passed over

    Scenario: A replacement of both kinds at once
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"id": "{unknown}", "meta": {"created": "1999-01-01T00:00:00Z"}, "title": "Programmer", "groups": [{"value": "{unknown}", "display": "Invented"}]}
        """
      Then the answer is 200
      And reading "ada" shows "title" as "Programmer"
      And reading "ada" shows "id" as "{ada}"
      And reading "ada" shows the same "meta.created"
      And reading "ada" shows no "groups"

    Scenario: A creation of both kinds at once
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"meta": {"resourceType": "Group"}, "title": "Programmer", "groups": [{"value": "{unknown}", "display": "Invented"}]}
        """
      Then the answer is 201
      And reading "ada" shows "title" as "Programmer"
      And reading "ada" shows "meta.resourceType" as "User"
      And reading "ada" shows no "groups"

  @req:RFC7643-2.2-01 @attribute:title
  Rule: An attribute of which nothing is said is optional, free to write, shown, in any letter case and not unique

    Scenario: A user without a title
      Given the client knows the bridge's address
      When the client creates the user "ada"
      Then the answer is 201
      And reading "ada" shows no "title"

    Scenario: A title that is written again is shown unasked
      Given a user "ada" with:
        """
        {"title": "Programmer"}
        """
      When the client replaces "ada" with:
        """
        {"title": "Analyst"}
        """
      Then the answer is 200
      And reading "ada" shows "title" as "Analyst"

    @needs:filter
    Scenario: A title is found in another letter case
      Given a user "ada" with:
        """
        {"title": "Programmer"}
        """
      When the client filters users by:
        """
        userName eq "{address:ada}" and title eq "pROGRAMMER"
        """
      Then the answer is 200
      And the list holds exactly "ada"

    Scenario: Two users of one title
      Given a user "ada" with:
        """
        {"title": "Programmer"}
        """
      When the client creates the user "ben" with:
        """
        {"title": "Programmer"}
        """
      Then the answer is 201

  @req:RFC7643-7-11 @attribute:emails
  Rule: Recommended words are recommendations

    Scenario: A type beside the recommended ones is kept, dropped or refused
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "houseboat", "primary": true}]}
        """
      Then the answer is 201 or 400
      And any "emails[].type" of the answer is one of ["houseboat"]

  @req:RFC7643-7-13
  Rule: Where letter case counts it is kept

    Scenario: The client's id keeps its capitals
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"externalId": "AbCdEf"}
        """
      Then the answer is 201
      And reading "ada" shows "externalId" as "AbCdEf"

    @attribute:profileUrl
    Scenario: A web address keeps its capitals
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"profileUrl": "https://people.example/Ada/LoveLace"}
        """
      Then the answer is 201
      And reading "ada" shows "profileUrl" as "https://people.example/Ada/LoveLace"

    @needs:filter
    Scenario: The client's id is not found in another letter case
      Given a user "ada" with:
        """
        {"externalId": "AbC-{address:ada}"}
        """
      When the client filters users by:
        """
        externalId eq "aBc-{address:ada}"
        """
      Then the answer is 200
      And the list lacks "ada"

  @req:RFC7643-7-14
  Rule: Where letter case does not count it may change

    Scenario: A userName in capitals is the same userName
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"userName": "{ADDRESS:ada}"}
        """
      Then the answer is 201
      And every "userName" of the answer matches "(?i:{address:ada})"

  @req:RFC7643-7-15
  Rule: readOnly attributes are never the client's to change

    Scenario Outline: A replacement does not change <attribute>
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {<sent>, "title": "Programmer"}
        """
      Then the answer is no server error
      And reading "ada" shows the same "<attribute>"

      Examples: readOnly attributes of a user
        | attribute         | sent                                                  |
        | id                | "id": "{unknown}"                                     |
        | meta.created      | "meta": {"created": "1999-01-01T00:00:00Z"}           |
        | meta.resourceType | "meta": {"resourceType": "Group"}                     |
        | meta.location     | "meta": {"location": "https://elsewhere.example/1"}   |
        | groups            | "groups": [{"value": "{unknown}"}]                    |

    @needs:patch
    Scenario Outline: A PATCH does not change <attribute>: <op>
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "<op>", "path": "<attribute>"<value>}
        """
      Then the answer is no server error
      And reading "ada" shows the same "<attribute>"

      Examples: readOnly attributes of a user
        | op      | attribute    | value                                  |
        | replace | id           | , "value": "{unknown}"                 |
        | remove  | id           |                                        |
        | add     | groups       | , "value": [{"value": "{unknown}"}]    |
        | replace | groups       | , "value": [{"value": "{unknown}"}]    |
        | remove  | meta         |                                        |

    @needs:groups
    Scenario: A user does not join a group by saying so
      Given a user "ada"
      And a group "crew" of nobody
      When the client replaces "ada" with:
        """
        {"groups": [{"value": "{crew}", "display": "crew"}]}
        """
      Then the answer is no server error
      And the group "crew" holds exactly nobody

    @needs:groups
    Scenario: A user does not leave a group by saying so
      Given a user "ada"
      And a group "crew" of "ada"
      When the client replaces "ada" with:
        """
        {"groups": []}
        """
      Then the answer is no server error
      And the group "crew" holds exactly "ada"

  @req:RFC7643-7-16 @attribute:displayName
  Rule: readWrite attributes can be changed at any time

    Scenario: A display name is changed twice
      Given a user "ada" with:
        """
        {"displayName": "First"}
        """
      And the client replaced "ada" with:
        """
        {"displayName": "Second"}
        """
      When the client replaces "ada" with:
        """
        {"displayName": "Third"}
        """
      Then the answer is 200
      And reading "ada" shows "displayName" as "Third"

    @needs:patch
    Scenario Outline: A display name is changed by a PATCH: <op>
      Given a user "ada" with:
        """
        {"displayName": "First"}
        """
      When the client patches "ada" with:
        """
        {"op": "<op>", "path": "displayName", "value": "Second"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "displayName" as "Second"

      Examples: operations that write
        | op      |
        | add     |
        | replace |

  @req:RFC7643-7-17
  Rule: immutable attributes are set once

    @needs:groups
    Scenario: The members of a new group stay what they were made
      Given a user "ada"
      When the client sends POST "/Groups" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "crew of {address:ada}", "members": [{"value": "{ada}", "type": "User"}]}
        """
      Then the answer is 201
      And the answer has "members[0].value" as "{ada}"

    @needs:groups
    Scenario: A replacement with the same members is no change of them
      Given a user "ada"
      And a group "crew" of "ada"
      When the client replaces "crew" with:
        """
        {"members": [{"value": "{ada}"}]}
        """
      Then the answer is 200
      And the group "crew" holds exactly "ada"

  @req:RFC7643-7-18
  Rule: immutable attributes that are set do not change

    @needs:groups @needs:patch
    Scenario: The id of a member does not change
      Given the users:
        | name |
        | ada  |
        | ben  |
      And a group "crew" of "ada"
      When the client patches "crew" with:
        """
        {"op": "replace", "path": "members[value eq \"{ada}\"].value", "value": "{ben}"}
        """
      Then the answer is no server error
      And the group "crew" holds exactly "ada"

  @req:RFC7643-7-19
  Rule: writeOnly attributes can be changed at any time

    @needs:change-password @needs:patch
    Scenario: A password is changed by a PATCH
      Given a user "ada" with:
        """
        {"password": "first-Horse-7-battery"}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "password", "value": "second-Horse-8-battery"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows no "password"

    @needs:change-password
    Scenario: A password is changed by a replacement
      Given a user "ada" with:
        """
        {"password": "first-Horse-7-battery"}
        """
      When the client replaces "ada" with:
        """
        {"password": "second-Horse-8-battery"}
        """
      Then the answer is 200
      And the answer nowhere says "second-Horse-8-battery"

  @req:RFC7643-7-20
  Rule: writeOnly attributes are not shown

    Scenario Outline: A password is not shown by <where>
      Given a user "ada" with:
        """
        {"password": "correct-Horse-7-battery"}
        """
      When the client sends GET "<path>"
      Then the answer is no server error
      And the answer nowhere says "correct-Horse-7-battery"
      And the answer nowhere has "password"
      And the answer nowhere has "Resources[].password"

      Examples: ways to read
        | where                   | path                                                             |
        | a look at the user      | /Users/{ada}                                                     |
        | asking for it           | /Users/{ada}?attributes=password                                 |
        | asking for it by URN    | /Users/{ada}?attributes=urn:ietf:params:scim:schemas:core:2.0:User:password |
        | excluding something else | /Users/{ada}?excludedAttributes=title                           |
        | a list                  | /Users?attributes=userName,password                              |

    Scenario: A password is not shown by the answer to a replacement
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"password": "correct-Horse-7-battery"}
        """
      Then the answer is no server error
      And the answer nowhere has "password"
      And the answer nowhere says "correct-Horse-7-battery"

    @needs:patch
    Scenario: A password is not shown by the answer to a PATCH
      Given a user "ada" with:
        """
        {"password": "correct-Horse-7-battery"}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Programmer"}
        """
      Then the answer is no server error
      And the answer nowhere has "password"
      And the answer nowhere says "correct-Horse-7-battery"

  @req:RFC7643-7-28 @attribute:displayName
  Rule: Where uniqueness is none, two may have the same

    Scenario: Two users of one name
      Given a user "ada" with:
        """
        {"displayName": "Ada King", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      When the client creates the user "twin" with:
        """
        {"displayName": "Ada King", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then the answer is 201
      And no two of "ada" and "twin" have the same id

  @req:RFC7643-7-29
  Rule: Where uniqueness is of the server, no two have the same

    Scenario: A userName is taken once
      Given a user "ada"
      When the client creates the user "twin" with:
        """
        {"userName": "{address:ada}"}
        """
      Then the answer is a refusal

    Scenario: A userName of another is not taken over by a replacement
      Given the users:
        | name |
        | ada  |
        | ben  |
      When the client replaces "ben" with:
        """
        {"userName": "{address:ada}"}
        """
      Then the answer is a refusal
      And reading "ben" shows "userName" as "{address:ben}"
