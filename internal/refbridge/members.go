package refbridge

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// membersOf lists the ids of a group's members, each once.
func membersOf(r scim.Resource) []string {
	members, _ := r["members"].([]any)
	ids := make([]string, 0, len(members))
	for _, member := range members {
		ids = append(ids, valueOf(member))
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// valueOf is the id in an element of members or groups.
func valueOf(element any) string {
	object, _ := element.(map[string]any)
	value, _ := object["value"].(string)
	return value
}

// missing lists what is in a and not in b; both are sorted.
func missing(a, b []string) []string {
	var out []string
	for _, id := range a {
		if _, found := slices.BinarySearch(b, id); !found {
			out = append(out, id)
		}
	}
	return out
}

// membersOnly turns a PATCH that does nothing but add and remove named members
// into one change, for which the group need not be read. Where an operation
// is anything else, or is wrong, it leaves the PATCH to scim.Apply.
func membersOnly(ops []scim.Operation, o scim.PatchOptions) (account.GroupChange, bool) {
	joins := map[string]bool{} // member id -> true: add, false: remove; the last operation counts
	for _, op := range ops {
		ids, ok := namedMembers(op, o)
		if !ok || op.Op == "replace" {
			return account.GroupChange{}, false
		}
		for _, id := range ids {
			joins[id] = op.Op == "add"
		}
	}
	var change account.GroupChange
	for _, id := range slices.Sorted(maps.Keys(joins)) {
		if joins[id] {
			change.Add = append(change.Add, id)
		} else {
			change.Remove = append(change.Remove, id)
		}
	}
	return change, len(joins) > 0
}

// namedMembers are the members that an operation names one by one.
func namedMembers(op scim.Operation, o scim.PatchOptions) ([]string, bool) {
	path, err := scim.ParsePath(op.Path)
	if err != nil || !strings.EqualFold(path.Name, "members") || path.Sub != "" || path.URI != "" && !strings.EqualFold(path.URI, scim.GroupURN) {
		return nil, false
	}
	if !path.Filter.IsZero() {
		attribute, id, ok := path.Filter.Equality()
		return []string{id}, ok && strings.EqualFold(attribute, "value") && op.Op == "remove" && op.Value == nil
	}
	if op.Op == "remove" && !o.RemoveListed {
		return nil, false
	}
	list, isList := op.Value.([]any)
	if !isList {
		list = []any{op.Value}
	}
	ids := make([]string, len(list))
	for i, element := range list {
		if ids[i] = valueOf(element); ids[i] == "" {
			return nil, false
		}
	}
	return ids, true
}

// oneByOne is how many members are looked up singly; for more of them the
// whole list of members is the smaller request.
const oneByOne = 20

// relate adds the names of the members.
func (g groups) relate(k *call, resources []scim.Resource) error {
	namesOf := map[string]string{}
	for _, r := range resources {
		for _, id := range membersOf(r) {
			namesOf[id] = ""
		}
	}
	if err := lookUp(k, namesOf); err != nil {
		return err
	}
	for _, r := range resources {
		members, _ := r["members"].([]any)
		for _, member := range members {
			if member, ok := member.(map[string]any); ok && namesOf[valueOf(member)] != "" {
				member["display"] = namesOf[valueOf(member)]
			}
		}
	}
	return nil
}

// lookUp fills in the names of the members that are keys of the map.
func lookUp(k *call, namesOf map[string]string) error {
	if len(namesOf) <= oneByOne {
		for _, id := range slices.Sorted(maps.Keys(namesOf)) { // in order, so that two runs ask the same
			m, err := k.vault.Member(k.ctx(), id)
			if refused, ok := refusal.Of(err); ok && refused.Kind == refusal.NotFound {
				continue // removed since
			}
			if err != nil {
				return fmt.Errorf("read member %q: %w", id, err)
			}
			namesOf[id] = m.Name
		}
		return nil
	}
	all, err := k.vault.Members(k.ctx(), mockvault.Query{})
	if err != nil {
		return fmt.Errorf("list members: %w", err)
	}
	for _, m := range all.Items {
		if _, wanted := namesOf[m.ID]; wanted {
			namesOf[m.ID] = m.Name
		}
	}
	return nil
}
