@dialects @entra @needs:patch
Feature: What the directory's flag changes, and what it does not

  A job writes one of two dialects, by a flag in its tenant URL: operations in
  capitals or small letters, booleans as words or as booleans, one operation for
  each attribute or one for most, members by value or by path. A sound bridge makes
  the same of both.

  @req:ENTRA-FLAG-01 @patch @wire
  Rule: Operations may be written with a capital letter or without

    Scenario Outline: The operation <op> of <flag> is carried out
      Given a user "ada" with:
        """
        {"nickName": "Before", "title": "Countess"}
        """
      When the client patches "ada" with:
        """
        {"op": "<op>", "path": "nickName", "value": "After"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "nickName" as "After"
      And reading "ada" shows "title" as "Countess"

      Examples: how each dialect writes
        | op      | flag                   |
        | Add     | a job without the flag |
        | Replace | a job without the flag |
        | add     | a job with the flag    |
        | replace | a job with the flag    |

    Scenario Outline: The operation <op> of <flag> takes away
      Given a user "ada" with:
        """
        {"nickName": "Before", "title": "Countess"}
        """
      When the client patches "ada" with:
        """
        {"op": "<op>", "path": "nickName"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows no "nickName"
      And reading "ada" shows "title" as "Countess"

      Examples: how each dialect writes
        | op     | flag                   |
        | Remove | a job without the flag |
        | remove | a job with the flag    |

  @req:ENTRA-FLAG-02 @leave @needs:soft-delete
  Rule: The state may be written as a word or as a boolean

    Scenario Outline: Somebody leaves and returns by a job that speaks <dialect>
      Given the directory speaks "<dialect>"
      And "ada@contoso.example" is an active member
      And "ada@contoso.example" was disabled in the directory
      And a sync cycle completed
      And "ada@contoso.example" lost access to the account
      When "ada@contoso.example" is enabled in the directory
      And a sync cycle completes
      Then "ada@contoso.example" is active in the account
      And the directory holds no failed change

      Examples: one directory with and without the flag
        | dialect         |
        | entra-legacy    |
        | entra-compliant |

    @wire
    Scenario Outline: The state <value> of <flag> ends access
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "<op>", "path": "active", "value": <value>}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "active" as false

      Examples: how each dialect writes
        | op      | value   | flag                   |
        | Replace | "False" | a job without the flag |
        | replace | false   | a job with the flag    |

  @req:ENTRA-FLAG-03 @change
  Rule: Several attributes may come one by one or in one operation

    Scenario Outline: Name, job title and city change at once in a job that speaks <dialect>
      Given the directory speaks "<dialect>"
      And "ada@contoso.example" is an active member
      And the directory changed the given name of "ada@contoso.example" to "Augusta"
      And the directory changed the job title of "ada@contoso.example" to "Countess"
      And the directory changed the city of "ada@contoso.example" to "London"
      When a sync cycle completes
      Then the bridge reports the given name "Augusta" for "ada@contoso.example"
      And the bridge reports the job title "Countess" for "ada@contoso.example"
      And the bridge reports the city "London" for "ada@contoso.example"
      And a further look at "ada@contoso.example" finds nothing to change

      Examples: one directory with and without the flag
        | dialect         |
        | entra-legacy    |
        | entra-compliant |

    @wire @needs:enterprise
    Scenario: A filtered path beside an operation without a path, with an extension's key in it
      Given a user "ada"
      When the client patches "ada" with:
        """
        [{"op": "replace", "path": "emails[type eq \"work\"].value", "value": "{address:byron}"},
         {"op": "replace", "value": {"displayName": "Countess", "name.givenName": "Anne",
           "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber": "1815"}}]
        """
      Then the answer is 200 or 204
      And reading "ada" shows "emails[type eq "work"].value" as "{address:byron}"
      And reading "ada" shows "name.givenName" as "Anne"
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber" as "1815"

  @req:ENTRA-FLAG-04 @groups @needs:groups
  Rule: A member may be removed by value or by path

    Scenario Outline: One of two people leaves a group in a job that speaks <dialect>
      Given the directory speaks "<dialect>"
      And "ada@contoso.example" is an active member
      And "bob@contoso.example" is an active member
      And the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      When "ada@contoso.example" leaves the group "Engineering"
      And a sync cycle completes
      Then the account has the group "Engineering" of "bob@contoso.example"
      And the directory holds no failed change

      Examples: one directory with and without the flag
        | dialect         |
        | entra-legacy    |
        | entra-compliant |

    @wire
    Scenario Outline: The member goes who is named by <how>
      Given a user "ada"
      And a user "bob"
      And a group "team" of "ada" and "bob"
      When the client patches "team" with:
        """
        <operation>
        """
      Then the answer is 200 or 204
      And the group "team" holds exactly "bob"

      Examples: how each dialect writes
        | how                | operation                                                             |
        | a list of values   | {"op": "Remove", "path": "members", "value": [{"value": "{ada}"}]}    |
        | a path to a member | {"op": "remove", "path": "members[value eq \"{ada}\"]"}               |
