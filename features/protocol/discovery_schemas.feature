@protocol @discovery @needs:discovery
Feature: Schemas are well formed

  RFC 7643, sections 2 and 7. Whether the attributes of users and groups are declared as the
  standard has them is judged in schema_declared.feature.

  @req:RFC7643-7-02
  Rule: Schemas are resources that nobody writes

    Scenario: Each schema names the schema of schemas
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And every "Resources[].schemas" of the answer is one of [["urn:ietf:params:scim:schemas:core:2.0:Schema"]]

    Scenario Outline: <method> does not change a schema
      Given the client knows the bridge's address
      When the client sends <method> "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"], "id": "urn:ietf:params:scim:schemas:core:2.0:User", "name": "User", "attributes": []}
        """
      Then the answer is 400, 403, 404, 405 or 501

      Examples: writes
        | method |
        | PUT    |
        | PATCH  |
        | DELETE |

  @req:RFC7643-7-04
  Rule: A schema is complete

    Scenario: Each schema has an id and attributes
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And every "Resources[].id" of the answer is a string
      And every "Resources[].attributes" of the answer is a list

    Scenario Outline: Each attribute has a <member>, <where>
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And every "<path>.<member>" of the answer is a <kind>

      Examples: what is required
        | where                 | path                                      | member      | kind    |
        | at the top            | Resources[].attributes[]                  | name        | string  |
        | at the top            | Resources[].attributes[]                  | type        | string  |
        | at the top            | Resources[].attributes[]                  | multiValued | boolean |
        | in what is made of it | Resources[].attributes[].subAttributes[]  | name        | string  |
        | in what is made of it | Resources[].attributes[].subAttributes[]  | type        | string  |
        | in what is made of it | Resources[].attributes[].subAttributes[]  | multiValued | boolean |

  @req:RFC7643-7-05
  Rule: The id of a schema is its URI

    Scenario: Each id is a URI and leads to the schema
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And every "Resources[].id" of the answer matches "[A-Za-z][A-Za-z0-9+.-]*:\S+"
      And each "Resources[].id" of the answer can be read at "/Schemas/{it}" with the same "id"

  @req:RFC7643-7-06
  Rule: Schemas have names

    Scenario: The schema of users has a name, and no name is empty
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And every "Resources[id eq "urn:ietf:params:scim:schemas:core:2.0:User"].name" of the answer is a string
      And any "Resources[].name" of the answer matches "(?s).+"

  @req:RFC7643-7-07
  Rule: Schemas are described

    @warn
    Scenario: Each schema has a description
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And every "Resources[].description" of the answer matches "(?s).+"

  @req:RFC7643-7-10
  Rule: Attributes are described

    @warn
    Scenario: Each attribute of users has a description
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And every "Resources[id eq "urn:ietf:params:scim:schemas:core:2.0:User"].attributes[].description" of the answer is a string

  @req:RFC7643-7-08
  Rule: Characteristics have words of their own

    Scenario Outline: <characteristic> is one of its words, <where>
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And any "<path>.<characteristic>" of the answer is one of <words>

      Examples: characteristics that are words
        | where                 | path                                     | characteristic | words                                                                                              |
        | at the top            | Resources[].attributes[]                 | type           | ["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"]          |
        | at the top            | Resources[].attributes[]                 | mutability     | ["readOnly", "readWrite", "immutable", "writeOnly"]                                                |
        | at the top            | Resources[].attributes[]                 | returned       | ["always", "never", "default", "request"]                                                          |
        | at the top            | Resources[].attributes[]                 | uniqueness     | ["none", "server", "global"]                                                                       |
        | in what is made of it | Resources[].attributes[].subAttributes[] | type           | ["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"]          |
        | in what is made of it | Resources[].attributes[].subAttributes[] | mutability     | ["readOnly", "readWrite", "immutable", "writeOnly"]                                                |
        | in what is made of it | Resources[].attributes[].subAttributes[] | returned       | ["always", "never", "default", "request"]                                                          |
        | in what is made of it | Resources[].attributes[].subAttributes[] | uniqueness     | ["none", "server", "global"]                                                                       |

    Scenario Outline: <characteristic> is a <kind>, <where>
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And any "<path>.<characteristic>" of the answer is a <kind>

      Examples: characteristics of another kind
        | where                 | path                                     | characteristic  | kind    |
        | at the top            | Resources[].attributes[]                 | required        | boolean |
        | at the top            | Resources[].attributes[]                 | caseExact       | boolean |
        | at the top            | Resources[].attributes[]                 | canonicalValues | list    |
        | at the top            | Resources[].attributes[]                 | referenceTypes  | list    |
        | at the top            | Resources[].attributes[]                 | subAttributes   | list    |
        | in what is made of it | Resources[].attributes[].subAttributes[] | required        | boolean |
        | in what is made of it | Resources[].attributes[].subAttributes[] | caseExact       | boolean |
        | in what is made of it | Resources[].attributes[].subAttributes[] | canonicalValues | list    |
        | in what is made of it | Resources[].attributes[].subAttributes[] | referenceTypes  | list    |

  @req:RFC7643-7-09
  Rule: A complex attribute says what it is made of

    Scenario: Each complex attribute has sub-attributes
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And every "Resources[].attributes[type eq "complex"].subAttributes" of the answer is a list

  @req:RFC7643-7-32
  Rule: Only references say what they refer to

    Scenario Outline: Nothing but a reference has types of references, <where>
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And the answer nowhere has "<path>[type ne "reference"].referenceTypes"

      Examples: at both levels
        | where                 | path                                   |
        | at the top            | Resources[].attributes                 |
        | in what is made of it | Resources[].attributes[].subAttributes |

  @req:RFC7643-1.2-02
  Rule: A simple attribute has no parts

    Scenario: Nothing but a complex attribute has sub-attributes
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And the answer nowhere has "Resources[].attributes[type ne "complex"].subAttributes"

  @req:RFC7643-2.1-03
  Rule: The name of an attribute is a letter with letters, digits, hyphens, underscores and dollars behind it

    Scenario Outline: No attribute has an odd name, <where>
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And any "<path>.name" of the answer matches "[$]?[A-Za-z][A-Za-z0-9$_-]*"

      Examples: at both levels
        | where                 | path                                     |
        | at the top            | Resources[].attributes[]                 |
        | in what is made of it | Resources[].attributes[].subAttributes[] |

  @req:RFC7643-2.3-01
  Rule: Extensions bring no types of their own

    Scenario: Every attribute is of a type that the standard knows
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And any "Resources[].attributes[].type" of the answer is one of ["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"]
      And any "Resources[].attributes[].subAttributes[].type" of the answer is one of ["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"]

  @req:RFC7643-2.3.6-04
  Rule: Binary attributes are not unique

    Scenario Outline: Nothing binary is declared unique, <where>
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And any "<path>[type eq "binary"].uniqueness" of the answer is one of ["none"]

      Examples: at both levels
        | where                 | path                                   |
        | at the top            | Resources[].attributes                 |
        | in what is made of it | Resources[].attributes[].subAttributes |

  @req:RFC7643-2.3.7-08
  Rule: A reference says what it refers to

    @warn
    Scenario Outline: Each reference has types of references, <where>
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And every "<path>[type eq "reference"].referenceTypes[]" of the answer is a string
      And every "<path>[type eq "reference"].referenceTypes" of the answer is a list

      Examples: at both levels
        | where                 | path                                   |
        | at the top            | Resources[].attributes                 |
        | in what is made of it | Resources[].attributes[].subAttributes |

  @req:RFC7643-2.3.8-03
  Rule: Complex attributes are not made of complex ones

    Scenario: Nothing complex is within something complex
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And the answer nowhere has "Resources[id ne "urn:ietf:params:scim:schemas:core:2.0:Schema"].attributes[].subAttributes[type eq "complex"]"

  @req:RFC7643-7-03
  Rule: Only the schema of schemas goes deeper

    Scenario: No part of an attribute has parts
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And the answer nowhere has "Resources[id ne "urn:ietf:params:scim:schemas:core:2.0:Schema"].attributes[].subAttributes[].subAttributes"

  @req:RFC7643-2.3.8-04
  Rule: Complex attributes are not unique

    Scenario: Nothing complex is declared unique
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And any "Resources[].attributes[type eq "complex"].uniqueness" of the answer is one of ["none"]

  @req:RFC7643-2.4-03
  Rule: Parts with well-known names keep their meaning

    Scenario Outline: <part> is declared as a <type>
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And any "attributes[multiValued eq "true"].subAttributes[name eq "<part>"].type" of the answer is one of ["<type>"]

      Examples: the parts
        | part    | type      |
        | primary | boolean   |
        | type    | string    |
        | display | string    |
        | $ref    | reference |

  @req:RFC7643-2.4-11
  Rule: A type of values may have words that are recommended

    Scenario: Recommended words are strings
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And any "Resources[].attributes[].subAttributes[name eq "type"].canonicalValues[]" of the answer is a string

  @req:RFC7643-10.2.1-01
  Rule: The URNs of SCIM have one form

    Scenario: No schema has an odd URN of SCIM
      Given the client knows the bridge's address
      When the client sends GET "/Schemas"
      Then the answer is 200
      And any "Resources[].id" of the answer matches "urn:ietf:params:scim:(schemas|api):[^:]+.*|urn:[a-hj-zA-HJ-Z].*|https?:.*"
