package steps_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/steps"
)

// halfOpen answers discovery to everybody, and users in the given way.
func halfOpen(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/ServiceProviderConfig" {
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
}

func TestPreflight(t *testing.T) {
	t.Parallel()
	const scim = "application/scim+json"
	for _, tc := range []struct {
		name  string
		users http.HandlerFunc
		token string
		want  string
	}{
		{"wrong token", halfOpen(401, scim, "{}"), "x", "the bridge at {url} refuses the token (401); give the right one with --bridge-token or SCIMPROOF_BRIDGE_TOKEN"},
		{"token without rights", halfOpen(403, scim, "{}"), "x", "the bridge at {url} refuses the token (403); give the right one with --bridge-token or SCIMPROOF_BRIDGE_TOKEN"},
		{"no token", halfOpen(401, scim, "{}"), "", "the bridge at {url} refuses to answer without a token (401); give the right one with --bridge-token or SCIMPROOF_BRIDGE_TOKEN"},
		{"web page", halfOpen(200, "text/html", ""), "x", "{url}/Users answers a web page (200), not SCIM; the URL has to be the SCIM root, like https://bridge.example/scim/v2"},
		{"web page that says it is none", halfOpen(503, "text/plain", "\n<html>"), "x", "{url}/Users answers a web page (503), not SCIM; the URL has to be the SCIM root, like https://bridge.example/scim/v2"},
		{"no users", halfOpen(404, scim, "{}"), "x", "{url}/Users does not exist (404); the URL has to be the SCIM root, like https://bridge.example/scim/v2"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(tc.users)
			defer server.Close()
			_, err := steps.Run(t.Context(), steps.Config{BridgeURL: server.URL, BridgeToken: tc.token})
			if want := strings.ReplaceAll(tc.want, "{url}", server.URL); err == nil || err.Error() != want {
				t.Errorf("error %v\nwant %s", err, want)
			}
		})
	}
}

func TestWhatABridgeAnswersInEarnestIsForTheScenarios(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(halfOpen(500, "application/scim+json", `{"status":"500"}`))
	defer server.Close()
	report, err := steps.Run(t.Context(), steps.Config{BridgeURL: server.URL, Paths: []string{"features/lifecycle/join.feature:25"}, Settle: 1})
	if err != nil {
		t.Fatal(err)
	}
	if report.Code() != 1 {
		t.Errorf("exit code %d, want 1: %s", report.Code(), report.Tally())
	}
}

func TestAccessThatMakesNoSense(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		cfg  steps.Config
		want string
	}{
		{"a token for accounts that yield their own", steps.Config{BridgeToken: "x"}, "profile refbridge takes no bearer token from outside, for each of its accounts yields its own; give none"},
		{"no scheme", steps.Config{BridgeURL: "bridge.example/scim"}, `"bridge.example/scim" is no URL of a bridge; give the SCIM root, like https://bridge.example/scim/v2`},
		{"another scheme", steps.Config{BridgeURL: "ldap://bridge.example"}, `"ldap://bridge.example" is no URL of a bridge; give the SCIM root, like https://bridge.example/scim/v2`},
		{"no host", steps.Config{BridgeURL: "http:///scim"}, `"http:///scim" is no URL of a bridge; give the SCIM root, like https://bridge.example/scim/v2`},
		{"no URL at all", steps.Config{BridgeURL: "http://[::1"}, `"http://[::1" is no URL of a bridge; give the SCIM root, like https://bridge.example/scim/v2`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if _, err := steps.Run(t.Context(), tc.cfg); err == nil || err.Error() != tc.want {
				t.Errorf("error %v\nwant %s", err, tc.want)
			}
		})
	}
}
