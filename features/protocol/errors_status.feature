@protocol @errors
Feature: A refusal has the status that fits

  RFC 7644, section 3.12, table 8.

  @req:RFC7644-3.12-08
  Rule: What cannot be read or is against the schema answers 400

    Scenario Outline: A body that is <what> answers 400
      Given the client knows the bridge's address
      When the client sends POST "/Users" with:
        """
        <body>
        """
      Then the answer is 400

      Examples: bodies that are no user
        | what                    | body                                                                       |
        | cut off                 | {                                                                          |
        | no JSON                 | userName: ada                                                              |
        | a list                  | []                                                                         |
        | without a userName      | {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]}                |
        | of an unknown schema    | {"schemas": ["urn:example:nothing"], "userName": "{address:ada}"}          |

    Scenario: A replacement that is cut off answers 400 and changes nothing
      Given a user "ada"
      When the client sends PUT "/Users/{ada}" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}", "title": "Cut
        """
      Then nothing about "ada" has changed
      And the answer is 400

    @needs:patch
    Scenario: A change that is cut off answers 400 and changes nothing
      Given a user "ada"
      When the client sends PATCH "/Users/{ada}" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "title", "value": "Cut"}
        """
      Then nothing about "ada" has changed
      And the answer is 400

  @req:RFC7644-3.12-11
  Rule: A resource or an endpoint that does not exist answers 404

    Scenario Outline: <what> answers 404
      Given the client knows the bridge's address
      When the client sends <method> "<path>"
      Then the answer is 404

      Examples: what is not there
        | what                                     | method | path                    |
        | Reading a user who is not there          | GET    | /Users/{unknown}        |
        | Deleting a user who is not there         | DELETE | /Users/{unknown}        |
        | Reading an endpoint that is not there    | GET    | /NoSuchEndpoint         |
        | Reading below an endpoint that is not there | GET | /NoSuchEndpoint/1       |
        | Reading below a user who is not there    | GET    | /Users/{unknown}/emails |

    Scenario: Replacing a user who is not there answers 404 and makes nobody
      Given the client knows the bridge's address
      When the client sends PUT "/Users/{unknown}" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}", "active": true,
         "name": {"givenName": "Ada", "familyName": "King"}, "emails": [{"value": "{address:ada}", "type": "work"}]}
        """
      Then the answer is 404
      And nothing is at "/Users/{unknown}"

    @needs:patch
    Scenario: Changing a user who is not there answers 404
      Given the client knows the bridge's address
      When the client sends PATCH "/Users/{unknown}" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "title", "value": "Ghost"}]}
        """
      Then the answer is 404
      And nothing is at "/Users/{unknown}"

  @req:RFC7644-3.12-12
  Rule: A duplicate answers 409

    Scenario: A second user of one userName answers 409
      Given a user "ada"
      When the client creates the user "twin" with:
        """
        {"userName": "{address:ada}"}
        """
      Then nothing about "ada" has changed
      And the answer is 409

  @req:RFC7644-3.12-04
  Rule: The client's faults are not the server's

    Scenario: A name given twice in an object is no server error
      Given a user "ada"
      When the client sends PUT "/Users/{ada}" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}", "title": "One", "title": "Two",
         "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then the answer is no server error
      And reading "ada" shows "userName" as "{address:ada}"

    Scenario Outline: <what> are no server error
      Given a user "ada"
      When the client creates a user with <number> objects inside each other
      Then the answer is no server error
      And nothing about "ada" has changed

      Examples: depths
        | what                              | number |
        | A hundred objects in each other   | 100    |
        | Ten thousand objects in each other | 10000 |

    Scenario Outline: A title of <what> is no server error
      Given a user "ada"
      When the client creates a user whose "title" is <number> letters long
      Then the answer is no server error
      And a 201 answer has "userName" as "{address:long}"
      And nothing about "ada" has changed

      Examples: lengths
        | what            | number  |
        | a thousand letters | 1000    |
        | two million letters | 2000000 |

    Scenario Outline: Names that mean something to <whom> are only names
      Given a user "ada"
      When the client creates the user "eve" with:
        """
        {"name": {"givenName": "Eve", "familyName": "Moneypenny", <name>: {"polluted": true}}, <name>: {"polluted": true, "admin": true}}
        """
      Then the answer is no server error
      And nothing about "ada" has changed
      And reading "ada" shows no "polluted"

      Examples: names with a meaning
        | whom               | name          |
        | JavaScript         | "__proto__"   |
        | its constructors   | "constructor" |
        | Python             | "__class__"   |
        | Java               | "class"       |
        | document databases | "$where"      |

    Scenario Outline: A number beyond <what> is no server error
      Given a user "ada"
      When the client creates the user "eve" from exactly:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:eve}", "displayName": <number>,
         "name": {"givenName": "Eve", "familyName": "Moneypenny"}, "active": true}
        """
      Then the answer is no server error
      And nothing about "ada" has changed

      Examples: numbers
        | what             | number                        |
        | 64 bits          | 99999999999999999999999999    |
        | any float        | 1e400                         |

    Scenario Outline: A body <what> is no server error
      Given a user "ada"
      And the next request carries the header "Content-Type" with "<type>"
      When the client creates the user "eve"
      Then the answer is no server error
      And nothing about "ada" has changed

      Examples: types that say something else
        | what                            | type                                    |
        | in an unknown charset           | application/scim+json; charset=klingon  |
        | in another charset than it says | application/scim+json; charset=utf-16   |
        | of a type that is no type       | ;;;                                     |

    Scenario: A text with a null character is no server error
      Given a user "ada"
      When the client creates the user "eve" with:
        """
        {"title": "a\u0000b", "displayName": "Eve\u0000"}
        """
      Then the answer is no server error
      And nothing about "ada" has changed

    Scenario: A body that is not there is no server error
      Given a user "ada"
      When the client sends PUT "/Users/{ada}"
      Then the answer is no server error
      And nothing about "ada" has changed

  @req:RFC9110-15.5.6-01
  Rule: 405 names the methods that there are

    Scenario Outline: <what> is refused, and 405 names what is allowed
      Given the client knows the bridge's address
      When the client sends <method> "<path>"
      Then the answer is no server error
      And a 405 answer has the header "Allow"

      Examples: methods that make no sense
        | what                              | method | path                   |
        | Posting to a user                 | POST   | /Users/{unknown}       |
        | Posting promises                  | POST   | /ServiceProviderConfig |
        | Posting a resource type           | POST   | /ResourceTypes         |

  @req:RFC7644-3.12-16
  Rule: An operation that the bridge denies answers 501

    Scenario: A bulk request to a bridge that denies bulk answers 501
      Given a user "ada"
      When the client sends POST "/Bulk" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [{"method": "DELETE", "path": "/Users/{unknown}"}]}
        """
      Then nothing about "ada" has changed
      And the answer is 200 if "bulk.supported" is promised, else 403, 404, 405 or 501

    Scenario: A change at a bridge that denies PATCH answers 501
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Engineer"}
        """
      Then the answer is 200 or 204 if "patch.supported" is promised, else 405 or 501

  @req:RFC7644-3.13-03
  Rule: A version of the protocol that is named is spoken, or the request refused

    Scenario: A version that will come one day is not answered as if it were here
      Given the next request goes to version "v9" of the protocol
      When the client sends GET "/Users"
      Then the answer is 400 or 404
      And the answer nowhere has "Resources"

  @req:RFC7644-3.12-25
  Rule: An unknown version of the protocol answers invalidVers, or is not found

    Scenario: A creation in an unknown version is refused
      Given the next request goes to version "v9" of the protocol
      When the client creates the user "ada"
      Then the answer is a refusal
      And any "scimType" of the answer is one of ["invalidVers"]
