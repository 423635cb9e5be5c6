@cases @entra @groups @needs:groups @needs:patch
Feature: Members whose removal the bridge misunderstands

  Entra removes a member by naming the list and a value, which the letter of the
  standard reads as "remove them all".

  Background:
    Given "ada@contoso.example" is an active member
    And "bob@contoso.example" is an active member

  @req:CASE-ENTRA-12
  Rule: Whoever leaves a group leaves it alone

    Scenario: One of two people leaves and the other keeps the group
      Given the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      When "bob@contoso.example" leaves the group "Engineering"
      And a sync cycle completes
      Then the account has the group "Engineering" of "ada@contoso.example"

  @req:CASE-ENTRA-13 @wire
  Rule: Several people leave in one request and the rest stay

    Scenario: Two of three are named and the third stays
      Given a user "dan"
      And a user "eve"
      And a user "fred"
      And a group "team" of "dan", "eve" and "fred"
      When the client patches "team" with:
        """
        {"op": "Remove", "path": "members", "value": [{"value": "{dan}"}, {"value": "{fred}"}]}
        """
      Then the answer is 200 or 204
      And the group "team" holds exactly "eve"

  @req:CASE-ENTRA-14 @wire
  Rule: Who leaves is told by the id alone, whatever else is said

    Scenario Outline: The named member goes although <what> is said beside the id
      Given a user "dan"
      And a user "eve"
      And a group "team" of "dan" and "eve"
      When the client patches "team" with:
        """
        {"op": "Remove", "path": "members", "value": [{"value": "{eve}", <more>}]}
        """
      Then the answer is 200 or 204
      And the group "team" holds exactly "dan"

      Examples: what clients say beside the id
        | what               | more                          |
        | another name       | "display": "Somebody else"    |
        | an empty reference | "$ref": null                  |

  @req:CASE-ENTRA-15
  Rule: A removal that names whom it means is not refused

    Scenario: Nothing is left to be repeated after somebody left the group
      Given the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      When "bob@contoso.example" leaves the group "Engineering"
      And a sync cycle completes
      Then the directory holds no failed change
      And the account has the group "Engineering" of "ada@contoso.example"

  @req:CASE-ENTRA-16
  Rule: Both ways to name whom to remove are understood by one bridge

    Scenario: A directory that gets the flag on its way goes on removing members
      Given "carol@contoso.example" is an active member
      And the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      And "bob@contoso.example" left the group "Engineering"
      And a sync cycle completed
      And the directory speaks "entra-compliant"
      When "ada@contoso.example" leaves the group "Engineering"
      And a sync cycle completes
      Then the account has the group "Engineering" of nobody

  @req:CASE-ENTRA-17
  Rule: A removal that was answered with success has happened

    Scenario: Who left the group is out of it after the cycle that said so
      Given the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      When "ada@contoso.example" leaves the group "Engineering"
      And 2 sync cycles complete
      Then the account has the group "Engineering" of "bob@contoso.example"
      And "ada@contoso.example" has access to the account

  @req:CASE-ENTRA-18
  Rule: With the flag a member is named in the path, and goes alone

    Scenario: One of two people leaves a group of a flagged job
      Given the directory speaks "entra-compliant"
      And the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      When "bob@contoso.example" leaves the group "Engineering"
      And a sync cycle completes
      Then the account has the group "Engineering" of "ada@contoso.example"
      And the directory holds no failed change

  @req:CASE-ENTRA-19
  Rule: An empty reference beside the id, and capital letters, do no harm

    Scenario: People are moved by a directory that names members with an empty reference
      Given the directory names members with an empty reference
      And the account follows the group "Engineering" of "ada@contoso.example"
      And "bob@contoso.example" joined the group "Engineering"
      And "ada@contoso.example" left the group "Engineering"
      When a sync cycle completes
      Then the account has the group "Engineering" of "bob@contoso.example"

  @req:CASE-ENTRA-20
  Rule: Whoever joins a group joins those who are in it

    Scenario: People join one after the other and nobody drops out
      Given "carol@contoso.example" is an active member
      And the account follows the group "Engineering" of "ada@contoso.example"
      And "bob@contoso.example" joined the group "Engineering"
      And a sync cycle completed
      And "ada@contoso.example" left the group "Engineering"
      And a sync cycle completed
      When "carol@contoso.example" joins the group "Engineering"
      And a sync cycle completes
      Then the account has the group "Engineering" of "bob@contoso.example" and "carol@contoso.example"

    @wire
    Scenario: Members are left out where the client asks for that
      Given a user "dan"
      And a group "team" of "dan"
      When the client sends GET "/Groups/{team}?excludedAttributes=members"
      Then the answer is 200
      And the answer has no "members"

  @req:CASE-ENTRA-43
  Rule: Whoever leaves group and app at once is out of both

    Scenario: Somebody leaves the group and is unassigned before the next cycle
      Given the account follows the group "Engineering" of "ada@contoso.example" and "bob@contoso.example"
      And "bob@contoso.example" left the group "Engineering"
      When "bob@contoso.example" is unassigned in the directory
      And a sync cycle completes
      Then "bob@contoso.example" has no access to the account
      And the account has the group "Engineering" of "ada@contoso.example"
