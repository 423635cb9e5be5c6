@protocol @enterprise @needs:enterprise
Feature: A user's place in an organization

  RFC 7643, section 4.3, and what sections 3 and 3.3 say of extensions.

  @req:RFC7643-3-09
  Rule: Attributes of an extension live in an object under its URN

    Scenario: An employee number is under the URN and nowhere else
      Given a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
        """
      When the client reads "ada"
      Then the answer is 200
      And the answer has "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber" as "701984"
      And the answer has no "employeeNumber"

    Scenario: An employee number beside the core attributes is not taken for one
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"employeeNumber": "701984"}
        """
      Then the answer is 200 or 400
      And reading "ada" shows no "employeeNumber"

  @req:RFC7643-3.3-04
  Rule: The URN of an extension is the name of the object that holds it

    Scenario: A department is kept under the URN when a user is replaced
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Engines"}}
        """
      Then the answer is 200
      And the answer has "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" as "Engines"
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" as "Engines"
      And reading "ada" shows no "department"

    Scenario: A list shows the extension under its URN
      Given a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Engines"}}
        """
      When the client sends GET "/Users?filter=userName%20eq%20%22{address:ada}%22"
      Then the answer is 200
      And any "Resources[].urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" of the answer is a object
      And the answer nowhere has "Resources[].department"

  @req:RFC7643-4.3-01
  Rule: The enterprise extension has its URN

    @needs:discovery
    Scenario: The schema of the extension is published under its URN
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
      Then the answer is 200
      And the answer has "id" as "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
      And the answer has "attributes[name eq "employeeNumber"].type" as "string"

    Scenario: A user with an employee number names the URN
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
        """
      Then the answer is 201
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber" as "701984"
      And the answer has "schemas[value eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]"

  @req:RFC7643-4.3-02
  Rule: Employee number, cost center, organization, division and department are texts

    Scenario: All five come back as they were sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
            "employeeNumber": "0701984", "costCenter": "4130", "organization": "Analytical Engines", "division": "Computing", "department": "Notes"
          }
        }
        """
      Then the answer is 201
      And reading "ada" shows:
        | path                | value                |
        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber  | "0701984"            |
        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter      | "4130"               |
        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization    | "Analytical Engines" |
        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division        | "Computing"          |
        | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department      | "Notes"              |

    Scenario Outline: <attribute> is replaced and the others with it
      Given a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"<attribute>": "Before"}}
        """
      When the client replaces "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"<attribute>": "After"}}
        """
      Then the answer is 200
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:<attribute>" as "After"

      Examples: the five
        | attribute      |
        | employeeNumber |
        | costCenter     |
        | organization   |
        | division       |
        | department     |

    @needs:patch
    Scenario Outline: <attribute> is changed by its full name
      Given a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"<attribute>": "Before"}}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:<attribute>", "value": "After"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:<attribute>" as "After"
      And reading "ada" shows no "<attribute>"

      Examples: the five by their full names
        | attribute      |
        | employeeNumber |
        | costCenter     |
        | organization   |
        | division       |
        | department     |

    @needs:filter
    Scenario: A user is found by an employee number in full
      Given a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
        """
      When the client filters users by:
        """
        userName eq "{address:ada}" and urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "701984"
        """
      Then the answer is 200
      And the list holds exactly "ada"

    @needs:discovery @warn
    Scenario: The five are declared as the standard has them
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute      | type   | multiValued | required | caseExact | mutability | returned | uniqueness |
        | employeeNumber | string | false       | false    | false     | readWrite  | default  | none       |
        | costCenter     | string | false       | false    | false     | readWrite  | default  | none       |
        | organization   | string | false       | false    | false     | readWrite  | default  | none       |
        | division       | string | false       | false    | false     | readWrite  | default  | none       |
        | department     | string | false       | false    | false     | readWrite  | default  | none       |

  @req:RFC7643-4.3-03
  Rule: A manager is given by id and by address

    @needs:managers
    Scenario: A manager who is there comes back by id
      Given a user "boss"
      When the client creates the user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss}"}}}
        """
      Then the answer is 201
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as "{boss}"

    @needs:managers
    Scenario: The address of a manager leads to the manager
      Given a user "boss"
      And a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss}"}}}
        """
      When the client reads "ada"
      Then the answer is 200
      And any "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.$ref" of the answer leads to "boss"

    @needs:managers @needs:patch
    Scenario: Another manager takes the place of the first
      Given a user "boss"
      And a user "chief"
      And a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss}"}}}
        """
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": {"value": "{chief}"}}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as "{chief}"

    @needs:managers @needs:patch
    Scenario: A manager is taken away
      Given a user "boss"
      And a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss}"}, "department": "Notes"}}
        """
      When the client patches "ada" with:
        """
        {"op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows no "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" as "Notes"

  @req:RFC7643-4.3-04
  Rule: A manager's name is not the client's to give

    @needs:managers
    Scenario: A name that the client gives to a manager is passed over
      Given a user "boss" with:
        """
        {"displayName": "Charles Babbage"}
        """
      When the client creates the user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss}", "displayName": "Somebody Else"}}}
        """
      Then the answer is 201
      And the answer nowhere says "Somebody Else"
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" as "{boss}"

  @req:RFC7643-4.3-05
  Rule: A manager is one object

    @needs:managers
    Scenario: A manager is an object and no list
      Given a user "boss"
      And a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "{boss}"}}}
        """
      When the client reads "ada"
      Then the answer is 200
      And every "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" of the answer is a object
      And every "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value" of the answer is a string

    @needs:discovery @warn
    Scenario: A manager is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute           | type      | multiValued | required      | caseExact     | mutability | returned | uniqueness |
        | manager             | complex   | false       | false         | -             | readWrite  | default  | -          |
        | manager.value       | string    | false       | false or true | true or false | readWrite  | default  | none       |
        | manager.$ref        | reference | false       | false or true | true or false | readWrite  | default  | none       |
        | manager.displayName | string    | false       | false         | false         | readOnly   | default  | none       |

  @req:RFC7644-3.5.2-15
  Rule: A PATCH that brings in an extension names it among the schemas

    @needs:patch
    Scenario: A user that gets an employee number names the extension
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", "value": "701984"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber" as "701984"
      And reading "ada" shows "schemas[value eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]" as "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
