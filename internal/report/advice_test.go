package report_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/verdict"
)

func ask(method, path string, status int) journal.Entry {
	return journal.Entry{From: "harness", To: "bridge", Method: method, Path: path, Status: status, Request: "asked " + path, Response: "told " + path}
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
