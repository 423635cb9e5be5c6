package dialect

import (
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/scimproof/scimproof/internal/refusal"
)

// settings are the settings of a dialect's knobs, as its file writes them.
type settings struct {
	ops, booleans, attributes, createOp, roles, values string
	memberRemoval, memberRefNull, membersPerPatch      string
	manager, managerRemove                             string
	extensionPath, filteredPath, groupSchema           string
	probe, flag, flagPlacement, querySpace, scimInPath string
	contentType, sendAccept, sendUserAgent             string
	nullsInPost, referenceCheck, nestedGroups          string
	deletedUPN, specialCharacters, podIgnoresFlag      string
}

// Knob is one way in which dialects differ. The names are those of docs/entra.md.
type Knob struct {
	Name   string   `json:"name"`
	Values []string `json:"values"` // Entra's own first; a name in capitals stands for a number
	About  string   `json:"about"`
	Shape  bool     `json:"shape"` // of PATCH bodies: provision-on-demand may write another

	field func(*settings) *string
}

const (
	off = "off"
	on  = "on"
	no  = "false"
	yes = "true"
)

// knobs of all dialects.
var knobs = []Knob{ //nolint:gochecknoglobals // constant table
	{"patchOps", []string{"capitalised", "lower"}, "how add, replace and remove are written", true, func(s *settings) *string { return &s.ops }},
	{"booleanStrings", []string{"capitalised", "lower", "json"}, "how a PATCH writes a boolean: two kinds of string, or a boolean", true, func(s *settings) *string { return &s.booleans }},
	{"patchAttributes", []string{"oneByOne", "folded"}, "whether each attribute is an operation, or most are one without a path; filtered paths and booleans stay alone", true, func(s *settings) *string { return &s.attributes }},
	{"createOpRule", []string{"AddWhenTargetEmpty", "alwaysAdd", "alwaysReplace", "random", "random:SEED"}, "which operation writes a value", true, func(s *settings) *string { return &s.createOp }},
	{"rolesShape", []string{"jsonText", "elements"}, "whether a PATCH writes a role as JSON text or as POST does", true, func(s *settings) *string { return &s.roles }},
	{"valueShape", []string{"plain", "wrapped"}, `whether a PATCH wraps every text as [{"$ref":null,"value":...}]`, true, func(s *settings) *string { return &s.values }},
	{"memberRemoval", []string{"valueList", "valuePath"}, "whether members are removed by a list of values or by a filter in the path", true, func(s *settings) *string { return &s.memberRemoval }},
	{"memberRefNull", []string{no, yes}, `whether "$ref":null stands beside a member's value`, true, func(s *settings) *string { return &s.memberRefNull }},
	{"managerValueShape", []string{"bareString", "object", "legacyArray"}, "how a manager is set", true, func(s *settings) *string { return &s.manager }},
	{"managerRemove", []string{"ReplaceEmptyString", "ReplaceObjectEmpty", "Remove"}, "how a manager is taken away", true, func(s *settings) *string { return &s.managerRemove }},
	{"extensionPath", []string{"colon", "dot"}, "what stands between a schema and its attribute in a path", true, func(s *settings) *string { return &s.extensionPath }},
	{"filteredPath", []string{"quoted", "unquoted"}, "how a path names the element it means", true, func(s *settings) *string { return &s.filteredPath }},
	{"membersPerPatch", []string{"100", "NUMBER", "all"}, "how many members one PATCH adds or removes", false, func(s *settings) *string { return &s.membersPerPatch }},
	{"groupSchema", []string{groupSchema, oldGroupSchema}, "the schema that a new group carries beside the core one", false, func(s *settings) *string { return &s.groupSchema }},
	{"probe", []string{"usersAndGroups", "usersOnly"}, "what a test of the connection asks for; groups only if they are mapped", false, func(s *settings) *string { return &s.probe }},
	{"flag", []string{"none", "aadOptscim062020", "AzureAdScimPatch062020", "AzureAdScimPatch2017"}, "the feature flag on every request; the shapes are the dialect's", false, func(s *settings) *string { return &s.flag }},
	{"flagPlacement", []string{"beforeFilter", "afterFilter", "dropped"}, "where in the query the flag stands", false, func(s *settings) *string { return &s.flagPlacement }},
	{"querySpace", []string{"+", "%20"}, "how a blank in a filter is written", false, func(s *settings) *string { return &s.querySpace }},
	{"scimInPath", []string{"asGiven", "forced"}, "whether a base URL without a segment scim gets one", false, func(s *settings) *string { return &s.scimInPath }},
	{"contentType", []string{"application/scim+json; charset=utf-8", "application/scim+json", "application/json; charset=utf-8"}, "the media type of bodies", false, func(s *settings) *string { return &s.contentType }},
	{"sendAccept", []string{off, on}, "whether an Accept header is sent", false, func(s *settings) *string { return &s.sendAccept }},
	{"sendUserAgent", []string{off, on}, "whether a User-Agent header is sent", false, func(s *settings) *string { return &s.sendUserAgent }},
	{"nullAttributesInPost", []string{"omit", "explicit"}, "whether a new resource carries null for attributes that are mapped and have no value", false, func(s *settings) *string { return &s.nullsInPost }},
	{"referenceCheckQuery", []string{off, on}, "whether a filter asks for a reference before it is written", false, func(s *settings) *string { return &s.referenceCheck }},
	{"nestedGroups", []string{"skip", "emitMemberId"}, "what becomes of a group inside a group", false, func(s *settings) *string { return &s.nestedGroups }},
	{"deletedUPN", []string{"plain", "tombstone"}, "whether a deleted person's name gets the object id put before it", false, func(s *settings) *string { return &s.deletedUPN }},
	{"specialCharacters", []string{"fail", "send"}, `what becomes of a matching attribute with one of ` + special, false, func(s *settings) *string { return &s.specialCharacters }},
	{"podIgnoresFlag", []string{yes, no}, "whether provision-on-demand writes the shapes of a job without flag", false, func(s *settings) *string { return &s.podIgnoresFlag }},
}

