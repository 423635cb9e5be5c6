package refbridge_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/refbridge"
	"github.com/scimproof/scimproof/mockvault/account"
)

// story is a short piece of provisioning; what it returns is what somebody
// would look at to see whether it worked.
type story func(l *lab) string

// patched sends operations for a settled ada and shows the account.
func patched(ops ...string) story {
	return func(l *lab) string {
		id := l.settled("ada@example.com")
		a := l.do("PATCH", "/Users/"+id, patch(ops...))
		return fmt.Sprint(a.status, " ", l.members())
	}
}

// renamed sends a new userName and shows answer, address in force and pending address.
func renamed(l *lab) string {
	id := l.settled("ada@example.com")
	a := l.do("PATCH", "/Users/"+id, patch(`{"op":"replace","path":"userName","value":"king@example.com"}`))
	all, err := l.account.Members(l.ctx())
	l.must(err)
	out := fmt.Sprint(a.status, " ", a.get("userName"))
	for _, m := range all {
		if m.Type == account.RegularMember && m.Name == "Ada Byron" {
			out += fmt.Sprint(" ", m.Email, " ", m.State)
			if m.PendingEmail != nil {
				out += " -> " + m.PendingEmail.Email + " told " + m.PendingEmail.Notified
			}
		}
	}
	return out
}

// grouped makes a group of a, b and c, sends operations (%b is b's id) and shows
// the status and who is in the group.
func grouped(ops ...string) story {
	return func(l *lab) string {
		a, b, c := l.join("a@example.com"), l.join("b@example.com"), l.join("c@example.com")
		id := l.want(201, "POST", "/Groups", group("Engines", `,"members":[{"value":"`+a+`"},{"value":"`+b+`"}]`)).get("id")
		body := strings.NewReplacer("%a", a, "%b", b, "%c", c).Replace(patch(ops...))
		status := l.do("PATCH", "/Groups/"+id, body).status
		all, err := l.account.Groups(l.ctx())
		l.must(err)
		for _, g := range all {
			if g.ID == id {
				return fmt.Sprint(status, " ", g.Name, " ", len(g.Members))
			}
		}
		return "no group"
	}
}

// asked is the status of a request and the value at a path of its answer.
func asked(method, path, body, value string) story {
	return func(l *lab) string {
		a := l.do(method, path, body)
		return fmt.Sprint(a.status, " ", a.get(value))
	}
}

// after does something first.
func after(first func(l *lab), then story) story {
	return func(l *lab) string {
		first(l)
		return then(l)
	}
}

func joined(l *lab) { l.join("ada@example.com") }

func left(l *lab) {
	l.want(200, "PATCH", "/Users/"+l.settled("ada@example.com"), patch(`{"op":"replace","path":"active","value":false}`))
}

func existing(l *lab) {
	_, err := l.account.AddMember(l.ctx(), "ada@example.com", "Ada Byron", account.RegularMember)
	l.must(err)
}

func five(l *lab) {
	for i := range 5 {
		l.join(fmt.Sprintf("m%d@example.com", i))
	}
}

// TestDefects: each defect changes what its story comes to, and nothing else
// would notice (the correct bridge is judged by the same story).
func TestDefects(t *testing.T) {
	t.Parallel()
	cases := defectCases()
	for _, d := range refbridge.Defects() {
		tc, ok := cases[d.Name]
		if strings.HasPrefix(d.Area, "protocol/") || d.Area == "entra" {
			continue // a scenario notices it: docs/mutation.md
		}
		if !ok {
			t.Errorf("defect %s has no story here", d.Name)
			continue
		}
		t.Run(d.Name, func(t *testing.T) {
			t.Parallel()
			equal(t, "correct bridge", ids.ReplaceAllString(tc.story(newLab(t)), "ID"), tc.good)
			equal(t, "with the defect", ids.ReplaceAllString(tc.story(newLab(t, defect(d.Name))), "ID"), tc.bad)
		})
	}
}

var ids = regexp.MustCompile(`[A-Z2-7]{26}|[a-z2-7]{26}`)

// TestDefectTable: what the command line and the docs show of a defect.
func TestDefectTable(t *testing.T) {
	t.Parallel()
	areas := []string{"join", "change", "rename", "leave", "return", "groups", "matching", "paging", "isolation", "wire", "entra"}
	seen := map[string]bool{}
	for _, d := range refbridge.Defects() {
		if seen[d.Name] || !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(d.Name) {
			t.Errorf("name %q is taken or odd", d.Name)
		}
		seen[d.Name] = true
		if !strings.HasSuffix(d.Summary, ".") || d.Source == "" || !slices.Contains(areas, d.Area) && !strings.HasPrefix(d.Area, "protocol/") {
			t.Errorf("%s: summary %q, source %q or area %q is wrong", d.Name, d.Summary, d.Source, d.Area)
		}
	}
}

// lostUpdate changes two attributes so that one change happens in the middle of the other.
func lostUpdate(l *lab) string {
	id := l.join("ada@example.com")
	l.between.once(func() { l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"nickName","value":"A"}`)) })
	a := l.want(200, "PATCH", "/Users/"+id, patch(`{"op":"replace","path":"title","value":"T"}`))
	return a.get("title") + a.get("nickName")
}

func off(l *lab) { l.must(l.account.DisableProvisioning(l.ctx())) }

func allowOnly(domain string) func(*lab) {
	return func(l *lab) {
		_, err := l.account.ChangeSettings(l.ctx(), account.SettingsChange{AllowedDomains: &[]string{domain}})
		l.must(err)
	}
}

// Over a network, an answer arrives only if its length is what it says. A defect of
// something else must not break that off.
func TestADefectDoesNotGetTheLengthWrong(t *testing.T) {
	t.Parallel()
	for _, d := range refbridge.Defects() {
		l := newLab(t, version("rfc"), defect(d.Name))
		for _, got := range []answer{
			l.do("GET", "/Schemas", ""), l.do("POST", "/Users", user("ada@example.com", "")), l.do("GET", "/Users", ""), l.do("GET", "/Users/nobody", ""),
		} {
			if length := got.header.Get("Content-Length"); length != "" && length != strconv.Itoa(len(got.body)) {
				t.Errorf("%s: Content-Length is %s, the content has %d bytes: %.60s", d, length, len(got.body), got.body)
			}
		}
	}
}
