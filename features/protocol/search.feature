@protocol @search @needs:search
Feature: Queries by POST

  RFC 7644, section 3.4.3: what a URL can ask, a body can ask, too, so that no
  name of a person stands in the log of a proxy.

  @req:RFC7644-3.2-10
  Rule: .search can be posted to at the root and at the endpoints

    Scenario: The users are searched
      Given a user "ada"
      And a user "ben"
      When the client searches "/Users" for:
        """
        {"filter": "userName eq \"{address:ada}\""}
        """
      Then the list holds exactly "ada"

    @needs:groups
    Scenario: The groups are searched
      Given a group "engines" of nobody
      And a group "looms" of nobody
      When the client searches "/Groups" for:
        """
        {"filter": "displayName eq \"{engines.displayName}\""}
        """
      Then the list holds exactly "engines"

    Scenario: The root is searched, or declines
      Given a user "ada"
      And a user "ben"
      When the client searches "/" for:
        """
        {"filter": "userName eq \"{address:ada}\""}
        """
      Then the list holds exactly "ada", or the answer declines

    @needs:groups
    Scenario: The root is searched for users and groups, or declines
      Given a group "engines" of nobody
      And a user "ada" with:
        """
        {"displayName": "{engines.displayName}"}
        """
      When the client searches "/" for:
        """
        {"filter": "displayName eq \"{engines.displayName}\" and (userName pr or meta.resourceType eq \"Group\")"}
        """
      Then the list holds exactly "ada" and "engines", or the answer declines

  @req:RFC7644-3.4.3-02
  Rule: A search makes nothing

    Scenario: A search that looks like a user makes none
      Given a user "ada"
      When the client searches "/Users" for:
        """
        {"filter": "userName eq \"{address:ada}\"", "userName": "{address:ghost}",
         "emails": [{"value": "{address:ghost}", "type": "work"}]}
        """
      Then the answer is 200 or 400
      And the users matching 'userName eq "{address:ghost}"' are nobody

    Scenario: A search is answered by 200 and a list
      Given a user "ada"
      When the client searches "/Users" for:
        """
        {"filter": "userName eq \"{address:ada}\""}
        """
      Then the answer is 200
      And the answer has "schemas" as ["urn:ietf:params:scim:api:messages:2.0:ListResponse"]
      And the answer has "totalResults" as 1

  @req:RFC7644-3.4.3-03
  Rule: A search names the schema of a SearchRequest

    Scenario Outline: A search with <what> is understood or refused
      Given a user "ada"
      And a user "ben"
      When the client sends POST "/Users/.search" with:
        """
        {<schemas>"filter": "userName eq \"{address:ada}\""}
        """
      Then the list holds exactly "ada", or the answer declines

      Examples: not the schema that has to be there
        | what                   | schemas                                                             |
        | no schemas             |                                                                     |
        | the schema of a user   | "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],          |
        | an empty list of them  | "schemas": [],                                                      |

    Scenario Outline: A search of <what> is refused
      Given a user "ada"
      When the client sends POST "/Users/.search" with:
        """
        <body>
        """
      Then the answer is a refusal

      Examples: no JSON, no object
        | what          | body                                                                          |
        | half a body   | {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"            |
        | a list        | ["userName eq \\"ada\\""]                                                     |
        | a string      | "userName eq \\"ada\\""                                                       |

    Scenario Outline: A search with <what> breaks nothing
      Given a user "ada"
      When the client searches "/Users" for:
        """
        {<parameter>}
        """
      Then the answer is no server error

      Examples: parameters of another type
        | what                      | parameter                              |
        | a number for a filter     | "filter": 5                            |
        | an object for a filter    | "filter": {"userName": "ada"}          |
        | a string for a count      | "count": "2"                           |
        | a word for a count        | "count": "two"                         |
        | a list for a count        | "count": [2]                           |
        | a fraction for a count    | "count": 1.5                           |
        | a string for attributes   | "attributes": "userName"               |
        | numbers for attributes    | "attributes": [1, 2]                   |
        | null for everything       | "filter": null, "count": null, "startIndex": null, "attributes": null, "sortBy": null |

  @req:RFC7644-3.4.3-04
  Rule: attributes and excludedAttributes are lists in a search

    Scenario Outline: A search with <parameter> is answered so
      Given a user "ada" with:
        """
        {"displayName": "Countess", "name": {"givenName": "Ada", "familyName": "Lovelace"}}
        """
      When the client searches "/Users" for:
        """
        {"filter": "userName eq \"{address:ada}\"", <parameter>}
        """
      Then the list holds exactly "ada"
      And the answer has "Resources[0].displayName" as <name>
      And the answer has "Resources[0].name.familyName" as <family>
      And the answer has no "Resources[0].emails"

      Examples: names, sub-attributes, URNs, and what is always returned
        | parameter                                                                               | name       | family     |
        | "attributes": ["displayName"]                                                           | "Countess" | null       |
        | "attributes": ["displayName", "name.familyName"]                                        | "Countess" | "Lovelace" |
        | "attributes": ["urn:ietf:params:scim:schemas:core:2.0:User:displayName"]                | "Countess" | null       |
        | "excludedAttributes": ["emails"]                                                        | "Countess" | "Lovelace" |
        | "excludedAttributes": ["emails", "name.familyName"]                                     | "Countess" | null       |
        | "excludedAttributes": ["id", "emails"]                                                  | "Countess" | "Lovelace" |

  @req:RFC7644-3.4.3-05 @needs:filter
  Rule: The filter of a search is a filter

    Scenario Outline: The filter <filter> of a search is refused as invalid
      Given a user "ada"
      When the client searches "/Users" for:
        """
        {"filter": "<filter>"}
        """
      Then the answer is 400
      And the scimType is "invalidFilter"

      Examples: no expressions
        | filter                                    |
        | userName xx \\"ada\\"                     |
        | userName                                  |
        | (userName eq \\"ada\\"                    |

    Scenario Outline: The filter <filter> of a search finds as one in a URL does
      Given a user "ada" with:
        """
        {"displayName": "{address:crew} O\"Neil+%20&"}
        """
      And a user "ben"
      When the client searches "/Users" for:
        """
        {"filter": "<filter>"}
        """
      Then the list holds exactly <found>

      Examples: with escapes of JSON inside escapes of JSON
        | filter                                                                           | found           |
        | userName eq \\"{address:ada}\\"                                                  | "ada"           |
        | userName eq \\"{address:ada}\\" or userName eq \\"{address:ben}\\"               | "ada" and "ben" |
        | displayName eq \\"{address:crew} O\\\\\\"Neil+%20&\\"                            | "ada"           |

  @req:RFC7644-3.4.3-06 @needs:filter @needs:sort
  Rule: A search sorts

    Scenario Outline: A search by <by> is sorted <sorted>
      Given a user "ada" with:
        """
        {"displayName": "{address:crew}", "name": {"givenName": "Ada", "familyName": "Zuse"}}
        """
      And a user "ben" with:
        """
        {"displayName": "{address:crew}", "name": {"givenName": "Ben", "familyName": "Babbage"}}
        """
      And a user "cleo" with:
        """
        {"displayName": "{address:crew}", "name": {"givenName": "Cleo", "familyName": "Lovelace"}}
        """
      When the client searches "/Users" for:
        """
        {"filter": "displayName eq \"{address:crew}\"", "sortBy": "<by>", "sortOrder": "<sorted>"}
        """
      Then the list holds <order> in this order

      Examples: both orders, standard notation
        | by                                                         | sorted     | order                   |
        | name.familyName                                            | ascending  | "ben", "cleo" and "ada" |
        | name.familyName                                            | descending | "ada", "cleo" and "ben" |
        | userName                                                   | descending | "cleo", "ben" and "ada" |
        | urn:ietf:params:scim:schemas:core:2.0:User:name.familyName | ascending  | "ben", "cleo" and "ada" |

  @req:RFC7644-3.4.3-07 @needs:filter
  Rule: A search pages

    Scenario: A search asks for the second page
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client searches "/Users" for:
        """
        {"filter": "displayName eq \"{address:crew}\"", "startIndex": 2, "count": 1}
        """
      Then the answer is 200
      And the page holds at most 1 resources
      And the answer has "startIndex" as 2
      And the answer has "totalResults" as 3
      And the answer has "Resources[0].id"

    Scenario Outline: A search with <parameters> counts all and shows nobody
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client searches "/Users" for:
        """
        {"filter": "displayName eq \"{address:crew}\"", <parameters>}
        """
      Then the answer is 200
      And the page holds at most 0 resources
      And the answer has "totalResults" as 3

      Examples: nobody asked for, nobody left
        | parameters        |
        | "count": 0        |
        | "count": -1       |
        | "startIndex": 100 |

    Scenario: A search from 0 on is one from the beginning
      Given the users "ada", "ben" and "cleo" with "displayName" as "{address:crew}"
      When the client searches "/Users" for:
        """
        {"filter": "displayName eq \"{address:crew}\"", "startIndex": 0, "count": 10}
        """
      Then the list holds exactly "ada", "ben" and "cleo"

  @req:RFC7644-3.4.3-08
  Rule: Every parameter of a search can be left out

    Scenario: A search for nothing in particular lists somebody
      Given a user "ada"
      When the client searches "/Users" for:
        """
        {}
        """
      Then the answer is 200
      And the answer has "Resources[0].id"

  @req:RFC7644-3.4.3-09 @needs:filter
  Rule: A search is answered as the query by GET is

    Scenario Outline: A search for <parameter> is answered like <query>
      Given the users "ada" and "ben" with "displayName" as "{address:crew}"
      When the client searches "/Users" for:
        """
        {"filter": "displayName eq \"{address:crew}\"", <parameter>}
        """
      Then the answer has "totalResults" as 2
      And the list is the same as of GET "/Users?filter=displayName%20eq%20%22{address:crew}%22&<query>"

      Examples: parameters of both
        | parameter                       | query                     |
        | "count": 10                     | count=10                  |
        | "attributes": ["userName"]      | attributes=userName       |
        | "excludedAttributes": ["name"]  | excludedAttributes=name   |
