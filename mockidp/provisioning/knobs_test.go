package provisioning_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

const patching = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":`

func turned(pairs ...string) func(*provisioning.Settings) {
	return func(s *provisioning.Settings) {
		s.Knobs = map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			s.Knobs[pairs[i]] = pairs[i+1]
		}
	}
}

// TestKnobs holds what single knobs change on the wire.
func TestKnobs(t *testing.T) {
	t.Parallel()
	renamed := func(l *lab) { p := l.assigned("ada"); l.run(); l.change(p, "displayName", "Countess") }
	disabled := func(l *lab) { p := l.assigned("ada"); l.run(); l.must(l.directory.Unassign(p.ID)) }
	manager := func(l *lab) { managed(l) }
	unmanaged := func(l *lab) { p, _ := managed(l); l.run(); l.setManager(p, "") }
	members := func(l *lab) {
		g, ada, bob := populated(l)
		l.must(l.directory.AddMember(g.ID, ada.ID))
		l.must(l.directory.AddMember(g.ID, bob.ID))
	}
	const boss = enterprise + ":manager"
	for name, test := range map[string]struct {
		change func(*provisioning.Settings)
		given  func(l *lab)
		want   string
	}{
		"booleans json":  {turned("booleanStrings", "json"), disabled, "GET /scim/Users/u1\nPATCH /scim/Users/u1\n" + patching + `[{"op":"Replace","path":"active","value":false}]}` + "\n"},
		"booleans lower": {turned("booleanStrings", "lower"), disabled, "GET /scim/Users/u1\nPATCH /scim/Users/u1\n" + patching + `[{"op":"Replace","path":"active","value":"false"}]}` + "\n"},
		"always add":     {turned("createOpRule", "alwaysAdd"), renamed, "GET /scim/Users/u1\nPATCH /scim/Users/u1\n" + patching + `[{"op":"Add","path":"displayName","value":"Countess"}]}` + "\n"},
		"wrapped":        {turned("valueShape", "wrapped"), renamed, "GET /scim/Users/u1\nPATCH /scim/Users/u1\n" + patching + `[{"op":"Replace","path":"displayName","value":[{"$ref":null,"value":"Countess"}]}]}` + "\n"},
		"manager object": {turned("managerValueShape", "object"), manager, "GET /scim/Users/u1\nPATCH /scim/Users/u1\n" + patching + `[{"op":"Add","path":"` + boss + `","value":{"value":"u2"}}]}` + "\n"},
		"manager array":  {turned("managerValueShape", "legacyArray"), manager, "GET /scim/Users/u1\nPATCH /scim/Users/u1\n" + patching + `[{"op":"Add","path":"manager","value":[{"$ref":null,"value":"u2"}]}]}` + "\n"},
		"manager removed": {
			turned("managerRemove", "Remove"), unmanaged,
			"GET /scim/Users/u1\nPATCH /scim/Users/u1\n" + patching + `[{"op":"Remove","path":"` + boss + `"}]}` + "\n",
		},
		"manager emptied": {
			turned("managerRemove", "ReplaceObjectEmpty"), unmanaged,
			"GET /scim/Users/u1\nPATCH /scim/Users/u1\n" + patching + `[{"op":"Replace","path":"` + boss + `","value":{"value":""}}]}` + "\n",
		},
		"manager asked for first": {
			turned("referenceCheckQuery", "on"), manager,
			"GET /scim/Users/u1\nGET /scim/Users?filter=id+eq+%22u1%22+and+manager+eq+%22u2%22&attributes=id\nPATCH /scim/Users/u1\n" + patching + `[{"op":"Add","path":"` + boss + `","value":"u2"}]}` + "\n",
		},
		"members asked for first": {
			turned("referenceCheckQuery", "on"), members,
			"GET /scim/Groups/g3?excludedAttributes=members\nGET /scim/Groups?filter=id+eq+%22g3%22+and+members+eq+%22u1%22&attributes=id\n" +
				"GET /scim/Groups?filter=id+eq+%22g3%22+and+members+eq+%22u2%22&attributes=id\nPATCH /scim/Groups/g3\n" + patching + `[{"op":"Add","path":"members","value":[{"value":"u1"},{"value":"u2"}]}]}` + "\n",
		},
		"members one by one": {
			turned("membersPerPatch", "1", "memberRefNull", "true"), members,
			"GET /scim/Groups/g3?excludedAttributes=members\nPATCH /scim/Groups/g3\n" + patching + `[{"op":"Add","path":"members","value":[{"$ref":null,"value":"u1"}]}]}` + "\n" +
				"PATCH /scim/Groups/g3\n" + patching + `[{"op":"Add","path":"members","value":[{"$ref":null,"value":"u2"}]}]}` + "\n",
		},
		"flag behind": {
			turned("flag", "AzureAdScimPatch062020", "flagPlacement", "afterFilter"), func(l *lab) { l.group("Engineering") },
			"GET /scim/Groups?excludedAttributes=members&filter=displayName+eq+%22Engineering%22&AzureAdScimPatch062020\nPOST /scim/Groups?AzureAdScimPatch062020\n" +
				`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],"externalId":"00000000-0000-4000-8000-000000000001","displayName":"Engineering","meta":{"resourceType":"Group"}}` + "\n",
		},
		"nulls": {
			turned("nullAttributesInPost", "explicit"), func(l *lab) { l.assigned("ada", "department", "Tours") },
			"GET /scim/Users?filter=userName+eq+%22ada%40corp.example%22\nPOST /scim/Users\n" +
				`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","` + enterprise + `"],"externalId":null,"userName":"ada@corp.example","active":true,"addresses":null,"displayName":"Ada",` +
				`"emails":null,"meta":{"resourceType":"User"},"name":null,"phoneNumbers":null,"preferredLanguage":null,"roles":[],"title":null,"` + enterprise + `":{"department":"Tours"},"employeeNumber":null,"manager":null}` + "\n",
		},
		"tombstone": {
			turned("deletedUPN", "tombstone"), func(l *lab) { p := l.assigned("ada"); l.run(); l.must(l.directory.DeletePerson(p.ID)) },
			"GET /scim/Users/u1\nPATCH /scim/Users/u1\n" + patching + `[{"op":"Replace","path":"userName","value":"00000000000040008000000000000001ada@corp.example"},{"op":"Replace","path":"active","value":"False"}]}` + "\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, test.change)
			test.given(l)
			l.run()
			l.expectText(test.want)
		})
	}
}

