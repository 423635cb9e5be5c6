package directory_test

import (
	"slices"
	"testing"
	"time"

	"github.com/scimproof/scimproof/mockidp/directory"
)

// TestChangeLog checks which lines an edit leaves, and that an edit without effect leaves none.
func TestChangeLog(t *testing.T) {
	t.Parallel()
	type line = directory.Change
	for _, tc := range []struct {
		name string
		do   func(*directory.Directory) error
		want []line // without numbers
	}{
		{"add a person", func(d *directory.Directory) error {
			_, err := d.AddPerson(directory.Person{Manager: ada, Attributes: named("x@corp.example")})
			return err
		}, []line{{Kind: "created", Object: next}}},
		{"change an attribute", func(d *directory.Directory) error {
			_, err := d.ChangePerson("Ada@corp.example", directory.PersonChange{Attributes: map[string]string{"city": "Bonn"}})
			return err
		}, []line{{Kind: "changed", Object: ada}}},
		{"change only the case of the name", func(d *directory.Directory) error {
			_, err := d.ChangePerson(ada, directory.PersonChange{Attributes: named("Ada@corp.example")})
			return err
		}, []line{{Kind: "changed", Object: ada}}},
		{"disable", func(d *directory.Directory) error {
			_, err := d.ChangePerson(ada, directory.PersonChange{Enabled: new(false)})
			return err
		}, []line{{Kind: "changed", Object: ada}}},
		{"take the manager away", func(d *directory.Directory) error {
			_, err := d.ChangePerson(ada, directory.PersonChange{Manager: new("")})
			return err
		}, []line{{Kind: "changed", Object: ada}}},
		{"a change without effect", func(d *directory.Directory) error {
			_, err := d.ChangePerson(ada, directory.PersonChange{
				Enabled: new(true), Manager: new("grace@corp.example"),
				Attributes: map[string]string{"userPrincipalName": "ada@corp.example", "city": ""},
			})
			return err
		}, nil},
		{"an empty change", func(d *directory.Directory) error {
			_, err := d.ChangePerson(ada, directory.PersonChange{})
			return err
		}, nil},
		{"add a group with members", func(d *directory.Directory) error {
			_, err := d.AddGroup(directory.Group{DisplayName: "New", Members: []string{research, "ada@corp.example"}})
			return err
		}, []line{
			{Kind: "created", Object: next},
			{Kind: "member-added", Object: next, Member: ada},
			{Kind: "member-added", Object: next, Member: research},
		}},
		{"rename a group", func(d *directory.Directory) error {
			_, err := d.ChangeGroup(lab, directory.GroupChange{DisplayName: new("Laboratory")})
			return err
		}, []line{{Kind: "changed", Object: lab}}},
		{"rename a group to its name", func(d *directory.Directory) error {
			_, err := d.ChangeGroup(lab, directory.GroupChange{DisplayName: new("Lab")})
			return err
		}, nil},
		{"join", func(d *directory.Directory) error { return d.AddMember(lab, "ada@corp.example") }, []line{{Kind: "member-added", Object: lab, Member: ada}}},
		{"leave", func(d *directory.Directory) error { return d.RemoveMember(research, ada) }, []line{{Kind: "member-removed", Object: research, Member: ada}}},
		{"assign", func(d *directory.Directory) error { return d.Assign("ada@corp.example") }, []line{{Kind: "assigned", Object: ada}}},
		{"assign twice", func(d *directory.Directory) error {
			return firstError(d.Assign(lab), d.Assign(lab))
		}, []line{{Kind: "assigned", Object: lab}}},
		{"unassign", func(d *directory.Directory) error {
			return firstError(d.Assign(lab), d.Unassign(lab), d.Unassign(lab))
		}, []line{{Kind: "assigned", Object: lab}, {Kind: "unassigned", Object: lab}}},
		{"delete and restore", func(d *directory.Directory) error {
			return firstError(d.DeletePerson("ada@corp.example"), d.Restore(ada))
		}, []line{{Kind: "deleted", Object: ada}, {Kind: "restored", Object: ada}}},
		{"purge a person with everything", func(d *directory.Directory) error { return d.Purge(olga) }, []line{
			{Kind: "purged", Object: olga},
			{Kind: "member-removed", Object: lab, Member: olga},
			{Kind: "changed", Object: ben},
			{Kind: "unassigned", Object: olga},
		}},
		{"purge a group with everything", func(d *directory.Directory) error {
			return firstError(d.Assign(lab), d.DeleteGroup(lab), d.Purge(lab))
		}, []line{
			{Kind: "assigned", Object: lab},
			{Kind: "deleted", Object: lab},
			{Kind: "purged", Object: lab},
			{Kind: "member-removed", Object: research, Member: lab},
			{Kind: "member-removed", Object: lab, Member: olga},
			{Kind: "unassigned", Object: lab},
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			d, _ := company(t)
			mark := d.LastChange()
			must(t, tc.do(d))
			got := d.Changes(mark)
			for i := range got {
				if got[i].Seq != mark+i+1 {
					t.Errorf("line %d has the number %d, want %d", i, got[i].Seq, mark+i+1)
				}
				got[i].Seq = 0
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("the log says\n%v, want\n%v", got, tc.want)
			}
		})
	}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestChangesSince(t *testing.T) {
	t.Parallel()
	d := directory.New(time.Now, counting())
	if got := d.Changes(0); got == nil || len(got) != 0 || d.LastChange() != 0 {
		t.Errorf("an empty log: %v, last %d, want an empty list and 0", got, d.LastChange())
	}
	for _, name := range []string{"A", "B", "C"} {
		_, err := d.AddGroup(directory.Group{DisplayName: name})
		must(t, err)
	}
	for since, want := range map[int]int{-5: 3, 0: 3, 1: 2, 3: 0, 99: 0} {
		got := d.Changes(since)
		if len(got) != want || got == nil {
			t.Errorf("Changes(%d): %v, want %d lines", since, got, want)
		}
	}
}
