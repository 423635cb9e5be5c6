package requirement

import (
	"strings"
	"testing"
	"testing/fstest"
)

const (
	goodStated   = "RFC7644-3.5-01\tMUST\treplace\tserver\tyes\tPUT is supported\tPUT a User"
	goodObserved = "BRIDGE-JOIN-01\tOBSERVED\tjoin\tbridge\tyes\tOne member\tAssign\tLearn\tdocumented\tLicences"
)

// files are tables with one good line each; lines are added below it.
func files(stated, observed, notes string) fstest.MapFS {
	table := func(header, good, more string) *fstest.MapFile {
		text := strings.ReplaceAll(header, " ", "\t") + "\n" + good + "\n" + more
		return &fstest.MapFile{Data: []byte(text)}
	}
	return fstest.MapFS{
		"requirements.tsv": table(statedHeader, goodStated, stated),
		"observed.tsv":     table(observedHeader, goodObserved, observed),
		"ambiguities.tsv":  table(noteHeader, "RFC7644-3.5-01\tINFO", notes),
	}
}

func TestLoadRefusesBadTables(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, stated, observed, notes, want string }{
		{name: "good tables"},
		{name: "duplicate id", stated: goodStated, want: "requirements.tsv:3: id RFC7644-3.5-01 is given twice"},
		{name: "duplicate observed id", observed: goodObserved, want: "observed.tsv:3: id BRIDGE-JOIN-01 is given twice"},
		{name: "positional id", stated: strings.Replace(goodStated, "RFC7644-3.5-01", "RFC7644-3.5", 1),
			want: "requirements.tsv:3: RFC7644-3.5: id has another form than RFC7644-3.5.2-18 or BRIDGE-JOIN-01"},
		{name: "unknown level", stated: strings.Replace(goodStated, "MUST", "SHALL", 1), want: `requirements.tsv:3: RFC7644-3.5-01: unknown level "SHALL"`},
		{name: "area of two words", stated: strings.Replace(goodStated, "replace", "put it", 1), want: `requirements.tsv:3: RFC7644-3.5-01: area "put it" is not one lower-case word`},
		{name: "unknown actor", stated: strings.Replace(goodStated, "server", "idp", 1), want: `requirements.tsv:3: RFC7644-3.5-01: unknown actor "idp"`},
		{name: "unknown testable", stated: strings.Replace(goodStated, "yes", "maybe", 1), want: `requirements.tsv:3: RFC7644-3.5-01: unknown testable "maybe"`},
		{name: "no sentence", stated: strings.Replace(goodStated, "PUT is supported", " ", 1), want: "requirements.tsv:3: RFC7644-3.5-01: requirement is empty"},
		{name: "testable without a way", stated: strings.Replace(goodStated, "PUT a User", "", 1), want: "requirements.tsv:3: RFC7644-3.5-01: how is empty, yet it is testable"},
		{name: "observed level on an RFC", stated: strings.Replace(goodStated, "MUST", "OBSERVED", 1), want: "requirements.tsv:3: RFC7644-3.5-01: level OBSERVED does not go with this id"},
		{name: "stated level on an observation", observed: strings.Replace(goodObserved, "OBSERVED", "MUST", 1), want: "observed.tsv:3: BRIDGE-JOIN-01: level MUST does not go with this id"},
		{name: "no source", observed: strings.Replace(goodObserved, "Learn", "", 1), want: "observed.tsv:3: BRIDGE-JOIN-01: source is empty"},
		{name: "unknown grade", observed: strings.Replace(goodObserved, "documented", "[OBS]", 1), want: `observed.tsv:3: BRIDGE-JOIN-01: unknown grade "[OBS]"`},
		{name: "no why", observed: strings.Replace(goodObserved, "Licences", "", 1), want: "observed.tsv:3: BRIDGE-JOIN-01: why is empty"},
		{name: "missing cell", stated: "RFC7644-3.5-02\tMUST", want: "requirements.tsv:3: 2 cells, want 7 (id level area actor testable requirement how)"},
		{name: "empty line", stated: "\n", want: "requirements.tsv:3: 1 cells, want 7 (id level area actor testable requirement how)"},
		{name: "note on nothing", notes: "\tFAIL", want: "ambiguities.tsv:3: note is about no requirement: FAIL"},
		{name: "note on an unknown id", notes: "RFC7644-3.5-01 RFC1-1-01\tFAIL", want: `ambiguities.tsv:3: note is about unknown requirement "RFC1-1-01"`},
		{name: "empty note", notes: "RFC7644-3.5-01\t ", want: "ambiguities.tsv:3: note on RFC7644-3.5-01 is empty"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := load(files(test.stated, test.observed, test.notes))
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != test.want {
				t.Errorf("error %q, want %q", got, test.want)
			}
		})
	}
}

func TestLoadNeedsTheTables(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"requirements.tsv", "observed.tsv", "ambiguities.tsv"} {
		tables := files("", "", "")
		delete(tables, file)
		if _, err := load(tables); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("without %s: error %v, want one that names it", file, err)
		}
		tables = files("", "", "")
		tables[file].Data = []byte("id;level\n")
		if _, err := load(tables); err == nil || !strings.HasPrefix(err.Error(), file+":1: header is not ") {
			t.Errorf("%s with another header: error %v", file, err)
		}
	}
}

func TestNotesAddUp(t *testing.T) {
	t.Parallel()
	r, err := load(files("", "", "RFC7644-3.5-01 BRIDGE-JOIN-01\tWARN when late\n"))
	if err != nil {
		t.Fatal(err)
	}
	if q, _ := r.Lookup("RFC7644-3.5-01"); q.Ambiguity != "INFO\nWARN when late" {
		t.Errorf("ambiguity %q, want both notes on lines of their own", q.Ambiguity)
	}
	if q, _ := r.Lookup("BRIDGE-JOIN-01"); q.Ambiguity != "WARN when late" {
		t.Errorf("ambiguity %q, want the note that names it", q.Ambiguity)
	}
}
