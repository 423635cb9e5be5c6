@protocol @schema
Feature: How a user is reached, and pictures

  RFC 7643, section 4.1.2. Elements are found by their type, for their order means nothing.

  @req:RFC7643-4.1.2-02 @attribute:emails
  Rule: The domain of an address may be brought into a form

    Scenario: A domain in capital letters is the same domain
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"emails": [{"value": "{address:ada}"}, {"value": "second@CONTOSO.EXAMPLE", "type": "other"}]}
        """
      Then the answer is 200
      And reading "ada" shows at most 2 of "emails[]"
      And any "emails[type eq "other"].value" of the answer matches "second@(?i:contoso.example)"

  @req:RFC7643-4.1.2-03 @attribute:emails
  Rule: An address may be shown in another form beside the one that was sent

    Scenario: What is shown of an address is a text
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"emails": [{"value": "{address:ada}"}, {"value": "{address:second}", "type": "other"}]}
        """
      Then the answer is 200
      And any "emails[].display" of the answer is a string

  @req:RFC7643-4.1.2-04 @attribute:emails
  Rule: An address may be of any type

    Scenario: A type of address that nobody recommends is kept or refused
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "work"}, {"value": "{address:boat}", "type": "houseboat"}]}
        """
      Then the answer is 200 or 400
      And reading "ada" shows at most 2 of "emails[]"
      And any "emails[value eq "{address:boat}"].type" of the answer is one of ["houseboat"]

  @req:RFC7643-4.1.2-05 @attribute:emails
  Rule: An e-mail address has a type, a text to show, and one is primary

    Scenario: E-mail addresses come back as they were sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"emails": [
          {"value": "{address:ada}", "display": "Ada at work", "type": "work", "primary": true},
          {"value": "{address:ada-home}", "type": "home"},
          {"value": "{address:other}", "type": "other"}
        ]}
        """
      Then the answer is 201
      And any "emails[].display" of the answer is one of ["Ada at work"]
      And reading "ada" shows:
        | path                           | value                      |
        | emails[type eq "work"].value   | "{address:ada}"            |
        | emails[type eq "work"].primary | true                       |
        | emails[type eq "home"].value   | "{address:ada-home}"       |
        | emails[type eq "other"].value  | "{address:other}"          |

    @warn
    Scenario: The text to show of an e-mail address is kept
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "display": "Ada at work", "type": "work"}]}
        """
      When the client reads "ada"
      Then the answer has "emails[0].display" as "Ada at work"

    @needs:discovery @warn
    Scenario: E-mail addresses are declared as the standard has them
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute      | type    | multiValued | required | caseExact | mutability                         | returned | uniqueness |
        | emails         | complex | true        | false    | -         | readWrite                          | default  | -          |
        | emails.value   | string  | false       | false    | false     | readWrite                          | default  | none       |
        | emails.display | string  | false       | false    | false     | readWrite or readOnly or immutable | default  | none       |
        | emails.type    | string  | false       | false    | false     | readWrite                          | default  | none       |
        | emails.primary | boolean | false       | false    | -         | readWrite                          | default  | -          |

  @req:RFC7643-4.1.2-07 @attribute:phoneNumbers
  Rule: A telephone number may be brought into a form

    Scenario: A number as people write it is kept or brought into a form
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"phoneNumbers": [{"value": "555-555-1234", "type": "work"}]}
        """
      Then the answer is 200 or 400
      And any "phoneNumbers[].value" of the answer matches "(tel:)?[+]?(1-?)?555-?555-?1234"

  @req:RFC7643-4.1.2-08 @attribute:phoneNumbers
  Rule: A telephone number may be of any type

    Scenario: A type of number that nobody recommends is kept or refused
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"phoneNumbers": [{"value": "tel:+1-201-555-0199", "type": "satellite"}]}
        """
      Then the answer is 200 or 400
      And any "phoneNumbers[].type" of the answer is one of ["satellite"]
      And any "phoneNumbers[].display" of the answer is a string

  @req:RFC7643-4.1.2-09 @attribute:phoneNumbers
  Rule: A telephone number has a type, a text to show, and one is primary

    Scenario: Telephone numbers come back as they were sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"phoneNumbers": [
          {"value": "tel:+1-201-555-0123", "display": "Office", "type": "work", "primary": true},
          {"value": "tel:+1-201-555-0124", "type": "mobile"},
          {"value": "tel:+1-201-555-0125", "type": "home"},
          {"value": "tel:+1-201-555-0126", "type": "fax"},
          {"value": "tel:+1-201-555-0127", "type": "pager"},
          {"value": "tel:+1-201-555-0128", "type": "other"}
        ]}
        """
      Then the answer is 201
      And any "phoneNumbers[].display" of the answer is one of ["Office"]
      And reading "ada" shows:
        | path                                 | value                 |
        | phoneNumbers[type eq "work"].value   | "tel:+1-201-555-0123" |
        | phoneNumbers[type eq "work"].primary | true                  |
        | phoneNumbers[type eq "mobile"].value | "tel:+1-201-555-0124" |
        | phoneNumbers[type eq "home"].value   | "tel:+1-201-555-0125" |
        | phoneNumbers[type eq "fax"].value    | "tel:+1-201-555-0126" |
        | phoneNumbers[type eq "pager"].value  | "tel:+1-201-555-0127" |
        | phoneNumbers[type eq "other"].value  | "tel:+1-201-555-0128" |

    @needs:discovery @warn
    Scenario: Telephone numbers are declared as the standard has them
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute            | type    | multiValued | required | caseExact | mutability                         | returned | uniqueness |
        | phoneNumbers         | complex | true        | false    | -         | readWrite                          | default  | -          |
        | phoneNumbers.value   | string  | false       | false    | false     | readWrite                          | default  | none       |
        | phoneNumbers.display | string  | false       | false    | false     | readWrite or readOnly or immutable | default  | none       |
        | phoneNumbers.type    | string  | false       | false    | false     | readWrite                          | default  | none       |
        | phoneNumbers.primary | boolean | false       | false    | -         | readWrite                          | default  | -          |

  @req:RFC7643-4.1.2-10 @attribute:ims
  Rule: An instant messaging address may be brought into a form

    Scenario: Blanks and capitals may go
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"ims": [{"value": " AdaOfContoso ", "type": "xmpp"}]}
        """
      Then the answer is 200 or 400
      And any "ims[].value" of the answer matches " ?(?i:adaofcontoso) ?"

  @req:RFC7643-4.1.2-13 @attribute:ims
  Rule: An instant messaging address has a type, a text to show, and one is primary

    Scenario: Instant messaging addresses come back as they were sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"ims": [
          {"value": "adaofcontoso", "display": "Ada", "type": "xmpp", "primary": true},
          {"value": "countess", "type": "skype"}
        ]}
        """
      Then the answer is 201
      And any "ims[].display" of the answer is one of ["Ada"]
      And reading "ada" shows:
        | path                        | value          |
        | ims[type eq "xmpp"].value   | "adaofcontoso" |
        | ims[type eq "xmpp"].primary | true           |
        | ims[type eq "skype"].value  | "countess"     |

    @needs:discovery @warn
    Scenario: Instant messaging addresses are declared as the standard has them
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute   | type    | multiValued | required | caseExact | mutability                         | returned | uniqueness |
        | ims         | complex | true        | false    | -         | readWrite                          | default  | -          |
        | ims.value   | string  | false       | false    | false     | readWrite                          | default  | none       |
        | ims.display | string  | false       | false    | false     | readWrite or readOnly or immutable | default  | none       |
        | ims.type    | string  | false       | false    | false     | readWrite                          | default  | none       |
        | ims.primary | boolean | false       | false    | -         | readWrite                          | default  | -          |

  @req:RFC7643-4.1.2-17 @attribute:photos
  Rule: A picture is a web address with a type, a text to show, and one is primary

    Scenario: Pictures come back as they were sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"photos": [
          {"value": "https://photos.example/ada.jpg", "display": "Portrait", "type": "photo", "primary": true},
          {"value": "https://photos.example/ada-small.jpg", "type": "thumbnail"}
        ]}
        """
      Then the answer is 201
      And any "photos[].display" of the answer is one of ["Portrait"]
      And reading "ada" shows:
        | path                              | value                                  |
        | photos[type eq "photo"].value     | "https://photos.example/ada.jpg"       |
        | photos[type eq "photo"].primary   | true                                   |
        | photos[type eq "thumbnail"].value | "https://photos.example/ada-small.jpg" |

    @needs:discovery @warn
    Scenario: Pictures are declared as the standard has them
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute      | type      | multiValued | required | caseExact     | mutability                         | returned | uniqueness |
        | photos         | complex   | true        | false    | -             | readWrite                          | default  | -          |
        | photos.value   | reference | false       | false    | true or false | readWrite                          | default  | none       |
        | photos.display | string    | false       | false    | false         | readWrite or readOnly or immutable | default  | none       |
        | photos.type    | string    | false       | false    | false         | readWrite                          | default  | none       |
        | photos.primary | boolean   | false       | false    | -             | readWrite                          | default  | -          |
