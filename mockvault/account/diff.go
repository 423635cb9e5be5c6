package account

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/tidwall/gjson"
)

// Change is one difference between two snapshots of an account.
type Change struct {
	Path   string `json:"path"` // members/ada@contoso.example/state
	Before string `json:"before"`
	After  string `json:"after"`
}

// Diff lists what differs, by path; never nil. Members are named by the address
// and groups by the name they had before, so that a rename is one line. What
// every change brings along (version, updated_at) is left out.
func Diff(before, after Snapshot) []Change {
	names := labels(before, after)
	return compare(flatten(before, names), flatten(after, names))
}

func compare(before, after facts) []Change {
	all := maps.Clone(before)
	maps.Copy(all, after)
	changes := []Change{}
	for _, path := range slices.Sorted(maps.Keys(all)) {
		if before[path] != after[path] {
			changes = append(changes, Change{path, before[path], after[path]})
		}
	}
	return changes
}

// labels names every id of either snapshot. One name stands for one thing in
// each snapshot: whoever is new under a name that somebody else still bears is
// told apart by id. Whoever is new under the name of somebody gone takes it
// over, so that the diff shows one member with another id.
func labels(before, after Snapshot) map[string]string {
	names, present := map[string]string{}, map[string]bool{}
	for _, t := range things(after) {
		present[t.id] = true
	}
	for _, s := range []Snapshot{before, after} {
		borne := map[string]bool{}
		for id, name := range names {
			if present[id] {
				borne[name] = true
			}
		}
		for _, t := range things(s) {
			if _, known := names[t.id]; known {
				continue
			}
			name := t.name
			if borne[name] {
				name += " " + t.id
			}
			names[t.id], borne[name] = name, true
		}
	}
	return names
}

// thing is what a path leads to.
type thing struct{ id, name string }

func things(s Snapshot) []thing {
	var out []thing
	owners := map[string]string{}
	for _, m := range s.Members {
		owners[m.ID] = " of " + m.Email
		out = append(out, thing{m.ID, "members/" + m.Email})
	}
	for _, g := range s.Groups {
		out = append(out, thing{g.ID, "groups/" + g.Name})
	}
	for _, v := range s.Vaults {
		out = append(out, thing{v.ID, "vaults/" + v.Name + owners[v.Owner]})
	}
	return out
}

// facts of a snapshot, by path.
type facts map[string]string

func flatten(s Snapshot, names map[string]string) facts {
	f := facts{}
	f.put("settings", s.Settings, names)
	for _, m := range s.Members {
		f.put(names[m.ID], m, names)
	}
	for _, g := range s.Groups {
		f.put(names[g.ID], g, names)
	}
	for _, v := range s.Vaults {
		f.put(names[v.ID], v, names)
	}
	for _, i := range s.Invitations {
		f.put("invitations/"+i.Email, i, names)
	}
	for id, hash := range s.Passwords {
		f[names[id]+"/password"] = hash
	}
	return f
}

// put notes the fields of a thing under the names they have in JSON.
func (f facts) put(path string, thing any, names map[string]string) {
	raw, _ := json.Marshal(thing) // cannot fail: load and the account let nothing in that would
	gjson.ParseBytes(raw).ForEach(func(key, value gjson.Result) bool {
		at := path + "/" + key.String()
		switch key.String() {
		case "version", "updated_at":
		case "members", "groups", "allowed_domains":
			for _, element := range value.Array() {
				f[at+"/"+inList(element.String(), names)] = "yes"
			}
		case "items": // titles need not be unique
			for _, item := range value.Array() {
				f[at+"/"+item.Get("title").String()] += item.Get("id").String() + " "
			}
		case "attributes", "pending_email":
			value.ForEach(func(name, part gjson.Result) bool {
				f[at+"/"+name.String()] = part.String()
				return true
			})
		default:
			f[at] = value.String()
		}
		return true
	})
}

// inList is how a list shows an element: ids of members and groups by their names.
func inList(element string, names map[string]string) string {
	if _, name, found := strings.Cut(names[element], "/"); found {
		return name
	}
	return element
}