// special are the characters that the service cannot search for. It does not say which they are; this is a guess.
const special = `" \ & # %`

const (
	groupSchema    = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"
	oldGroupSchema = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/Group"
)

// Knobs lists them in the order of the documentation.
func Knobs() []Knob { return slices.Clone(knobs) }

// set puts knobs where the values say. An unknown knob or value is refused with those there are.
func (s *settings) set(values map[string]string) error {
	for name, value := range values {
		at := slices.IndexFunc(knobs, func(k Knob) bool { return k.Name == name })
		if at < 0 {
			return refusal.New(refusal.Invalid, "no-such-knob", "there is no knob %q", name).WithHint("choose among %s", strings.Join(knobNames(), ", "))
		}
		if !knobs[at].takes(value) {
			return refusal.New(refusal.Invalid, "no-such-setting", "the knob %s cannot be %q", name, value).
				WithHint("choose one of %s", strings.Join(knobs[at].Values, ", "))
		}
		*knobs[at].field(s) = value
	}
	return nil
}

func knobNames() []string {
	names := make([]string, 0, len(knobs))
	for _, k := range knobs {
		names = append(names, k.Name)
	}
	return names
}

func (k Knob) takes(value string) bool {
	switch {
	case k.Name == "membersPerPatch":
		n, err := strconv.Atoi(value)
		return value == "all" || err == nil && n > 0
	case strings.HasPrefix(value, "random:"):
		_, err := strconv.ParseInt(value[len("random:"):], 10, 64)
		return k.Name == "createOpRule" && err == nil
	default:
		return value != "random:SEED" && slices.Contains(k.Values, value)
	}
}

// Setting is what the knob is set to.
func (d *Dialect) Setting(k Knob) string { return *k.field(&d.knob) }

// MembersPerPatch is how many members one PATCH adds or removes.
func (d *Dialect) MembersPerPatch() int {
	n, err := strconv.Atoi(d.knob.membersPerPatch)
	if err != nil {
		return math.MaxInt
	}
	return n
}

// Probes reports whether a test of the connection asks for objects of this kind.
func (d *Dialect) Probes(kind string) bool {
	return kind == "User" || d.knob.probe == "usersAndGroups"
}

// ForcesSCIM reports whether a base URL without a segment scim gets one.
func (d *Dialect) ForcesSCIM() bool { return d.knob.scimInPath == "forced" }

// BuriesNames reports whether the object id is put before the name of a deleted person.
func (d *Dialect) BuriesNames() bool { return d.knob.deletedUPN == "tombstone" }

// ChecksReferences reports whether a filter asks for a reference before it is written.
func (d *Dialect) ChecksReferences() bool { return d.knob.referenceCheck == on }

// CarriesNested reports whether a group inside a group is a member like any other.
func (d *Dialect) CarriesNested() bool { return d.knob.nestedGroups == "emitMemberId" }

// Searchable reports whether the value of a matching attribute can be searched for.
func (d *Dialect) Searchable(value string) bool {
	return d.knob.specialCharacters == "send" || !strings.ContainsAny(value, strings.ReplaceAll(special, " ", ""))
}

// writing is the operation that writes a value of a resource's attribute.
func (d *Dialect) writing(had bool, id, path string) string {
	rule := d.knob.createOp
	if seed, random := strings.CutPrefix(rule, "random"); random {
		// Drawn from what is written, so that the same seed always gives the same requests.
		h := fnv.New32a()
		_, _ = h.Write([]byte(seed + "\x00" + id + "\x00" + path))
		had = h.Sum32()>>16&1 == 1
	}
	if rule == "alwaysAdd" || rule != "alwaysReplace" && !had {
		return d.op("Add")
	}
	return d.op("Replace")
}

func (d *Dialect) op(name string) string {
	if d.knob.ops == "lower" {
		return strings.ToLower(name)
	}
	return name
}
