@patch @needs:patch
Feature: PATCH changes what it says and nothing else

  RFC 7644, section 3.5.2. Every write is read back: an answer that says success
  proves nothing.

  @req:RFC7644-3.5.2-09
  Rule: A value filter in the path selects elements

    Scenario: Only the element that the filter selects changes
      Given a user "ada" with:
        """
        {"emails": [{"value": "work@contoso.example", "type": "work"}, {"value": "home@contoso.example", "type": "home"}]}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "emails[type eq \"home\"].value", "value": "new@contoso.example"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows:
        | path                          | value                  |
        | emails[type eq "work"].value  | "work@contoso.example" |
        | emails[type eq "home"].value  | "new@contoso.example"  |

  @req:RFC7644-3.5.2-18
  Rule: A failed PATCH changes nothing at all

    Scenario: A later operation fails and the earlier one is undone
      Given a user "ada" with:
        """
        {"displayName": "Before"}
        """
      When the client patches "ada" with:
        """
        [{"op": "replace", "path": "displayName", "value": "After"}, {"op": "replace", "path": "id", "value": "other"}]
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

  @req:RFC7644-3.5.2.2-01
  Rule: A removal without a path is refused

    Scenario Outline: Removing <what> without a path
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "remove"<value>}
        """
      Then the answer is 400
      And the answer is a SCIM error
      And the scimType is "noTarget"
      And nothing about "ada" has changed

      Examples: with and without a value
        | what      | value                       |
        | all       |                             |
        | one value | , "value": {"title": "x"}   |
