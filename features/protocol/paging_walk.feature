@protocol @paging
Feature: Walks through the pages of a list

  RFC 7644, section 3.4.2.4. A client walks by adding to startIndex what it got;
  what the pages held, put together, has to be everybody, once.

  @req:RFC7644-3.4.2.4-08
  Rule: Without a count the server decides how many it returns

    Scenario: A list without a count holds somebody
      Given a user "ada"
      When the client sends GET "/Users"
      Then the answer is 200
      And the answer has "Resources[0].id"

    Scenario Outline: The count <count> breaks nothing
      Given a user "ada"
      When the client sends GET "/Users?count=<count>"
      Then the answer is 200 or 400

      Examples: no count
        | count                |
        | ten                  |
        | 1.5                  |
        | 99999999999999999999 |
        | -9223372036854775808 |
        | 2147483648           |
        | %00                  |

  @req:RFC7643-5-06
  Rule: filter.maxResults is the most that one answer holds

    Scenario: Asked for a million, the server keeps to its most
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client sends GET "/Users?count=1000000"
      Then the answer is 200 or 400
      And the page holds no more resources than "filter.maxResults" promises

    @needs:filter @needs:small-pages
    Scenario: What one answer cannot hold comes on pages, or is declined as too many
      Given more users than "filter.maxResults" promises, with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"
      Then the answer is 200 or 400
      And a 400 answer has "scimType" as "tooMany"
      And the page holds no more resources than "filter.maxResults" promises
      And the pages that follow with filter=displayName eq "{address:crew}" hold the rest, unless the answer is 400

  @req:RFC7644-3.4.2.4-09
  Rule: The numbers of a page lead a client through all pages

    Scenario Outline: The numbers of the page by <query> are whole numbers
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client sends GET "/Users?<query>"
      Then the answer is 200
      And every "totalResults" of the answer is a whole number
      And any "startIndex" of the answer is a whole number
      And any "itemsPerPage" of the answer is a whole number

      Examples: pages
        | query                |
        | count=2              |
        | startIndex=2&count=1 |
        | count=0              |

    @needs:filter
    Scenario Outline: A walk in pages of <size> through a filter meets everybody once
      Given the users "ada", "ben", "cleo", "dora" and "eve" with "displayName" as "{address:crew}"
      When the client walks users with filter=displayName eq "{address:crew}" in pages of <size>
      Then the list holds exactly "ada", "ben", "cleo", "dora" and "eve"

      Examples: sizes that divide five, and that do not
        | size |
        | 1    |
        | 2    |
        | 3    |
        | 4    |
        | 5    |
        | 6    |

    Scenario Outline: A walk in pages of <size> through all users meets everybody once
      Given the users "ada", "ben", "cleo", "dora" and "eve" with "displayName" as "{address:crew}"
      When the client walks users in pages of <size>
      Then the list holds exactly "ada", "ben", "cleo", "dora" and "eve"

      Examples: sizes of pages
        | size |
        | 1    |
        | 2    |
        | 3    |

    @needs:filter
    Scenario: A walk for one attribute meets everybody once
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client walks users with filter=displayName eq "{address:crew}"&attributes=userName in pages of 2
      Then the list holds exactly "ada", "ben" and "cleo"

    @needs:groups
    Scenario Outline: A walk in pages of <size> through all groups meets each once
      Given a group "engines" of nobody
      And a group "looms" of nobody
      And a group "mills" of nobody
      When the client walks groups in pages of <size>
      Then the list holds exactly "engines", "looms" and "mills"

      Examples: sizes of pages of groups
        | size |
        | 1    |
        | 2    |

    Scenario: A walk after a deletion meets whom there is
      Given the users "ada", "ben", "cleo" and "dora" with "displayName" as "{address:crew}"
      And the client deleted "ben"
      When the client walks users in pages of 2
      Then the list holds "ada"
      And the list holds "cleo"
      And the list holds "dora"

    Scenario: A user who is not active is met, too
      Given the users "ada" and "cleo" with "displayName" as "{address:crew}"
      And a user "ben" with:
        """
        {"active": false}
        """
      When the client walks users in pages of 2
      Then the list holds exactly "ada", "ben" and "cleo"

  @req:RFC7644-3.4.2.4-10
  Rule: Beyond the end there is an empty page

    Scenario: A list that is asked for from far beyond its end is empty
      Given a user "ada"
      When the client sends GET "/Users?startIndex=100000000"
      Then the answer is 200
      And the page holds at most 0 resources

    @needs:filter
    Scenario Outline: From <start> on there is nobody of three who match
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&startIndex=<start>&count=2
      Then the answer is 200
      And the page holds at most 0 resources
      And the answer has "totalResults" as 3

      Examples: one beyond, many beyond
        | start |
        | 4     |
        | 100   |
