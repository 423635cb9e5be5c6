package provisioning

import (
	"maps"
	"strings"

	"github.com/scimproof/scimproof/mockidp/directory"
)

// The kinds of object a job carries.
const (
	kindUser  = "User"
	kindGroup = "Group"
)

// source is an object of the directory as the job sees it in one cycle.
type source struct {
	item *item
	name string

	exists   bool // false: purged
	entitled bool // assigned, and passes the scoping filter
	binned   bool // in the recycle bin
	enabled  bool

	attributes map[string]string
	manager    string
	members    []string
}

// softDeleted is the service's IsSoftDeleted (docs/entra.md, lifecycle).
func (s *source) softDeleted() bool { return !s.exists || !s.entitled || s.binned || !s.enabled }

// value is what a mapping or a scoping filter reads of the object.
func (s *source) value(attribute string) string {
	switch attribute {
	case "objectId":
		return s.item.id
	case "IsSoftDeleted":
		return text(s.softDeleted())
	case "accountEnabled":
		return text(s.enabled)
	case "originalUserPrincipalName":
		return s.attributes["userPrincipalName"]
	case "userPrincipalName":
		return guest(s.attributes[attribute])
	default:
		return s.attributes[attribute]
	}
}

func text(b bool) string {
	if b {
		return "True"
	}
	return "False"
}

// guest gives a guest back the address that its principal name was made of.
func guest(upn string) string {
	local, _, invited := strings.Cut(upn, "#EXT#@")
	at := strings.LastIndexByte(local, '_')
	if !invited || at < 0 {
		return upn
	}
	return local[:at] + "@" + local[at+1:]
}

// source reads an object; what is in the bin or purged is read as such.
func (r *run) source(it *item) *source {
	s := &source{item: it, enabled: true}
	if it.kind == kindGroup {
		group, ok := r.job.directory.AnyGroup(it.id)
		s.exists, s.binned, s.name = ok, group.DeletedAt != nil, group.DisplayName
		s.attributes, s.members = map[string]string{"displayName": group.DisplayName}, group.Members
		s.entitled = (r.settings.Scope == All || r.job.directory.IsAssigned(it.id)) && r.filter[kindGroup].holds(s.value)
		return s
	}
	person, ok := r.job.directory.AnyPerson(it.id)
	s.exists, s.enabled, s.binned, s.name = ok, person.Enabled, person.DeletedAt != nil, person.UPN()
	s.attributes, s.manager = person.Attributes, person.Manager
	if s.binned && r.dialect.BuriesNames() {
		s.attributes = buried(person)
	}
	s.entitled = r.assigned(it.id) && r.filter[kindUser].holds(s.value)
	return s
}

// buried puts the object id before the principal name, as a deletion does.
func buried(person directory.Person) map[string]string {
	attributes := maps.Clone(person.Attributes)
	attributes["userPrincipalName"] = strings.ReplaceAll(person.ID, "-", "") + person.UPN()
	return attributes
}

// assigned reports whether a person has the app, directly or as a direct member of a group that has it.
func (r *run) assigned(id string) bool {
	if r.settings.Scope == All || r.job.directory.IsAssigned(id) {
		return true
	}
	for _, group := range r.job.directory.GroupsOf(id) {
		if _, in := r.job.scoped[group]; in {
			return true
		}
	}
	return false
}

// plan is what a cycle does with an object.
type plan uint8

const (
	carry   plan = iota // match, then create or update
	disable             // match, then update with active False
	remove              // delete
	pass                // not entitled: nothing
	forget              // unknown to the service or gone unseen: not even a log line
)

// decide is the lifecycle table of docs/entra.md. A kind whose mapping has no
// active attribute is deleted where others are disabled.
func (r *run) decide(s *source, l *link) plan {
	gone := s.softDeleted()
	mapped := r.dialect.Mapping.Of(s.item.kind)
	disables := mapped.Active() != nil
	switch {
	case l == nil && !s.exists:
		return forget
	case l == nil && gone:
		return pass
	case !s.exists && (disables && !(l.inScope && l.binned) || r.settings.Switches.NoHardDeletes):
		return forget
	case s.exists && !s.entitled && !s.binned && r.settings.Skips[skipOutOfScope]:
		return pass
	case gone && (!disables || !s.exists) && mapped.NoDelete:
		return pass
	case gone && (!disables || !s.exists):
		return remove
	case !s.entitled && !l.active:
		return pass
	case gone && l.active:
		return disable
	default:
		return carry
	}
}
