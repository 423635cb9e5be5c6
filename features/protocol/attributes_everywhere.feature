@protocol @attributes
Feature: Attributes asked for with every operation

  RFC 7644, sections 3.9 and 3.10: attributes and excludedAttributes work with
  whatever returns a resource, and change nothing of what is stored.

  @req:RFC7644-3.9-01
  Rule: An answer shows the minimal and the default set

    Scenario: A created user is answered in full
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"displayName": "Countess", "name": {"givenName": "Ada", "familyName": "Lovelace"}}
        """
      Then the answer is 201
      And the answer has:
        | path            | value           |
        | userName        | "{address:ada}" |
        | displayName     | "Countess"      |
        | name.familyName | "Lovelace"      |
        | active          | true            |

    Scenario: A replaced user is answered in full
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"displayName": "Countess", "name": {"givenName": "Ada", "familyName": "Lovelace"},
         "emails": [{"value": "{address:ada}", "type": "work"}], "active": true}
        """
      Then the answer is 200
      And the answer has:
        | path            | value           |
        | id              | "{ada}"         |
        | displayName     | "Countess"      |
        | name.familyName | "Lovelace"      |

  @req:RFC7644-3.9-03
  Rule: The parameters work with every operation that returns a resource

    Scenario Outline: A creation with <parameter> is answered so
      Given the client knows the bridge's address
      When the client sends POST "/Users?<parameter>" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}",
         "displayName": "Countess", "name": {"givenName": "Ada", "familyName": "Lovelace"},
         "emails": [{"value": "{address:ada}", "type": "work"}], "active": true}
        """
      Then the answer is 201
      And the answer has "id"
      And the answer has "displayName" as <name>
      And the answer has no "emails"

      Examples: both parameters of a creation
        | parameter                                  | name       |
        | attributes=displayName                     | "Countess" |
        | attributes=userName                        | null       |
        | excludedAttributes=emails                  | "Countess" |

    Scenario Outline: A replacement with <parameter> is answered so, and is complete
      Given a user "ada"
      When the client sends PUT "/Users/{ada}?<parameter>" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}",
         "displayName": "Countess", "name": {"givenName": "Ada", "familyName": "Lovelace"},
         "emails": [{"value": "{address:ada}", "type": "work"}], "active": true}
        """
      Then the answer is 200
      And the answer has "id" as "{ada}"
      And the answer has "displayName" as <name>
      And the answer has no "emails"
      And reading "ada" shows:
        | path            | value           |
        | displayName     | "Countess"      |
        | emails[0].value | "{address:ada}" |

      Examples: both parameters of a replacement
        | parameter                                  | name       |
        | attributes=displayName                     | "Countess" |
        | attributes=userName                        | null       |
        | excludedAttributes=emails                  | "Countess" |

    @needs:patch
    Scenario Outline: A change with <parameter> is answered so, and is complete
      Given a user "ada" with:
        """
        {"displayName": "Before"}
        """
      When the client sends PATCH "/Users/{ada}?<parameter>" with:
        """
        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
         "Operations": [{"op": "replace", "path": "displayName", "value": "Countess"}]}
        """
      Then the answer is <status>
      And the answer has no "emails"
      And reading "ada" shows:
        | path            | value           |
        | displayName     | "Countess"      |
        | emails[0].value | "{address:ada}" |

      Examples: both parameters of a change
        | parameter                                  | status     |
        | attributes=displayName                     | 200        |
        | attributes=userName                        | 200        |
        | excludedAttributes=emails                  | 200 or 204 |

    @needs:groups
    Scenario: A group is created without its members in the answer, but with them
      Given a user "ada"
      When the client sends POST "/Groups?excludedAttributes=members" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "{address:engines}",
         "members": [{"value": "{ada}"}]}
        """
      Then the answer is 201
      And the answer has "displayName" as "{address:engines}"
      And the answer has no "members"

  @req:RFC7644-3.9-04
  Rule: attributes lists names and sub-attributes, separated by commas

    Scenario: Two names bring two attributes
      Given a user "ada" with:
        """
        {"displayName": "Countess", "name": {"givenName": "Ada", "familyName": "Lovelace"}}
        """
      When the client sends GET "/Users/{ada}?attributes=userName,name.familyName"
      Then the answer is 200
      And the answer has:
        | path            | value           |
        | id              | "{ada}"         |
        | userName        | "{address:ada}" |
        | name.familyName | "Lovelace"      |
      And the answer has no "name.givenName"
      And the answer has no "displayName"
      And the answer has no "emails"

    Scenario: A comma that is encoded is a comma
      Given a user "ada" with:
        """
        {"displayName": "Countess"}
        """
      When the client lists users with attributes=userName,displayName
      Then the answer is 200
      And the answer has "Resources[0].userName"
      And the answer nowhere has "Resources[].emails"

    @needs:groups
    Scenario Outline: Of a group, <names> brings what it names
      Given a user "ada"
      And a group "engines" of "ada"
      When the client sends GET "/Groups/{engines}?attributes=<names>"
      Then the answer is 200
      And the answer has "displayName" as <name>
      And the answer has "members[0].value" as <member>

      Examples: its name, its members
        | names               | name                    | member  |
        | displayName         | "{engines.displayName}" | null    |
        | members             | null                    | "{ada}" |
        | members.value       | null                    | "{ada}" |
        | displayName,members | "{engines.displayName}" | "{ada}" |

  @req:RFC7644-3.9-05
  Rule: excludedAttributes lists what to leave out of the default set

    Scenario: Two names leave out two attributes
      Given a user "ada" with:
        """
        {"displayName": "Countess", "name": {"givenName": "Ada", "familyName": "Lovelace"}}
        """
      When the client sends GET "/Users/{ada}?excludedAttributes=name,emails"
      Then the answer is 200
      And the answer has:
        | path        | value           |
        | id          | "{ada}"         |
        | userName    | "{address:ada}" |
        | displayName | "Countess"      |
      And the answer has no "name"
      And the answer has no "emails"

  @req:RFC7644-3.9-06
  Rule: Both parameters at once are outside the rules

    Scenario Outline: Both parameters, with <query>, are answered one way or refused
      Given a user "ada"
      When the client sends GET "/Users/{ada}?<query>"
      Then the answer is 200 or 400

      Examples: different names, and the same
        | query                                             |
        | attributes=userName&excludedAttributes=name       |
        | attributes=userName&excludedAttributes=userName   |
        | excludedAttributes=emails&attributes=emails       |

  @req:RFC7644-3.10-01
  Rule: Names are case insensitive in all their parts

    Scenario Outline: The spelling <name> is understood
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "Lovelace"}}
        """
      When the client sends GET "/Users/{ada}?attributes=<name>"
      Then the answer is 200
      And the answer has "<path>"
      And the answer has no "emails"

      Examples: names, sub-attributes, URNs
        | name                                                       | path            |
        | username                                                   | userName        |
        | USERNAME                                                   | userName        |
        | NAME.FAMILYNAME                                            | name.familyName |
        | URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER:USERNAME        | userName        |
        | urn:ietf:params:scim:schemas:core:2.0:user:Name.GivenName  | name.givenName  |

    @needs:patch
    Scenario Outline: The path <path> of a change is understood
      Given a user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "Before"}}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "<path>", "value": "Lovelace"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "name.familyName" as "Lovelace"
      And reading "ada" shows "name.givenName" as "Ada"

      Examples: in capitals and with the URN
        | path                                                        |
        | NAME.FAMILYNAME                                             |
        | urn:ietf:params:scim:schemas:core:2.0:User:name.familyName  |
        | URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:USER:NAME.FAMILYNAME  |

  @req:RFC7644-3.10-02
  Rule: The URN of a core attribute can be left out

    Scenario Outline: With and without the URN, <attribute> is the same
      Given a user "ada" with:
        """
        {"displayName": "Countess"}
        """
      When the client sends GET "/Users?attributes=<attribute>"
      Then the list is the same as of GET "/Users?attributes=urn:ietf:params:scim:schemas:core:2.0:User:<attribute>"

      Examples: simple and complex
        | attribute   |
        | userName    |
        | displayName |
        | emails      |
        | name.givenName |
