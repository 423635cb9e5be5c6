@protocol @patch @needs:patch
Feature: Operations in a row

  RFC 7644, section 3.5.2: operations apply one after the other, all of them or
  none, and a new primary value is the only one.

  @req:RFC7644-3.5.2-16
  Rule: Operations apply in order, each on what the one before left

    Scenario Outline: The last word counts in <what>
      Given a user "ada" with:
        """
        {"nickName": "Before", "emails": [{"value": "{address:work}", "type": "work"}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        [<first>, <second>]
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path     | value           |
        | <path>   | <after>         |
        | userName | "{address:ada}" |

      Examples: two operations on one attribute
        | what                       | first                                                        | second                                                      | path     | after  |
        | two replacements           | {"op": "replace", "path": "nickName", "value": "A"}          | {"op": "replace", "path": "nickName", "value": "B"}         | nickName | "B"    |
        | an addition and a removal  | {"op": "add", "path": "title", "value": "A"}                 | {"op": "remove", "path": "title"}                           | title    | null   |
        | a removal and an addition  | {"op": "remove", "path": "nickName"}                         | {"op": "add", "path": "nickName", "value": "B"}             | nickName | "B"    |
        | a value with and without a path | {"op": "replace", "value": {"nickName": "A"}}           | {"op": "replace", "path": "nickName", "value": "B"}         | nickName | "B"    |

      Examples: the second sees what the first made
        | what                            | first                                                                                | second                                                                                      | path                           | after                   |
        | an element changed once added   | {"op": "add", "path": "emails", "value": [{"value": "{address:o}", "type": "other"}]} | {"op": "replace", "path": "emails[type eq \"other\"].value", "value": "{address:p}"}  | emails[type eq "other"].value  | "{address:p}"     |
        | an element found by its new type | {"op": "replace", "path": "emails[type eq \"home\"].type", "value": "other"}        | {"op": "replace", "path": "emails[type eq \"other\"].value", "value": "{address:p}"}  | emails[type eq "other"].value  | "{address:p}"     |
        | a list emptied and filled again | {"op": "remove", "path": "emails"}                                                   | {"op": "add", "path": "emails", "value": [{"value": "{address:p}", "type": "work"}]}  | emails[type eq "work"].value   | "{address:p}"     |

    @needs:groups
    Scenario: The members of a group are removed and listed anew
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      And a group "engines" of "ada" and "ben"
      When the client patches "engines" with:
        """
        [{"op": "remove", "path": "members"}, {"op": "add", "path": "members", "value": [{"value": "{ben}"}, {"value": "{cleo}"}]}]
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ben" and "cleo"

    @needs:groups
    Scenario: A member is added and removed in one request
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        [{"op": "add", "path": "members", "value": [{"value": "{ben}"}]}, {"op": "remove", "path": "members[value eq \"{ben}\"]"}]
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ada"

    @needs:groups
    Scenario: Name and members of a group change in one request
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      And a group "engines" of "ada" and "ben"
      When the client patches "engines" with:
        """
        [{"op": "remove", "path": "members[value eq \"{ada}\"]"},
         {"op": "replace", "path": "displayName", "value": "{address:looms}"},
         {"op": "add", "path": "members", "value": [{"value": "{cleo}"}]}]
        """
      Then the answer is 200 or 204
      And the group "engines" holds exactly "ben" and "cleo"
      And reading "engines" shows "displayName" as "{address:looms}"

  @req:RFC7644-3.5.2-17
  Rule: A value that becomes primary is the only one

    Scenario Outline: The home address becomes primary by <what>
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work", "primary": true}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        <operation>
        """
      Then the answer is 200 or 204
      And reading "ada" shows "<primary>" as the only primary of "emails"
      And reading "ada" shows "emails[type eq "work"].value" as "{address:work}"

      Examples: an element that is there
        | what                     | operation                                                                              | primary              |
        | a replaced flag          | {"op": "replace", "path": "emails[type eq \"home\"].primary", "value": true}            | {address:home} |
        | an added flag            | {"op": "add", "path": "emails[value eq \"{address:home}\"].primary", "value": true} | {address:home} |
        | a replaced element       | {"op": "replace", "path": "emails[type eq \"home\"]", "value": {"value": "{address:new}", "type": "home", "primary": true}} | {address:new} |

      Examples: an element that is new
        | what                     | operation                                                                              | primary              |
        | an addition with a path  | {"op": "add", "path": "emails", "value": [{"value": "{address:new}", "type": "other", "primary": true}]}   | {address:new} |
        | an addition without one  | {"op": "add", "value": {"emails": [{"value": "{address:new}", "type": "other", "primary": true}]}}         | {address:new} |

    Scenario: A new primary phone number leaves the primary e-mail address alone
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work", "primary": true}],
         "phoneNumbers": [{"value": "tel:+1-201-555-0123", "type": "work", "primary": true}]}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "path": "phoneNumbers", "value": [{"value": "tel:+1-201-555-0199", "type": "mobile", "primary": true}]}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "tel:+1-201-555-0199" as the only primary of "phoneNumbers"
      And reading "ada" shows "{address:work}" as the only primary of "emails"

    Scenario: A new value that is not primary leaves the primary one alone
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work", "primary": true}]}
        """
      When the client patches "ada" with:
        """
        {"op": "add", "path": "emails", "value": [{"value": "{address:home}", "type": "home", "primary": false}]}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "{address:work}" as the only primary of "emails"
      And reading "ada" shows 2 of "emails"

  @req:RFC7644-3.5.2-18
  Rule: A failed PATCH changes nothing at all

    Scenario Outline: The earlier operations are undone when the last one is <what>
      Given a user "ada" with:
        """
        {"displayName": "Before", "title": "Countess", "emails": [{"value": "{address:work}", "type": "work"}]}
        """
      When the client patches "ada" with:
        """
        [{"op": "replace", "path": "displayName", "value": "After"},
         {"op": "remove", "path": "title"},
         {"op": "add", "path": "emails", "value": [{"value": "{address:home}", "type": "home"}]},
         <last>]
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: kinds of error
        | what                      | last                                                                                |
        | a change of the id        | {"op": "replace", "path": "id", "value": "other"}                                   |
        | an unknown operation      | {"op": "frobnicate", "path": "nickName", "value": "x"}                              |
        | a malformed path          | {"op": "replace", "path": "emails[type eq", "value": "x"}                           |
        | an unknown attribute      | {"op": "replace", "path": "frobnication", "value": "x"}                             |
        | a value of the wrong type | {"op": "replace", "path": "active", "value": "maybe"}                               |
        | a removal without a path  | {"op": "remove"}                                                                    |
        | without a target          | {"op": "replace", "path": "emails[value co \"nobody\"].value", "value": "{address:x}"} |

    Scenario: An error in the middle stops the operations after it
      Given a user "ada" with:
        """
        {"displayName": "Before", "title": "Countess"}
        """
      When the client patches "ada" with:
        """
        [{"op": "replace", "path": "displayName", "value": "After"},
         {"op": "replace", "path": "frobnication.x", "value": "x"},
         {"op": "replace", "path": "title", "value": "Analyst"}]
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

    Scenario: A user name that is taken undoes the rest of the PATCH
      Given a user "ben"
      And a user "ada" with:
        """
        {"displayName": "Before"}
        """
      When the client patches "ada" with:
        """
        [{"op": "replace", "path": "displayName", "value": "After"}, {"op": "replace", "path": "userName", "value": "{address:ben}"}]
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

    @needs:groups
    Scenario: The members of a group stay when a later operation fails
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada"
      When the client patches "engines" with:
        """
        [{"op": "add", "path": "members", "value": [{"value": "{ben}"}]},
         {"op": "remove", "path": "members[value eq \"{ada}\"]"},
         {"op": "replace", "path": "frobnication", "value": "x"}]
        """
      Then the answer is a refusal
      And nothing about "engines" has changed
