package directory_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
)

// wiki is an app beside the default one.
func wiki(t *testing.T, d *directory.Directory) (directory.App, directory.AppView) {
	t.Helper()
	made, err := d.AddApp("Wiki")
	must(t, err)
	made, err = d.AddServicePrincipal(made.AppID)
	must(t, err)
	return made, d.For(made.ID)
}

func TestAppsKeepTheirAssignmentsApart(t *testing.T) {
	t.Parallel()
	d, _ := company(t)
	app, view := wiki(t, d)
	mark := d.LastChange()
	must(t, view.Assign("ada@corp.example"))
	must(t, d.Assign(research))
	must(t, d.Assign(ada))
	must(t, d.Unassign(ada))
	if got := view.Assignments(); !slices.Equal(got, []string{ada}) {
		t.Errorf("the wiki is assigned to %v, want ada", got)
	}
	if got := d.Assignments(); !slices.Equal(got, []string{olga, research}) {
		t.Errorf("the default app is assigned to %v, want Olga and Research", got)
	}
	if !view.IsAssigned(ada) || d.IsAssigned(ada) || view.IsAssigned(research) {
		t.Error("an assignment of one app counts for another")
	}
	own := []directory.Change{{Seq: mark + 1, Kind: "assigned", Object: ada, App: app.ID}}
	if got := view.Changes(mark); !reflect.DeepEqual(got, own) {
		t.Errorf("the wiki sees %+v, want %+v", got, own)
	}
	theirs := []directory.Change{
		{Seq: mark + 2, Kind: "assigned", Object: research}, {Seq: mark + 3, Kind: "assigned", Object: ada}, {Seq: mark + 4, Kind: "unassigned", Object: ada},
	}
	if got := d.For(directory.DefaultApp().ID).Changes(mark); !reflect.DeepEqual(got, theirs) {
		t.Errorf("the default app sees %+v, want %+v", got, theirs)
	}
	if got := d.Changes(mark); len(got) != 4 {
		t.Errorf("the log has %+v, want all four", got)
	}
}

func TestRolesOfAnAppAreGivenAndTakenOneByOne(t *testing.T) {
	t.Parallel()
	const reader, writer = "11111111-0000-4000-8000-000000000000", "22222222-0000-4000-8000-000000000000"
	d, clock := company(t)
	app, view := wiki(t, d)
	mark := d.LastChange()
	for _, role := range []string{writer, reader} {
		given, err := view.Grant("ada@corp.example", role)
		if want := (directory.Assignment{Principal: ada, Role: role, Since: clock.Now()}); err != nil || given != want {
			t.Fatalf("granted %+v, %v, want %+v", given, err, want)
		}
	}
	if _, err := view.Grant(ada, reader); !refusal.Is(err, "role-granted") {
		t.Errorf("the same role again: %v, want role-granted", err)
	}
	want := []directory.Assignment{{Principal: ada, Role: reader, Since: clock.Now()}, {Principal: ada, Role: writer, Since: clock.Now()}}
	if got := view.Granted(); !reflect.DeepEqual(got, want) {
		t.Errorf("granted %+v, want %+v", got, want)
	}
	must(t, view.Revoke(ada, reader))
	if err := view.Revoke(ada, reader); !refusal.Is(err, "no-such-assignment") {
		t.Errorf("revoked again: %v, want no-such-assignment", err)
	}
	if !view.IsAssigned(ada) {
		t.Error("ada has a role left and is not assigned")
	}
	must(t, view.Revoke(ada, writer))
	log := []directory.Change{{Seq: mark + 1, Kind: "assigned", Object: ada, App: app.ID}, {Seq: mark + 2, Kind: "unassigned", Object: ada, App: app.ID}}
	if got := d.Changes(mark); !reflect.DeepEqual(got, log) {
		t.Errorf("the log says %+v, want %+v", got, log)
	}
}

func TestAnAppComesAndGoes(t *testing.T) {
	t.Parallel()
	d, _ := company(t)
	app, view := wiki(t, d)
	must(t, d.RenameApp(app.ObjectID, "Encyclopedia"))
	app.DisplayName = "Encyclopedia"
	if got := d.Apps(); !reflect.DeepEqual(got, []directory.App{directory.DefaultApp(), app}) {
		t.Errorf("apps %+v, want the default one and %+v", got, app)
	}
	for _, id := range []string{app.ID, app.AppID, app.ObjectID} {
		if got, err := d.App(id); err != nil || got != app {
			t.Errorf("app %s is %+v, %v, want %+v", id, got, err, app)
		}
	}
	must(t, view.Assign(ada))
	must(t, d.RemoveServicePrincipal(app.ID))
	if err := view.Assign(ada); !refusal.Is(err, "no-such-app") {
		t.Errorf("assigned without a service principal: %v, want no-such-app", err)
	}
	again, err := d.AddServicePrincipal(app.ObjectID)
	must(t, err)
	if d.For(again.ID).IsAssigned(ada) {
		t.Error("the new service principal has the assignments of the old one")
	}
	must(t, d.RemoveApp(app.AppID))
	if _, err := d.App(app.AppID); !refusal.Is(err, "no-such-app") {
		t.Errorf("removed: %v, want no-such-app", err)
	}
}

func TestAppsRefuse(t *testing.T) {
	t.Parallel()
	none := func(_ directory.App, err error) error { return err }
	for code, do := range map[string]func(*directory.Directory) error{
		"name-empty":               func(d *directory.Directory) error { return none(d.AddApp(" ")) },
		"no-such-app":              func(d *directory.Directory) error { return none(d.App("")) },
		"service-principal-exists": func(d *directory.Directory) error { return none(d.AddServicePrincipal(directory.DefaultApp().AppID)) },
		"default-app":              func(d *directory.Directory) error { return d.RemoveApp(directory.DefaultApp().ObjectID) },
		"no-such-object":           func(d *directory.Directory) error { return d.For(directory.DefaultApp().ID).Assign(olga) },
	} {
		d, _ := company(t)
		before := stateOf(d)
		if err := do(d); !refusal.Is(err, code) {
			t.Errorf("%v, want %s", err, code)
		}
		if after := stateOf(d); !reflect.DeepEqual(before, after) || !reflect.DeepEqual(d.Apps(), []directory.App{directory.DefaultApp()}) {
			t.Errorf("%s: something changed", code)
		}
	}
}

func TestGroupsHaveAttributes(t *testing.T) {
	t.Parallel()
	d, _ := company(t)
	mark := d.LastChange()
	changed, err := d.ChangeGroup(lab, directory.GroupChange{Attributes: map[string]string{"description": "Bench and hood", "mailNickname": ""}})
	must(t, err)
	if want := map[string]string{"description": "Bench and hood"}; !reflect.DeepEqual(changed.Attributes, want) || changed.DisplayName != "Lab" {
		t.Errorf("changed %+v, want %v", changed, want)
	}
	_, err = d.ChangeGroup(lab, directory.GroupChange{Attributes: map[string]string{"description": "Bench and hood"}})
	must(t, err)
	if got := d.Changes(mark); len(got) != 1 || got[0].Kind != directory.Changed {
		t.Errorf("the log has %+v, want one change", got)
	}
}
