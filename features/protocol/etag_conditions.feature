@protocol @etag @needs:etag
Feature: Requests that hang on a version

  RFC 7644, section 3.14, and RFC 9110, section 13.1.

  @req:RFC7644-3.14-06
  Rule: If-None-Match spares the client what it has

    Scenario: Reading with the present version answers 304
      Given a user "ada"
      And the client knows the ETag of "ada"
      And the next request carries the header "If-None-Match" with "{ada.etag}"
      When the client reads "ada"
      Then the answer is 304
      And the answer has no body

    Scenario: Reading with an older version answers the user
      Given a user "ada"
      And the client knows the ETag of "ada"
      And the client replaced "ada" with:
        """
        {"title": "Admiral", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      And the next request carries the header "If-None-Match" with "{ada.etag}"
      When the client reads "ada"
      Then the answer is 200
      And the answer has "title" as "Admiral"

    @needs:groups
    Scenario: Reading a group with the present version answers 304
      Given a group "team" of nobody
      And the client knows the ETag of "team"
      And the next request carries the header "If-None-Match" with "{team.etag}"
      When the client reads "team"
      Then the answer is 304

  @req:RFC9110-15.4.5-01
  Rule: 304 repeats the ETag and has no body

    Scenario: A user that is not sent again is named by its version
      Given a user "ada"
      And the client knows the ETag of "ada"
      And the next request carries the header "If-None-Match" with "{ada.etag}"
      When the client reads "ada"
      Then the answer is 304
      And the answer's header "ETag" is "{ada.etag}"
      And the answer has no body

  @req:RFC9110-13.1.2-01
  Rule: If-None-Match compares weakly, and with each of a list

    Scenario Outline: Reading with <what> answers 304
      Given a user "ada"
      And the client knows the ETag of "ada"
      And the next request carries the header "If-None-Match" with '<tags>'
      When the client reads "ada"
      Then the answer is 304

      Examples: ways to name the present version
        | what                              | tags                                   |
        | the present version as a weak one | W/{ada.opaque}                         |
        | the present version as a strong one | {ada.opaque}                         |
        | the present version last in a list | "one", W/"two", {ada.etag}            |
        | the present version first in a list | {ada.etag}, "three"                  |

    Scenario Outline: Reading with <what> answers the user
      Given a user "ada"
      And the next request carries the header "If-None-Match" with '<tags>'
      When the client reads "ada"
      Then the answer is 200
      And the answer has "id" as "{ada}"

      Examples: ways to name other versions
        | what              | tags                            |
        | another version   | "a-version-that-never-was"      |
        | a list of others  | "one", W/"two", "three"         |
        | an empty version  | ""                              |

  @req:RFC9110-13.1.2-02
  Rule: If-None-Match that is false answers 304 to reading and 412 to writing

    Scenario: Reading answers 304 if any version will do
      Given a user "ada"
      And the next request carries the header "If-None-Match" with "*"
      When the client reads "ada"
      Then the answer is 304

    Scenario: A replacement that wants no version to exist is refused
      Given a user "ada"
      And the next request carries the header "If-None-Match" with "*"
      When the client replaces "ada" with:
        """
        {"title": "Admiral", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then nothing about "ada" has changed
      And the answer is 412

    @needs:patch
    Scenario: A change that rules the present version out is refused
      Given a user "ada"
      And the client knows the ETag of "ada"
      And the next request carries the header "If-None-Match" with "{ada.etag}"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Admiral"}
        """
      Then nothing about "ada" has changed
      And the answer is 412

    Scenario: A deletion that wants no version to exist is refused
      Given a user "ada"
      And the next request carries the header "If-None-Match" with "*"
      When the client deletes "ada"
      Then nothing about "ada" has changed
      And the answer is 412

  @req:RFC7644-3.14-07
  Rule: If-Match makes a write succeed on the present version alone

    Scenario: A replacement of the present version is made
      Given a user "ada"
      And the client knows the ETag of "ada"
      And the next request carries the header "If-Match" with "{ada.etag}"
      When the client replaces "ada" with:
        """
        {"title": "Admiral", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then the answer is a success, or 412 to the weak tag of "ada"
      And the answer is a refusal that changes nothing, or reading "ada" shows "title" as "Admiral"

    @needs:patch
    Scenario: A change of the present version is made
      Given a user "ada"
      And the client knows the ETag of "ada"
      And the next request carries the header "If-Match" with "{ada.etag}"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Admiral"}
        """
      Then the answer is a success, or 412 to the weak tag of "ada"
      And the answer is a refusal that changes nothing, or reading "ada" shows "title" as "Admiral"

    Scenario: A deletion of the present version is made
      Given a user "ada"
      And the client knows the ETag of "ada"
      And the next request carries the header "If-Match" with "{ada.etag}"
      When the client deletes "ada"
      Then the answer is a success, or 412 to the weak tag of "ada"

    Scenario: A replacement of an older version changes nothing
      Given a user "ada"
      And the client knows the ETag of "ada"
      And the client replaced "ada" with:
        """
        {"title": "Admiral", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      And the next request carries the header "If-Match" with "{ada.etag}"
      When the client replaces "ada" with:
        """
        {"title": "Late", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then reading "ada" shows "title" as "Admiral"
      And the answer is a refusal

    @needs:patch
    Scenario: A change of an older version changes nothing
      Given a user "ada"
      And the client knows the ETag of "ada"
      And the client patched "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Admiral"}
        """
      And the next request carries the header "If-Match" with "{ada.etag}"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Late"}
        """
      Then reading "ada" shows "title" as "Admiral"
      And the answer is a refusal

    @needs:patch
    Scenario: A deletion of an older version deletes nothing
      Given a user "ada"
      And the client knows the ETag of "ada"
      And the client patched "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Admiral"}
        """
      And the next request carries the header "If-Match" with "{ada.etag}"
      When the client deletes "ada"
      Then reading "ada" shows "title" as "Admiral"
      And reading "ada" shows "active" as true
      And the answer is a refusal

    @needs:groups @needs:patch
    Scenario: A change of an older version of a group leaves its members alone
      Given a user "ada"
      And a user "grace"
      And a group "team" of "ada"
      And the client knows the ETag of "team"
      And the client patched "team" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{grace}"}]}
        """
      And the next request carries the header "If-Match" with "{team.etag}"
      When the client patches "team" with:
        """
        {"op": "remove", "path": "members"}
        """
      Then the group "team" holds exactly "ada" and "grace"
      And the answer is a refusal

  @req:RFC9110-13.1.1-01
  Rule: A weak version in If-Match is taken or refused, and never half

    @needs:patch
    Scenario: A change under the weak form of the present version is made or refused
      Given a user "ada"
      And the client knows the ETag of "ada"
      And the next request carries the header "If-Match" with "W/{ada.opaque}"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Admiral"}
        """
      Then the answer is 200, 204 or 412
      And the answer is a refusal that changes nothing, or reading "ada" shows "title" as "Admiral"

  @req:RFC9110-13.1.1-02
  Rule: If-Match that is false keeps the request from being done

    Scenario: A replacement of a version that never was changes nothing
      Given a user "ada"
      And the next request carries the header "If-Match" with '"a-version-that-never-was"'
      When the client replaces "ada" with:
        """
        {"title": "Admiral", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then nothing about "ada" has changed
      And the answer is 412

    @needs:patch
    Scenario: A change of versions that never were changes nothing
      Given a user "ada"
      And the next request carries the header "If-Match" with '"one", W/"two", "three"'
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Admiral"}
        """
      Then nothing about "ada" has changed
      And the answer is 412

    Scenario: A deletion of a version that never was deletes nothing
      Given a user "ada"
      And the next request carries the header "If-Match" with '"a-version-that-never-was"'
      When the client deletes "ada"
      Then nothing about "ada" has changed
      And the answer is 412

    @needs:groups
    Scenario: A deletion of a version of a group that never was deletes nothing
      Given a user "ada"
      And a group "team" of "ada"
      And the next request carries the header "If-Match" with '"a-version-that-never-was"'
      When the client deletes "team"
      Then nothing about "team" has changed
      And the answer is 412

  @req:RFC9110-13.1.1-03
  Rule: If-Match with a star asks only that the resource is there

    Scenario: A replacement of any version is made
      Given a user "ada"
      And the next request carries the header "If-Match" with "*"
      When the client replaces "ada" with:
        """
        {"title": "Admiral", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then the answer is 200
      And reading "ada" shows "title" as "Admiral"

    @needs:patch
    Scenario: A change of any version is made
      Given a user "ada"
      And the next request carries the header "If-Match" with "*"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Admiral"}
        """
      Then the answer is 200 or 204
      And reading "ada" shows "title" as "Admiral"

    Scenario: A replacement of any version of nobody is refused
      Given a user "ada"
      And the next request carries the header "If-Match" with "*"
      When the client sends PUT "/Users/{unknown}" with:
        """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{address:nobody}"}
        """
      Then the answer is 404 or 412
      And nothing about "ada" has changed
