@protocol @schema
Feature: What else is said of a user once

  RFC 7643, section 4.1.1, in the way of schema_user_names.feature.

  @req:RFC7643-4.1.1-13 @attribute:profileUrl
  Rule: The page about a person is a web address

    Scenario: The address of a page about the person comes back as it was sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"profileUrl": "https://people.example/ada?full=yes#top"}
        """
      Then the answer is 201
      And reading "ada" shows "profileUrl" as "https://people.example/ada?full=yes#top"

    Scenario: The address of a page about the person is replaced
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"profileUrl": "https://people.example/lady"}
        """
      Then the answer is 200
      And reading "ada" shows "profileUrl" as "https://people.example/lady"

    @needs:discovery @warn
    Scenario: The address of a page about the person is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute  | type      | multiValued | required | caseExact     | mutability | returned | uniqueness |
        | profileUrl | reference | false       | false    | true or false | readWrite  | default  | none       |

  @req:RFC7643-4.1.1-14 @attribute:title
  Rule: A job title is a text

    Scenario: A job title comes back as it was sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"title": "Engine Programmer"}
        """
      Then the answer is 201
      And reading "ada" shows "title" as "Engine Programmer"

    Scenario: A job title is replaced
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"title": "Analyst"}
        """
      Then the answer is 200
      And reading "ada" shows "title" as "Analyst"

    @needs:discovery @warn
    Scenario: A job title is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute | type   | multiValued | required | caseExact | mutability | returned | uniqueness |
        | title     | string | false       | false    | false     | readWrite  | default  | none       |

  @req:RFC7643-4.1.1-15 @attribute:userType
  Rule: A kind of user is any text

    Scenario: A kind of user comes back as it was sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"userType": "Whatever the client likes"}
        """
      Then the answer is 201
      And reading "ada" shows "userType" as "Whatever the client likes"

    Scenario: A kind of user is replaced
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"userType": "Another"}
        """
      Then the answer is 200
      And reading "ada" shows "userType" as "Another"

    @needs:discovery @warn
    Scenario: A kind of user is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute | type   | multiValued | required | caseExact | mutability | returned | uniqueness |
        | userType  | string | false       | false    | false     | readWrite  | default  | none       |

  @req:RFC7643-4.1.1-16 @attribute:preferredLanguage
  Rule: A preferred language is what a browser would say

    Scenario: A preferred language comes back as it was sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"preferredLanguage": "en-US,fr;q=0.5"}
        """
      Then the answer is 201
      And reading "ada" shows "preferredLanguage" as "en-US,fr;q=0.5"

    Scenario: A preferred language is replaced
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"preferredLanguage": "de"}
        """
      Then the answer is 200
      And reading "ada" shows "preferredLanguage" as "de"

    @needs:discovery @warn
    Scenario: A preferred language is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute         | type   | multiValued | required | caseExact | mutability | returned | uniqueness |
        | preferredLanguage | string | false       | false    | false     | readWrite  | default  | none       |

  @req:RFC7643-4.1.1-17 @attribute:locale
  Rule: A locale may be written with an underscore

    Scenario: A locale with an underscore is taken or refused
      Given a user "ada" with:
        """
        {"locale": "de-AT"}
        """
      When the client replaces "ada" with:
        """
        {"locale": "en_US"}
        """
      Then the answer is 200 or 400
      And any "locale" of the answer matches "en[_-]US"

  @req:RFC7643-4.1.1-18 @attribute:locale
  Rule: A locale is a language tag

    Scenario: A locale comes back as it was sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"locale": "en-US"}
        """
      Then the answer is 201
      And reading "ada" shows "locale" as "en-US"

    Scenario: A locale is replaced
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"locale": "de-AT"}
        """
      Then the answer is 200
      And reading "ada" shows "locale" as "de-AT"

    @needs:discovery @warn
    Scenario: A locale is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute | type   | multiValued | required | caseExact | mutability | returned | uniqueness |
        | locale    | string | false       | false    | false     | readWrite  | default  | none       |

  @req:RFC7643-4.1.1-19 @attribute:timezone
  Rule: A time zone is a name of the IANA

    Scenario: A time zone comes back as it was sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"timezone": "America/Los_Angeles"}
        """
      Then the answer is 201
      And reading "ada" shows "timezone" as "America/Los_Angeles"

    Scenario: A time zone is replaced
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"timezone": "Europe/Berlin"}
        """
      Then the answer is 200
      And reading "ada" shows "timezone" as "Europe/Berlin"

    @needs:discovery @warn
    Scenario: A time zone is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute | type   | multiValued | required | caseExact | mutability | returned | uniqueness |
        | timezone  | string | false       | false    | false     | readWrite  | default  | none       |

  @req:RFC7643-4.1.1-20 @attribute:active
  Rule: Whether a user is active is a boolean

    Scenario: A user that is created active is active
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"active": true}
        """
      Then the answer is 201
      And reading "ada" shows "active" as true

    @needs:soft-delete
    Scenario: A user that becomes inactive can still be read
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"active": false}
        """
      Then the answer is 200
      And reading "ada" shows "active" as false

    @needs:soft-delete @needs:patch
    Scenario: A user becomes inactive by a PATCH
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "active", "value": false}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "active" as false

    @needs:discovery @warn
    Scenario: The state of a user is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute | type    | multiValued | required | caseExact | mutability | returned | uniqueness |
        | active    | boolean | false       | false    | -         | readWrite  | default  | -          |

  @req:RFC7643-4.1.1-27 @attribute:password
  Rule: A password is written and never shown

    Scenario: A password is not in the answer to its creation
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"password": "correct-Horse-7-battery"}
        """
      Then the answer is 201
      And the answer has no "password"
      And the answer nowhere says "correct-Horse-7-battery"
      And reading "ada" shows no "password"

    @needs:discovery @warn
    Scenario: A password is declared as the standard has it
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute | type   | multiValued | required | caseExact | mutability | returned | uniqueness |
        | password  | string | false       | false    | false     | writeOnly  | never    | none       |
