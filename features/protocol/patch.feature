@protocol @patch @needs:patch
Feature: The message of a PATCH and the answer to it

  RFC 7644, section 3.5.2. Every write is read back: an answer that says success
  proves nothing.

  @req:RFC7644-3.5.2-02
  Rule: Array indices and the further operations of JSON Patch are not supported

    Scenario Outline: The JSON Patch operation <op> is refused
      Given a user "ada" with:
        """
        {"displayName": "Before", "nickName": "Countess"}
        """
      When the client patches "ada" with:
        """
        {"op": "<op>", "from": "nickName", "path": "displayName", "value": "Countess"}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: operations of RFC 6902
        | op   |
        | move |
        | copy |
        | test |

    Scenario Outline: The array index in <path> selects nothing
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "<op>", "path": "<path>"<value>}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: brackets and JSON pointers
        | op      | path            | value                             |
        | replace | emails[0].value | , "value": "{address:new}"  |
        | remove  | emails[0]       |                                   |
        | replace | /emails/0/value | , "value": "{address:new}"  |
        | remove  | emails.0        |                                   |

  @req:RFC7644-3.5.2-03
  Rule: The body names the schema of a PatchOp

    Scenario Outline: A body with <what> is understood or refused
      Given a user "ada" with:
        """
        {"nickName": "Before"}
        """
      When the client sends PATCH "/Users/{ada}" with:
        """
        {<schemas>"Operations": [{"op": "replace", "path": "nickName", "value": "After"}]}
        """
      Then the answer is a refusal that changes nothing, or reading "ada" shows "nickName" as "After"

      Examples: not the schema that has to be there
        | what                   | schemas                                                       |
        | no schemas             |                                                               |
        | the schema of a user   | "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],    |
        | an empty list of them  | "schemas": [],                                                |

    Scenario Outline: The body's member names in <what> are understood or refused
      Given a user "ada" with:
        """
        {"nickName": "Before"}
        """
      When the client sends PATCH "/Users/{ada}" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
         "<operations>": [{"<op>": "replace", "<path>": "nickName", "<value>": "After"}]}
        """
      Then the answer is a refusal that changes nothing, or reading "ada" shows "nickName" as "After"

      Examples: names are case insensitive (RFC 7643, 2.1)
        | what        | operations | op | path | value |
        | lower case  | operations | op | path | value |
        | capitals    | OPERATIONS | OP | PATH | VALUE |

  @req:RFC7644-3.5.2-04
  Rule: The body has one or more operations

    Scenario Outline: A body with <what> is refused
      Given a user "ada"
      When the client sends PATCH "/Users/{ada}" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"]<operations>}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: no array of operations
        | what                        | operations                                                                   |
        | no operations               |                                                                              |
        | null for operations         | , "Operations": null                                                         |
        | a string for operations     | , "Operations": "replace"                                                    |
        | a string for an operation   | , "Operations": ["replace"]                                                  |
        | a user instead of operations | , "displayName": "After"                                                    |

    Scenario: An empty list of operations changes nothing
      Given a user "ada"
      When the client sends PATCH "/Users/{ada}" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": []}
        """
      Then the answer is 200, 204 or 400
      And nothing about "ada" has changed

  @req:RFC7644-3.5.2-05
  Rule: An operation adds, removes or replaces

    Scenario Outline: An operation with <what> is refused
      Given a user "ada" with:
        """
        {"nickName": "Before"}
        """
      When the client patches "ada" with:
        """
        {<op>"path": "nickName", "value": "After"}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: none of the three
        | what            | op                   |
        | no op           |                      |
        | an unknown op   | "op": "frobnicate",  |
        | an empty op     | "op": "",            |
        | null for op     | "op": null,          |
        | a number for op | "op": 1,             |
        | a list for op   | "op": ["replace"],   |

    Scenario Outline: The capitalised <op> is understood or refused
      Given a user "ada" with:
        """
        {"nickName": "Before", "title": "Countess"}
        """
      When the client patches "ada" with:
        """
        {"op": "<op>", "path": "<path>"<value>}
        """
      Then the answer is a refusal that changes nothing, or reading "ada" shows "<path>" as <after>

      Examples: as Entra writes them
        | op      | path     | value              | after   |
        | Add     | nickName | , "value": "After" | "After" |
        | Replace | nickName | , "value": "After" | "After" |
        | Remove  | title    |                    | null    |

  @req:RFC7644-3.5.2-06
  Rule: A path is optional for add and replace

    Scenario Outline: A path-less <op> sets what its value holds
      Given a user "ada" with:
        """
        {"nickName": "Before"}
        """
      When the client patches "ada" with:
        """
        {"op": "<op>", "value": {"nickName": "After", "title": "Countess"}}
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path     | value           |
        | nickName | "After"         |
        | title    | "Countess"      |
        | userName | "{address:ada}" |

      Examples: with attributes as the value
        | op      |
        | add     |
        | replace |

    Scenario Outline: A path-less <op> of <what> is refused
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "<op>", "value": <value>}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: no attributes as the value
        | op      | what     | value     |
        | add     | a string | "title"   |
        | replace | a string | "title"   |
        | replace | a number | 42        |
        | replace | a list   | ["title"] |

  @req:RFC7644-3.5.2-07
  Rule: A removal needs a path

    Scenario Outline: A removal of <what> with <path> changes nothing
      Given a user "ada" with:
        """
        {"title": "Countess"}
        """
      When the client patches "ada" with:
        """
        {"op": "remove"<more>}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: nothing that says what to remove
        | what         | path         | more                                       |
        | everything   | no path      |                                            |
        | an attribute | no path      | , "value": {"title": "Countess"}           |
        | a name       | no path      | , "value": "title"                         |
        | everything   | a null path  | , "path": null                             |
        | everything   | an empty path | , "path": ""                              |

  @req:RFC7644-3.5.2-19
  Rule: A failed PATCH is answered by a status and a SCIM error

    Scenario: The error of a failed PATCH can be read by a client
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "frobnicate", "path": "nickName", "value": "x"}
        """
      Then the answer is 400
      And the answer is a SCIM error

  @req:RFC7644-3.5.2-20
  Rule: The answer to a PATCH is the whole resource, or has no content

    Scenario: A patched user is answered as it is read
      Given a user "ada" with:
        """
        {"nickName": "Before", "title": "Countess"}
        """
      When the client patches "ada" with:
        """
        [{"op": "replace", "path": "nickName", "value": "After"}, {"op": "remove", "path": "title"}]
        """
      Then the answer is 200 or 204
      And the answer shows "ada" in full unless it is 204
      And reading "ada" shows "nickName" as "After"

    @needs:groups
    Scenario: A group is answered with the members that the PATCH left
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada" and "ben"
      When the client patches "engines" with:
        """
        {"op": "remove", "path": "members[value eq \"{ada}\"]"}
        """
      Then the answer is 200 or 204
      And the answer shows "engines" in full unless it is 204
      And the group "engines" holds exactly "ben"

    Scenario: A PATCH that changes nothing is answered as it is read
      Given a user "ada" with:
        """
        {"nickName": "Countess"}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "nickName", "value": "Countess"}
        """
      Then the answer is 200 or 204
      And the answer shows "ada" in full unless it is 204

  @req:RFC7644-3.5.2-21
  Rule: A successful PATCH can be answered without content

    Scenario Outline: A PATCH that asks to leave out <attribute> succeeds either way
      Given a user "ada"
      When the client sends PATCH "/Users/{ada}?excludedAttributes=<attribute>" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
         "Operations": [{"op": "replace", "path": "nickName", "value": "Countess"}]}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "nickName" as "Countess"

      Examples: what a client may not want back
        | attribute |
        | emails    |
        | nickName  |

  @req:RFC7644-3.5.2-22
  Rule: A PATCH that asks for attributes is answered with them

    Scenario: The attributes asked for come back
      Given a user "ada"
      When the client sends PATCH "/Users/{ada}?attributes=nickName" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
         "Operations": [{"op": "replace", "path": "nickName", "value": "Countess"}]}
        """
      Then the answer is 200
      And the answer has:
        | path     | value      |
        | id       | "{ada}"    |
        | nickName | "Countess" |

    @needs:groups
    Scenario: A group's name comes back when it is asked for
      Given a user "ada"
      And a group "engines" of "ada"
      When the client sends PATCH "/Groups/{engines}?attributes=displayName" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
         "Operations": [{"op": "replace", "path": "displayName", "value": "{address:looms}"}]}
        """
      Then the answer is 200
      And the answer has "displayName" as "{address:looms}"
