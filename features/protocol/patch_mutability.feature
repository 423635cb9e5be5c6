@protocol @patch @needs:patch
Feature: Operations that the schema does not allow

  RFC 7644, section 3.5.2: an operation fits the mutability and the type of its
  target, or fails. POST and PUT pass over readOnly values; PATCH refuses them.

  @req:RFC7644-3.5.2-10
  Rule: An operation fits the type of its target

    Scenario Outline: A <type> as the new <path> is refused
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "King"}}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "<path>", "value": <value>}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: single-valued
        | type    | path                               | value        |
        | word    | active                             | "maybe"      |
        | number  | active                             | 42           |
        | object  | active                             | {"is": true} |
        | number  | userName                           | 42           |
        | object  | userName                           | {"is": "x"}  |
        | boolean | displayName                        | true         |
        | list    | displayName                        | ["x"]        |
        | number  | name.givenName                     | 42           |

      Examples: multi-valued
        | type    | path                               | value        |
        | string  | emails                             | "{address:x}" |
        | number  | emails                             | 42           |
        | number  | emails[type eq \"work\"].value     | 42           |
        | word    | emails[type eq \"work\"].primary   | "maybe"      |
        | string  | emails[type eq \"work\"]           | "{address:x}" |

    Scenario Outline: A path-less replacement with <what> is refused
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "value": {"nickName": "After", <value>}}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: one of several values is wrong
        | what                      | value                        |
        | a number for the title    | "title": 42                  |
        | a word for active         | "active": "maybe"            |
        | a string for the name     | "name": "Ada"                |
        | a string for the e-mails  | "emails": "{address:x}" |

    Scenario: The error of a value of the wrong type says that the value is the trouble
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "active", "value": "maybe"}
        """
      Then the answer is 400
      And the scimType is "invalidValue" or "invalidSyntax"

    Scenario: A user name that somebody has is refused
      Given a user "ada"
      And a user "ben"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "userName", "value": "{address:ben}"}
        """
      Then the answer is 400 or 409
      And nothing about "ada" has changed

  @req:RFC7644-3.5.2-13
  Rule: An operation against the mutability or the schema of its target fails

    Scenario Outline: <op> of the readOnly <path> is refused
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "<op>", "path": "<path>", "value": <value>}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: common attributes
        | op      | path              | value                              |
        | replace | id                | "other"                            |
        | add     | id                | "other"                            |
        | replace | ID                | "other"                            |
        | replace | meta              | {"resourceType": "Other"}          |
        | replace | meta.created      | "2001-01-01T00:00:00Z"             |
        | replace | meta.lastModified | "2001-01-01T00:00:00Z"             |
        | replace | meta.resourceType | "Group"                            |
        | replace | meta.location     | "https://contoso.example/Users/1"  |

    Scenario Outline: A path-less <op> does not change the <attribute>
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "<op>", "value": {"<attribute>": <value>, "nickName": "Countess"}}
        """
      Then the answer is no server error
      And reading "ada" shows the same "id"
      And reading "ada" shows the same "meta.created"
      And reading "ada" shows the same "meta.resourceType"

      Examples: readOnly attributes that a client may echo
        | op      | attribute | value                                                              |
        | add     | id        | "other"                                                            |
        | replace | id        | "other"                                                            |
        | replace | meta      | {"created": "2001-01-01T00:00:00Z", "resourceType": "Other"}       |

    Scenario: The error of a change of the id says mutability
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "id", "value": "other"}
        """
      Then the answer is 400
      And the scimType is "mutability"

    Scenario Outline: <op> of the unknown <path> is refused
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "<op>", "path": "<path>"<value>}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: not in the schema of a user
        | op      | path                                | value           |
        | replace | frobnication                        | , "value": "x"  |
        | add     | frobnication                        | , "value": "x"  |
        | remove  | frobnication                        |                 |
        | replace | name.frobnication                   | , "value": "x"  |
        | replace | emails[type eq \"work\"].frobnication | , "value": "x" |
        | replace | nickName.frobnication               | , "value": "x"  |
        | replace | members                             | , "value": []   |
