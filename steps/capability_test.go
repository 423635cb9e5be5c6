package steps_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/refbridge"
	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
	"github.com/scimproof/scimproof/steps"
)

// lackingToken opens the bridges of these tests.
const lackingToken = "token-of-a-test"

// served is a reference bridge on the network behind something that lacks what it
// can do, with one account that is opened by lackingToken, and its SCIM root.
func served(t *testing.T, settings account.Settings, lacking func(http.Handler) http.Handler) string {
	t.Helper()
	hosts := map[string]http.Handler{"vault.lab": mockvault.New(mockvault.Options{AdminToken: "admin"})}
	hc := &http.Client{Transport: &loopback.Transport{Hosts: hosts}}
	bridge, err := refbridge.New(refbridge.Options{VaultURL: "http://vault.lab", HTTP: hc, Version: "rfc"})
	if err != nil {
		t.Fatal(err)
	}
	vault := mockvault.NewClient("http://vault.lab", "admin", hc)
	settings.EmailAtOnce = true
	made, err := vault.CreateAccount(context.Background(), mockvault.AccountSpec{Settings: settings, Start: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	token, err := vault.Account(made.ID).EnableProvisioning(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bridge = lacking(bridge)
	started, advanced := time.Now(), time.Duration(0)
	var clock sync.Mutex
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), lackingToken, token, 1))
		clock.Lock()
		if err := vault.Account(made.ID).Advance(r.Context(), time.Since(started)-advanced); err != nil {
			t.Errorf("move the account's clock: %v", err)
		}
		advanced = time.Since(started)
		clock.Unlock()
		bridge.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/scim/v2"
}

// declining answers some requests with a status and a SCIM error.
func declining(status, methods, path string) func(http.Handler) http.Handler {
	about := regexp.MustCompile(path)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !about.MatchString(r.URL.Path) || methods != "" && !strings.Contains(methods, r.Method) {
				next.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", "application/scim+json")
			w.WriteHeader(map[string]int{"404": http.StatusNotFound, "501": http.StatusNotImplemented}[status])
			_, _ = w.Write([]byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"` + status + `","detail":"there is none here"}`))
		})
	}
}

// saying changes the documents of discovery.
func saying(edit func(document map[string]any), next func(http.Handler) http.Handler) func(http.Handler) http.Handler {
	about := regexp.MustCompile(`/(ServiceProviderConfig|ResourceTypes|Schemas)$`)
	return func(bridge http.Handler) http.Handler {
		bridge = next(bridge)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet || !about.MatchString(r.URL.Path) {
				bridge.ServeHTTP(w, r)
				return
			}
			a := httptest.NewRecorder()
			bridge.ServeHTTP(a, r)
			var document map[string]any
			if json.Unmarshal(a.Body.Bytes(), &document) != nil {
				http.Error(w, "the bridge answers no JSON", http.StatusBadGateway)
				return
			}
			edit(document)
			raw, _ := json.Marshal(document)
			w.Header().Set("Content-Type", "application/scim+json")
			w.WriteHeader(a.Code)
			_, _ = w.Write(raw)
		})
	}
}

// demandingLanguage refuses users whose language is not given.
func demandingLanguage(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(raw))
		var user map[string]any
		whole := r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/Users") || r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/Users/")
		if whole && r.Header.Get("Authorization") != "" && json.Unmarshal(raw, &user) == nil && user["preferredLanguage"] == nil {
			w.Header().Set("Content-Type", "application/scim+json")
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidValue","detail":"preferredLanguage is missing"}`))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func noPatch(document map[string]any) {
	if document["patch"] != nil {
		document["patch"] = map[string]any{"supported": false}
	}
}

func noGroups(document map[string]any) {
	if list, isList := document["Resources"].([]any); isList {
		list = slices.DeleteFunc(list, func(entry any) bool {
			described, _ := entry.(map[string]any)
			return described["name"] == "Group"
		})
		document["Resources"], document["totalResults"], document["itemsPerPage"] = list, len(list), len(list)
	}
}

// TestWhatABridgeLacksIsUnsupported: servers without this or that, described in a
// profile, are judged by what they have.
func TestWhatABridgeLacksIsUnsupported(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("judges several bridges with one account each: not with -short")
	}
	const all = "bulk, change-password, cursor-paging, discovery, enterprise, etag, filter, groups, managers, me, patch, search, soft-delete, sort"
	without := func(words ...string) string {
		left := all
		for _, word := range words {
			left = strings.Replace(left, word+", ", "", 1)
		}
		return left
	}
	for _, tc := range []struct {
		name     string
		settings account.Settings
		lacking  func(http.Handler) http.Handler
		profile  string
	}{
		{"no discovery", account.Settings{}, declining("404", "", `/(ServiceProviderConfig|ResourceTypes|Schemas)(/|$)`), "capabilities: [" + without("discovery") + "]"},
		{"no groups", account.Settings{}, saying(noGroups, declining("404", "", `/Groups|/Schemas/.*Group$|/ResourceTypes/Group`)), "capabilities: [" + without("groups") + "]"},
		{"one domain and a language", account.Settings{AllowedDomains: []string{"customers.example"}}, demandingLanguage,
			"capabilities: [" + all + "]\nusers: {domain: customers.example, attributes: {preferredLanguage: en-GB}, directory: {preferredLanguage: en-GB}}"},
		{"no PATCH", account.Settings{}, saying(noPatch, declining("501", "PATCH", ``)), "capabilities: [" + all + "]"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			root := served(t, tc.settings, tc.lacking)
			profile := filepath.Join(t.TempDir(), "lacking.yaml")
			text := "name: lacking\nurl: " + root + "\ntoken: " + lackingToken + "\naccounts: 1\nsettle: 1ms\n" + tc.profile + "\n"
			if err := os.WriteFile(profile, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			report := judge(t, steps.Config{Bridge: profile})
			if report.Code() != 0 || report.Summary[verdict.Unsupported] == 0 || report.Seed == 0 {
				t.Errorf("%v\n%s", report.Summary, describe(report))
			}
		})
	}
}

// TestWhatIsPromisedAndFailsIsFailed: the profile may deny it, the bridge's own word goes first.
func TestWhatIsPromisedAndFailsIsFailed(t *testing.T) {
	t.Parallel()
	root := served(t, account.Settings{}, declining("501", "PATCH", ``))
	report := judge(t, steps.Config{BridgeURL: root, BridgeToken: lackingToken, Settle: 1, Paths: []string{"features/protocol/patch_support.feature"}})
	if report.Code() != 1 || report.Summary[verdict.Failed] == 0 || report.Summary[verdict.Unsupported] != 0 {
		t.Errorf("%v\n%s", report.Summary, describe(report))
	}
}
