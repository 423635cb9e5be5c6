@protocol @schema
Feature: Where a user lives, what it may do and how it signs

  RFC 7643, section 4.1.2. Elements are found by their type, for their order means nothing.

  @req:RFC7643-4.1.2-18 @attribute:addresses
  Rule: A postal address may be incomplete

    Scenario: An address of a town alone is kept
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"addresses": [{"locality": "London"}]}
        """
      Then the answer is 200
      And reading "ada" shows "addresses[0].locality" as "London"

  @req:RFC7643-4.1.2-19 @attribute:addresses
  Rule: A postal address may have several lines

    Scenario: The lines of an address come back
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"addresses": [{"type": "work", "formatted": "12 St James's Square\nLondon SW1\nGB", "streetAddress": "12 St James's Square\nSecond floor"}]}
        """
      Then the answer is 201
      And reading "ada" shows:
        | path                                    | value                                    |
        | addresses[type eq "work"].formatted     | "12 St James's Square\\nLondon SW1\\nGB" |
        | addresses[type eq "work"].streetAddress | "12 St James's Square\\nSecond floor"    |

  @req:RFC7643-4.1.2-20 @attribute:addresses
  Rule: A country is a code of two letters

    Scenario: A country by its code is kept
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"addresses": [{"type": "work", "locality": "London", "country": "GB"}]}
        """
      Then the answer is 200
      And reading "ada" shows "addresses[type eq "work"].country" as "GB"

    Scenario: A country by three letters is kept or refused
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"addresses": [{"type": "work", "locality": "Boston", "country": "USA"}]}
        """
      Then the answer is 200 or 400
      And any "addresses[].country" of the answer is one of ["USA", "US"]

  @req:RFC7643-4.1.2-21 @attribute:addresses
  Rule: A postal address has six parts and a type, and one is primary

    Scenario: Postal addresses come back as they were sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"addresses": [
          {"type": "work", "formatted": "12 St James's Square, London", "streetAddress": "12 St James's Square", "locality": "London", "region": "Westminster", "postalCode": "SW1Y 4JH", "country": "GB", "primary": true},
          {"type": "home", "locality": "Horsley", "country": "GB"},
          {"type": "other", "locality": "Ockham", "country": "GB"}
        ]}
        """
      Then the answer is 201
      And reading "ada" shows:
        | path                                    | value                          |
        | addresses[type eq "work"].formatted     | "12 St James's Square, London" |
        | addresses[type eq "work"].streetAddress | "12 St James's Square"         |
        | addresses[type eq "work"].locality      | "London"                       |
        | addresses[type eq "work"].region        | "Westminster"                  |
        | addresses[type eq "work"].postalCode    | "SW1Y 4JH"                     |
        | addresses[type eq "work"].country       | "GB"                           |
        | addresses[type eq "work"].primary       | true                           |
        | addresses[type eq "home"].locality      | "Horsley"                      |
        | addresses[type eq "home"].country       | "GB"                           |
        | addresses[type eq "other"].locality     | "Ockham"                       |
        | addresses[type eq "other"].country      | "GB"                           |

    @needs:discovery @warn
    Scenario: Postal addresses are declared as the standard has them
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute               | type    | multiValued | required | caseExact | mutability | returned | uniqueness |
        | addresses               | complex | true        | false    | -         | readWrite  | default  | -          |
        | addresses.formatted     | string  | false       | false    | false     | readWrite  | default  | none       |
        | addresses.streetAddress | string  | false       | false    | false     | readWrite  | default  | none       |
        | addresses.locality      | string  | false       | false    | false     | readWrite  | default  | none       |
        | addresses.region        | string  | false       | false    | false     | readWrite  | default  | none       |
        | addresses.postalCode    | string  | false       | false    | false     | readWrite  | default  | none       |
        | addresses.country       | string  | false       | false    | false     | readWrite  | default  | none       |
        | addresses.type          | string  | false       | false    | false     | readWrite  | default  | none       |
        | addresses.primary       | boolean | false       | false    | -         | readWrite  | default  | -          |

  @req:RFC7643-4.1.2-28 @attribute:entitlements
  Rule: A right is any text with a type, a text to show, and one is primary

    Scenario: Rights come back as they were sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"entitlements": [
          {"value": "engine:run", "display": "May run the engine", "type": "machine", "primary": true},
          {"value": "engine:oil", "type": "tool"}
        ]}
        """
      Then the answer is 201
      And any "entitlements[].display" of the answer is one of ["May run the engine"]
      And reading "ada" shows:
        | path                                    | value                |
        | entitlements[type eq "machine"].value   | "engine:run"         |
        | entitlements[type eq "machine"].primary | true                 |
        | entitlements[type eq "tool"].value      | "engine:oil"         |

    @needs:discovery @warn
    Scenario: Rights are declared as the standard has them
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute            | type    | multiValued | required | caseExact | mutability                         | returned | uniqueness |
        | entitlements         | complex | true        | false    | -         | readWrite                          | default  | -          |
        | entitlements.value   | string  | false       | false    | false     | readWrite                          | default  | none       |
        | entitlements.display | string  | false       | false    | false     | readWrite or readOnly or immutable | default  | none       |
        | entitlements.type    | string  | false       | false    | false     | readWrite                          | default  | none       |
        | entitlements.primary | boolean | false       | false    | -         | readWrite                          | default  | -          |

  @req:RFC7643-4.1.2-29 @attribute:roles
  Rule: A role is any text with a type, a text to show, and one is primary

    Scenario: Roles come back as they were sent
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"roles": [
          {"value": "programmer", "display": "Programmer", "type": "job", "primary": true},
          {"value": "translator", "type": "hobby"}
        ]}
        """
      Then the answer is 201
      And any "roles[].display" of the answer is one of ["Programmer"]
      And reading "ada" shows:
        | path                         | value        |
        | roles[type eq "job"].value   | "programmer" |
        | roles[type eq "job"].primary | true         |
        | roles[type eq "hobby"].value | "translator" |

    @needs:discovery @warn
    Scenario: Roles are declared as the standard has them
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute     | type    | multiValued | required | caseExact | mutability                         | returned | uniqueness |
        | roles         | complex | true        | false    | -         | readWrite                          | default  | -          |
        | roles.value   | string  | false       | false    | false     | readWrite                          | default  | none       |
        | roles.display | string  | false       | false    | false     | readWrite or readOnly or immutable | default  | none       |
        | roles.type    | string  | false       | false    | false     | readWrite                          | default  | none       |
        | roles.primary | boolean | false       | false    | -         | readWrite                          | default  | -          |

  @req:RFC7643-4.1.2-30 @attribute:x509Certificates
  Rule: A certificate is the whole of it in base64

    Scenario: A certificate comes back byte for byte
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"x509Certificates": [{"value": "MIIBMjCB5aADAgECAhRTvhsW+pbFdXZSvFsI8vHmqLSA5TAFBgMrZXAwDjEMMAoGA1UEAwwDYWRhMCAXDTI2MTEyNDIxNTMyNloYDzIxMjYxMDMxMjE1MzI2WjAOMQwwCgYDVQQDDANhZGEwKjAFBgMrZXADIQCCv4F2IhZKGuOrY1uSO2095WjzlSckgYa2kArOa2OA16NTMFEwHQYDVR0OBBYEFF1ENtMQqEcsgMntf9FBkQI7KhfMMB8GA1UdIwQYMBaAFF1ENtMQqEcsgMntf9FBkQI7KhfMMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAXOcsWwgEtfE5I6spFMgoC0sNNlnxMhKLjgfaX9m6B2M6b36oJlLHHR+ixFSeWibNLJVVrwMmJRWqDs5aIOAJBg=="}]}
        """
      Then the answer is 200
      And reading "ada" shows "x509Certificates[0].value" as "MIIBMjCB5aADAgECAhRTvhsW+pbFdXZSvFsI8vHmqLSA5TAFBgMrZXAwDjEMMAoGA1UEAwwDYWRhMCAXDTI2MTEyNDIxNTMyNloYDzIxMjYxMDMxMjE1MzI2WjAOMQwwCgYDVQQDDANhZGEwKjAFBgMrZXADIQCCv4F2IhZKGuOrY1uSO2095WjzlSckgYa2kArOa2OA16NTMFEwHQYDVR0OBBYEFF1ENtMQqEcsgMntf9FBkQI7KhfMMB8GA1UdIwQYMBaAFF1ENtMQqEcsgMntf9FBkQI7KhfMMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAXOcsWwgEtfE5I6spFMgoC0sNNlnxMhKLjgfaX9m6B2M6b36oJlLHHR+ixFSeWibNLJVVrwMmJRWqDs5aIOAJBg=="

  @req:RFC7643-4.1.2-31 @attribute:x509Certificates
  Rule: A value holds one certificate

    Scenario: Two certificates are two values
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"x509Certificates": [{"value": "MIIBMjCB5aADAgECAhRTvhsW+pbFdXZSvFsI8vHmqLSA5TAFBgMrZXAwDjEMMAoGA1UEAwwDYWRhMCAXDTI2MTEyNDIxNTMyNloYDzIxMjYxMDMxMjE1MzI2WjAOMQwwCgYDVQQDDANhZGEwKjAFBgMrZXADIQCCv4F2IhZKGuOrY1uSO2095WjzlSckgYa2kArOa2OA16NTMFEwHQYDVR0OBBYEFF1ENtMQqEcsgMntf9FBkQI7KhfMMB8GA1UdIwQYMBaAFF1ENtMQqEcsgMntf9FBkQI7KhfMMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAXOcsWwgEtfE5I6spFMgoC0sNNlnxMhKLjgfaX9m6B2M6b36oJlLHHR+ixFSeWibNLJVVrwMmJRWqDs5aIOAJBg==", "display": "Ada signs"}, {"value": "MIIBMjCB5aADAgECAhRTvhsW+pbFdXZSvFsI8vHmqLSA5TAFBgMrZXAwDjEMMAoGA1UEAwwDYWRhMCAXDTI2MTEyNDIxNTMyNloYDzIxMjYxMDMxMjE1MzI2WjAOMQwwCgYDVQQDDANhZGEwKjAFBgMrZXADIQCCv4F2IhZKGuOrY1uSO2095WjzlSckgYa2kArOa2OA16NTMFEwHQYDVR0OBBYEFF1ENtMQqEcsgMntf9FBkQI7KhfMMB8GA1UdIwQYMBaAFF1ENtMQqEcsgMntf9FBkQI7KhfMMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAXOcsWwgEtfE5I6spFMgoC0sNNlnxMhKLjgfaX9m6B2M6b36oJlLHHR+ixFSeWibNLJVVrwMmJRWqDs5aIOAJBg==", "display": "Ada reads"}]}
        """
      Then the answer is 200
      And any "x509Certificates[].value" of the answer is one of ["MIIBMjCB5aADAgECAhRTvhsW+pbFdXZSvFsI8vHmqLSA5TAFBgMrZXAwDjEMMAoGA1UEAwwDYWRhMCAXDTI2MTEyNDIxNTMyNloYDzIxMjYxMDMxMjE1MzI2WjAOMQwwCgYDVQQDDANhZGEwKjAFBgMrZXADIQCCv4F2IhZKGuOrY1uSO2095WjzlSckgYa2kArOa2OA16NTMFEwHQYDVR0OBBYEFF1ENtMQqEcsgMntf9FBkQI7KhfMMB8GA1UdIwQYMBaAFF1ENtMQqEcsgMntf9FBkQI7KhfMMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAXOcsWwgEtfE5I6spFMgoC0sNNlnxMhKLjgfaX9m6B2M6b36oJlLHHR+ixFSeWibNLJVVrwMmJRWqDs5aIOAJBg=="]

  @req:RFC7643-4.1.2-32 @attribute:x509Certificates
  Rule: A certificate has a type, a text to show, and one is primary

    Scenario: A certificate and what is said of it come back
      Given the client knows the bridge's address
      When the client creates the user "ada" with:
        """
        {"x509Certificates": [{"value": "MIIBMjCB5aADAgECAhRTvhsW+pbFdXZSvFsI8vHmqLSA5TAFBgMrZXAwDjEMMAoGA1UEAwwDYWRhMCAXDTI2MTEyNDIxNTMyNloYDzIxMjYxMDMxMjE1MzI2WjAOMQwwCgYDVQQDDANhZGEwKjAFBgMrZXADIQCCv4F2IhZKGuOrY1uSO2095WjzlSckgYa2kArOa2OA16NTMFEwHQYDVR0OBBYEFF1ENtMQqEcsgMntf9FBkQI7KhfMMB8GA1UdIwQYMBaAFF1ENtMQqEcsgMntf9FBkQI7KhfMMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAXOcsWwgEtfE5I6spFMgoC0sNNlnxMhKLjgfaX9m6B2M6b36oJlLHHR+ixFSeWibNLJVVrwMmJRWqDs5aIOAJBg==", "display": "Ada signs", "type": "sign", "primary": true}]}
        """
      Then the answer is 201
      And any "x509Certificates[].display" of the answer is one of ["Ada signs"]
      And reading "ada" shows:
        | path                        | value                                                                                                                                                                                                                                                                                                                                                                                                                              |
        | x509Certificates[0].value   | "MIIBMjCB5aADAgECAhRTvhsW+pbFdXZSvFsI8vHmqLSA5TAFBgMrZXAwDjEMMAoGA1UEAwwDYWRhMCAXDTI2MTEyNDIxNTMyNloYDzIxMjYxMDMxMjE1MzI2WjAOMQwwCgYDVQQDDANhZGEwKjAFBgMrZXADIQCCv4F2IhZKGuOrY1uSO2095WjzlSckgYa2kArOa2OA16NTMFEwHQYDVR0OBBYEFF1ENtMQqEcsgMntf9FBkQI7KhfMMB8GA1UdIwQYMBaAFF1ENtMQqEcsgMntf9FBkQI7KhfMMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAXOcsWwgEtfE5I6spFMgoC0sNNlnxMhKLjgfaX9m6B2M6b36oJlLHHR+ixFSeWibNLJVVrwMmJRWqDs5aIOAJBg==" |
        | x509Certificates[0].type    | "sign"                                                                                                                                                                                                                                                                                                                                                                                                                             |
        | x509Certificates[0].primary | true                                                                                                                                                                                                                                                                                                                                                                                                                               |

    @needs:discovery @warn
    Scenario: Certificates are declared as the standard has them
      Given the client knows the bridge's address
      When the client sends GET "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"
      Then the answer is 200
      And the schema declares none of these otherwise:
        | attribute                | type    | multiValued | required | caseExact     | mutability                         | returned | uniqueness |
        | x509Certificates         | complex | true        | false    | -             | readWrite                          | default  | -          |
        | x509Certificates.value   | binary  | false       | false    | true or false | readWrite                          | default  | none       |
        | x509Certificates.display | string  | false       | false    | false         | readWrite or readOnly or immutable | default  | none       |
        | x509Certificates.type    | string  | false       | false    | false         | readWrite                          | default  | none       |
        | x509Certificates.primary | boolean | false       | false    | -             | readWrite                          | default  | -          |
