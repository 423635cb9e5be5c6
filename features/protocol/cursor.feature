@protocol @paging @needs:cursor-paging
Feature: Lists can be walked by cursors

  RFC 9865, sections 2 and 3. The first page is asked for with an empty cursor, each
  further one with the cursor that the page before names; all else stays the same.

  @req:RFC9865-2-02
  Rule: An empty cursor asks for the first page

    Scenario Outline: A first page is asked for by <how>
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client sends GET "/Users?<query>"
      Then the answer is 200
      And any "schemas" of the answer is one of [["urn:ietf:params:scim:api:messages:2.0:ListResponse"]]
      And the answer has "nextCursor"

      Examples: empty cursors
        | how                          | query           |
        | a cursor without a value     | cursor&count=2  |
        | a cursor with an empty value | cursor=&count=2 |
        | a cursor behind the count    | count=2&cursor  |

  @req:RFC9865-2-03
  Rule: A cursor is made of letters that a URL carries as they are

    Scenario: A cursor needs no escapes
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client sends GET "/Users?cursor&count=1"
      Then the answer is 200
      And every "nextCursor" of the answer matches "[A-Za-z0-9._~-]+"

  @req:RFC9865-2-04
  Rule: A negative count is nought

    Scenario: A page of less than nobody holds nobody
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client sends GET "/Users?cursor&count=-1"
      Then the answer is 200
      And the page holds at most 0 resources

  @req:RFC9865-2-05
  Rule: A count of nought asks for the total alone

    @needs:filter
    Scenario: A page of nobody counts everybody
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&cursor=&count=0
      Then the answer is 200
      And the page holds at most 0 resources
      And any "totalResults" of the answer is one of [3]

  @req:RFC9865-2-06
  Rule: No page holds more than was asked for

    Scenario Outline: A first page of <count> holds no more
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client sends GET "/Users?cursor&count=<count>"
      Then the answer is 200
      And the page holds at most <count> resources

      Examples: counts
        | count |
        | 1     |
        | 2     |

    Scenario: A second page holds no more than was asked for
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      And the page "first" of users with cursor=&count=1
      When the client lists users with cursor={first}&count=1
      Then the answer is 200
      And the page holds at most 1 resources

  @req:RFC9865-2-07
  Rule: Every page but the last names the next

    @needs:filter
    Scenario: As long as somebody is missing there is a next page
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      And the page "first" of users with filter=displayName eq "{address:crew}"&cursor=&count=1
      When the client lists users with filter=displayName eq "{address:crew}"&cursor={first}&count=1
      Then the answer is 200
      And the answer has "nextCursor"
      And the page holds nobody of the page "first"

  @req:RFC9865-2-08
  Rule: Where no next page is named there is none

    @needs:filter
    Scenario Outline: A walk in pages of <count> meets everybody once
      Given the users "ada", "ben", "cleo", "dora" and "emil" with "displayName" as "{address:crew}"
      When the client follows the cursors of users with filter=displayName eq "{address:crew}", <count> a page
      Then the list holds exactly "ada", "ben", "cleo", "dora" and "emil"

      Examples: pages
        | count |
        | 1     |
        | 2     |
        | 4     |
        | 5     |
        | 50    |

    @needs:filter
    Scenario: A walk through nobody ends
      Given a user "ada"
      When the client follows the cursors of users with filter=displayName eq "{address:crew}", 2 a page
      Then the list holds exactly nobody

    @needs:filter
    Scenario: A walk that shows one attribute meets everybody once
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client follows the cursors of users with filter=displayName eq "{address:crew}"&attributes=userName, 2 a page
      Then the list holds exactly "ada", "ben" and "cleo"

  @req:RFC9865-2-09
  Rule: A way back leads to the page before

    @needs:filter
    Scenario: From the second page the way back leads to the first
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      And the page "first" of users with filter=displayName eq "{address:crew}"&cursor=&count=1
      When the client lists users with filter=displayName eq "{address:crew}"&cursor={first}&count=1
      Then the answer is 200
      And a way back, if one is shown, leads with filter=displayName eq "{address:crew}"&count=1 to the page "first" again

    @needs:filter
    Scenario: From the third page the way back leads to the second
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      And the page "first" of users with filter=displayName eq "{address:crew}"&cursor=&count=1
      And the page "second" of users with filter=displayName eq "{address:crew}"&cursor={first}&count=1
      When the client lists users with filter=displayName eq "{address:crew}"&cursor={second}&count=1
      Then the answer is 200
      And a way back, if one is shown, leads with filter=displayName eq "{address:crew}"&count=1 to the page "second" again

  @req:RFC9865-2-10
  Rule: From the first page there is no way back

    Scenario: A first page names none before it
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client sends GET "/Users?cursor&count=2"
      Then the answer is 200
      And the answer has no "previousCursor"

  @req:RFC9865-2-12
  Rule: The total is right, or left out

    @needs:filter
    Scenario: A first page counts all that match
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&cursor=&count=2
      Then the answer is 200
      And any "totalResults" of the answer is one of [3]

    @needs:filter
    Scenario: A second page counts all that match
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      And the page "first" of users with filter=displayName eq "{address:crew}"&cursor=&count=1
      When the client lists users with filter=displayName eq "{address:crew}"&cursor={first}&count=1
      Then the answer is 200
      And any "totalResults" of the answer is one of [3]

  @req:RFC9865-2.1-05
  Rule: The count stays the same on the way, or invalidCount says so

    Scenario: Another count on the second page is taken or refused
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      And the page "first" of users with cursor=&count=1
      When the client lists users with cursor={first}&count=2
      Then the answer is 200 or 400
      And a 400 answer has "scimType" as "invalidCount"

  @req:RFC9865-2.2-01
  Rule: Pages by cursor keep the order that was asked for

    @needs:sort @needs:filter
    Scenario Outline: A walk in <order> order goes through all pages in it
      Given the users "ada", "ben", "cleo", "dora" and "emil" with "displayName" as "{address:crew}"
      When the client follows the cursors of users with filter=displayName eq "{address:crew}"&sortBy=userName&sortOrder=<order>, 2 a page
      Then the list holds <names> in this order

      Examples: orders
        | order      | names                                    |
        | ascending  | "ada", "ben", "cleo", "dora" and "emil"  |
        | descending | "emil", "dora", "cleo", "ben" and "ada"  |

  @req:RFC9865-2.3-01
  Rule: Where cursors are shown unasked they lead through everybody

    @needs:filter
    Scenario: A walk that never asked for cursors meets everybody once
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client follows the cursors that it is shown of users with filter=displayName eq "{address:crew}"
      Then the list holds exactly "ada", "ben" and "cleo"

  @req:RFC9865-2.4-01
  Rule: One way to page is the default

    Scenario: A query that asks for neither way is paged by the default
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client sends GET "/Users?count=1"
      Then the answer is 200
      And the list is paged as the configuration says

  @req:RFC9865-3-01
  Rule: Cursors work in searches by POST

    @needs:search
    Scenario: A search with an empty cursor names its next page
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client searches "/Users" for:
        """
        {"cursor": "", "count": 2}
        """
      Then the answer is 200
      And the page holds at most 2 resources
      And the answer has "nextCursor"

    @needs:search @needs:filter
    Scenario: A search goes on where its first page ended
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      And the page "first" of a search in "/Users" for:
        """
        {"filter": "displayName eq \"{address:crew}\"", "cursor": "", "count": 2}
        """
      When the client searches "/Users" for:
        """
        {"filter": "displayName eq \"{address:crew}\"", "cursor": "{first}", "count": 2}
        """
      Then the answer is 200
      And the page holds at most 2 resources
      And the page holds nobody of the page "first"
      And the answer has "Resources[0].id"
