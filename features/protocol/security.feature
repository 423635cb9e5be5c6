@protocol @security
Feature: What must not come out

  RFC 7643, section 4.1.1, and RFC 7644, section 7.

  @req:RFC7643-4.1.1-21
  Rule: A password is never shown, neither in clear nor in any other form

    Scenario: The answer to a creation shows no password
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"password": "Tr0ub4dor-and-3-Staples!"}
        """
      Then the answer is 201
      And the answer has no "password"
      And the answer nowhere says "Tr0ub4dor"

    Scenario Outline: Reading a user shows no password <when>
      Given a user "ada" with:
        """
        {"password": "Tr0ub4dor-and-3-Staples!"}
        """
      When the client sends GET "/Users/{ada}<query>"
      Then the answer is no server error
      And the answer has no "password"
      And the answer nowhere says "Tr0ub4dor"

      Examples: asked for or not
        | when                        | query                         |
        | in full                     |                               |
        | although it is asked for    | ?attributes=password          |
        | among others asked for      | ?attributes=userName,PASSWORD |

    @needs:filter
    Scenario Outline: A list shows no password <when>
      Given a user "ada" with:
        """
        {"password": "Tr0ub4dor-and-3-Staples!"}
        """
      When the client lists users with filter=userName eq "{address:ada}"<query>
      Then the answer nowhere says "Tr0ub4dor"
      And the answer has no "Resources[0].password"

      Examples: asked for or not, in lists
        | when                          | query                |
        | in full                       |                      |
        | although it is asked for      | &attributes=password |

    @needs:search
    Scenario: A search that asks for the password does not show it
      Given a user "ada" with:
        """
        {"password": "Tr0ub4dor-and-3-Staples!"}
        """
      When the client sends POST "/Users/.search" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
         "filter": "userName eq \"{address:ada}\"", "attributes": ["password", "userName"]}
        """
      Then the answer nowhere says "Tr0ub4dor"
      And the answer has no "Resources[0].password"

    Scenario: The answer to a replacement shows no password
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"password": "Tr0ub4dor-and-3-Staples!", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then the answer is no server error
      And the answer has no "password"
      And the answer nowhere says "Tr0ub4dor"
      And reading "ada" shows no "password"

    @needs:patch
    Scenario: The answer to a change of the password does not show it
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "password", "value": "Tr0ub4dor-and-3-Staples!"}
        """
      Then the answer has no "password"
      And the answer nowhere says "Tr0ub4dor"
      And reading "ada" shows no "password"

    Scenario: A refusal does not repeat the password
      Given a user "ada"
      When the client creates the user "twin" with:
        """
        {"userName": "{address:ada}", "password": "Tr0ub4dor-and-3-Staples!"}
        """
      Then the answer is a refusal
      And the answer nowhere says "Tr0ub4dor"

    Scenario: A refusal of a password that is no text does not repeat it
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"password": {"value": "Tr0ub4dor-and-3-Staples!"}}
        """
      Then the answer is no server error
      And the answer nowhere says "Tr0ub4dor"

  @req:RFC7644-7.5.2-02
  Rule: A filter on what is confidential gives nothing away

    @needs:filter
    Scenario Outline: A filter with <what> finds nobody
      Given a user "ada" with:
        """
        {"password": "Tr0ub4dor-and-3-Staples!"}
        """
      When the client filters users by:
        """
        userName eq "{address:ada}" and <filter>
        """
      Then the answer is 200, 400 or 403
      And the answer nowhere has "Resources[].id"
      And the answer nowhere says "Tr0ub4dor"

      Examples: guesses that are wrong
        | what                         | filter                     |
        | a wrong password             | password eq "Wr0ng"        |
        | a wrong start of a password  | password sw "Wr0ng"        |

  @req:RFC7644-7.8-01
  Rule: Letters beyond ASCII are compared as letters

    @needs:filter
    Scenario Outline: A name in <script> is found by a filter
      Given a user "ada" with:
        """
        {"displayName": "<name>"}
        """
      And a user "grace" with:
        """
        {"displayName": "Grace"}
        """
      When the client filters users by:
        """
        displayName eq "<name>" and (userName eq "{address:ada}" or userName eq "{address:grace}")
        """
      Then the list holds exactly "ada"

      Examples: scripts
        | script        | name           |
        | accented Latin | Zoë Ångström  |
        | Cyrillic      | Ада Лавлейс    |
        | Han           | 愛達·勒芙蕾絲    |

  @req:RFC9865-5.2-01
  Rule: A cursor opens no account but its own

    @needs:cursor-paging @needs:many-accounts
    Scenario: A cursor of another account shows nobody there
      Given a user "zoe" in another account
      And a user "yann" in another account
      And a first page "foreign" of the users of another account
      When the client lists users with cursor={foreign.nextCursor}&count=1
      Then the answer is 200, 400, 401, 403 or 404
      And the answer nowhere says "{address:zoe}"
      And the answer nowhere says "{address:yann}"

  @req:RFC9865-5.2-04
  Rule: A cursor of somebody else is refused like one that never was

    @needs:cursor-paging @needs:many-accounts
    Scenario: A cursor of another account does not show that it is good there
      Given a user "zoe" in another account
      And a user "yann" in another account
      And a first page "foreign" of the users of another account
      When the client lists users with cursor={foreign.nextCursor}&count=1
      Then the answer is 400
      And the scimType is "invalidCursor"
