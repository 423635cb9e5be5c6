package main

import (
	"reflect"
	"regexp"
	"slices"
	"testing"
)

func TestEveryFlagCitesTheStandard(t *testing.T) {
	t.Parallel()
	all, err := flags()
	if err != nil {
		t.Fatal(err)
	}
	cites := regexp.MustCompile(`RFC 764[34], \d`)
	for _, f := range all {
		known := slices.ContainsFunc(rivals(), func(r rival) bool { return r.name == f.tester })
		if !known || !cites.MatchString(f.why) {
			t.Errorf("%+v: an unknown tester, or no section of an RFC", f)
		}
	}
}

func TestVersionsAreThePinnedOnes(t *testing.T) {
	t.Parallel()
	want := map[string]string{"scim2-tester": "0.5.2", "scim-sanity": "0.7.4"}
	for _, r := range rivals() {
		if got := r.version(); got != want[r.name] {
			t.Errorf("%s is %q, want %q", r.name, got, want[r.name])
		}
	}
}

func TestResultsAreRead(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name    string
		read    func([]byte) ([]finding, error)
		printed string
		want    []finding
		fails   bool
	}{
		{"lines", readLines, `{"name":"a User title","kind":"a","status":"SUCCESS","message":"fine"}
{"name":"b","kind":"b","status":"DEVIATION","message":"gone is 12345678-1234-1234-1234-123456789012\nmore"}
{"name":"c","kind":"c","status":"SKIPPED","message":""}
{"status":"END"}`, []finding{{"a User title", "a", false, "fine"}, {"b", "b", true, "gone is *"}}, false},
		{"lines that break off", readLines, `{"name":"a","kind":"a","status":"SUCCESS","message":""}
{"name":`, []finding{{"a", "a", false, ""}}, true},
		{"lines without an end", readLines, `{"name":"a","kind":"a","status":"SUCCESS","message":""}`, []finding{{"a", "a", false, ""}}, true},
		{"an object", readObject, `{"summary":{},"results":[{"name":"GET","status":"pass"},{"name":"PUT","status":"warning","message":"http://127.0.0.1:4711/x"},{"name":"Agent","status":"skip"}]}`,
			[]finding{{"GET", "GET", false, ""}, {"PUT", "PUT", true, "http://*/x"}}, false},
		{"no object", readObject, "Traceback", nil, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got, err := tc.read([]byte(tc.printed))
			if !reflect.DeepEqual(got, tc.want) || (err != nil) != tc.fails {
				t.Errorf("read %+v, %v\nwant %+v", got, err, tc.want)
			}
		})
	}
}

func TestOneThatBreaksOffSaysWhy(t *testing.T) {
	t.Parallel()
	r := rivals()[0]
	for _, tc := range []struct {
		name string
		o    output
		says string
	}{
		{"an error", output{complaints: []byte("Error: no server at http://127.0.0.1:4711/scim\n1 validation error\nsee elsewhere\n")}, "Error: no server at http://*/scim"},
		{"a traceback", output{complaints: []byte("Traceback:\n  File x\nKeyError: 'id'\n")}, "KeyError: 'id'"},
		{"no end", output{late: true}, "it did not come to an end"},
	} {
		got := r.findings(tc.o)
		if want := []finding{{"the run", "the run", true, tc.says}}; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", tc.name, got, want)
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	known := []flag{{check: "a", says: "x"}, {check: "b", says: "x"}, {check: "c", says: "x"}}
	found := []finding{{check: "a", says: "x", flagged: true}, {check: "b", says: "y", flagged: true}, {check: "c", says: "x"}, {check: "d", says: "x"}}
	unknown, stale := compare(found, known)
	if want := found[1:2]; !reflect.DeepEqual(unknown, want) {
		t.Errorf("unknown %+v, want %+v", unknown, want)
	}
	if want := known[1:]; !reflect.DeepEqual(stale, want) {
		t.Errorf("stale %+v, want %+v", stale, want)
	}
}