func TestDroppedFlagKeepsItsShapes(t *testing.T) {
	t.Parallel()
	l := newLab(t, turned("flagPlacement", "dropped"), func(s *provisioning.Settings) { s.Dialect = "entra-compliant" })
	p := l.assigned("ada")
	l.run()
	l.enable(p, false)
	l.run()
	l.expectText("GET /scim/Users/u1\nPATCH /scim/Users/u1\n" + patching + `[{"op":"replace","path":"active","value":false}]}` + "\n")
}

func TestReferenceThatIsThereIsNotWritten(t *testing.T) {
	t.Parallel()
	l := newLab(t, turned("referenceCheckQuery", "on"))
	managed(l)
	l.bridge.answer = func(r *http.Request, _ string) (int, string) {
		if r.URL.Query().Get("filter") == `id eq "u1" and manager eq "u2"` {
			return 200, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":[{"id":"u1"}]}`
		}
		return 0, ""
	}
	l.run()
	if sent := l.sent(); strings.Contains(sent, "PATCH") || !strings.Contains(sent, "manager+eq") {
		t.Errorf("sent %s", sent)
	}
}

// circling shows a directory in which two people manage each other, which ours refuses.
type circling struct{ provisioning.Directory }

func (c circling) AnyPerson(id string) (directory.Person, bool) {
	p, ok := c.Directory.AnyPerson(id)
	p.Manager = map[string]string{
		"00000000-0000-4000-8000-000000000001": "00000000-0000-4000-8000-000000000002",
		"00000000-0000-4000-8000-000000000002": "00000000-0000-4000-8000-000000000001",
	}[id]
	return p, ok
}

