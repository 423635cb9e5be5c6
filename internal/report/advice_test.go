package report_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/requirement"
	"github.com/scimproof/scimproof/internal/verdict"
)

func ask(method, path string, status int) journal.Entry {
	return journal.Entry{From: "harness", To: "bridge", Method: method, Path: path, Status: status, Request: "asked " + path, Response: "told " + path}
}

// shows is an exchange that shows a user of a name, in a version.
func shows(method, path string, status int, name string, version int) journal.Entry {
	e := ask(method, path, status)
	e.Response = fmt.Sprintf(`{"id":"1","name":%q,"meta":{"version":"%d"}}`, name, version)
	return e
}

// What is known of a requirement comes before what the area is like.
func TestTheHintOfARequirement(t *testing.T) {
	t.Parallel()
	r := faulty(fault{"RFC7644-3.4.2.2-29", "MUST", "filter", "failed", 1})
	r.Scenarios[0].Step, r.Scenarios[0].Exchanges = "Then the list holds nobody", []journal.Entry{ask("GET", "/Users?filter=x", 200)}
	text := render(t, r, "console", report.Options{})
	if want := "  Fix          A comparison with a multi-valued attribute holds as soon as one of its values fits.\n"; !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
}

// Every hint is of a requirement that there is.
func TestHintsAreOfRequirements(t *testing.T) {
	t.Parallel()
	registry, err := requirement.Load()
	if err != nil {
		t.Fatal(err)
	}
	table, err := os.ReadFile("hints.tsv")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for row := range strings.Lines(strings.SplitN(string(table), "\n", 2)[1]) {
		id, hint, _ := strings.Cut(strings.TrimSpace(row), "\t")
		if _, known := registry.Lookup(id); !known || seen[id] || len(hint) < 20 {
			t.Errorf("%q: no requirement, named twice, or without a hint: %q", id, hint)
		}
		seen[id] = true
	}
	if len(seen) < 50 {
		t.Errorf("%d hints, want those of 50 requirements at least", len(seen))
	}
}

var (
	fixRow = regexp.MustCompile(`(?m)^  Fix          (.*)$`)
	sent   = regexp.MustCompile(`(?m)^ +sent      asked (.*)$`)
)

