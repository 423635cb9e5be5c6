@protocol @schema
Feature: Values have the form of their type

  RFC 7643, section 2.3: what SCIM calls a boolean, a date or a reference, and how it is written in JSON.

  @req:RFC7643-1.1-02
  Rule: Quotation marks around a word of the standard are no part of it

    Scenario: Words of the standard are shown bare
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And every "meta.resourceType" of the answer is one of ["User"]
      And every "schemas[]" of the answer matches "[A-Za-z0-9:._/-]+"

  @req:RFC7643-2.1-01
  Rule: Names of attributes are the same in any letter case

    Scenario: A userName is taken under another spelling of its name
      Given the client knows the bridge's address
      When the client creates the user "ada" from exactly:
        """
        {
          "SCHEMAS": ["urn:ietf:params:scim:schemas:core:2.0:User"], "USERNAME": "{address:ada}", "displayName": "Ada King",
          "name": {"givenName": "Ada", "familyName": "King"}, "emails": [{"value": "{address:ada}", "type": "work", "primary": true}], "active": true
        }
        """
      Then the answer is 201
      And reading "ada" shows "userName" as "{address:ada}"

    Scenario Outline: <name> is taken under another spelling in a replacement
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {<sent>}
        """
      Then the answer is 200
      And reading "ada" shows "<path>" as <value>

      @attribute:displayName
      Examples: at the top
        | name        | sent                       | path        | value     |
        | displayName | "DISPLAYNAME": "Lady King" | displayName | "Lady King" |

      @attribute:name
      Examples: within another
        | name            | sent                                                          | path            | value  |
        | name.familyName | "NAME": {"FAMILYNAME": "King", "givenName": "Ada"}            | name.familyName | "King" |

      @attribute:emails
      Examples: within a list
        | name         | sent                                                                      | path            | value            |
        | emails.value | "Emails": [{"VALUE": "{address:ada}", "Type": "work", "primary": true}]   | emails[0].value | "{address:ada}"  |

    @needs:patch @attribute:displayName
    Scenario: A path is followed in another spelling
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "DisplayNAME", "value": "Lady King"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "displayName" as "Lady King"

    @needs:filter
    Scenario: A filter names an attribute in another spelling
      Given a user "ada"
      When the client filters users by:
        """
        USERname eq "{address:ada}"
        """
      Then the answer is 200
      And the list holds exactly "ada"

  @req:RFC7643-2.1-02
  Rule: A resource is a JSON object that names its schemas

    Scenario: A user is an object with schemas
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "schemas" as a list
      And the answer has "schemas[value eq "urn:ietf:params:scim:schemas:core:2.0:User"]"

  @req:RFC7643-2.3-02
  Rule: Each type has one form in JSON

    Scenario: A user with everything has each value in its form
      Given a user "ada" with:
        """
        {
          "externalId": "7", "displayName": "Ada King", "title": "Programmer", "profileUrl": "https://people.example/ada", "active": true,
          "emails": [{"value": "{address:ada}", "type": "work", "primary": true}],
          "phoneNumbers": [{"value": "tel:+1-201-555-0123", "type": "work", "primary": false}]
        }
        """
      When the client reads "ada"
      Then the answer is 200
      And every "id" of the answer is a string
      And every "userName" of the answer is a string
      And any "externalId" of the answer is a string
      And any "displayName" of the answer is a string
      And any "profileUrl" of the answer is a string
      And any "active" of the answer is a boolean
      And any "name" of the answer is a object
      And any "emails" of the answer is a list
      And any "emails[]" of the answer is a object
      And any "emails[].primary" of the answer is a boolean
      And any "phoneNumbers[].primary" of the answer is a boolean
      And every "meta" of the answer is a object
      And any "meta.created" of the answer is a string
      And any "meta.version" of the answer is a string

  @req:RFC7643-2.3.1-01 @attribute:displayName
  Rule: A string is any text in UTF-8

    Scenario Outline: A text comes back letter for letter: <what>
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"displayName": "<text>"}
        """
      Then the answer is 201
      And reading "ada" shows "displayName" as "<text>"

      Examples: texts of the world
        | what                     | text                    |
        | accents and an apostrophe | Zoë O'Brien-Müller     |
        | Chinese                  | 艾达·金                 |
        | Hebrew, right to left    | עדה קינג                |
        | beyond the basic plane   | Ada 👩‍💻 𝒜𝒹𝒶               |
        | a combining accent       | Zoë                    |
        | markup                   | <b>Ada</b> & 'King'     |
        | a percent sign and a plus | 100%25 + 1             |

    Scenario: Escapes in JSON are the letters they stand for
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"displayName": "Zo\u00eb \"the\\Lady\" \ud83d\udc69"}
        """
      Then the answer is 201
      And reading "ada" shows "displayName" as "Zoë \"the\\Lady\" 👩"

  @req:RFC7643-2.3.1-02 @attribute:locale
  Rule: A string may have to be of some form

    Scenario: A locale that is none is taken or refused
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"locale": "?!"}
        """
      Then the answer is 200 or 400

  @req:RFC7643-2.3.1-03 @attribute:emails
  Rule: A type may have to be one of the recommended words

    Scenario: A type that nobody recommends is taken or refused
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"emails": [{"value": "{address:ada}", "type": "zz-unknown", "primary": true}]}
        """
      Then the answer is 200 or 400

  @req:RFC7643-2.3.2-01
  Rule: A boolean is true or false, and no word

    Scenario Outline: <value> comes back as a boolean
      Given a user "ada" with:
        """
        {"active": <value>, "emails": [{"value": "{address:ada}", "type": "work", "primary": true}]}
        """
      When the client reads "ada"
      Then the answer is 200
      And any "active" of the answer is one of [<value>]
      And any "emails[].primary" of the answer is a boolean

      Examples: an active user
        | value |
        | true  |

      @needs:soft-delete
      Examples: an inactive user
        | value |
        | false |

  @req:RFC7643-2.3.2-02
  Rule: A word is no boolean

    Scenario Outline: <what> is refused where a boolean belongs
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"active": <value>}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: what is neither true nor false in any spelling
        | what     | value     |
        | yes      | "yes"     |
        | a list   | [true]    |
        | an object | {"a": 1} |

  @req:RFC7643-2.3.5-01
  Rule: A date has its time, and is written as XML has it

    Scenario Outline: <member> has a date and a time
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And any "meta.<member>" of the answer is a string
      And any "meta.<member>" of the answer matches "-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-4]):[0-5]\d:[0-5]\d([.]\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)?"

      Examples: the dates of a user
        | member       |
        | created      |
        | lastModified |

  @req:RFC7643-2.3.6-01 @attribute:x509Certificates
  Rule: Binary values are base64 in a string

    Scenario: What is binary comes back in base64
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"x509Certificates": [{"value": "MIIBMjCB5aADAgECAhRTvhsW+pbFdXZSvFsI8vHmqLSA5TAFBgMrZXAwDjEMMAoGA1UEAwwDYWRhMCAXDTI2MTEyNDIxNTMyNloYDzIxMjYxMDMxMjE1MzI2WjAOMQwwCgYDVQQDDANhZGEwKjAFBgMrZXADIQCCv4F2IhZKGuOrY1uSO2095WjzlSckgYa2kArOa2OA16NTMFEwHQYDVR0OBBYEFF1ENtMQqEcsgMntf9FBkQI7KhfMMB8GA1UdIwQYMBaAFF1ENtMQqEcsgMntf9FBkQI7KhfMMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAXOcsWwgEtfE5I6spFMgoC0sNNlnxMhKLjgfaX9m6B2M6b36oJlLHHR+ixFSeWibNLJVVrwMmJRWqDs5aIOAJBg=="}]}
        """
      Then the answer is 200
      And reading "ada" shows "x509Certificates[0].value" as "MIIBMjCB5aADAgECAhRTvhsW+pbFdXZSvFsI8vHmqLSA5TAFBgMrZXAwDjEMMAoGA1UEAwwDYWRhMCAXDTI2MTEyNDIxNTMyNloYDzIxMjYxMDMxMjE1MzI2WjAOMQwwCgYDVQQDDANhZGEwKjAFBgMrZXADIQCCv4F2IhZKGuOrY1uSO2095WjzlSckgYa2kArOa2OA16NTMFEwHQYDVR0OBBYEFF1ENtMQqEcsgMntf9FBkQI7KhfMMB8GA1UdIwQYMBaAFF1ENtMQqEcsgMntf9FBkQI7KhfMMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAXOcsWwgEtfE5I6spFMgoC0sNNlnxMhKLjgfaX9m6B2M6b36oJlLHHR+ixFSeWibNLJVVrwMmJRWqDs5aIOAJBg=="
      And any "x509Certificates[].value" of the answer matches "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"

    @warn
    Scenario: What is no base64 does not come back
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"x509Certificates": [{"value": "!!! no base64 !!!"}]}
        """
      Then the answer is 200 or 400
      And reading "ada" shows at most 0 of "x509Certificates[value eq "!!! no base64 !!!"]"

  @req:RFC7643-2.3.6-03 @attribute:x509Certificates
  Rule: The filling at the end of base64 may be left out

    Scenario: A certificate without its filling is taken or refused
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"x509Certificates": [{"value": "MIIBMjCB5aADAgECAhRTvhsW+pbFdXZSvFsI8vHmqLSA5TAFBgMrZXAwDjEMMAoGA1UEAwwDYWRhMCAXDTI2MTEyNDIxNTMyNloYDzIxMjYxMDMxMjE1MzI2WjAOMQwwCgYDVQQDDANhZGEwKjAFBgMrZXADIQCCv4F2IhZKGuOrY1uSO2095WjzlSckgYa2kArOa2OA16NTMFEwHQYDVR0OBBYEFF1ENtMQqEcsgMntf9FBkQI7KhfMMB8GA1UdIwQYMBaAFF1ENtMQqEcsgMntf9FBkQI7KhfMMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAXOcsWwgEtfE5I6spFMgoC0sNNlnxMhKLjgfaX9m6B2M6b36oJlLHHR+ixFSeWibNLJVVrwMmJRWqDs5aIOAJBg"}]}
        """
      Then the answer is 200 or 400
      And any "x509Certificates[].value" of the answer is one of ["MIIBMjCB5aADAgECAhRTvhsW+pbFdXZSvFsI8vHmqLSA5TAFBgMrZXAwDjEMMAoGA1UEAwwDYWRhMCAXDTI2MTEyNDIxNTMyNloYDzIxMjYxMDMxMjE1MzI2WjAOMQwwCgYDVQQDDANhZGEwKjAFBgMrZXADIQCCv4F2IhZKGuOrY1uSO2095WjzlSckgYa2kArOa2OA16NTMFEwHQYDVR0OBBYEFF1ENtMQqEcsgMntf9FBkQI7KhfMMB8GA1UdIwQYMBaAFF1ENtMQqEcsgMntf9FBkQI7KhfMMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAXOcsWwgEtfE5I6spFMgoC0sNNlnxMhKLjgfaX9m6B2M6b36oJlLHHR+ixFSeWibNLJVVrwMmJRWqDs5aIOAJBg", "MIIBMjCB5aADAgECAhRTvhsW+pbFdXZSvFsI8vHmqLSA5TAFBgMrZXAwDjEMMAoGA1UEAwwDYWRhMCAXDTI2MTEyNDIxNTMyNloYDzIxMjYxMDMxMjE1MzI2WjAOMQwwCgYDVQQDDANhZGEwKjAFBgMrZXADIQCCv4F2IhZKGuOrY1uSO2095WjzlSckgYa2kArOa2OA16NTMFEwHQYDVR0OBBYEFF1ENtMQqEcsgMntf9FBkQI7KhfMMB8GA1UdIwQYMBaAFF1ENtMQqEcsgMntf9FBkQI7KhfMMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAXOcsWwgEtfE5I6spFMgoC0sNNlnxMhKLjgfaX9m6B2M6b36oJlLHHR+ixFSeWibNLJVVrwMmJRWqDs5aIOAJBg=="]

  @req:RFC7643-2.3.8-01
  Rule: The order of attributes means nothing

    Scenario Outline: A user is taken with its schemas <where>
      Given the client knows the bridge's address
      When the client creates the user "ada" from exactly:
        """
        {<first> "name": {"familyName": "King", "givenName": "Ada"}, "emails": [{"primary": true, "type": "work", "value": "{address:ada}"}], "active": true, "displayName": "Ada King", <last>}
        """
      Then the answer is 201
      And reading "ada" shows:
        | path            | value            |
        | userName        | "{address:ada}"  |
        | displayName     | "Ada King"       |
        | name.familyName | "King"           |

      Examples: orders
        | where          | first                                                                                       | last                                                                                       |
        | at the start   | "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],                                  | "userName": "{address:ada}"                                                                |
        | at the end     | "userName": "{address:ada}",                                                                | "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]                                  |
