package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/report"
)

// These tests are about servers that do not mean well, or have lost their minds:
// whatever they say, a run comes to an end, with clear words and in little memory.

// mostMemory is what a run may hold, in KiB.
const mostMemory = 256 << 10

// watchMemory looks at a command's peak until it ends, and returns what yields it in
// KiB; 0 where the system does not tell. (What the kernel says of a process after its
// end counts the memory of whoever started it.)
func (r *running) watchMemory() (peak func() int) {
	file, most, done := fmt.Sprintf("/proc/%d/status", r.cmd.Process.Pid), 0, make(chan struct{})
	ticker := time.NewTicker(5 * time.Millisecond)
	go func() {
		defer close(done)
		defer ticker.Stop()
		for range ticker.C {
			text, err := os.ReadFile(file)
			found := highWater.FindSubmatch(text)
			if err != nil || found == nil { // it has ended
				return
			}
			most, _ = strconv.Atoi(string(found[1]))
		}
	}()
	return func() int {
		<-done
		return most
	}
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

func wholeReport(t *testing.T, dir string) *report.Report {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "report", "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	var r report.Report
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	return &r
}

// everyKind are features that make every kind of request and read every kind of answer.
//
//nolint:gochecknoglobals // a constant table
var everyKind = strings.Fields(`features/protocol/bulk_results.feature features/protocol/cursor.feature features/protocol/discovery.feature
features/protocol/etag.feature features/protocol/groups_of_users.feature features/protocol/paging_walk.feature features/protocol/patch_order.feature
features/protocol/replace.feature features/protocol/search.feature`)

func TestHostileServers(t *testing.T) {
	t.Parallel()
	const gaveUp = "the run gave up: the bridge gave no answer in 5 scenarios in a row"
	for _, tc := range []struct {
		name  string
		serve http.Handler
		says  string // what some scenario saw
		gives string // why the rest was not run; "": every scenario was
		whole bool   // the suite, with all that the directory does; else features that make every kind of request
	}{
		{"web page", answers(http.StatusOK, "text/html", "<!doctype html><title>Sign in</title>", nil), "<!doctype html>", "", true},
		{"nothing", raw("", nil), "no answer: the bridge closed the connection", gaveUp, true},
		{"no HTTP", raw("SSH-2.0-OpenSSH_9.9\r\n", nil), "no answer: ", gaveUp, false},
		{"half a body", raw(head+"Content-Length: 1000\r\n\r\n{\"id\":\"1\",", nil), "no answer: the answer breaks off after 10 bytes", gaveUp, false},
		{"half a chunk", raw(head+"Transfer-Encoding: chunked\r\n\r\nff\r\n{\"id\"", nil), "no answer: the answer breaks off after 5 bytes", gaveUp, false},
		{"length too short", raw(head+"Content-Length: 4\r\n\r\n{\"id\":\"1\"}", nil), `{"id`, "", false},
		{"length of no number", raw(head+"Content-Length: many\r\n\r\n{}", nil), `bad Content-Length "many"`, gaveUp, false},
		{"two lengths", raw(head+"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", nil), "no answer: ", gaveUp, false},
		{"100 MB", repeats(http.StatusOK, `{"id":"`, strings.Repeat("x", 1<<10), 100<<10, `"}`), "no answer: the answer is larger than 8 MiB", gaveUp, false},
		{"no end", raw(head+"Connection: close\r\n\r\n[0", always(strings.Repeat(",0", 1<<16))), "no answer: the answer is larger than 8 MiB", gaveUp, false},
		{"as much as is taken", // of the most expensive kind
			repeats(http.StatusCreated, `{"id":"1","Resources":[`, `{"":0},`, 66_000, `0]}`), "", "", false},
		{"more values than anybody needs", repeats(http.StatusOK, `{"Resources":[`, `{"":0},`, 1_000_000, `0]}`), "no answer: the answer holds more than 200000 values", gaveUp, false},
		{"deep JSON", repeats(http.StatusOK, "", "[", 100_000, ""), "no answer: the answer nests more than 500 levels deep", gaveUp, false},
		{"duplicate keys", says(http.StatusCreated, `{"id":"1","id":"2","userName":"a","userName":null,"id":"3"}`), `"id":"3"`, "", false},
		{"wrong types", says(http.StatusOK, wrongTypes), `"schemas":7`, "", true},
		{"wrong types in creation", says(http.StatusCreated, wrongTypes), `"schemas":7`, "", false},
		{"null", says(http.StatusOK, "null"), "200 null", "", false},
		{"a number", says(http.StatusCreated, "7"), "201 7", "", false},
		{"invalid UTF-8", says(http.StatusCreated, "{\"id\":\"\xff\xfe\xc0\x80\",\"\xed\xa0\x80\":\"\x80\"}"), "201", "", false},
		{"gzip that nobody asked for", bomb(t), "200", "", false},
		{"headers without end", raw(head, always("X-More: "+strings.Repeat("x", 1000)+"\r\n")), "server response headers exceeded", gaveUp, false},
		{"1xx for ever", raw("", always("HTTP/1.1 103 Early Hints\r\n\r\n")), "no answer: ", gaveUp, false},
		{"redirects in a circle", http.HandlerFunc(redirects), "307", "", false},
		{"hangs", http.HandlerFunc(hangs), "no answer: it did not come in time", gaveUp, false},
		{"hangs in the body", raw(head+"Content-Length: 10\r\n\r\n{", slowly("")), "no answer: it did not come in time", gaveUp, false},
		{"drips", raw(head+"\r\n{", slowly(" ")), "no answer: it did not come in time", gaveUp, false},
		{"429 for ever", putsOff(""), "the bridge limits the rate of requests: POST /", gaveUp, false},
		{"429 for a year", putsOff("31536000"), "and is to wait another 8760h0m0s", gaveUp, true},
		{"429 until another year", putsOff("Fri, 31 Dec 2100 23:59:59 GMT"), "the bridge limits the rate of requests: POST /", gaveUp, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			profile := elsewhere(t, dir, listener(t, courteous(tc.serve)))
			args := []string{"test", "--bridge", profile, "--patience", "300ms", "--report", "report"}
			if !tc.whole {
				args = append(args, everyKind...)
			}
			r := begin(t, dir, args...)
			peak := r.watchMemory()
			got := r.wait(t)
			if held := peak(); held > mostMemory {
				t.Errorf("the run held %d MiB, want at most %d", held>>10, mostMemory>>10)
			}
			if got.code != 1 && got.code != 2 || strings.Contains(got.stderr, "panic") || !strings.Contains(lastLine(got.stdout), " blocked") {
				t.Fatalf("exit code %d, want 1 or 2 with verdicts:\n%.2000s\n%.2000s", got.code, got.stdout, got.stderr)
			}
			mustHaveSeen(t, wholeReport(t, dir), tc.says, tc.gives)
		})
	}
}

// mustHaveSeen looks for what the server did in the verdicts.
func mustHaveSeen(t *testing.T, r *report.Report, says, gives string) {
	t.Helper()
	seen := false
	for _, s := range r.Scenarios {
		seen = seen || s.Verdict != "passed" && strings.Contains(s.Actual, says)
		if s.Verdict == "not-run" && s.Reason != gives {
			t.Errorf("%s was not run: %s; want %q", s.Location, s.Reason, gives)
		}
	}
	if !seen {
		t.Errorf("no verdict says %q; the first: %q", says, r.Scenarios[0].Actual)
	}
	if ran := r.Summary["not-run"] == 0; ran != (gives == "") {
		t.Errorf("%d scenarios were not run; want some exactly where the run gives up", r.Summary["not-run"])
	}
}

// elsewhere writes the profile of a bridge that runs already.
func elsewhere(t *testing.T, dir, url string) string {
	t.Helper()
	return write(t, dir, "elsewhere.yaml", fmt.Sprintf(`name: elsewhere
url: %s
token: %s
accounts: 1
capabilities: [groups, patch, managers, soft-delete]
settle: 200ms
`, url, bridgeToken))
}
