package directory_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
)

func TestAddPersonKeepsWhatWasGiven(t *testing.T) {
	t.Parallel()
	d, _ := company(t)
	added, err := d.AddPerson(directory.Person{
		ID: "ABCDEF00-0000-4000-8000-000000000000", Enabled: true, Manager: "Grace@corp.example",
		Attributes: map[string]string{"userPrincipalName": "Jo+x/y'#EXT#@Corp.Example", "city": "", "employeeId": "7"},
	})
	must(t, err)
	want := directory.Person{
		ID: "abcdef00-0000-4000-8000-000000000000", Enabled: true, Manager: grace,
		Attributes: map[string]string{"userPrincipalName": "Jo+x/y'#EXT#@Corp.Example", "employeeId": "7"},
	}
	if !reflect.DeepEqual(added, want) {
		t.Errorf("added %+v, want %+v", added, want)
	}
	for _, name := range []string{"abcdef00-0000-4000-8000-000000000000", "ABCDEF00-0000-4000-8000-000000000000", "jo+x/y'#ext#@corp.example"} {
		if got, err := d.Person(name); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("Person(%q): %+v, %v, want %+v", name, got, err, want)
		}
	}
}

func TestChangePersonMergesAttributes(t *testing.T) {
	t.Parallel()
	d, _ := company(t)
	_, err := d.ChangePerson(ada, directory.PersonChange{Attributes: map[string]string{"city": "Bonn", "state": "NW"}})
	must(t, err)
	got, err := d.ChangePerson(ada, directory.PersonChange{Attributes: map[string]string{"userPrincipalName": "countess@corp.example", "state": ""}})
	must(t, err)
	want := directory.Person{
		ID: ada, Enabled: true, Manager: grace,
		Attributes: map[string]string{"userPrincipalName": "countess@corp.example", "city": "Bonn"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("changed to %+v, want %+v", got, want)
	}
	if _, err := d.Person("ada@corp.example"); !refusal.Is(err, "no-such-person") {
		t.Errorf("the old name still finds somebody: %v", err)
	}
	if _, err := d.AddPerson(directory.Person{Attributes: named("ada@corp.example")}); err != nil {
		t.Errorf("the old name is not free: %v", err)
	}
}

func TestRestoreBringsEverythingBack(t *testing.T) {
	t.Parallel()
	d, virtual := company(t)
	must(t, d.Assign(ada))
	before, people := d.Groups(), d.People()
	virtual.AdvanceTo(time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC))
	must(t, d.DeletePerson(ada))
	deleted, ok := d.AnyPerson(ada)
	if want := time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC); !ok || deleted.DeletedAt == nil || !deleted.DeletedAt.Equal(want) {
		t.Errorf("after the deletion: %+v, want deleted at %s", deleted, want)
	}
	if got := d.Groups(); !reflect.DeepEqual(got, before) {
		t.Errorf("the deletion changed the groups: %+v, want %+v", got, before)
	}
	if !d.IsAssigned(ada) {
		t.Error("the deletion took the assignment away")
	}
	must(t, d.Restore(ada))
	if got := d.People(); !reflect.DeepEqual(got, people) {
		t.Errorf("after the restore: %+v, want %+v", got, people)
	}
	if _, err := d.Person("ada@corp.example"); err != nil {
		t.Errorf("the name does not find the restored person: %v", err)
	}
}

func TestRestoreIsRefusedWhileTheNameIsTaken(t *testing.T) {
	t.Parallel()
	d, _ := company(t)
	_, err := d.AddPerson(directory.Person{Attributes: named("OLGA@corp.example")})
	must(t, err)
	if err := d.Restore(olga); !refusal.Is(err, "upn-taken") {
		t.Errorf("restore: %v, want upn-taken", err)
	}
	must(t, d.DeletePerson("olga@corp.example"))
	must(t, d.Restore(olga))
	if got, err := d.Person("olga@corp.example"); err != nil || got.ID != olga {
		t.Errorf("the name finds %q, %v, want the restored %q", got.ID, err, olga)
	}
}

func TestPurgeTakesEverythingAlong(t *testing.T) {
	t.Parallel()
	d, _ := company(t)
	must(t, d.Purge(olga))
	if _, ok := d.AnyPerson(olga); ok {
		t.Error("the purged person is still there")
	}
	if boss, _ := d.Person(ben); boss.Manager != "" {
		t.Errorf("ben's manager is %q, want none", boss.Manager)
	}
	if g, _ := d.Group(lab); len(g.Members) != 0 || g.Members == nil {
		t.Errorf("members of the lab: %v, want an empty list", g.Members)
	}
	if d.IsAssigned(olga) || len(d.Assignments()) != 0 {
		t.Errorf("assignments: %v, want none", d.Assignments())
	}
	if _, err := d.AddPerson(directory.Person{ID: olga, Attributes: named("olga@corp.example")}); err != nil {
		t.Errorf("neither id nor name are free: %v", err)
	}
}

