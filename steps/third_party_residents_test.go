package steps_test

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/tidwall/gjson"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/profiles"
	"github.com/scimproof/scimproof/steps"
)

// A server nobody of this project wrote, with people of its own in it: the whole
// suite goes over it, and every one of them is as before, and nobody is new.
func TestThirdPartyBridgesKeepWhomTheyHeld(t *testing.T) {
	t.Parallel()
	for _, tc := range []elsewhere{
		{bridge: "elimity", needs: golang, passed: 1400, limit: 5 * time.Minute},
		{bridge: "scim2-server", needs: python, passed: 1800, big: true, limit: 5 * time.Minute},
	} {
		t.Run(tc.bridge, func(t *testing.T) {
			t.Parallel()
			if tc.big && !thirdParty() {
				t.Skip("judged by make third-party")
			}
			need(t, tc.needs...)
			house := open(t, tc)
			house.settle(t)
			before := house.everybody(t)
			got, err := steps.Run(t.Context(), steps.Config{Bridge: house.profile(t, tc.bridge), Seed: 1, Limit: tc.limit, KnownFailing: os.DevNull})
			if err != nil {
				t.Fatalf("judge %s with residents: %v", tc.bridge, err)
			}
			if n := got.Summary[verdict.Passed]; n < tc.passed || got.Summary[verdict.NotRun] > 0 {
				t.Errorf("%d passed, want %d or more; %d were not run", n, tc.passed, got.Summary[verdict.NotRun])
			}
			if len(got.Left) > 0 {
				t.Errorf("left behind: %v", got.Left)
			}
			mustBeSame(t, before, house.everybody(t))
		})
	}
}

// residence is a server with an account that outlives a run.
type residence struct{ url, token string }

// open starts the server that the profile describes.
func open(t *testing.T, e elsewhere) residence {
	t.Helper()
	profile, err := bridge.LoadProfile(e.bridge)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), installLimit)
	defer cancel()
	up, err := lab.Up(ctx, lab.Options{Profile: profile})
	if err != nil {
		t.Fatalf("start %s: %v", e.bridge, err)
	}
	t.Cleanup(func() {
		if err := up.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("stop %s: %v", e.bridge, err)
		}
	})
	return residence{up.Bridge.HostURL(), up.Bridge.Token()}
}

// profile is the server's own, for a server that already runs.
func (r residence) profile(t *testing.T, name string) string {
	t.Helper()
	text, err := profiles.Files.ReadFile(name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := yaml.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	for _, start := range []string{"process", "scim_path", "ready", "version", "versions", "known_failing"} {
		delete(fields, start)
	}
	maps.Copy(fields, map[string]any{"url": r.url, "token": r.token})
	if text, err = yaml.Marshal(fields); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name+".yaml")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// settle lets 200 people and 5 groups of two of them move in.
func (r residence) settle(t *testing.T) {
	t.Helper()
	ids := make([]string, 200)
	for i := range ids {
		made := r.ask(t, http.MethodPost, "/Users", fmt.Sprintf(
			`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"person%[1]d@resident.example","displayName":"Person %[1]d","externalId":"x%[1]d","active":%[2]t}`, i, i%7 != 0))
		ids[i] = gjson.Get(made, "id").String()
	}
	for i := range 5 {
		r.ask(t, http.MethodPost, "/Groups", fmt.Sprintf(
			`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Residents %d","members":[{"value":%q},{"value":%q}]}`, i, ids[i], ids[100+i]))
	}
}

// everybody are the texts of all resources that the lists name, by address, each read by itself.
func (r residence) everybody(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, endpoint := range []string{"/Users", "/Groups"} {
		for start, total := 1, 1; start <= total; start += 50 {
			page := r.ask(t, http.MethodGet, fmt.Sprintf("%s?startIndex=%d&count=50", endpoint, start), "")
			total = int(gjson.Get(page, "totalResults").Int())
			for _, id := range gjson.Get(page, "Resources.#.id").Array() {
				path := endpoint + "/" + id.String()
				all[path] = r.ask(t, http.MethodGet, path, "")
			}
		}
	}
	if len(all) < 205 {
		t.Fatalf("the lists name %d resources, want 205 or more", len(all))
	}
	return all
}

func (r residence) ask(t *testing.T, method, path, body string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, r.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+r.token)
	req.Header.Set("Content-Type", "application/scim+json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode >= http.StatusMultipleChoices {
		t.Fatalf("%s %s: %d %s %v", method, path, resp.StatusCode, text, err)
	}
	return string(text)
}

func mustBeSame(t *testing.T, before, after map[string]string) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(before)) {
		if is, ok := after[path]; !ok {
			t.Errorf("%s is gone: %s", path, before[path])
		} else if is != before[path] {
			t.Errorf("%s has changed:\nwas %s\nis  %s", path, before[path], is)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(after)) {
		if before[path] == "" {
			t.Errorf("%s is new: %s", path, after[path])
		}
	}
}
