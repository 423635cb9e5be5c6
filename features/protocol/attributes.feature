@protocol @attributes
Feature: How much of a resource an answer shows

  RFC 7644, sections 3.4.2.5 and 3.9: attributes names what is wanted,
  excludedAttributes what is not, and neither touches what is always returned.

  @req:RFC7644-3.4-02
  Rule: By default an answer shows all but what is never or only on request returned

    Scenario: What was assigned is there when it is read
      Given a user "ada" with:
        """
        {"displayName": "Countess", "externalId": "{address:key}",
         "name": {"givenName": "Ada", "familyName": "Lovelace"}}
        """
      When the client reads "ada"
      Then the answer is 200
      And the answer has:
        | path            | value           |
        | id              | "{ada}"         |
        | externalId      | "{address:key}" |
        | userName        | "{address:ada}" |
        | displayName     | "Countess"      |
        | name.givenName  | "Ada"           |
        | name.familyName | "Lovelace"      |
        | emails[0].value | "{address:ada}" |
        | active          | true            |

    @needs:filter
    Scenario: What was assigned is there when it is listed
      Given a user "ada" with:
        """
        {"displayName": "Countess", "externalId": "{address:key}",
         "name": {"givenName": "Ada", "familyName": "Lovelace"}}
        """
      When the client lists users with filter=userName eq "{address:ada}"
      Then the answer is 200
      And the answer has:
        | path                         | value           |
        | Resources[0].id              | "{ada}"         |
        | Resources[0].externalId      | "{address:key}" |
        | Resources[0].userName        | "{address:ada}" |
        | Resources[0].displayName     | "Countess"      |
        | Resources[0].name.familyName | "Lovelace"      |
        | Resources[0].emails[0].value | "{address:ada}" |
        | Resources[0].active          | true            |

  @req:RFC7643-7-21
  Rule: What is always returned comes whatever was asked for

    Scenario Outline: The id is there with <query>
      Given a user "ada"
      When the client sends GET "/Users/{ada}?<query>"
      Then the answer is 200
      And the answer has "id" as "{ada}"

      Examples: not asked for, and asked away
        | query                       |
        | attributes=userName         |
        | attributes=name.familyName  |
        | excludedAttributes=id       |
        | excludedAttributes=ID       |

    @warn
    Scenario: The schemas are there when an attribute is asked for (erratum 8084)
      Given a user "ada"
      When the client sends GET "/Users/{ada}?attributes=userName"
      Then the answer has "schemas"

    @warn
    Scenario: The schemas are there when they are asked away
      Given a user "ada"
      When the client sends GET "/Users/{ada}?excludedAttributes=schemas"
      Then the answer has "schemas"

  @req:RFC7643-7-22
  Rule: What is never returned does not come, even if it is asked for

    Scenario Outline: The password is not there with <query>
      Given a user "ada" with:
        """
        {"password": "Analytical-Engine-1843"}
        """
      When the client sends GET "/Users/{ada}?<query>"
      Then the answer is 200 or 400
      And the answer has no "password"
      And the answer nowhere says "Analytical-Engine-1843"

      Examples: asked for in two ways
        | query                                                             |
        | attributes=password                                               |
        | attributes=userName,password                                      |
        | attributes=urn:ietf:params:scim:schemas:core:2.0:User:password    |
        | excludedAttributes=userName                                       |

  @req:RFC7643-7-24
  Rule: What is returned by default comes unless others were asked for

    Scenario Outline: The displayName is <shown> with <query>
      Given a user "ada" with:
        """
        {"displayName": "Countess"}
        """
      When the client sends GET "/Users/{ada}?<query>"
      Then the answer is 200
      And the answer has "displayName" as <value>

      Examples: asked for, not asked for
        | shown     | query                  | value      |
        | there     | attributes=displayName | "Countess" |
        | there     | excludedAttributes=emails | "Countess" |
        | not there | attributes=userName    | null       |

  @req:RFC7644-3.4.2.5-01
  Rule: attributes and excludedAttributes are supported

    Scenario: A list shows the attribute that was asked for
      Given a user "ada" with:
        """
        {"displayName": "Countess"}
        """
      When the client sends GET "/Users?attributes=userName"
      Then the answer is 200
      And the answer has "Resources[0].id"
      And the answer nowhere has "Resources[].emails"
      And the answer nowhere has "Resources[].displayName"

    Scenario: A list leaves out the attribute that was asked away
      Given a user "ada" with:
        """
        {"displayName": "Countess"}
        """
      When the client sends GET "/Users?excludedAttributes=emails"
      Then the answer is 200
      And the answer has "Resources[0].userName"
      And the answer nowhere has "Resources[].emails"

    @needs:filter
    Scenario Outline: A filter does not hinder <parameter>, nor it the filter
      Given a user "ada" with:
        """
        {"displayName": "Countess"}
        """
      When the client lists users with filter=userName eq "{address:ada}"&<parameter>
      Then the list holds exactly "ada"
      And the answer has "Resources[0].displayName" as <name>
      And the answer has no "Resources[0].emails"

      Examples: both parameters
        | parameter                          | name       |
        | attributes=displayName             | "Countess" |
        | attributes=name                    | null       |
        | excludedAttributes=emails          | "Countess" |
        | excludedAttributes=emails,userName | "Countess" |

  @req:RFC7644-3.4.2.5-03
  Rule: attributes goes before the default set

    Scenario: Only what was asked for comes
      Given a user "ada" with:
        """
        {"displayName": "Countess", "externalId": "{address:key}"}
        """
      When the client sends GET "/Users/{ada}?attributes=displayName"
      Then the answer is 200
      And the answer has "displayName" as "Countess"
      And the answer has no "name"
      And the answer has no "emails"
      And the answer has no "active"
      And the answer has no "externalId"

    @warn
    Scenario Outline: Nothing else comes with <names>
      Given a user "ada" with:
        """
        {"displayName": "Countess", "externalId": "{address:key}"}
        """
      When the client sends GET "/Users/{ada}?attributes=<names>"
      Then the answer is 200
      And the answer shows nothing but "<shown>"

      Examples: not even meta, which is returned by default
        | names                | shown                                  |
        | displayName          | id, schemas and displayName            |
        | userName,externalId  | id, schemas, userName and externalId   |
        | meta                 | id, schemas and meta                   |

    @needs:filter @warn
    Scenario: Nothing else comes in a list
      Given a user "ada" with:
        """
        {"displayName": "Countess", "externalId": "{address:key}"}
        """
      When the client lists users with filter=userName eq "{address:ada}"&attributes=displayName
      Then the answer is 200
      And "Resources[0]" of the answer shows nothing but "id, schemas and displayName"

  @req:RFC7644-3.4.2.5-04
  Rule: Names are in the standard notation, with URNs and dots

    Scenario Outline: The name <name> brings its attribute
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "Lovelace"}}
        """
      When the client sends GET "/Users/{ada}?attributes=<name>"
      Then the answer is 200
      And the answer has "<there>"
      And the answer has no "<missing>"

      Examples: of the core user
        | name                                                       | there           | missing         |
        | name.givenName                                             | name.givenName  | name.familyName |
        | urn:ietf:params:scim:schemas:core:2.0:User:userName        | userName        | name            |
        | urn:ietf:params:scim:schemas:core:2.0:User:name.familyName | name.familyName | name.givenName  |
        | emails.value                                               | emails[0].value | emails[0].type  |
        | meta.created                                               | meta.created    | meta.location   |

    @needs:enterprise
    Scenario Outline: The extension's attribute is <parameter>
      Given a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
                     "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
           {"employeeNumber": "1815", "department": "Engines"}}
        """
      When the client sends GET "/Users/{ada}?<parameter>=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
      Then the answer is 200
      And the answer has "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" as <department>
      And the answer has "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber" as <number>

      Examples: both parameters
        | parameter          | department | number |
        | attributes         | "Engines"  | null   |
        | excludedAttributes | null       | "1815" |

    Scenario Outline: A name that nobody has is no harm in <query>
      Given a user "ada"
      When the client sends GET "/Users/{ada}?<query>"
      Then the answer is 200 or 400

      Examples: both parameters with unknown names
        | query                                |
        | attributes=frobnication              |
        | attributes=userName,frobnication     |
        | attributes=userName,                 |
        | attributes=                          |
        | attributes=urn:example:2.0:User:a    |
        | attributes=emails[type%20eq%20%22work%22] |
        | excludedAttributes=frobnication      |
        | excludedAttributes=                  |

  @req:RFC7644-3.4.2.5-05
  Rule: excludedAttributes takes from the default set

    Scenario Outline: Without <name> everything else is there
      Given a user "ada" with:
        """
        {"displayName": "Countess", "name": {"givenName": "Ada", "familyName": "Lovelace"}}
        """
      When the client sends GET "/Users/{ada}?excludedAttributes=<name>"
      Then the answer is 200
      And the answer has no "<missing>"
      And the answer has "<there>"
      And the answer has "displayName" as "Countess"
      And the answer has "userName" as "{address:ada}"

      Examples: whole attributes, sub-attributes, another case
        | name            | missing         | there           |
        | emails          | emails          | name.givenName  |
        | name            | name            | emails[0].value |
        | EMAILS          | emails          | name.givenName  |
        | name.givenName  | name.givenName  | name.familyName |
        | emails.type     | emails[0].type  | emails[0].value |
        | urn:ietf:params:scim:schemas:core:2.0:User:emails | emails | name.givenName |

    @needs:groups
    Scenario Outline: A group comes without its members from <path>
      Given a user "ada"
      And a group "engines" of "ada"
      When the client sends GET "<path>"
      Then the answer is 200
      And the answer nowhere has "members"
      And the answer nowhere has "Resources[].members"

      Examples: alone and among others
        | path                                             |
        | /Groups/{engines}?excludedAttributes=members     |
        | /Groups?excludedAttributes=members               |

  @req:RFC7644-3.4.2.5-06
  Rule: excludedAttributes does not touch what is always returned

    Scenario: The id stays when it is asked away with others
      Given a user "ada"
      When the client sends GET "/Users/{ada}?excludedAttributes=id,emails"
      Then the answer is 200
      And the answer has "id" as "{ada}"
      And the answer has no "emails"
