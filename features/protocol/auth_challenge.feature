@protocol @auth
Feature: Who is not let in is told how to get in

  RFC 6750, sections 2.3 and 3, and RFC 9110, section 15.5.2: the challenge in the
  WWW-Authenticate header of a 401.

  @req:RFC9110-15.5.2-01
  Rule: Every 401 carries a challenge

    Scenario Outline: <who> is challenged
      Given a user "ada"
      And the next request carries the header "Authorization" with "<header>"
      When the client sends <method> "<path>"
      Then a 401 answer has the header "WWW-Authenticate"

      Examples: on every way in
        | who                                  | header                        | method | path             |
        | A writer without a token             |                               | POST   | /Users           |
        | A deleter without a token            |                               | DELETE | /Users/{ada}     |
        | A stranger who reads a stranger      |                               | GET    | /Users/{unknown} |

  @req:RFC7644-2-06
  Rule: The challenge names the schemes that the bridge understands

    Scenario: A client without credentials is told the scheme of the token
      Given the next request carries no token
      When the client sends GET "/Users"
      Then the answer is 401
      And the answer's header "WWW-Authenticate" holds "Bearer"

  @req:RFC6750-3-01
  Rule: A request without a usable token is answered with WWW-Authenticate

    Scenario: A request with a wrong token is answered with a challenge
      Given the next request carries the header "Authorization" with "Bearer a-token-that-never-was"
      When the client sends GET "/Users"
      Then the answer has the header "WWW-Authenticate"

  @req:RFC6750-3-02
  Rule: The challenge is Bearer with at least one parameter

    Scenario: The challenge to a client without a token is Bearer with a parameter
      Given the next request carries no token
      When the client sends GET "/Users"
      Then the bridge challenges by "Bearer" with a parameter, if at all

  @req:RFC6750-3-03
  Rule: No parameter stands twice in a challenge

    Scenario Outline: The challenge to a client with <what> names each parameter once
      Given the next request carries the header "Authorization" with "<header>"
      When the client sends GET "/Users"
      Then the answer is 401
      And no challenge names a parameter twice

      Examples: both kinds of challenge
        | what          | header                        |
        | no token      |                               |
        | a wrong token | Bearer a-token-that-never-was |

  @req:RFC6750-3-04
  Rule: A rejected token is told to be the reason

    Scenario: The challenge to a wrong token says invalid_token
      Given the next request carries the header "Authorization" with "Bearer a-token-that-never-was"
      When the client sends GET "/Users"
      Then any challenge has "error" as "invalid_token"

  @req:RFC6750-3.1-01
  Rule: An invalid token answers 401

    Scenario Outline: A token that is <what> answers 401
      Given the next request carries the header "Authorization" with "Bearer <token>"
      When the client sends GET "/Users"
      Then the answer is 401

      Examples: tokens that are good for nothing
        | what                | token                                                                                |
        | nobody's            | a-token-that-never-was                                                               |
        | a web token unsigned | eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsImV4cCI6OTk5OTk5OTk5OX0.                    |
        | a piece of a query  | '1'='1'                                                                              |
        | one letter          | x                                                                                    |

  @req:RFC6750-3.1-03
  Rule: Malformed credentials answer 400, or 401

    Scenario Outline: Credentials with <what> are refused
      Given a user "ada"
      And the next request carries the header "Authorization" with "<header>"
      When the client reads "ada"
      Then the answer is 400 or 401
      And the answer nowhere says "{address:ada}"

      Examples: malformed
        | what                    | header                   |
        | a scheme and no token   | Bearer                   |
        | two tokens              | Bearer {token} {token}   |
        | a comma after the token | Bearer {token},          |

  @req:RFC6750-3.1-04
  Rule: Who shows no credentials is not told of an error

    Scenario: The challenge to a client without credentials names no error
      Given the next request carries no token
      When the client sends GET "/Users"
      Then the answer is 401
      And the challenge has no "error"

  @req:RFC6750-2.3-02
  Rule: A token in the address is refused, or its answer kept out of caches

    Scenario: A token in the query is refused or answered for this client alone
      Given a user "ada"
      And the next request carries no token
      When the client sends GET "/Users/{ada}?access_token={token}"
      Then the answer is 200, 400, 401 or 403
      And a 200 answer's header "Cache-Control" holds "private"

    Scenario: A wrong token in the query is refused
      Given a user "ada"
      And the next request carries no token
      When the client sends GET "/Users/{ada}?access_token=a-token-that-never-was"
      Then the answer is 400, 401 or 403
      And the answer nowhere says "{address:ada}"
