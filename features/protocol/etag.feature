@protocol @etag @needs:etag
Feature: Versions tell whether somebody else was faster

  RFC 7644, section 3.14, and RFC 9110, sections 8.8.3, 13.1 and 15.4.5. Weak tags in
  If-Match are where the two part: HTTP says that they match nothing, SCIM shows that
  they do; either is taken. That a stale one is let through is not.

  @req:RFC7644-3.14-01
  Rule: A bridge that promises versions shows them

    Scenario: A user is read with an ETag
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer has the header "ETag"

    @needs:groups
    Scenario: A group is read with an ETag
      Given a group "team" of nobody
      When the client reads "team"
      Then the answer is 200
      And the answer has the header "ETag"

  @req:RFC7644-3.14-02
  Rule: The version of a resource is in the ETag header of what shows it

    Scenario: The answer to a creation has an ETag
      Given the client knows the bridge's address
      When the client creates the user "ada"
      Then the answer is 201
      And the answer has the header "ETag"

    Scenario: The answer to a replacement has an ETag
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"title": "Admiral", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then the answer is 200
      And the answer has the header "ETag"
      And reading "ada" shows "title" as "Admiral"

    @needs:patch
    Scenario: The answer to a change that shows the user has an ETag
      Given a user "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Admiral"}
        """
      Then the answer is 200 or 204
      And a 200 answer has the header "ETag"
      And reading "ada" shows "title" as "Admiral"

  @req:RFC7644-3.14-03
  Rule: The version should be in meta.version, too

    Scenario: A user shows the version in meta
      Given a user "ada"
      When the client reads "ada"
      Then the answer has "meta.version" as a string

  @req:RFC7644-3.14-04
  Rule: The version changes with the resource and not without

    Scenario: A user that nobody changed keeps its version
      Given a user "ada"
      And the client knows the ETag of "ada"
      When the client reads "ada"
      Then the ETag of "ada" is the same as before

    @needs:patch
    Scenario: A change gives a user another version
      Given a user "ada"
      And the client knows the ETag of "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Admiral"}
        """
      Then the ETag of "ada" is another than before

    Scenario: A replacement gives a user another version
      Given a user "ada"
      And the client knows the ETag of "ada"
      When the client replaces "ada" with:
        """
        {"title": "Admiral", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then the ETag of "ada" is another than before

    @needs:patch
    Scenario: Each of two changes gives a user another version
      Given a user "ada"
      And the client patched "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Engineer"}
        """
      And the client knows the ETag of "ada"
      When the client patches "ada" with:
        """
        {"op": "replace", "path": "title", "value": "Admiral"}
        """
      Then the ETag of "ada" is another than before

    @needs:patch
    Scenario: A refused change leaves the version alone
      Given a user "ada"
      And the client knows the ETag of "ada"
      When the client patches "ada" with:
        """
        [{"op": "replace", "path": "title", "value": "Admiral"}, {"op": "replace", "path": "id", "value": "other"}]
        """
      Then the answer is a refusal
      And the ETag of "ada" is the same as before

    Scenario: A change of one user leaves the version of another alone
      Given a user "ada"
      And a user "grace"
      And the client knows the ETag of "ada"
      When the client replaces "grace" with:
        """
        {"title": "Admiral", "name": {"givenName": "Grace", "familyName": "Hopper"}}
        """
      Then the ETag of "ada" is the same as before

    @needs:groups @needs:patch
    Scenario: A member who joins gives a group another version
      Given a user "ada"
      And a group "team" of nobody
      And the client knows the ETag of "team"
      When the client patches "team" with:
        """
        {"op": "add", "path": "members", "value": [{"value": "{ada}"}]}
        """
      Then the ETag of "team" is another than before
      And the group "team" holds exactly "ada"

  @req:RFC7644-3.12-13
  Rule: A change meant for an older version answers 412

    Scenario: A stale version in a replacement answers 412
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
      And the answer is 412

  @req:RFC9110-8.8.3-01
  Rule: An ETag is a text in quotes, with W/ before it if it is weak

    Scenario: The ETag of a user is written as HTTP writes it
      Given a user "ada"
      When the client reads "ada"
      Then the answer's header "ETag" matches '(W/)?"[!#-~]*"'

    @needs:groups
    Scenario: The ETag of a group is written as HTTP writes it
      Given a group "team" of nobody
      When the client reads "team"
      Then the answer's header "ETag" matches '(W/)?"[!#-~]*"'

  @req:RFC7643-3.1-27
  Rule: A version in meta is an entity tag with its marks

    Scenario: The version of a user has its quotes and the mark of a weak one
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And any "meta.version" of the answer matches "(W/)?\x22[!#-~]*\x22"
