@protocol @filter @needs:filter
Feature: What the operators find that put values in an order

  RFC 7644, section 3.4.2.2, table 3: strings by letters, dates by time, and
  neither booleans nor binaries at all.

  @req:RFC7644-3.4.2.2-13
  Rule: gt matches what is greater

    Scenario: A string is greater by its letters
      Given the users:
        | name | displayName         |
        | ada  | "{address:crew}-10" |
        | ben  | "{address:crew}-2"  |
        | cleo | "{address:crew}-9"  |
      When the client filters users by:
        """
        displayName sw "{address:crew}" and displayName gt "{address:crew}-2"
        """
      Then the list holds exactly "cleo"

    Scenario Outline: A time is greater than <moment> in <zone>, or not
      Given a user "ada"
      And "then" is <moment> "meta.lastModified" of "ada" in the time zone "<zone>"
      When the client filters users by:
        """
        userName eq "{address:ada}" and meta.lastModified gt "{then}"
        """
      Then the list holds exactly <found>

      Examples: time zones that mislead who compares letters
        | moment         | zone   | found  |
        | an hour before | +00:00 | "ada"  |
        | an hour before | +14:00 | "ada"  |
        | an hour before | +05:30 | "ada"  |
        | an hour after  | -11:00 | nobody |
        | an hour after  | -03:30 | nobody |

  @req:RFC7644-3.4.2.2-14
  Rule: ge matches what is greater or equal

    Scenario: A string is greater than itself or equal
      Given the users:
        | name | displayName         |
        | ada  | "{address:crew}-10" |
        | ben  | "{address:crew}-2"  |
        | cleo | "{address:crew}-9"  |
      When the client filters users by:
        """
        displayName sw "{address:crew}" and displayName ge "{address:crew}-2"
        """
      Then the list holds exactly "ben" and "cleo"

    Scenario: The time of a change is not before itself
      Given a user "ada"
      When the client filters users by:
        """
        userName eq "{address:ada}" and meta.lastModified ge "{ada.meta.lastModified}"
        """
      Then the list holds exactly "ada"

    Scenario Outline: A time is not before <moment> in <zone>, or it is
      Given a user "ada"
      And "then" is <moment> "meta.lastModified" of "ada" in the time zone "<zone>"
      When the client filters users by:
        """
        userName eq "{address:ada}" and meta.lastModified ge "{then}"
        """
      Then the list holds exactly <found>

      Examples: time zones that mislead who compares letters (ge)
        | moment         | zone   | found  |
        | the time       | +14:00 | "ada"  |
        | an hour before | +14:00 | "ada"  |
        | an hour after  | -11:00 | nobody |

  @req:RFC7644-3.4.2.2-15
  Rule: lt matches what is smaller

    Scenario: A string is smaller by its letters
      Given the users:
        | name | displayName         |
        | ada  | "{address:crew}-10" |
        | ben  | "{address:crew}-2"  |
        | cleo | "{address:crew}-9"  |
      When the client filters users by:
        """
        displayName sw "{address:crew}" and displayName lt "{address:crew}-2"
        """
      Then the list holds exactly "ada"

    Scenario Outline: A time is smaller than <moment> in <zone>, or not
      Given a user "ada"
      And "then" is <moment> "meta.created" of "ada" in the time zone "<zone>"
      When the client filters users by:
        """
        userName eq "{address:ada}" and meta.created lt "{then}"
        """
      Then the list holds exactly <found>

      Examples: time zones that mislead who compares letters (lt)
        | moment         | zone   | found  |
        | an hour after  | +00:00 | "ada"  |
        | an hour after  | -11:00 | "ada"  |
        | the time       | +14:00 | nobody |
        | an hour before | +14:00 | nobody |

  @req:RFC7644-3.4.2.2-16
  Rule: le matches what is smaller or equal

    Scenario: A string is smaller than itself or equal
      Given the users:
        | name | displayName         |
        | ada  | "{address:crew}-10" |
        | ben  | "{address:crew}-2"  |
        | cleo | "{address:crew}-9"  |
      When the client filters users by:
        """
        displayName sw "{address:crew}" and displayName le "{address:crew}-2"
        """
      Then the list holds exactly "ada" and "ben"

    Scenario: The time of a creation is not after itself
      Given a user "ada"
      When the client filters users by:
        """
        userName eq "{address:ada}" and meta.created le "{ada.meta.created}"
        """
      Then the list holds exactly "ada"

    Scenario Outline: A time is not after <moment> in <zone>, or it is
      Given a user "ada"
      And "then" is <moment> "meta.created" of "ada" in the time zone "<zone>"
      When the client filters users by:
        """
        userName eq "{address:ada}" and meta.created le "{then}"
        """
      Then the list holds exactly <found>

      Examples: time zones that mislead who compares letters (le)
        | moment         | zone   | found  |
        | an hour after  | -11:00 | "ada"  |
        | an hour before | +14:00 | nobody |

  @req:RFC7644-3.4.2.2-17
  Rule: Booleans have no order

    Scenario Outline: A boolean cannot be compared by <op>
      Given a user "ada"
      When the client filters users by:
        """
        active <op> false
        """
      Then the answer is 400
      And the scimType is "invalidFilter"

      Examples: the operators of order
        | op |
        | gt |
        | ge |
        | lt |
        | le |

  @req:RFC7644-3.4.2.2-18
  Rule: Binaries have no order

    @attribute:x509Certificates
    Scenario Outline: A certificate cannot be compared by <op>
      Given a user "ada"
      When the client filters users by:
        """
        x509Certificates.value <op> "AAAA"
        """
      Then the answer is 400
      And the scimType is "invalidFilter"

      Examples: the operators of order for binaries
        | op |
        | gt |
        | ge |
        | lt |
        | le |

  @req:RFC7644-3.4.2.2-31
  Rule: A defaulted attribute is compared by the value that was returned

    Scenario Outline: Whoever was made without active is found by active <value> if that was answered
      Given a user "ada" with:
        """
        {"active": null}
        """
      When the client filters users by:
        """
        userName eq "{address:ada}" and active eq <value>
        """
      Then the list holds "ada" if its "active" was shown as <value>

      Examples: the two values
        | value |
        | true  |
        | false |
