package fault

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestRulesAreTakenInOrderAndUsedUp(t *testing.T) {
	t.Parallel()
	set := &Set{}
	err := set.Replace([]Rule{
		{Name: "first", Match: Match{Method: "POST", Path: "/Users"}, Do: Action{Status: 503}, Times: 1},
		{Name: "second", Match: Match{Path: "/Users"}, Do: Action{Status: 429}},
		{Name: "idle", Match: Match{Path: "/Groups"}, Do: Action{Drop: true}, Times: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{503, 429, 429} {
		if action, hit := set.Take("post", "/scim/Users?a=b"); !hit || action.Status != want {
			t.Errorf("request %d: %+v, %v; want status %d", i+1, action, hit, want)
		}
	}
	if _, hit := set.Take("GET", "/scim/Me"); hit {
		t.Error("a request that no rule matches met a fault")
	}
	if unused := set.Unused(); len(unused) != 1 || unused[0].Name != "idle" {
		t.Errorf("unused %+v, want the rule idle alone", unused)
	}
}

func TestRulesThatMakeNoSenseChangeNothing(t *testing.T) {
	t.Parallel()
	set := &Set{}
	if err := set.Replace([]Rule{{Name: "kept", Do: Action{Drop: true}}}); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []Rule{{Name: "idle"}, {Name: "negative", Do: Action{Drop: true}, Times: -1}} {
		if err := set.Replace([]Rule{bad}); err == nil || !strings.Contains(err.Error(), bad.Name) {
			t.Errorf("error %v, want one that names the rule %q", err, bad.Name)
		}
	}
	if rules := set.Rules(); len(rules) != 1 || rules[0].Name != "kept" {
		t.Errorf("rules %+v, want those from before", rules)
	}
}

func TestASendersRequestsGoWrong(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		do      Action
		arrives bool // the request reaches the other side
		status  int  // 0: no answer
		body    string
	}{
		{"dropped", Action{Drop: true}, false, 0, ""},
		{"stalled", Action{Stall: true}, false, 0, ""},
		{"answer lost", Action{Lose: true}, true, 0, ""},
		{"garbled", Action{Garble: true}, false, 200, maintenancePage},
		{"answered", Action{Status: 429, Headers: map[string]string{"Retry-After": "3"}, Body: "later"}, false, 429, "later"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			arrived := false
			base := roundTripper(func(*http.Request) (*http.Response, error) {
				arrived = true
				return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}"))}, nil
			})
			set := &Set{}
			if err := set.Replace([]Rule{{Name: tt.name, Do: tt.do}}); err != nil {
				t.Fatal(err)
			}
			resp, err := (&http.Client{Transport: &Transport{Base: base, Set: set}}).Get("http://bridge.lab/Users")
			if arrived != tt.arrives {
				t.Errorf("arrived %v, want %v", arrived, tt.arrives)
			}
			if tt.status == 0 {
				if err == nil {
					_ = resp.Body.Close()
				}
				want := ErrConnection
				if tt.do.Stall {
					want = ErrTimeout
				}
				if !errors.Is(err, want) {
					t.Errorf("error %v, want %v", err, want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = resp.Body.Close() }()
			body, _ := io.ReadAll(resp.Body)
			if resp.StatusCode != tt.status || string(body) != tt.body {
				t.Errorf("answer %d %q, want %d %q", resp.StatusCode, body, tt.status, tt.body)
			}
		})
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
