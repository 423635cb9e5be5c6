@protocol @etag
Feature: meta.version and the ETag header agree

  RFC 7643, section 3.1: whoever shows a version in meta shows the same in the header,
  whether versions are promised or not.

  @req:RFC7643-3.1-26
  Rule: meta.version is the ETag header, letter by letter

    Scenario: A user's meta.version is the ETag of the answer
      Given a user "ada"
      When the client reads "ada"
      Then the answer is 200
      And the answer's header "ETag" equals its "meta.version" if it shows one

    Scenario: A new user's meta.version is the ETag of the answer
      Given the client knows the bridge's address
      When the client creates the user "ada"
      Then the answer is 201
      And the answer's header "ETag" equals its "meta.version" if it shows one

    @needs:groups
    Scenario: A group's meta.version is the ETag of the answer
      Given a group "team" of nobody
      When the client reads "team"
      Then the answer is 200
      And the answer's header "ETag" equals its "meta.version" if it shows one

    Scenario: A changed user's meta.version is the ETag of the answer
      Given a user "ada"
      When the client replaces "ada" with:
        """
        {"title": "Admiral", "name": {"givenName": "Ada", "familyName": "King"}}
        """
      Then the answer is 200
      And the answer's header "ETag" equals its "meta.version" if it shows one
