@protocol @filter
Feature: Filters that cannot be answered

  RFC 7644, section 3.4.2.2. A client that is answered with everybody takes the
  first for the one it looked for: a filter that is not understood is refused.

  @req:RFC7644-3.4.2.2-01
  Rule: Filtering is optional, and announced

    Scenario: A filter is answered as ServiceProviderConfig says
      Given a user "ada"
      When the client sends GET "/Users?filter=userName%20eq%20%22{address:nobody}%22"
      Then the answer is 200 if "filter.supported" is promised, else 400, 403 or 501

  @req:RFC7644-3.4.2.2-05 @needs:filter
  Rule: A filter holds at least one expression of a name, an operator and a value

    Scenario Outline: A filter of <what> is refused as invalid
      Given a user "ada"
      When the client sends GET "/Users?filter=<filter>"
      Then the answer is 400
      And the scimType is "invalidFilter"

      Examples: less than an expression
        | what                     | filter                                          |
        | nothing                  |                                                 |
        | a blank                  | %20                                             |
        | a name                   | userName                                        |
        | a name and an operator   | userName%20eq                                   |
        | an operator and a value  | eq%20%22ada%22                                  |
        | a value                  | %22ada%22                                       |

  @req:RFC7644-3.4.2.2-25 @needs:filter
  Rule: Filters keep to the grammar

    Scenario Outline: A filter with <what> is refused
      Given a user "ada"
      When the client filters users by:
        """
        <filter>
        """
      Then the answer is a refusal

      Examples: parentheses, brackets and quotes that do not match
        | what                                | filter                                                          |
        | an open parenthesis                 | (userName eq "{address:ada}"                                    |
        | a parenthesis too much              | userName eq "{address:ada}")                                    |
        | empty parentheses                   | ()                                                              |
        | an open bracket                     | emails[type eq "work"                                           |
        | a bracket too much                  | emails.type eq "work"]                                          |
        | an open quote                       | userName eq "{address:ada}                                      |
        | a quote too much                    | userName eq "{address:ada}""                                    |

      Examples: words that are missing or too many
        | what                                | filter                                                          |
        | and at the end                      | userName eq "{address:ada}" and                                 |
        | or at the end                       | userName eq "{address:ada}" or                                  |
        | and at the beginning                | and userName eq "{address:ada}"                                 |
        | and twice                           | userName eq "{address:ada}" and and active eq true              |
        | no word between two expressions     | userName eq "{address:ada}" active eq true                      |
        | an unknown word between them        | userName eq "{address:ada}" xor active eq true                  |
        | not alone                           | not                                                             |
        | a value behind pr                   | userName pr "{address:ada}"                                     |
        | two operators                       | userName eq eq "{address:ada}"                                  |
        | two values                          | userName eq "{address:ada}" "{address:ada}"                     |
        | something behind the expression     | userName eq "{address:ada}" frobnicate                          |
        | a name that begins with a digit     | 1userName eq "{address:ada}"                                    |
        | a list for a value                  | userName eq ["{address:ada}"]                                   |
        | an object for a value               | userName eq {"value": "{address:ada}"}                          |

    Scenario Outline: The liberty in <filter> is understood or declined
      Given a user "ada"
      And a user "ben"
      When the client filters users by:
        """
        <filter>
        """
      Then the list holds exactly "ada", or the answer declines

      Examples: of clients that are careless with quotes
        | filter                                       |
        | userName eq {address:ada}                    |
        | userName eq '{address:ada}'                  |
        | not userName ne "{address:ada}"              |
        | userName eq"{address:ada}"                   |

  @req:RFC7644-3.4.2.2-33 @needs:filter
  Rule: An operation that is not recognized is refused, and the answer says so

    Scenario Outline: The operator <op> is refused as invalid
      Given a user "ada"
      When the client filters users by:
        """
        userName <op> "{address:ada}"
        """
      Then the answer is 400
      And the scimType is "invalidFilter"
      And the answer has "detail" as a string

      Examples: no operators of table 3
        | op    |
        | regex |
        | like  |
        | =     |
        | ==    |
        | eqq   |
        | in    |

    Scenario: An unknown operator beside a known one is refused, too
      Given a user "ada"
      When the client filters users by:
        """
        userName eq "{address:ada}" or displayName regex "^A"
        """
      Then the answer is a refusal

  @req:RFC7643-4.1.1-26 @needs:filter
  Rule: A password can be compared, but is not shown

    Scenario: A filter by password finds or declines, and gives nothing away
      Given a user "ada" with:
        """
        {"password": "Analytical-Engine-1843"}
        """
      When the client filters users by:
        """
        password eq "Analytical-Engine-1843"
        """
      Then the answer is no server error
      And the answer nowhere has "Resources[].password"

  @req:RFC7643-7-23 @needs:filter
  Rule: What is never returned can still be filtered by, and is not shown

    Scenario: The presence of a password is not its value
      Given a user "ada" with:
        """
        {"password": "Analytical-Engine-1843"}
        """
      When the client filters users by:
        """
        userName eq "{address:ada}" and password pr
        """
      Then the answer is no server error
      And the answer nowhere says "Analytical-Engine-1843"
