@protocol @paging
Feature: Lists that come in pages

  RFC 7644, sections 3.4.2 and 3.4.2.4. The order of a list that is not sorted is
  the server's; what matters is that a walk through its pages misses nobody and
  meets nobody twice.

  @req:RFC7644-3.4.2-03
  Rule: Unknown parameters are ignored

    Scenario Outline: A query with <parameter> is answered
      Given a user "ada"
      When the client lists users with count=1&<parameter>
      Then the answer is 200
      And the page holds at most 1 resources

      Examples: of tomorrow, of other servers
        | parameter                    |
        | frobnicate=yes               |
        | frobnicate                   |
        | offset=5&limit=10            |
        | includeDeleted=true          |

  @req:RFC7644-3.4.2-04
  Rule: The answer to a query is a ListResponse

    Scenario Outline: The list at <path> says what it is
      Given a user "ada"
      When the client sends GET "<path>"
      Then the answer is 200
      And the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:ListResponse"]

      Examples: of users
        | path                 |
        | /Users               |
        | /Users?count=1       |
        | /Users?count=0       |

      @needs:filter
      Examples: of one, and of nobody
        | path                                                  |
        | /Users?filter=userName%20eq%20%22{address:ada}%22     |
        | /Users?filter=userName%20eq%20%22{address:nobody}%22  |

      @needs:groups
      Examples: of groups
        | path                 |
        | /Groups              |

  @req:RFC7644-3.4.2-05
  Rule: totalResults counts all that match

    @needs:filter
    Scenario Outline: The total is 3 although the client asked for <page>
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&<page>
      Then the answer is 200
      And the answer has "totalResults" as 3

      Examples: pages that hold fewer
        | page                   |
        | count=1                |
        | count=2&startIndex=2   |
        | startIndex=3           |
        | startIndex=4           |
        | count=0                |
        | count=100              |

    Scenario: A list without a filter counts whom it does not show, too
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client walks users in pages of 1
      Then the list holds exactly "ada", "ben" and "cleo"

  @req:RFC7644-3.4.2-06
  Rule: Resources is there when there are results

    Scenario: A list that counts somebody shows somebody
      Given a user "ada"
      When the client sends GET "/Users"
      Then the answer is 200
      And the answer has "Resources[0].id"

    @needs:filter
    Scenario: A page of several shows some
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&startIndex=2&count=1
      Then the answer is 200
      And the answer has "Resources[0].userName"

  @req:RFC7644-3.4.2-07
  Rule: A page says where it starts

    @needs:filter
    Scenario Outline: The page from <start> on says so
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&startIndex=<start>&count=1
      Then the answer is 200
      And the answer has "startIndex" as <start>

      Examples: each of three
        | start |
        | 1     |
        | 2     |
        | 3     |

    Scenario: A page of all users says where it starts
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client sends GET "/Users?startIndex=2&count=1"
      Then the answer is 200
      And the answer has "startIndex" as 2

  @req:RFC7644-3.4.2-08
  Rule: A page says how many resources it holds

    Scenario Outline: The page by <query> counts its resources
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client sends GET "/Users?<query>"
      Then the answer is 200
      And the page counts its resources

      Examples: of all users
        | query                |
        | count=2              |
        | startIndex=2&count=1 |

      @needs:filter
      Examples: of three, the last page among them
        | query                                                                          |
        | filter=displayName%20eq%20%22{address:crew}%22&count=2                         |
        | filter=displayName%20eq%20%22{address:crew}%22&startIndex=2&count=1            |
        | filter=displayName%20eq%20%22{address:crew}%22&startIndex=3&count=2            |

    @needs:filter @warn
    Scenario: A list that is complete counts its resources
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&count=10
      Then the page counts its resources

  @req:RFC7644-3.4.2.4-03
  Rule: startIndex counts from 1

    @needs:filter
    Scenario: Without startIndex a page is the first
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"
      Then the list holds exactly "ada", "ben" and "cleo"

    @needs:filter
    Scenario: From 1 on nobody is left out
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&startIndex=1
      Then the list holds exactly "ada", "ben" and "cleo"

    @needs:filter
    Scenario: From 2 on there are two of three
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&startIndex=2
      Then the answer has "Resources[1].id"
      And the page holds at most 2 resources

    Scenario Outline: The startIndex <start> breaks nothing
      Given a user "ada"
      When the client sends GET "/Users?startIndex=<start>&count=1"
      Then the answer is 200 or 400
      And the page holds at most 1 resources

      Examples: no index
        | start                |
        | one                  |
        | 1.5                  |
        | 1e3                  |
        | 99999999999999999999 |
        | 9223372036854775807  |
        | -9223372036854775808 |
        | %00                  |

  @req:RFC7644-3.4.2.4-04
  Rule: A startIndex below 1 is taken for 1

    Scenario Outline: From <start> on is from the beginning
      Given the users "ada" and "ben" with "displayName" as "{address:crew}"
      When the client sends GET "/Users?startIndex=<start>&count=2"
      Then the answer is 200
      And the answer has "Resources[0].id"
      And the answer has "startIndex" as 1

      Examples: zero and less
        | start |
        | 0     |
        | -1    |
        | -100  |

    @needs:filter
    Scenario Outline: From <start> on a filter leaves out nobody
      Given the users "ada" and "ben" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&startIndex=<start>
      Then the list holds exactly "ada" and "ben"

      Examples: zero and less, filtered
        | start |
        | 0     |
        | -1    |

  @req:RFC7644-3.4.2.4-05
  Rule: A page holds no more than was asked for

    Scenario Outline: Asked for <count> of all users, the server returns no more
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client sends GET "/Users?count=<count>"
      Then the answer is 200
      And the page holds at most <count> resources

      Examples: fewer than there are
        | count |
        | 1     |
        | 2     |

    @needs:filter
    Scenario: Asked for two of three that match, the server returns no more
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&count=2
      Then the answer is 200
      And the page holds at most 2 resources

    @needs:groups
    Scenario: Asked for one of two groups, the server returns no more
      Given a group "engines" of nobody
      And a group "looms" of nobody
      When the client sends GET "/Groups?count=1"
      Then the answer is 200
      And the page holds at most 1 resources

  @req:RFC7644-3.4.2.4-06
  Rule: A negative count is taken for 0

    Scenario Outline: Asked for <count>, the server returns nobody
      Given a user "ada"
      When the client sends GET "/Users?count=<count>"
      Then the answer is 200
      And the page holds at most 0 resources

      Examples: less than nothing
        | count |
        | -1    |
        | -100  |

    @needs:filter
    Scenario: A negative count leaves the total as it is
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&count=-1
      Then the answer is 200
      And the answer has "totalResults" as 3

  @req:RFC7644-3.4.2.4-07
  Rule: A count of 0 asks for the total alone

    Scenario: Asked for nobody, the server returns nobody
      Given a user "ada"
      When the client sends GET "/Users?count=0"
      Then the answer is 200
      And the page holds at most 0 resources

    @needs:filter
    Scenario: Asked for nobody of three that match, the server counts them
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&count=0
      Then the answer is 200
      And the answer has "totalResults" as 3
      And the page holds at most 0 resources
