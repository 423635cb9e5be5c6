@protocol @sort
Feature: Sorted lists

  RFC 7644, section 3.4.2.3. The same displayName holds the scenario's people
  together; what they are sorted by tells them apart.

  @req:RFC7644-3.4.2.3-01
  Rule: Sorting is optional, and announced

    Scenario: A sorted list is answered as ServiceProviderConfig says
      Given a user "ada"
      When the client sends GET "/Users?sortBy=userName"
      Then the answer is 200 if "sort.supported" is promised, else 200, 400, 403 or 501

  @req:RFC7644-3.4.2.3-02 @needs:sort @needs:filter
  Rule: sortBy names what puts the result in order

    Scenario Outline: People are sorted by <attribute>
      Given the users:
        | name | displayName      | externalId        |
        | cleo | "{address:crew}" | "{address:key}-3" |
        | ada  | "{address:crew}" | "{address:key}-1" |
        | ben  | "{address:crew}" | "{address:key}-2" |
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=<attribute>
      Then the list holds "ada", "ben" and "cleo" in this order

      Examples: however it is spelled
        | attribute                                             |
        | userName                                              |
        | externalId                                            |
        | USERNAME                                              |
        | urn:ietf:params:scim:schemas:core:2.0:User:userName   |

    Scenario: Sorted pages are parts of one sorted list
      Given the users:
        | name | displayName      |
        | dora | "{address:crew}" |
        | ben  | "{address:crew}" |
        | eve  | "{address:crew}" |
        | ada  | "{address:crew}" |
        | cleo | "{address:crew}" |
      When the client walks users with filter=displayName eq "{address:crew}"&sortBy=userName in pages of 2
      Then the list holds "ada", "ben", "cleo", "dora" and "eve" in this order

    @needs:groups
    Scenario: Groups are sorted, too
      Given a group "looms" of nobody
      And a group "engines" of nobody
      When the client walks groups with sortBy=displayName in pages of 50
      Then the list holds "engines" and "looms" in this order

  @req:RFC7644-3.4.2.3-03 @needs:sort @needs:filter
  Rule: A list of values counts by its primary one, else by its first

    Scenario: People are sorted by their primary addresses
      Given the users:
        | name | displayName      | emails                                                                                                |
        | ada  | "{address:crew}" | [{"value": "z.{address:ada}", "type": "home"}, {"value": "a.{address:ada}", "type": "work", "primary": true}] |
        | ben  | "{address:crew}" | [{"value": "m.{address:ben}", "type": "work", "primary": true}]                                       |
        | cleo | "{address:crew}" | [{"value": "a.{address:cleo}", "type": "home"}, {"value": "z.{address:cleo}", "type": "work", "primary": true}] |
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=emails.value
      Then the list holds "ada", "ben" and "cleo" in this order

    Scenario: People are sorted by their first addresses, when none is primary
      Given the users:
        | name | displayName      | emails                                                                                     |
        | cleo | "{address:crew}" | [{"value": "z.{address:cleo}", "type": "home"}, {"value": "a.{address:cleo}", "type": "work"}] |
        | ben  | "{address:crew}" | [{"value": "m.{address:ben}", "type": "work"}]                                             |
        | ada  | "{address:crew}" | [{"value": "a.{address:ada}", "type": "home"}, {"value": "z.{address:ada}", "type": "work"}] |
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=emails.value
      Then the list holds "ada", "ben" and "cleo" in this order

  @req:RFC7644-3.4.2.3-04 @needs:sort @needs:filter
  Rule: A complex attribute is sorted by a sub-attribute that is named

    Scenario Outline: People are sorted by <path>
      Given a user "ada" with:
        """
        {"displayName": "{address:crew}", "name": {"givenName": "Ada", "familyName": "Zuse"}}
        """
      And a user "ben" with:
        """
        {"displayName": "{address:crew}", "name": {"givenName": "Zacharias", "familyName": "Babbage"}}
        """
      And a user "cleo" with:
        """
        {"displayName": "{address:crew}", "name": {"givenName": "Meg", "familyName": "Lovelace"}}
        """
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=<path>
      Then the list holds <order> in this order

      Examples: the parts of a name
        | path                                                        | order                   |
        | name.givenName                                              | "ada", "cleo" and "ben" |
        | name.familyName                                             | "ben", "cleo" and "ada" |
        | NAME.familyname                                             | "ben", "cleo" and "ada" |
        | urn:ietf:params:scim:schemas:core:2.0:User:name.familyName  | "ben", "cleo" and "ada" |

    @needs:enterprise
    Scenario: People are sorted by an attribute of the extension
      Given the users:
        | name | displayName      | urn:ietf:params:scim:schemas:extension:enterprise:2.0:User | schemas |
        | ben  | "{address:crew}" | {"employeeNumber": "B-2"} | ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] |
        | ada  | "{address:crew}" | {"employeeNumber": "A-1"} | ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] |
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber
      Then the list holds "ada" and "ben" in this order

  @req:RFC7644-3.4.2.3-05 @needs:sort @needs:filter @attribute:nickName
  Rule: Who has no value comes last, and first when the order descends

    Scenario Outline: Two without a nickname, sorted <sorted>
      Given the users:
        | name | displayName      | nickName    |
        | ben  | "{address:crew}" |             |
        | cleo | "{address:crew}" | "Zulu"      |
        | ada  | "{address:crew}" | "Countess"  |
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=nickName&sortOrder=<sorted>
      Then the list holds <order> in this order

      Examples: both orders
        | sorted     | order                   |
        | ascending  | "ada", "cleo" and "ben" |
        | descending | "ben", "cleo" and "ada" |

    Scenario: Nobody is left out for having no value
      Given the users:
        | name | displayName      | nickName    |
        | ada  | "{address:crew}" |             |
        | ben  | "{address:crew}" |             |
        | cleo | "{address:crew}" | "Countess"  |
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=nickName
      Then the list holds exactly "ada", "ben" and "cleo"

  @req:RFC7644-3.4.2.3-06 @needs:sort @needs:filter
  Rule: The order is ascending or descending

    Scenario Outline: People are sorted <sorted>
      Given the users:
        | name | displayName      |
        | ben  | "{address:crew}" |
        | ada  | "{address:crew}" |
        | cleo | "{address:crew}" |
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=userName&sortOrder=<sorted>
      Then the list holds <order> in this order

      Examples: both orders of user names
        | sorted     | order                   |
        | ascending  | "ada", "ben" and "cleo" |
        | descending | "cleo", "ben" and "ada" |

    Scenario: A descending walk goes down from page to page
      Given the users "ben", "cleo" and "ada" with "displayName" as "{address:crew}"
      When the client walks users with filter=displayName eq "{address:crew}"&sortBy=userName&sortOrder=descending in pages of 2
      Then the list holds "cleo", "ben" and "ada" in this order

    Scenario: An order that is neither is refused or ignored
      Given the users "ben" and "ada" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=userName&sortOrder=sideways
      Then the list holds exactly "ada" and "ben", or the answer declines

    Scenario: An order without an attribute leaves out nobody
      Given the users "ben" and "ada" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&sortOrder=descending
      Then the list holds exactly "ada" and "ben", or the answer declines

    Scenario: An attribute that nobody has is refused or ignored
      Given the users "ben" and "ada" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=frobnication
      Then the list holds exactly "ada" and "ben", or the answer declines

  @req:RFC7644-3.4.2.3-07 @needs:sort @needs:filter
  Rule: Without sortOrder the order ascends

    Scenario: A list that is sorted by a name alone ascends
      Given the users "cleo", "ada", "dora" and "ben" with "displayName" as "{address:crew}"
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=userName
      Then the list holds "ada", "ben", "cleo" and "dora" in this order

  @req:RFC7644-3.4.2.3-08 @needs:sort @needs:filter
  Rule: The order is that of the attribute's type

    Scenario Outline: What is not case exact is sorted without regard to case, <sorted>
      Given a user "ben" with:
        """
        {"displayName": "{address:crew}", "name": {"givenName": "x", "familyName": "Babbage"}}
        """
      And a user "cleo" with:
        """
        {"displayName": "{address:crew}", "name": {"givenName": "x", "familyName": "clement"}}
        """
      And a user "ada" with:
        """
        {"displayName": "{address:crew}", "name": {"givenName": "x", "familyName": "ada"}}
        """
      And a user "dora" with:
        """
        {"displayName": "{address:crew}", "name": {"givenName": "x", "familyName": "Dorn"}}
        """
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=name.familyName&sortOrder=<sorted>
      Then the list holds <order> in this order

      Examples: both orders of family names
        | sorted     | order                           |
        | ascending  | "ada", "ben", "cleo" and "dora" |
        | descending | "dora", "cleo", "ben" and "ada" |

    Scenario: User names in capital letters do not come first
      Given the users:
        | name | displayName      | userName           |
        | cleo | "{address:crew}" | "{ADDRESS:cleo}"   |
        | ada  | "{address:crew}" | "{address:ada}"    |
        | ben  | "{address:crew}" | "{ADDRESS:ben}"    |
        | dora | "{address:crew}" | "{address:dora}"   |
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=userName
      Then the list holds "ada", "ben", "cleo" and "dora" in this order

    Scenario: What is case exact has an order between letters that differ in case
      Given the users:
        | name | displayName      | externalId         |
        | ada  | "{address:crew}" | "{address:alpha}"  |
        | ben  | "{address:crew}" | "{ADDRESS:alpha}"  |
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=externalId
      Then the list is the reverse of GET "/Users?filter=displayName%20eq%20%22{address:crew}%22&sortBy=externalId&sortOrder=descending"

    Scenario: Numbers in strings are sorted by their letters
      Given the users:
        | name | displayName      | externalId          |
        | ben  | "{address:crew}" | "{address:key}-9"   |
        | ada  | "{address:crew}" | "{address:key}-10"  |
      When the client lists users with filter=displayName eq "{address:crew}"&sortBy=externalId
      Then the list holds "ada" and "ben" in this order