func TestPurgeExpired(t *testing.T) {
	t.Parallel()
	d, virtual := company(t) // olga and old were deleted on March 2nd at 9:00
	virtual.AdvanceTo(time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC))
	must(t, d.DeletePerson(ben))

	first := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	if at, ok := d.NextExpiry(); !ok || !at.Equal(first) {
		t.Errorf("next expiry: %v, %v, want %v", at, ok, first)
	}
	virtual.AdvanceTo(first.Add(-time.Nanosecond))
	d.PurgeExpired()
	if bin := d.RecycleBin(); len(bin.People) != 2 || len(bin.Groups) != 1 {
		t.Errorf("a nanosecond early the bin holds %d people and %d groups, want 2 and 1", len(bin.People), len(bin.Groups))
	}
	virtual.AdvanceTo(first)
	d.PurgeExpired()
	if bin := d.RecycleBin(); len(bin.People) != 1 || bin.People[0].ID != ben || len(bin.Groups) != 0 {
		t.Errorf("after 30 days the bin holds %+v, want only ben", bin)
	}
	virtual.AdvanceTo(first.Add(48 * time.Hour))
	d.PurgeExpired()
	if at, ok := d.NextExpiry(); ok {
		t.Errorf("an empty bin expires at %v, want never", at)
	}
	if bin := d.RecycleBin(); bin.People == nil || bin.Groups == nil {
		t.Error("an empty bin has null lists")
	}
}

func TestNestedGroups(t *testing.T) {
	t.Parallel()
	d, _ := company(t)
	if got := d.GroupsOf(lab); !slices.Equal(got, []string{research}) {
		t.Errorf("groups of the lab: %v, want research", got)
	}
	if got := d.GroupsOf(grace); got == nil || len(got) != 0 {
		t.Errorf("groups of grace: %v, want an empty list", got)
	}
	top, err := d.AddGroup(directory.Group{DisplayName: "Top", Members: []string{research, lab}})
	must(t, err)
	if err := d.AddMember(lab, top.ID); !refusal.Is(err, "group-cycle") {
		t.Errorf("a circle of three: %v, want group-cycle", err)
	}
	must(t, d.DeleteGroup(research))
	if err := d.AddMember(lab, top.ID); !refusal.Is(err, "group-cycle") {
		t.Errorf("a circle through the recycle bin: %v, want group-cycle", err)
	}
	must(t, d.RemoveMember(top.ID, lab))
	must(t, d.Purge(research))
	must(t, d.AddMember(lab, top.ID))
}

func TestManagersThroughTheRecycleBin(t *testing.T) {
	t.Parallel()
	d, _ := company(t)
	must(t, d.DeletePerson(ada)) // grace manages ada
	must(t, d.Restore(olga))     // olga manages ben
	_, err := d.ChangePerson(olga, directory.PersonChange{Manager: new(ben)})
	if !refusal.Is(err, "manager-cycle") {
		t.Errorf("a circle: %v, want manager-cycle", err)
	}
	must(t, d.DeletePerson(ben))
	must(t, d.Purge(ben))
	_, err = d.ChangePerson(olga, directory.PersonChange{Manager: new(grace)})
	must(t, err)
	must(t, d.DeletePerson(grace))
	must(t, d.Purge(grace))
	for _, id := range []string{ada, olga} {
		if p, _ := d.AnyPerson(id); p.Manager != "" {
			t.Errorf("%s still has the purged manager %q", id, p.Manager)
		}
	}
}

func TestAnswersAreCopies(t *testing.T) {
	t.Parallel()
	d, _ := company(t)
	before := stateOf(d)
	given := map[string]string{"userPrincipalName": "x@corp.example"}
	added, err := d.AddPerson(directory.Person{Attributes: given})
	must(t, err)
	must(t, d.DeletePerson(added.ID))
	must(t, d.Purge(added.ID))

	given["userPrincipalName"] = "changed"
	for _, p := range d.People() {
		p.Attributes["userPrincipalName"] = "changed"
	}
	for _, g := range d.Groups() {
		clear(g.Members)
	}
	bin := d.RecycleBin()
	*bin.People[0].DeletedAt, *bin.Groups[0].DeletedAt = time.Time{}, time.Time{}
	clear(d.Assignments())
	clear(d.GroupsOf(ada))
	clear(d.Changes(0))
	after := stateOf(d)
	after.Changes = after.Changes[:len(before.Changes)]
	if !reflect.DeepEqual(before, after) {
		t.Errorf("a caller reached inside:\nbefore %+v\nafter  %+v", before, after)
	}
}
