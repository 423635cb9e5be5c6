package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/scimproof/scimproof/internal/report"
)

// These tests are about an account that others live in: a run may touch nothing
// but what it made, and takes that away again.

// inhabited is a bridge whose account holds 200 people and some groups, at its SCIM root.
func inhabited(t *testing.T, defect string, around func(http.Handler) http.Handler) string {
	t.Helper()
	handler, err := reference("rfc", defect)
	if err != nil {
		t.Fatal(err)
	}
	quiet := httptest.NewServer(handler) // the inhabitants move in past what is around the bridge
	defer quiet.Close()
	var ids []string
	for i := range 200 {
		ids = append(ids, settle(t, quiet.URL+"/scim/v2/Users", fmt.Sprintf(
			`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"person%[1]d@resident.example","displayName":"Person %[1]d","externalId":"x%[1]d","active":%[2]t}`, i, i%7 != 0)))
	}
	for i := range 5 {
		settle(t, quiet.URL+"/scim/v2/Groups", fmt.Sprintf(
			`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Residents %d","members":[{"value":%q},{"value":%q}]}`, i, ids[i], ids[100+i]))
	}
	server := httptest.NewServer(around(handler))
	t.Cleanup(server.Close)
	return server.URL + "/scim/v2"
}

func asIs(h http.Handler) http.Handler { return h }

// settle makes a resource and returns its id.
func settle(t *testing.T, url, body string) string {
	t.Helper()
	status, text := ask(t, http.MethodPost, url, body)
	_, id, _ := strings.Cut(text, `"id":"`)
	id, _, found := strings.Cut(id, `"`)
	if status != http.StatusCreated || !found {
		t.Fatalf("%s: %d %s", url, status, text)
	}
	return id
}

func ask(t *testing.T, method, url, body string) (status int, text string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+bridgeToken)
	req.Header.Set("Content-Type", scimJSON)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	read, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(read)
}

// everybody is all that an account holds, as the bridge shows it.
func everybody(t *testing.T, root string) string {
	t.Helper()
	var all strings.Builder
	for _, endpoint := range []string{"/Users", "/Groups"} {
		for start := 1; start <= 1001; start += 100 {
			status, page := ask(t, http.MethodGet, fmt.Sprintf("%s%s?startIndex=%d&count=100", root, endpoint, start), "")
			if status != http.StatusOK {
				t.Fatalf("%s: %d %s", endpoint, status, page)
			}
			fmt.Fprintln(&all, page)
		}
	}
	return all.String()
}

// guest is the profile of an inhabited bridge, with all that the reference bridge can as the RFCs have it.
func guest(t *testing.T, dir, root string) string {
	t.Helper()
	return write(t, dir, "guest.yaml", fmt.Sprintf(`name: guest
url: %s
token: %s
accounts: 1
capabilities: [groups, patch, managers, soft-delete, discovery, enterprise, search, me]
rename: pending
delete: removes
settle: 300ms
`, root, bridgeToken))
}

// severalKinds make people and groups in every way there is.
//
//nolint:gochecknoglobals // a constant table
var severalKinds = strings.Fields(`features/lifecycle/join.feature features/lifecycle/groups.feature features/protocol/bulk_references.feature
features/protocol/create.feature features/protocol/delete.feature features/protocol/groups.feature features/protocol/me.feature
features/protocol/patch_add.feature features/protocol/replace.feature features/protocol/paging_walk.feature features/protocol/patch_order.feature`)

func TestAGuestLeavesTheAccountAsItWas(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		defect string
		args   []string
		says   string
	}{
		{"the whole suite", "", nil, "CONFORMANT  "},
		{"with failures", "patch-order-reversed", severalKinds, "NOT CONFORMANT  "},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			root, dir := inhabited(t, tc.defect, asIs), t.TempDir()
			before := everybody(t, root)
			got := begin(t, dir, append([]string{"test", "--bridge", guest(t, dir, root), "--report", "report"}, tc.args...)...).wait(t)
			if !strings.HasPrefix(lastLine(got.stdout), tc.says) {
				t.Errorf("stdout ends with %q, want %s:\n%.5000s", lastLine(got.stdout), tc.says, got.stdout)
			}
			if left := wholeReport(t, dir).Left; len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			if after := everybody(t, root); after != before {
				t.Errorf("the account has changed:\n%s\n%s", firstDifference(before, after), lastLine(got.stdout))
			}
		})
	}
}

