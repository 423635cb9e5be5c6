package directory_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
)

// The objects of the small company that most tests begin with. Grace manages
// Ada; Research holds Ada and Lab; Lab is empty; Olga and Old are in the bin,
// where Olga still manages Ben, is a member of Lab and has the app.
const (
	grace    = "00000000-0000-4000-8000-000000000001"
	ada      = "00000000-0000-4000-8000-000000000002"
	olga     = "00000000-0000-4000-8000-000000000003"
	ben      = "00000000-0000-4000-8000-000000000004"
	lab      = "00000000-0000-4000-8000-000000000005"
	research = "00000000-0000-4000-8000-000000000006"
	old      = "00000000-0000-4000-8000-000000000007"
	next     = "00000000-0000-4000-8000-000000000008"
	nobody   = "00000000-0000-4000-8000-999999999999"
)

// counting returns ids that are GUIDs and count up.
func counting() func() string {
	n := 0
	return func() string {
		n++
		return fmt.Sprintf("00000000-0000-4000-8000-%012d", n)
	}
}

func company(t *testing.T) (*directory.Directory, *clock.Virtual) {
	t.Helper()
	virtual := clock.New(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	d := directory.New(virtual.Now, counting())
	person := func(upn, manager string) {
		_, err := d.AddPerson(directory.Person{Enabled: true, Manager: manager, Attributes: map[string]string{"userPrincipalName": upn}})
		must(t, err)
	}
	person("grace@corp.example", "")
	person("ada@corp.example", grace)
	person("olga@corp.example", "")
	person("ben@corp.example", olga)
	_, err := d.AddGroup(directory.Group{DisplayName: "Lab", Members: []string{olga}})
	must(t, err)
	_, err = d.AddGroup(directory.Group{DisplayName: "Research", Members: []string{lab, ada}})
	must(t, err)
	_, err = d.AddGroup(directory.Group{DisplayName: "Old"})
	must(t, err)
	must(t, d.Assign(olga))
	must(t, d.DeletePerson(olga))
	must(t, d.DeleteGroup(old))
	return d, virtual
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// state is everything a directory shows.
type state struct {
	People      []directory.Person
	Groups      []directory.Group
	Bin         directory.RecycleBin
	Assignments []string
	Changes     []directory.Change
}

func stateOf(d *directory.Directory) state {
	return state{d.People(), d.Groups(), d.RecycleBin(), d.Assignments(), d.Changes(0)}
}

func named(upn string) map[string]string { return map[string]string{"userPrincipalName": upn} }

func TestRefusalsChangeNothing(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	addPerson := func(p directory.Person) func(*directory.Directory) error {
		return func(d *directory.Directory) error { _, err := d.AddPerson(p); return err }
	}
	changePerson := func(name string, c directory.PersonChange) func(*directory.Directory) error {
		return func(d *directory.Directory) error { _, err := d.ChangePerson(name, c); return err }
	}
	addGroup := func(g directory.Group) func(*directory.Directory) error {
		return func(d *directory.Directory) error { _, err := d.AddGroup(g); return err }
	}
	changeGroup := func(id, name string) func(*directory.Directory) error {
		return func(d *directory.Directory) error {
			_, err := d.ChangeGroup(id, directory.GroupChange{DisplayName: &name})
			return err
		}
	}
	for _, tc := range []struct {
		name string
		do   func(*directory.Directory) error
		kind refusal.Kind
		code string
	}{
		{"person without a name", addPerson(directory.Person{}), refusal.Invalid, "upn-missing"},
		{"person with an empty name", addPerson(directory.Person{Attributes: named("")}), refusal.Invalid, "upn-missing"},
		{"name without @", addPerson(directory.Person{Attributes: named("ada")}), refusal.Invalid, "upn-malformed"},
		{"name with two @", addPerson(directory.Person{Attributes: named("a@b@c")}), refusal.Invalid, "upn-malformed"},
		{"name without a local part", addPerson(directory.Person{Attributes: named("@corp.example")}), refusal.Invalid, "upn-malformed"},
		{"name without a domain", addPerson(directory.Person{Attributes: named("ada@")}), refusal.Invalid, "upn-malformed"},
		{"name with a blank", addPerson(directory.Person{Attributes: named("a da@corp.example")}), refusal.Invalid, "upn-malformed"},
		{"name with a line break", addPerson(directory.Person{Attributes: named("ada@corp.example\n")}), refusal.Invalid, "upn-malformed"},
		{"name that is taken", addPerson(directory.Person{Attributes: named("ada@corp.example")}), refusal.Conflict, "upn-taken"},
		{"name that is taken but for the case", addPerson(directory.Person{Attributes: named("ADA@Corp.Example")}), refusal.Conflict, "upn-taken"},
		{"attribute without a name", addPerson(directory.Person{Attributes: map[string]string{"userPrincipalName": "x@corp.example", " ": "y"}}), refusal.Invalid, "attribute-name-empty"},
		{"id that is no GUID", addPerson(directory.Person{ID: "../x", Attributes: named("x@corp.example")}), refusal.Invalid, "id-malformed"},
		{"id of another person", addPerson(directory.Person{ID: ada, Attributes: named("x@corp.example")}), refusal.Conflict, "id-taken"},
		{"id of a deleted person", addPerson(directory.Person{ID: olga, Attributes: named("x@corp.example")}), refusal.Conflict, "id-taken"},
		{"id of a group", addPerson(directory.Person{ID: lab, Attributes: named("x@corp.example")}), refusal.Conflict, "id-taken"},
		{"born deleted", addPerson(directory.Person{Attributes: named("x@corp.example"), DeletedAt: &at}), refusal.Invalid, "born-deleted"},
		{"manager unknown", addPerson(directory.Person{Attributes: named("x@corp.example"), Manager: nobody}), refusal.Invalid, "no-such-manager"},
		{"manager deleted", addPerson(directory.Person{Attributes: named("x@corp.example"), Manager: olga}), refusal.Invalid, "no-such-manager"},
		{"manager is a group", addPerson(directory.Person{Attributes: named("x@corp.example"), Manager: lab}), refusal.Invalid, "no-such-manager"},

		{"change nobody", changePerson(nobody, directory.PersonChange{}), refusal.NotFound, "no-such-person"},
		{"change a group as if a person", changePerson(lab, directory.PersonChange{}), refusal.NotFound, "no-such-person"},
		{"change somebody deleted", changePerson(olga, directory.PersonChange{Enabled: new(false)}), refusal.NotFound, "no-such-person"},
		{"take the name away", changePerson(ada, directory.PersonChange{Attributes: named("")}), refusal.Invalid, "upn-missing"},
		{"malformed new name", changePerson(ada, directory.PersonChange{Attributes: named("ada")}), refusal.Invalid, "upn-malformed"},
		{"take another's name", changePerson(ada, directory.PersonChange{Enabled: new(false), Attributes: named("GRACE@corp.example")}), refusal.Conflict, "upn-taken"},
		{"change an attribute without a name", changePerson(ada, directory.PersonChange{Attributes: map[string]string{"": "x"}}), refusal.Invalid, "attribute-name-empty"},
		{"unknown new manager", changePerson(ada, directory.PersonChange{Enabled: new(false), Manager: new("x@corp.example")}), refusal.Invalid, "no-such-manager"},
		{"manage oneself", changePerson(ada, directory.PersonChange{Manager: new(ada)}), refusal.Conflict, "manager-cycle"},
		{"manage one's manager", changePerson(grace, directory.PersonChange{Manager: new(ada)}), refusal.Conflict, "manager-cycle"},

		{"delete nobody", func(d *directory.Directory) error { return d.DeletePerson("x@corp.example") }, refusal.NotFound, "no-such-person"},
		{"delete twice", func(d *directory.Directory) error { return d.DeletePerson(olga) }, refusal.NotFound, "no-such-person"},
		{"delete by a name that went to the bin", func(d *directory.Directory) error { return d.DeletePerson("olga@corp.example") }, refusal.NotFound, "no-such-person"},
		{"restore somebody living", func(d *directory.Directory) error { return d.Restore(ada) }, refusal.NotFound, "not-in-recycle-bin"},
		{"restore nobody", func(d *directory.Directory) error { return d.Restore(nobody) }, refusal.NotFound, "not-in-recycle-bin"},
		{"purge somebody living", func(d *directory.Directory) error { return d.Purge(ada) }, refusal.NotFound, "not-in-recycle-bin"},
		{"purge a living group", func(d *directory.Directory) error { return d.Purge(lab) }, refusal.NotFound, "not-in-recycle-bin"},

		{"group without a name", addGroup(directory.Group{DisplayName: " "}), refusal.Invalid, "name-empty"},
		{"group with an unknown member", addGroup(directory.Group{DisplayName: "New", Members: []string{ada, nobody}}), refusal.NotFound, "no-such-object"},
		{"group with a deleted member", addGroup(directory.Group{DisplayName: "New", Members: []string{olga}}), refusal.NotFound, "no-such-object"},
		{"group with a member twice", addGroup(directory.Group{DisplayName: "New", Members: []string{ada, "ADA@corp.example"}}), refusal.Invalid, "member-exists"},
		{"group with the id of a person", addGroup(directory.Group{ID: ada, DisplayName: "New"}), refusal.Conflict, "id-taken"},
		{"group born deleted", addGroup(directory.Group{DisplayName: "New", DeletedAt: &at}), refusal.Invalid, "born-deleted"},
		{"change no group", changeGroup(nobody, "New"), refusal.NotFound, "no-such-group"},
		{"change a person as if a group", changeGroup(ada, "New"), refusal.NotFound, "no-such-group"},
		{"change a deleted group", changeGroup(old, "New"), refusal.NotFound, "no-such-group"},
		{"take a group's name away", changeGroup(lab, ""), refusal.Invalid, "name-empty"},
		{"delete no group", func(d *directory.Directory) error { return d.DeleteGroup(nobody) }, refusal.NotFound, "no-such-group"},

		{"join an unknown group", func(d *directory.Directory) error { return d.AddMember(nobody, ada) }, refusal.NotFound, "no-such-group"},
		{"join a deleted group", func(d *directory.Directory) error { return d.AddMember(old, ada) }, refusal.NotFound, "no-such-group"},
		{"unknown member", func(d *directory.Directory) error { return d.AddMember(lab, nobody) }, refusal.NotFound, "no-such-object"},
		{"member that is there", func(d *directory.Directory) error { return d.AddMember(research, "ada@corp.example") }, refusal.Invalid, "member-exists"},
		{"group in itself", func(d *directory.Directory) error { return d.AddMember(lab, lab) }, refusal.Conflict, "group-cycle"},
		{"group in its own part", func(d *directory.Directory) error { return d.AddMember(lab, research) }, refusal.Conflict, "group-cycle"},
		{"leave where one is not", func(d *directory.Directory) error { return d.RemoveMember(lab, ada) }, refusal.NotFound, "no-such-member"},
		{"leave an unknown group", func(d *directory.Directory) error { return d.RemoveMember(nobody, ada) }, refusal.NotFound, "no-such-group"},
		{"remove a deleted member", func(d *directory.Directory) error { return d.RemoveMember(lab, olga) }, refusal.NotFound, "no-such-object"},

		{"assign nobody", func(d *directory.Directory) error { return d.Assign(nobody) }, refusal.NotFound, "no-such-object"},
		{"assign somebody deleted", func(d *directory.Directory) error { return d.Assign(old) }, refusal.NotFound, "no-such-object"},
		{"unassign somebody deleted", func(d *directory.Directory) error { return d.Unassign(olga) }, refusal.NotFound, "no-such-object"},
		{"look for nobody", func(d *directory.Directory) error { _, err := d.Person(nobody); return err }, refusal.NotFound, "no-such-person"},
		{"look for a deleted group", func(d *directory.Directory) error { _, err := d.Group(old); return err }, refusal.NotFound, "no-such-group"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			d, _ := company(t)
			before := stateOf(d)
			refused, ok := refusal.Of(tc.do(d))
			if !ok {
				t.Fatal("want a refusal, got none")
			}
			if refused.Kind != tc.kind || refused.Code != tc.code {
				t.Errorf("refused as %s %s, want %s %s (%v)", refused.Kind, refused.Code, tc.kind, tc.code, refused)
			}
			if after := stateOf(d); !reflect.DeepEqual(before, after) {
				t.Errorf("the refused edit left its mark:\nbefore %+v\nafter  %+v", before, after)
			}
		})
	}
}

func TestRefusalSaysThatTheObjectIsInTheBin(t *testing.T) {
	t.Parallel()
	d, _ := company(t)
	for _, id := range []string{olga, old} {
		refused, _ := refusal.Of(d.Assign(id))
		if refused == nil || refused.Hint != "it is in the recycle bin; restore it first" {
			t.Errorf("assign %s: %v, want a hint at the recycle bin", id, refused)
		}
	}
}
