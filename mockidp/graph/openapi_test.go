package graph

import (
	"encoding/json"
	"maps"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestTheDescriptionHasEveryRoute compares what is described with what the router knows.
func TestTheDescriptionHasEveryRoute(t *testing.T) {
	t.Parallel()
	s := New(Options{Tenant: func(string) (*Tenant, bool) { return nil, false }, Now: time.Now, NewID: func() string { return "id" }})
	recorder := httptest.NewRecorder()
	s.ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), "GET", "https://graph.example/openapi.json", nil))
	var described struct {
		OpenAPI string                    `json:"openapi"`
		Servers []struct{ URL string }    `json:"servers"`
		Paths   map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(recorder.Body.Bytes(), &described); err != nil {
		t.Fatal(err)
	}
	if described.OpenAPI != "3.1.0" || described.Servers[0].URL != "https://graph.example" {
		t.Errorf("it is OpenAPI %s of %v", described.OpenAPI, described.Servers)
	}
	have, want := map[string]bool{}, map[string]bool{}
	for path, operations := range described.Paths {
		for method := range operations {
			have[strings.ToUpper(method)+" "+path] = true
		}
	}
	for _, r := range s.engine.Routes() {
		want[r.Method+" "+regexp.MustCompile(`:([a-z]+)`).ReplaceAllString(r.Path, "{$1}")] = true
	}
	if len(want) < 100 {
		t.Errorf("the router knows %d routes only", len(want))
	}
	if !maps.Equal(have, want) {
		t.Errorf("described:\n%v\nrouted:\n%v", slices.Sorted(maps.Keys(have)), slices.Sorted(maps.Keys(want)))
	}
}

// TestEverySchemaIsThere looks for references that lead nowhere.
func TestEverySchemaIsThere(t *testing.T) {
	t.Parallel()
	raw, err := json.Marshal(map[string]any{"schemas": schemas(), "operations": func() (all []any) {
		for _, r := range routes() {
			all = append(all, operation(r))
		}
		return all
	}()})
	if err != nil {
		t.Fatal(err)
	}
	known := schemas()
	found := regexp.MustCompile(`#/components/schemas/([A-Za-z]+)`).FindAllStringSubmatch(string(raw), -1)
	if len(found) < 50 {
		t.Errorf("only %d references", len(found))
	}
	for _, name := range found {
		if known[name[1]] == nil {
			t.Errorf("there is no schema %s", name[1])
		}
	}
}