// The exchange that shows a failure is shown with its bodies, and the hint is about it.
func TestTheTellingExchangeAndTheHint(t *testing.T) {
	t.Parallel()
	made := ask("POST", "/Users", 201)
	inner := journal.Entry{From: "bridge", To: "vault", Method: "PATCH", Path: "/members", Status: 500, Request: "asked /members"}
	tests := []struct {
		name, area, step, expected string
		verdict                    verdict.Verdict
		exchanges                  []journal.Entry
		hint                       string
		told                       string // paths of the exchanges shown with bodies
	}{
		{"a write that did not arrive", "change", `Then reading "ada" shows:`, "x", "failed",
			[]journal.Entry{made, ask("PATCH", "/Users/1", 200), inner, ask("GET", "/Users/1", 200), ask("GET", "/Users/1?again", 200)},
			"The bridge answered PATCH with 200, but what it holds afterwards is not what the request asks for. Answer from what was stored, not from what was sent.", "/Users/1 /Users/1?again"},
		{"a write that was ignored", "change", `Then reading "ada" shows:`, "x", "failed",
			[]journal.Entry{shows("POST", "/Users", 201, "Ada", 1), shows("PATCH", "/Users/1", 200, "Ada", 2), shows("GET", "/Users/1", 200, "Ada", 2)},
			"Ignored: the bridge answered PATCH with 200 and changed nothing. Carry it out, or refuse what you don't support with a 4xx; a success that is none is the worst of the three.", "/Users/1 /Users/1"},
		{"a write that did something else", "change", `Then reading "ada" shows:`, "x", "failed",
			[]journal.Entry{shows("POST", "/Users", 201, "Ada", 1), shows("PATCH", "/Users/1", 200, "Ada", 2), shows("GET", "/Users/1", 200, "Eda", 2)},
			"The bridge answered PATCH with 200, but what it holds afterwards is not what the request asks for. Answer from what was stored, not from what was sent.", "/Users/1 /Users/1"},
		{"an answer that breaks off", "create", "Then the answer is 201", "status 201", "failed",
			[]journal.Entry{{From: "harness", To: "bridge", Method: "POST", Path: "/Users", Status: 200, Error: "unexpected EOF", Request: "asked /Users"}},
			"The bridge began to answer POST and did not get to an end that makes sense. Compare the headers with what follows them: length, encoding, size.", "/Users"},
		{"a refusal that changed something", "patch", `Then nothing about "ada" has changed`, "x", "failed",
			[]journal.Entry{ask("PATCH", "/Users/1", 400), ask("GET", "/Users/1", 200)},
			"The bridge refused PATCH with 400 and changed something all the same. Check the whole request before storing anything, or store once at the end.", "/Users/1 /Users/1"},
		{"no refusal of a read", "filter", "Then the answer is 400", "status 400", "failed",
			[]journal.Entry{made, ask("GET", "/Users?filter=x", 200)},
			"The bridge answered GET with 200 where it has to refuse. Check the request before anything of it takes effect.", "/Users?filter=x"},
		{"a refusal of what is allowed", "create", "Then the answer is 201", "status 201", "failed", []journal.Entry{ask("POST", "/Users", 400)},
			"The bridge refuses with 400 what a client may send. Its answer says what it objects to.", "/Users"},
		{"no answer", "create", "Then the answer is 201", "status 201", "failed", []journal.Entry{ask("POST", "/Users", 0)},
			"The bridge did not answer POST. Look for a crash, a deadlock or a timeout in its log at this request.", "/Users"},
		{"a breakdown", "create", "Then the answer is 201", "status 201", "failed", []journal.Entry{ask("POST", "/Users", 502)},
			"The bridge broke down with 502. Its log has the cause; where the request is at fault, a 4xx with a SCIM error body is due.", "/Users"},
		{"not there", "me", "Then the answer is 200", "status 200", "failed", []journal.Entry{ask("GET", "/Me", 501)},
			"The bridge declines this with 501. Implement it, or stop promising it in ServiceProviderConfig.", "/Me"},
		{"no such method", "search", "Then the answer is 200", "status 200", "failed", []journal.Entry{ask("POST", "/.search", 405)},
			"The bridge has no POST at this address. Route it, or stop promising it in ServiceProviderConfig.", "/.search"},
		{"a wrong list", "sort", "Then the list holds nobody", "nobody", "failed", []journal.Entry{made, ask("GET", "/Users?sortBy=x", 200)},
			"Compare by the attribute's type and caseExact; put those without a value last when ascending, first when descending.", "/Users?sortBy=x"},
		{"an area without customs", "audit", "Then the list holds nobody", "nobody", "failed", []journal.Entry{ask("GET", "/Users", 200)}, "", "/Users"},
		{"nothing was said", "delete", "Then the answer is 204", "status 204", "failed", nil,
			"Answer 204 and forget the resource: afterwards every address of it answers 404.", ""},
		{"it works by now", "sort", "", "", "unexpected-pass", nil, "The bridge does this now: take the entry out of the file of known deviations.", ""},
		{"not judged", "sort", "Given a user", "", "blocked", []journal.Entry{ask("POST", "/Users", 500)},
			"Nothing was judged here. See why what the scenario begins with did not come about, and run it again.", "/Users"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := faulty(fault{"X-A-1", "MUST", test.area, "failed", 1})
			s := &r.Scenarios[0]
			s.Step, s.Expected, s.Verdict, s.Exchanges = test.step, test.expected, test.verdict, test.exchanges
			text := render(t, r, "console", report.Options{})
			hint := ""
			if row := fixRow.FindStringSubmatch(text); row != nil {
				hint = row[1]
			}
			if hint != test.hint {
				t.Errorf("hint %q, want %q", hint, test.hint)
			}
			var told []string
			for _, row := range sent.FindAllStringSubmatch(text, -1) {
				told = append(told, row[1])
			}
			if got := strings.Join(told, " "); got != test.told {
				t.Errorf("told with bodies: %q, want %q", got, test.told)
			}
		})
	}
}
