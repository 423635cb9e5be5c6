package provisioning_test

import (
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"
	"time"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// shapes are the wire shapes of docs/entra.md, each with how to make the
// directory produce it; what goes over the wire stands in testdata by dialect.
var shapes = []struct {
	file  string
	given func(l *lab) // leads up to the last cycle
}{
	{"create", func(l *lab) {
		l.assigned("barbara", "displayName", "Barbara Jensen", "givenName", "Barbara", "surname", "Jensen",
			"mail", "barbara.jensen@corp.example", "mailNickname", "barbara", "jobTitle", "R&D <lead>", "department", "Tours",
			"employeeId", "701984", "preferredLanguage", "nl-NL", "telephoneNumber", "+31 30 1", "mobile", "+31 6 1",
			"facsimileTelephoneNumber", "+31 30 2", "physicalDeliveryOfficeName", "B 12", "streetAddress", "1 Main St",
			"city", "Utrecht", "state", "UT", "postalCode", "3511", "country", "NL")
	}},
	{"create-bare", func(l *lab) { l.assigned("bare") }},
	{"change", func(l *lab) {
		p := l.assigned("barbara", "mail", "b@corp.example", "givenName", "Barbara", "surname", "Jensen", "mailNickname", "b", "employeeId", "1")
		l.run()
		for name, value := range map[string]string{
			"displayName": "Pvlo", "mail": "new@corp.example", "givenName": "Gtfd", "surname": "Pkqf",
			"mailNickname": "Eqpj", "employeeId": "Eqpj", "department": "Tours",
		} {
			l.change(p, name, value)
		}
	}},
	{"rename", func(l *lab) {
		p := l.assigned("barbara")
		l.run()
		l.change(p, "userPrincipalName", "renamed@corp.example")
	}},
	{"disable", func(l *lab) {
		p := l.assigned("barbara")
		l.run()
		l.must(l.directory.Unassign(p.ID))
	}},
	{"enable", func(l *lab) {
		p := l.assigned("barbara")
		l.run()
		l.enable(p, false)
		l.run()
		l.enable(p, true)
	}},
	{"delete", func(l *lab) {
		p := l.assigned("barbara")
		l.run()
		l.must(l.directory.DeletePerson(p.ID))
		l.run()
		l.must(l.directory.Purge(p.ID))
	}},
	{"manager", func(l *lab) { managed(l) }},
	{"manager-changed", func(l *lab) {
		p, _ := managed(l)
		boss := l.assigned("carla")
		l.run()
		l.setManager(p, boss.ID)
	}},
	{"manager-removed", func(l *lab) {
		p, _ := managed(l)
		l.run()
		l.setManager(p, "")
	}},
	{"create-group", func(l *lab) {
		g, err := l.directory.AddGroup(directory.Group{ID: "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159", DisplayName: "Engineering"})
		l.must(err)
		l.must(l.directory.Assign(g.ID))
	}},
	{"rename-group", func(l *lab) {
		g, _, _ := populated(l)
		name := "Platform"
		_, err := l.directory.ChangeGroup(g.ID, directory.GroupChange{DisplayName: &name})
		l.must(err)
	}},
	{"add-members", func(l *lab) {
		g, ada, bob := populated(l)
		l.must(l.directory.AddMember(g.ID, ada.ID))
		l.must(l.directory.AddMember(g.ID, bob.ID))
	}},
	{"remove-members", func(l *lab) {
		g, ada, bob := populated(l)
		l.must(l.directory.AddMember(g.ID, ada.ID))
		l.must(l.directory.AddMember(g.ID, bob.ID))
		l.run()
		l.must(l.directory.RemoveMember(g.ID, ada.ID))
		l.must(l.directory.RemoveMember(g.ID, bob.ID))
	}},
	{"delete-group", func(l *lab) {
		g, _, _ := populated(l)
		l.must(l.directory.Unassign(g.ID))
	}},
}

func TestWireShapes(t *testing.T) {
	t.Parallel()
	for _, dialect := range []string{"entra-legacy", "entra-compliant", "customappsso2017"} {
		for _, shape := range shapes {
			t.Run(dialect+"/"+shape.file, func(t *testing.T) {
				t.Parallel()
				l := newLab(t, func(s *provisioning.Settings) { s.Dialect = dialect })
				shape.given(l)
				if cycle := l.run(); cycle.State != "Succeeded" {
					t.Errorf("the cycle ended %s: %s %+v", cycle.State, cycle.Error, cycle.Records)
				}
				l.expect(dialect + "/" + shape.file + ".txt")
			})
		}
	}
}

// managed has a person in the bridge as u1 whose manager u2 was set after the last cycle.
func managed(l *lab) (person, manager directory.Person) {
	l.Helper()
	person, manager = l.assigned("ada"), l.assigned("boss")
	l.run()
	l.setManager(person, manager.ID)
	return person, manager
}

func (l *lab) setManager(p directory.Person, manager string) {
	l.Helper()
	_, err := l.directory.ChangePerson(p.ID, directory.PersonChange{Manager: &manager})
	l.must(err)
}

// populated has u1 and u2 and an empty group g3 in the bridge.
func populated(l *lab) (group directory.Group, ada, bob directory.Person) {
	l.Helper()
	ada, bob = l.assigned("ada"), l.assigned("bob")
	group = l.group("Engineering")
	l.run()
	return group, ada, bob
}

func TestProbeOfEveryCycle(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		dialect string
		groups  bool
		want    []string
	}{
		"people only": {"entra-legacy", false, []string{
			"GET /scim/Users?filter=userName+eq+%2200000000-0000-4000-8000-000000000002%22\n",
		}},
		"people and groups": {"entra-legacy", true, []string{
			"GET /scim/Users?filter=userName+eq+%2200000000-0000-4000-8000-000000000002%22\n",
			"GET /scim/Groups?excludedAttributes=members&filter=displayName+eq+%2200000000-0000-4000-8000-000000000003%22\n",
		}},
		"with the flag": {"entra-compliant", true, []string{
			"GET /scim/Users?aadOptscim062020&filter=userName+eq+%2200000000-0000-4000-8000-000000000002%22\n",
			"GET /scim/Groups?aadOptscim062020&excludedAttributes=members&filter=displayName+eq+%2200000000-0000-4000-8000-000000000003%22\n",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, func(s *provisioning.Settings) { s.Dialect, s.Groups = test.dialect, test.groups })
			if cycle := l.run(); cycle.State != "Succeeded" {
				t.Errorf("the cycle ended %s: %s", cycle.State, cycle.Error)
			}
			if !reflect.DeepEqual(l.bridge.requests, test.want) {
				t.Errorf("probes %q, want %q", l.bridge.requests, test.want)
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.assigned("ada")
	l.run()
	var read, write http.Header
	for i, request := range l.bridge.requests {
		if request[:4] == "POST" {
			write = l.bridge.headers[i]
		} else {
			read = l.bridge.headers[i]
		}
	}
	wantRead := http.Header{"Authorization": {"Bearer s3cret"}, "User-Agent": nil}
	wantWrite := http.Header{"Authorization": {"Bearer s3cret"}, "User-Agent": nil, "Content-Type": {"application/scim+json; charset=utf-8"}}
	if !reflect.DeepEqual(read, wantRead) || !reflect.DeepEqual(write, wantWrite) {
		t.Errorf("headers of reads %v, of writes %v", read, write)
	}
}

// TestHeadersOnTheNetwork sees what net/http makes of them.
func TestHeadersOnTheNetwork(t *testing.T) {
	t.Parallel()
	seen := make(chan http.Header, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen <- r.Header }))
	defer server.Close()
	network := &http.Transport{}
	defer network.CloseIdleConnections()
	job := provisioning.New(provisioning.Options{NewID: newIDs(), Now: time.Now, Transport: network})
	if err := job.Configure(provisioning.Settings{BaseURL: server.URL, Token: "s3cret"}); err != nil {
		t.Fatal(err)
	}
	if err := job.Validate(t.Context()); err == nil {
		t.Error("an empty answer passes the probe")
	}
	want := http.Header{"Authorization": {"Bearer s3cret"}, "Accept-Encoding": {"gzip"}}
	if got := <-seen; !reflect.DeepEqual(got, want) {
		t.Errorf("headers %v, want %v", got, want)
	}
}
