package dialect_test

import (
	"strings"
	"testing"

	"github.com/scimproof/scimproof/mockidp/dialect"
)

func TestFindings(t *testing.T) {
	t.Parallel()
	findings, err := dialect.Findings()
	if err != nil || len(findings) < 100 {
		t.Fatalf("%d findings, %v", len(findings), err)
	}
	seen := map[string]bool{}
	for _, f := range findings {
		if seen[strings.ToLower(f.Name)] {
			t.Errorf("%s is there twice", f.Name)
		}
		seen[strings.ToLower(f.Name)] = true
		if f.About == "" || len(f.Evidence) == 0 {
			t.Errorf("%s says nothing: %+v", f.Name, f)
		}
		for _, o := range f.Evidence {
			if o.Source == "" || len(o.Grade) != 1 || !strings.Contains("ABCI", o.Grade) || o.Guessed != (o.Grade == "I") {
				t.Errorf("%s has the evidence %+v", f.Name, o)
			}
		}
	}
	f, ok := dialect.FindFinding("MANAGERremove")
	if !ok || f.Settings["entra-legacy"] != "ReplaceEmptyString" || f.Evidence[1].Of != "entra-compliant" || f.Evidence[1].Grade != "C" {
		t.Errorf("%+v", f)
	}
	if f, ok := dialect.FindFinding("nothing"); ok {
		t.Errorf("found %+v", f)
	}
}
