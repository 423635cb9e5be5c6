@protocol @schema
Feature: The names of a user

  RFC 7643, section 4.1.1. What was sent comes back; and as far as the bridge publishes
  its schemas, they declare the characteristics that the RFC prints, or those that its
  errata correct. A schema may leave an attribute out, and may differ: that is a warning.

  @req:RFC7643-4.1-01
  Rule: The schema of users has its URN

    Scenario: The schema of users is named in a user
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "schemas[value eq "urn:ietf:params:scim:schemas:core:2.0:User"]"

    @needs:discovery
    Scenario: The schema of users is published under its URN
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the answer has "id" as "urn:ietf:params:scim:schemas:core:2.0:User"
      And the answer has "attributes[name eq "userName"].type" as "string"

  @req:RFC7643-4.1.1-04
  Rule: A userName is required, unique and the same in any letter case

    Scenario: A userName of its own comes back
      Given the client knows the bridge's address
      When the client creates the user "ada"
      Then the answer is 201
      And reading "ada" shows "userName" as "{address:ada}"

    @needs:filter
    Scenario: A userName is found in another letter case
      Given a user "ada"
      When the client filters users by:
        """
        userName eq "{ADDRESS:ada}"
        """
      Then the answer is 200
      And the list holds exactly "ada"

    @needs:discovery
    Scenario: A userName is declared to be required
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the answer has "attributes[name eq "userName"].required" as true

    @needs:discovery @warn
    Scenario: A userName is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute | type   | multiValued | required | caseExact | mutability | returned | uniqueness |
        | userName  | string | false       | true     | false     | readWrite  | default  | server     |

  @req:RFC7643-4.1.1-05 @attribute:name
  Rule: A name is shown as a whole, in parts, or both

    Scenario: A name that was sent in parts is shown somehow
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then the answer is 201
      And any "name" of the answer is a object
      And any "name.givenName" of the answer is one of ["Ada"]
      And any "name.familyName" of the answer is one of ["King"]
      And any "name.formatted" of the answer is a string

  @req:RFC7643-4.1.1-06 @attribute:name
  Rule: The whole name is made of the parts

    Scenario: The whole name holds given name and surname if it is shown
      Given a user "ada" with:
        """
        {"name": {"givenName": "Augusta", "familyName": "Kingston"}}
        """
      When the client reads "ada"
      Then the answer is 200
      And any "name.formatted" of the answer matches "(?s).*(Augusta.*Kingston|Kingston.*Augusta).*"

  @req:RFC7643-4.1.1-07 @attribute:name
  Rule: A name has six parts, all of them texts

    Scenario: All six parts of a name come back
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"name": {"formatted": "Countess Ada Augusta King, Jr.", "familyName": "King", "givenName": "Ada", "middleName": "Augusta", "honorificPrefix": "Countess", "honorificSuffix": "Jr."}}
        """
      Then the answer is 201
      And reading "ada" shows:
        | path                 | value                            |
        | name.formatted       | "Countess Ada Augusta King, Jr." |
        | name.familyName      | "King"                           |
        | name.givenName       | "Ada"                            |
        | name.middleName      | "Augusta"                        |
        | name.honorificPrefix | "Countess"                       |
        | name.honorificSuffix | "Jr."                            |

    Scenario: A part of a name can be left out
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"name": {"familyName": "King"}}
        """
      Then the answer is 200
      And reading "ada" shows:
        | path            | value  |
        | name.familyName | "King" |
        | name.middleName | null   |

    @needs:discovery @warn
    Scenario: A name is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute            | type    | multiValued | required | caseExact | mutability | returned | uniqueness |
        | name                 | complex | false       | false    | -         | readWrite  | default  | -          |
        | name.formatted       | string  | false       | false    | false     | readWrite  | default  | none       |
        | name.familyName      | string  | false       | false    | false     | readWrite  | default  | none       |
        | name.givenName       | string  | false       | false    | false     | readWrite  | default  | none       |
        | name.middleName      | string  | false       | false    | false     | readWrite  | default  | none       |
        | name.honorificPrefix | string  | false       | false    | false     | readWrite  | default  | none       |
        | name.honorificSuffix | string  | false       | false    | false     | readWrite  | default  | none       |

  @req:RFC7643-4.1.1-08
  Rule: A display name says something

    Scenario: A display name is not empty if one is shown
      Given a user "ada" with:
        """
        {"displayName": null}
        """
      When the client reads "ada"
      Then the answer is 200
      And any "displayName" of the answer matches "(?s).+"

  @req:RFC7643-4.1.1-10 @attribute:displayName
  Rule: A display name is a text

    Scenario: A display name comes back as it was sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"displayName": "Ada King"}
        """
      Then the answer is 201
      And reading "ada" shows "displayName" as "Ada King"

    Scenario: A display name is replaced
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"displayName": "Augusta Ada"}
        """
      Then the answer is 200
      And reading "ada" shows "displayName" as "Augusta Ada"

    @needs:discovery @warn
    Scenario: A display name is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute   | type   | multiValued | required | caseExact | mutability | returned | uniqueness |
        | displayName | string | false       | false    | false     | readWrite  | default  | none       |

  @req:RFC7643-4.1.1-12 @attribute:nickName
  Rule: A nickname is a text

    Scenario: A nickname comes back as it was sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"nickName": "Countess"}
        """
      Then the answer is 201
      And reading "ada" shows "nickName" as "Countess"

    Scenario: A nickname is replaced
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"nickName": "Lady"}
        """
      Then the answer is 200
      And reading "ada" shows "nickName" as "Lady"

    @needs:discovery @warn
    Scenario: A nickname is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute | type   | multiValued | required | caseExact | mutability | returned | uniqueness |
        | nickName  | string | false       | false    | false     | readWrite  | default  | none       |