func TestManagersInACircle(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.assigned("ada")
	l.assigned("bob")
	l.job = provisioning.New(provisioning.Options{
		Directory: circling{l.directory}, Now: l.clock.Now, NewID: newIDs(),
		Transport: &loopback.Transport{Hosts: map[string]http.Handler{"bridge.example": l.bridge}},
	})
	l.configure(func(s *provisioning.Settings) { s.Concurrency = 1 })
	l.must(l.job.Start())
	l.run()
	set := func(id, to string) string {
		return "PATCH /scim/Users/" + id + "\n" + patching + `[{"op":"Add","path":"` + enterprise + `:manager","value":"` + to + `"}]}` + "\n"
	}
	if sent, want := l.sent(), set("u1", "u2")+set("u2", "u1"); !strings.HasSuffix(sent, want) || strings.Count(sent, "PATCH") != 2 {
		t.Errorf("sent %s, want %s at its end", sent, want)
	}
}

func TestRandomOperationsAreThoseOfTheSeed(t *testing.T) {
	t.Parallel()
	sent := func(seed string) string {
		l := newLab(t, turned("createOpRule", seed))
		p := l.assigned("ada", "givenName", "A", "surname", "L", "mail", "a@corp.example", "jobTitle", "x", "city", "y", "mobile", "1")
		l.run()
		_, err := l.directory.ChangePerson(p.ID, directory.PersonChange{Attributes: map[string]string{
			"givenName": "B", "surname": "M", "mail": "b@corp.example", "jobTitle": "v", "city": "w", "mobile": "2", "department": "d", "displayName": "e",
		}})
		l.must(err)
		l.run()
		return l.sent()
	}
	one := sent("random:7")
	if one != sent("random:7") {
		t.Error("one seed gives two orders")
	}
	if one == sent("random:8") {
		t.Error("two seeds give one order")
	}
	if !strings.Contains(one, `"Add"`) || !strings.Contains(one, `"Replace"`) {
		t.Errorf("nothing random in %s", one)
	}
}

func TestOnDemandShapes(t *testing.T) {
	t.Parallel()
	for setting, want := range map[string]string{
		"true":  `[{"op":"Replace","path":"active","value":"False"}]}`,
		"false": `[{"op":"replace","path":"active","value":false}]}`,
	} {
		l := newLab(t, turned("podIgnoresFlag", setting), func(s *provisioning.Settings) { s.Dialect = "entra-compliant" })
		p := l.assigned("ada")
		l.run()
		l.must(l.directory.Unassign(p.ID))
		l.bridge.forget()
		if _, err := l.job.OnDemand(t.Context(), []string{p.ID}); err != nil {
			t.Fatal(err)
		}
		if sent := l.sent(); !strings.HasSuffix(sent, want+"\n") {
			t.Errorf("podIgnoresFlag %s: %s", setting, sent)
		}
	}
}

func TestKnobsRefused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		knob, value, code, hint string
	}{
		"unknown":      {"booleans", "json", "no-such-knob", "choose among patchOps, booleanStrings,"},
		"other case":   {"BooleanStrings", "json", "no-such-knob", "booleanStrings"},
		"value":        {"booleanStrings", "yes", "no-such-setting", "choose one of capitalised, lower, json"},
		"number":       {"membersPerPatch", "0", "no-such-setting", "100, NUMBER, all"},
		"placeholder":  {"membersPerPatch", "NUMBER", "no-such-setting", "100, NUMBER, all"},
		"seed":         {"createOpRule", "random:x", "no-such-setting", "random:SEED"},
		"literal seed": {"createOpRule", "random:SEED", "no-such-setting", "random:SEED"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			err := l.job.Configure(provisioning.Settings{BaseURL: "https://bridge.example/scim", Knobs: map[string]string{test.knob: test.value}})
			if refused, ok := refusal.Of(err); !ok || refused.Code != test.code || !strings.Contains(refused.Hint, test.hint) {
				t.Errorf("error %v", err)
			}
			if l.job.Status().Settings.Knobs != nil {
				t.Error("a refused change changed the settings")
			}
		})
	}
}
