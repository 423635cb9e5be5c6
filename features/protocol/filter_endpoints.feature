@protocol @filter
Feature: What can be queried

  RFC 7644, sections 3.4.2 and 3.4.2.1: the users, the groups, one resource, and
  the server's root, which a server need not answer.

  @req:RFC7644-3.4.2-01
  Rule: Queries go to a resource, to an endpoint or to the root

    Scenario: One resource is queried for some of its attributes
      Given a user "ada"
      When the client sends GET "/Users/{ada}?attributes=userName"
      Then the answer is 200
      And the answer has "id" as "{ada}"

    @needs:filter
    Scenario: The root is queried, or declines
      Given a user "ada"
      When the client sends GET "/?filter=userName%20eq%20%22{address:ada}%22"
      Then the list holds exactly "ada", or the answer declines

  @req:RFC7644-3.4.2.1-01 @needs:filter @needs:groups
  Rule: An endpoint of one type is queried for what is of that type

    Scenario: A filter finds a group by its name
      Given a group "engines" of nobody
      And a group "looms" of nobody
      When the client filters groups by:
        """
        displayName eq "{engines.displayName}"
        """
      Then the list holds exactly "engines"

    Scenario: A group is no user, whatever they have in common
      Given a group "engines" of nobody
      And a user "ada" with:
        """
        {"displayName": "{engines.displayName}"}
        """
      When the client filters users by:
        """
        displayName eq "{engines.displayName}"
        """
      Then the list holds exactly "ada"

    Scenario: A filter finds a group by whom it holds
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada" and "ben"
      And a group "looms" of "ben"
      When the client filters groups by:
        """
        members.value eq "{ada}"
        """
      Then the list holds exactly "engines"

    Scenario Outline: The filter <filter> finds a group, or not
      Given a group "engines" of nobody
      When the client filters groups by:
        """
        <filter>
        """
      Then the list holds exactly <found>

      Examples: qualified, by id, by two expressions
        | filter                                                                              | found     |
        | urn:ietf:params:scim:schemas:core:2.0:Group:displayName eq "{engines.displayName}"  | "engines" |
        | id eq "{engines}"                                                                   | "engines" |
        | id eq "{engines}" and displayName ne "{engines.displayName}"                        | nobody    |

  @req:RFC7644-3.4.2-09 @needs:filter
  Rule: A query that matches nothing succeeds

    Scenario Outline: Nobody is found among the <kind>, and that is no error
      Given a user "ada"
      When the client lists <kind> with filter=<filter>
      Then the answer is 200
      And the answer has "totalResults" as 0
      And the page holds at most 0 resources

      Examples: the users
        | kind  | filter                               |
        | users | userName eq "{address:nobody}"       |

      @needs:groups
      Examples: the groups
        | kind   | filter                               |
        | groups | displayName eq "{address:nobody}"    |

  @req:RFC7644-3.4.2.1-02 @needs:filter @needs:groups
  Rule: A query of the root covers all types

    Scenario: The root lists a user and a group, or declines
      Given a group "engines" of nobody
      And a user "ada" with:
        """
        {"displayName": "{engines.displayName}"}
        """
      When the client lists everything with filter=displayName eq "{engines.displayName}"
      Then the list holds exactly "ada" and "engines", or the answer declines

  @req:RFC7644-3.4.2.1-03 @needs:filter @needs:groups
  Rule: A query of the root can be narrowed by type

    Scenario Outline: The root lists <type> alone, or declines
      Given a group "engines" of nobody
      And a user "ada" with:
        """
        {"displayName": "{engines.displayName}"}
        """
      When the client lists everything with filter=displayName eq "{engines.displayName}" and meta.resourceType eq "<type>"
      Then the list holds exactly "<found>", or the answer declines

      Examples: both types
        | type  | found   |
        | User  | ada     |
        | Group | engines |

  @req:RFC7644-3.4.2.1-05 @needs:filter @needs:groups
  Rule: What a type does not define has no value

    Scenario Outline: The root takes <filter> for what it is to each type, or declines
      Given a group "engines" of nobody
      And a user "ada" with:
        """
        {"displayName": "{engines.displayName}"}
        """
      When the client lists everything with filter=displayName eq "{engines.displayName}" and <filter>
      Then the list holds exactly <found>, or the answer declines

      Examples: attributes of users alone
        | filter                                       | found               |
        | userName pr                                  | "ada"               |
        | not (userName pr)                            | "engines"           |
        | (userName pr or meta.resourceType eq "Group") | "ada" and "engines" |

  @req:RFC7644-3.4.2.2-36 @needs:filter @needs:enterprise
  Rule: Resources with an extension are found by their schemas

    @warn
    Scenario: An enterprise user is found among the users
      Given a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
                     "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
         "displayName": "{address:crew}",
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Engines"}}
        """
      And a user "ben" with:
        """
        {"displayName": "{address:crew}"}
        """
      When the client filters users by:
        """
        displayName eq "{address:crew}" and schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
        """
      Then the list holds exactly "ada", or the answer declines
