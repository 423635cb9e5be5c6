@protocol @replace
Feature: What a PUT does to each attribute

  RFC 7644, section 3.5.1: by mutability. What a PUT leaves out may be cleared,
  kept or defaulted; null and the empty list clear it.

  @req:RFC7644-3.5.1-03
  Rule: Given values take the place of the old ones

    Scenario Outline: The <path> of a PUT is what is read
      Given a user "ada" with:
        """
        {"displayName": "Before", "nickName": "Before", "active": true, "name": {"givenName": "Ada", "familyName": "King"}, "externalId": "1815"}
        """
      When the client replaces "ada" with:
        """
        {<given>}
        """
      Then the answer is 200
      And reading "ada" shows "<path>" as <value>
      And reading "ada" shows "userName" as "{address:ada}"

      Examples: types of attribute
        | path            | given                                                      | value                         |
        | displayName     | "displayName": "After"                                     | "After"                       |
        | active          | "active": false                                            | false                         |
        | externalId      | "externalId": "1852"                                       | "1852"                        |
        | profileUrl      | "profileUrl": "https://contoso.example/ada"                | "https://contoso.example/ada" |
        | name.givenName  | "name": {"givenName": "Augusta", "familyName": "King"}     | "Augusta"                     |
        | nickName        | "NICKNAME": "After"                                        | "After"                       |

    Scenario: The e-mail addresses of a PUT are all that there are
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work"}, {"value": "{address:home}", "type": "home"}]}
        """
      When the client replaces "ada" with:
        """
        {"emails": [{"value": "{address:other}", "type": "other"}, {"value": "{address:home}", "type": "home"}]}
        """
      Then the answer is 200
      And reading "ada" shows 2 of "emails"
      And reading "ada" shows:
        | path                          | value                   |
        | emails[type eq "home"].value  | "{address:home}"  |
        | emails[type eq "other"].value | "{address:other}" |

    Scenario: A user name given in a PUT is the new one
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"userName": "{address:augusta}"}
        """
      Then the answer is 200
      And reading "ada" shows "userName" as "{address:augusta}"
      And reading "ada" shows "id" as "{ada}"

    @needs:groups
    Scenario Outline: The members of a PUT are <left>
      Given a user "ada"
      And a user "ben"
      And a user "cleo"
      And a group "engines" of "ada" and "ben"
      When the client replaces "engines" with:
        """
        {"members": <members>}
        """
      Then the answer is 200
      And the group "engines" holds exactly <left>

      Examples: others, fewer, more
        | members                                                       | left                    |
        | [{"value": "{cleo}"}]                                         | "cleo"                  |
        | [{"value": "{ben}"}]                                          | "ben"                   |
        | [{"value": "{ada}"}, {"value": "{ben}"}, {"value": "{cleo}"}] | "ada", "ben" and "cleo" |

    @needs:enterprise
    Scenario: An attribute of the enterprise extension is replaced by PUT
      Given a user "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Looms"}}
        """
      When the client replaces "ada" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Engines"}}
        """
      Then the answer is 200
      And reading "ada" shows "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" as "Engines"

    Scenario: A PUT moves the primary address
      Given a user "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work", "primary": true}]}
        """
      When the client replaces "ada" with:
        """
        {"emails": [{"value": "{address:work}", "type": "work", "primary": false}, {"value": "{address:home}", "type": "home", "primary": true}]}
        """
      Then the answer is 200
      And reading "ada" shows "{address:home}" as the only primary of "emails"

    Scenario Outline: A PUT with <what> is refused
      Given a user "ada" with:
        """
        {"nickName": "Countess"}
        """
      When the client replaces "ada" with:
        """
        {"nickName": "After", <value>}
        """
      Then the answer is a refusal
      And nothing about "ada" has changed

      Examples: values of the wrong type
        | what                       | value                         |
        | a word for active          | "active": "maybe"             |
        | a number for the title     | "title": 42                   |
        | a string for the name      | "name": "Ada King"            |
        | a string for the e-mails   | "emails": "{address:x}" |

  @req:RFC7644-3.5.1-04
  Rule: What a PUT leaves out may be cleared, kept or defaulted

    Scenario: A PUT of the user name and one attribute succeeds
      Given a user "ada" with:
        """
        {"nickName": "Countess", "title": "Analyst"}
        """
      When the client replaces "ada" with:
        """
        {"title": "Mathematician"}
        """
      Then the answer is 200
      And reading "ada" shows:
        | path     | value           |
        | userName | "{address:ada}" |
        | title    | "Mathematician" |

    @needs:groups
    Scenario: A PUT of a group without members succeeds
      Given a user "ada"
      And a group "engines" of "ada"
      When the client replaces "engines" with:
        """
        {"displayName": "{address:looms}"}
        """
      Then the answer is 200
      And reading "engines" shows "displayName" as "{address:looms}"

  @req:RFC7644-3.5.1-05
  Rule: null and the empty list clear an attribute

    Scenario Outline: A PUT with <given> clears it
      Given a user "ada" with:
        """
        {"nickName": "Countess", "title": "Analyst", "name": {"givenName": "Ada", "familyName": "King", "middleName": "Augusta"},
         "phoneNumbers": [{"value": "tel:+1-201-555-0123", "type": "work"}]}
        """
      When the client sends PUT "/Users/{ada}" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:ada}", "title": "Analyst", <given>}
        """
      Then the answer is 200
      And reading "ada" shows no "<path>"
      And reading "ada" shows "title" as "Analyst"

      Examples: single-valued, multi-valued, and a sub-attribute
        | given                                                                         | path            |
        | "nickName": null                                                              | nickName        |
        | "phoneNumbers": []                                                            | phoneNumbers    |
        | "phoneNumbers": null                                                          | phoneNumbers    |
        | "name": {"givenName": "Ada", "familyName": "King", "middleName": null}        | name.middleName |

    @needs:groups
    Scenario: A PUT with an empty list of members empties the group
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada" and "ben"
      When the client replaces "engines" with:
        """
        {"members": []}
        """
      Then the answer is 200
      And the group "engines" holds exactly nobody

  @req:RFC7644-3.5.1-06
  Rule: An immutable value is given as it is stored

    @needs:groups
    Scenario: A second PUT of the same members is no change of immutable values
      Given a user "ada"
      And a user "ben"
      And a group "engines" of "ada"
      And the client replaced "engines" with:
        """
        {"members": [{"value": "{ada}"}, {"value": "{ben}"}]}
        """
      When the client replaces "engines" with:
        """
        {"members": [{"value": "{ben}"}, {"value": "{ada}"}]}
        """
      Then the answer is 200
      And the group "engines" holds exactly "ada" and "ben"

  @req:RFC7644-3.5.1-08
  Rule: An immutable attribute without a value takes the one that is given

    @needs:groups
    Scenario: A group without members gets its first one by PUT
      Given a user "ada"
      And a group "engines" of nobody
      When the client replaces "engines" with:
        """
        {"members": [{"value": "{ada}", "type": "User"}]}
        """
      Then the answer is 200
      And the group "engines" holds exactly "ada"

  @req:RFC7644-3.5.1-09
  Rule: readOnly values in a PUT are passed over

    Scenario Outline: A PUT with <what> changes the rest only
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"nickName": "Countess", <given>}
        """
      Then the answer is 200
      And reading "ada" shows "nickName" as "Countess"
      And reading "ada" shows the same "id"
      And reading "ada" shows the same "meta.created"
      And reading "ada" shows the same "meta.resourceType"
      And reading "ada" shows the same "meta.location"

      Examples: readOnly attributes
        | what                 | given                                                                         |
        | a time of creation   | "meta": {"created": "2001-01-01T00:00:00Z"}                                   |
        | a type of resource   | "meta": {"resourceType": "Group"}                                             |
        | a location           | "meta": {"location": "https://contoso.example/Users/1"}                       |
        | a version            | "meta": {"version": "W/\"0\""}                                                |
        | its own id           | "id": "{ada}"                                                                 |
        | an empty meta        | "meta": {}                                                                    |
        | groups               | "groups": [{"value": "{unknown}", "display": "Engines"}]                      |

    Scenario: A PUT with another id moves nobody
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"id": "{unknown}", "nickName": "Countess"}
        """
      Then the answer is 200 or 400
      And reading "ada" shows "id" as "{ada}"
      And nothing is at "/Users/{unknown}"

  @req:RFC7644-3.5.1-11
  Rule: A PUT without a required attribute is refused

    Scenario Outline: A PUT with <what> never leaves a user without a name
      Given a user "ada"
      When the client sends PUT "/Users/{ada}" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]<userName>, "nickName": "Countess"}
        """
      Then the answer is a refusal that changes nothing, or reading "ada" shows "userName" as "{address:ada}"

      Examples: no user name; each user has a non-empty one (RFC 7643, 4.1.1)
        | what                | userName           |
        | no user name        |                    |
        | a null user name    | , "userName": null |
        | an empty user name  | , "userName": ""   |

    @needs:groups
    Scenario: A PUT without a name never leaves a group without one
      Given a user "ada"
      And a group "engines" of "ada"
      When the client replaces "engines" with:
        """
        {"displayName": null, "members": [{"value": "{ada}"}]}
        """
      Then the answer is a refusal that changes nothing, or the group "engines" holds exactly "ada"
      And reading "engines" shows the same "displayName"
