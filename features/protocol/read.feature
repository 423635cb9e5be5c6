@protocol @read
Feature: A resource can be read where it says it is

  RFC 7644, sections 3.1 and 3.4.1, and the common attributes of RFC 7643, section 3.1.

  @req:RFC7644-3.4.1-02
  Rule: A resource that exists answers 200 with itself

    Scenario: A user is read by id
      Given a user "ada" with:
        """
        {"title": "Engineer"}
        """
      When the client reads "ada"
      Then the answer is 200
      And the answer has:
        | path     | value           |
        | id       | "{ada}"         |
        | userName | "{address:ada}" |
        | title    | "Engineer"      |

    @needs:groups
    Scenario: A group is read by id
      Given a user "ada"
      And a group "team" of "ada"
      When the client reads "team"
      Then the answer is 200
      And the answer has "id" as "{team}"
      And the group "team" holds exactly "ada"

    Scenario: Of two users each is read as oneself
      Given a user "ada"
      And a user "grace"
      When the client reads "grace"
      Then the answer is 200
      And the answer has "id" as "{grace}"
      And the answer has "userName" as "{address:grace}"

  @req:RFC7644-3.4.1-01
  Rule: A resource is addressed by its id and by nothing else

    Scenario: A userName is no address of a user
      Given a user "ada"
      When the client sends GET "/Users/{address:ada}"
      Then the answer is 404

    Scenario: An externalId is no address of a user
      Given a user "ada" with:
        """
        {"externalId": "ext-{address:ada}"}
        """
      When the client sends GET "/Users/ext-{address:ada}"
      Then the answer is 404

    @needs:groups
    Scenario: The id of a user is no address of a group
      Given a user "ada"
      When the client sends GET "/Groups/{ada}"
      Then the answer is 404

  @req:RFC7644-3.4-01
  Rule: What is read by its address is found by a query as well

    @needs:filter
    Scenario: A query for an id finds what reading shows
      Given a user "ada"
      And a user "grace"
      When the client filters users by:
        """
        id eq "{ada}"
        """
      Then the list holds exactly "ada"
      And the answer has "Resources[0].userName" as "{address:ada}"

  @req:RFC7643-3.1-05
  Rule: Every representation has an id

    Scenario Outline: The id is shown <when>
      Given a user "ada"
      When the client sends GET "/Users/{ada}<query>"
      Then the answer is 200
      And the answer has "id" as "{ada}"

      Examples: reading one user
        | when                          | query                                 |
        | in full                       |                                       |
        | with one other attribute      | ?attributes=userName                  |
        | although it was ruled out     | ?excludedAttributes=id                |
        | among others that are ruled out | ?excludedAttributes=userName,id,meta  |

    @needs:filter
    Scenario Outline: The id is shown in a list <when>
      Given a user "ada"
      When the client lists users with filter=userName eq "{address:ada}"<query>
      Then the list holds exactly "ada"
      And the answer has "Resources[0].id" as "{ada}"

      Examples: reading a list
        | when                      | query                  |
        | in full                   |                        |
        | of one other attribute    | &attributes=userName   |
        | that rules it out         | &excludedAttributes=id |

  @req:RFC7643-3.1-25
  Rule: meta.location is where the resource is

    Scenario: meta.location of a user leads to that user
      Given a user "ada"
      And a user "grace"
      When the client reads "ada"
      Then the answer has "meta.location"
      And any "meta.location" of the answer leads to "ada"

    @needs:groups
    Scenario: meta.location of a group leads to that group
      Given a group "team" of nobody
      When the client reads "team"
      Then the answer has "meta.location"
      And any "meta.location" of the answer leads to "team"

    @needs:filter
    Scenario: meta.location in a list leads to the listed user
      Given a user "ada"
      When the client filters users by:
        """
        userName eq "{address:ada}"
        """
      Then the answer has "Resources[0].meta.location"
      And any "Resources[].meta.location" of the answer leads to "ada"

  @req:RFC7643-3.1-24
  Rule: A Content-Location header says what meta.location says

    Scenario: A Content-Location header agrees with the user's meta.location
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer's header "Content-Location" equals its "meta.location" if it has both

    Scenario: A Content-Location header agrees with meta.location of a new user
      Given the client knows the bridge's address
      When the client creates the user "ada"
      Then the answer is 201
      And the answer's header "Content-Location" equals its "meta.location" if it has both

  @req:RFC7644-3.1-07
  Rule: An answer shows the state as the bridge understands it

    Scenario: The answer to a creation is the user as read
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"preferredLanguage": "en-GB", "locale": "en-GB", "emails": [{"value": "{address:ada}", "type": "work", "primary": true}]}
        """
      Then the answer is 201
      And the answer shows "ada" in full

    Scenario: The answer to a replacement is the user as read
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"title": "Admiral", "name": {"givenName": "Ada", "familyName": "Hopper"}}
        """
      Then the answer is 200
      And the answer has "title" as "Admiral"
      And the answer shows "ada" in full

    @needs:patch
    Scenario: The answer to a change is the user as read
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Admiral"}
        """
      Then the answer is 200 or 204
      And the answer shows "ada" in full unless it is 204
      And reading "ada" shows "title" as "Admiral"

  @req:RFC9110-9.3.2-01
  Rule: HEAD is answered as GET without the content, or declined

    Scenario Outline: HEAD of <what> is answered or declined
      Given a user "ada"
      When the client sends HEAD "<path>"
      Then the answer is 200, 403, 404, 405 or 501
      And reading "ada" shows "userName" as "{address:ada}"

      Examples: what is there
        | what             | path                   |
        | a user           | /Users/{ada}           |
        | a list of users  | /Users?count=1         |

      @needs:discovery
      Examples: what the bridge says of itself
        | what             | path                   |
        | the promises     | /ServiceProviderConfig |

    Scenario: HEAD of nobody finds nobody
      Given a user "ada"
      When the client sends HEAD "/Users/{unknown}"
      Then the answer is 403, 404, 405 or 501
      And reading "ada" shows "userName" as "{address:ada}"