func firstDifference(before, after string) string {
	was, is := strings.SplitAfter(before, "{"), strings.SplitAfter(after, "{")
	for i := range min(len(was), len(is)) {
		if was[i] != is[i] {
			return "was " + was[i] + "\nis  " + is[i]
		}
	}
	return fmt.Sprintf("%d pieces were, %d are", len(was), len(is))
}

// keeper refuses every DELETE in the given way.
func keeper(status int) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodDelete {
				w.WriteHeader(status)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func TestWhatCannotBeRemovedIsNamed(t *testing.T) {
	t.Parallel()
	for status, why := range map[int]string{
		http.StatusForbidden: "the bridge answered DELETE with 403",
		http.StatusNoContent: "the bridge answered DELETE with 204 and keeps it",
	} {
		t.Run(why, func(t *testing.T) {
			t.Parallel()
			root, dir := inhabited(t, "", keeper(status)), t.TempDir()
			before := everybody(t, root)
			got := begin(t, dir, "test", "--bridge", guest(t, dir, root), "features/protocol/groups.feature", "features/protocol/patch_support.feature", "--report", "report").wait(t)
			left := wholeReport(t, dir).Left
			if len(left) == 0 || !strings.Contains(got.stdout, "left behind, for "+why+": /Groups/") {
				t.Fatalf("left %v, console:\n%s", left, got.stdout)
			}
			mustBeNamed(t, root, before, left, why)
		})
	}
}

// mustBeNamed holds what is new in the account against what the report names, both ways.
func mustBeNamed(t *testing.T, root, before string, left []report.Leftover, why string) {
	t.Helper()
	var named []string
	for _, l := range left {
		if l.Why != why {
			t.Errorf("%s: %s; want %s", l.Path, l.Why, why)
		}
		if status, _ := ask(t, http.MethodGet, root+l.Path, ""); status != http.StatusOK || strings.Contains(before, l.Path) {
			t.Errorf("%s is named and not there (%d), or was there before", l.Path, status)
		}
		named = append(named, l.Path)
	}
	for _, piece := range strings.Split(everybody(t, root), `"location":"`)[1:] {
		location, _, _ := strings.Cut(piece, `"`)
		path := location[strings.LastIndex(location[:strings.LastIndex(location, "/")], "/"):]
		if !strings.Contains(before, path) && !slices.Contains(named, path) {
			t.Errorf("%s is there and not named", path)
		}
	}
}

func TestAGuestWhoIsSentAwayTidiesUp(t *testing.T) {
	t.Parallel()
	heard := make(chan struct{}, 16)
	var users atomic.Int32
	stuck := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodPost || r.URL.Path != "/scim/v2/Users" || users.Add(1) != letIn+1 {
				next.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(httptest.NewRecorder(), r) // the user is made, and nobody is told
			heard <- struct{}{}
			<-r.Context().Done()
		})
	}
	root, dir := inhabited(t, "", stuck), t.TempDir()
	before := everybody(t, root)
	r := begin(t, dir, "test", "--bridge", guest(t, dir, root), "features/protocol/patch_add.feature", "--report", "report")
	r.signal(t, heard, syscall.SIGINT)
	got := r.wait(t)
	if after := everybody(t, root); after != before {
		t.Errorf("the account has changed:\n%s\n%s", firstDifference(before, after), got.stderr)
	}
	if left := wholeReport(t, dir).Left; len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestTheTokenGoesNowhereElse(t *testing.T) {
	t.Parallel()
	elsewhereURL, stolen := thief(t)
	url, dir := listener(t, courteous(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhereURL+r.URL.Path, http.StatusTemporaryRedirect)
	}))), t.TempDir()
	begin(t, dir, append([]string{"test", "--bridge", elsewhere(t, dir, url), "--report", "report"}, severalKinds...)...).wait(t)
	if n := stolen.Load(); n > 0 {
		t.Errorf("%d requests brought the token to another host", n)
	}
	if seen := wholeReport(t, dir).Scenarios[0].Exchanges; len(seen) == 0 || seen[0].Status != http.StatusTemporaryRedirect {
		t.Errorf("the first scenario saw %v, want a redirection", seen)
	}
}
