package directory_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
)

// replica is what a reader knows who sees nothing but the change log.
type replica struct {
	living, deleted, assigned map[string]bool
	members                   map[[2]string]bool
}

func (r *replica) read(lines []directory.Change) {
	for _, c := range lines {
		pair := [2]string{c.Object, c.Member}
		switch c.Kind {
		case directory.Created:
			r.living[c.Object] = true
		case directory.Deleted:
			delete(r.living, c.Object)
			r.deleted[c.Object] = true
		case directory.Restored:
			delete(r.deleted, c.Object)
			r.living[c.Object] = true
		case directory.Purged:
			delete(r.deleted, c.Object)
		case directory.Assigned:
			r.assigned[c.Object] = true
		case directory.Unassigned:
			delete(r.assigned, c.Object)
		case directory.MemberAdded:
			r.members[pair] = true
		case directory.MemberRemoved:
			delete(r.members, pair)
		case directory.Changed:
		}
	}
}

// original is the same knowledge, read from the directory itself.
func original(d *directory.Directory) *replica {
	out := &replica{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[[2]string]bool{}}
	bin := d.RecycleBin()
	for _, p := range d.People() {
		out.living[p.ID] = true
	}
	for _, p := range bin.People {
		out.deleted[p.ID] = true
	}
	for _, g := range d.Groups() {
		out.living[g.ID] = true
	}
	for _, g := range bin.Groups {
		out.deleted[g.ID] = true
	}
	for _, g := range slices.Concat(d.Groups(), bin.Groups) {
		for _, m := range g.Members {
			out.members[[2]string{g.ID, m}] = true
		}
	}
	for _, id := range d.Assignments() {
		out.assigned[id] = true
	}
	return out
}

// TestChangeLogTellsEverything edits at random and checks after each edit that
// whoever reads only the log knows the directory, and that a refusal leaves no line.
func TestChangeLogTellsEverything(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			chance := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // a test wants to be repeatable
			virtual := clock.New(clock.Epoch())
			d := directory.New(virtual.Now, counting())
			known := original(d)
			for range 400 {
				mark, before := d.LastChange(), stateOf(d)
				what, err := edit(d, virtual, chance)
				if _, refused := refusal.Of(err); refused != (err != nil) {
					t.Fatalf("%s: %v, want a refusal or nothing", what, err)
				}
				if err != nil && !reflect.DeepEqual(before, stateOf(d)) {
					t.Fatalf("%s was refused (%v) and changed something", what, err)
				}
				known.read(d.Changes(mark))
				if want := original(d); !reflect.DeepEqual(known, want) {
					t.Fatalf("after %s the log says %+v, the directory %+v", what, known, want)
				}
				checkManagers(t, d)
			}
		})
	}
}

// edit does one thing at random to objects that may or may not allow it.
func edit(d *directory.Directory, virtual *clock.Virtual, chance *rand.Rand) (string, error) {
	id := func() string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", 1+chance.IntN(12)) }
	upn := func() string { return fmt.Sprintf("p%d@corp.example", chance.IntN(8)) }
	a, b := id(), id()
	edits := map[string]func() error{
		"add person": func() error {
			_, err := d.AddPerson(directory.Person{Attributes: named(upn())})
			return err
		},
		"add group": func() error {
			_, err := d.AddGroup(directory.Group{DisplayName: "G", Members: []string{a}})
			return err
		},
		"rename person": func() error {
			_, err := d.ChangePerson(a, directory.PersonChange{Attributes: named(upn())})
			return err
		},
		"change manager": func() error { _, err := d.ChangePerson(a, directory.PersonChange{Manager: &b}); return err },
		"rename group":   func() error { _, err := d.ChangeGroup(a, directory.GroupChange{DisplayName: &b}); return err },
		"delete person":  func() error { return d.DeletePerson(a) },
		"delete group":   func() error { return d.DeleteGroup(a) },
		"restore":        func() error { return d.Restore(a) },
		"purge":          func() error { return d.Purge(a) },
		"assign":         func() error { return d.Assign(a) },
		"unassign":       func() error { return d.Unassign(a) },
		"add member":     func() error { return d.AddMember(a, b) },
		"remove member":  func() error { return d.RemoveMember(a, b) },
		"let days pass": func() error {
			virtual.AdvanceTo(virtual.Now().Add(10 * 24 * time.Hour))
			d.PurgeExpired()
			return nil
		},
	}
	names := slices.Sorted(maps.Keys(edits))
	name := names[chance.IntN(len(names))]
	return fmt.Sprintf("%s %s %s", name, a, b), edits[name]()
}

// checkManagers fails if a manager does not exist or somebody stands above themselves.
func checkManagers(t *testing.T, d *directory.Directory) {
	t.Helper()
	for _, p := range d.People() {
		steps := 0
		for above := p.Manager; above != ""; steps++ {
			manager, ok := d.AnyPerson(above)
			if !ok || steps > 20 {
				t.Fatalf("the managers above %s end at %q (exists: %v) after %d steps", p.ID, above, ok, steps)
			}
			above = manager.Manager
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	d, _ := company(t)
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() {
			for i := range 50 {
				p, err := d.AddPerson(directory.Person{Attributes: named(fmt.Sprintf("p%d-%d@corp.example", worker, i))})
				if err == nil {
					err = firstError(d.AddMember(lab, p.ID), d.Assign(p.ID), d.DeletePerson(p.ID), d.Restore(p.ID))
				}
				if err != nil {
					t.Error(err)
				}
				d.People()
				d.Groups()
				d.Changes(d.LastChange() - 3)
			}
		})
	}
	all.Wait()
	if got := len(d.Assignments()); got != 201 { // and olga
		t.Errorf("%d assignments, want 201", got)
	}
}

func FuzzUserPrincipalName(f *testing.F) {
	for _, seed := range []string{"ada@corp.example", "", "@", "a@b@c", "a b@c", "ÄDA@corp.example", "a\x00@b", "\xff@b", "o'neil+x#EXT#@b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, upn string) {
		d := directory.New(time.Now, counting())
		added, err := d.AddPerson(directory.Person{Attributes: named(upn)})
		if err != nil {
			if refused, ok := refusal.Of(err); !ok || refused.Kind != refusal.Invalid || d.LastChange() != 0 {
				t.Fatalf("add %q: %v with %d changes, want a refusal and none", upn, err, d.LastChange())
			}
			return
		}
		if found, err := d.Person(upn); err != nil || found.ID != added.ID || found.UPN() != upn {
			t.Fatalf("look for %q: %+v, %v", upn, found, err)
		}
		if _, err := d.AddPerson(directory.Person{Attributes: named(upn)}); !refusal.Is(err, "upn-taken") {
			t.Fatalf("add %q again: %v, want upn-taken", upn, err)
		}
	})
}

func BenchmarkAddPerson(b *testing.B) {
	for _, size := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint("among ", size), func(b *testing.B) {
			d := directory.New(time.Now, counting())
			add := func(i int) {
				_, err := d.AddPerson(directory.Person{Enabled: true, Attributes: map[string]string{
					"userPrincipalName": fmt.Sprintf("p%d@corp.example", i), "displayName": "Jo Doe", "mail": "jo@corp.example",
				}})
				if err != nil {
					b.Fatal(err)
				}
			}
			for i := range size {
				add(-1 - i)
			}
			for i := 0; b.Loop(); i++ {
				add(i)
			}
		})
	}
}
