package zz_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/steps"
)

func TestZ(t *testing.T) {
	r, err := steps.Run(t.Context(), steps.Config{Bridge: os.Getenv("B"), Dialect: os.Getenv("D"), Paths: strings.Fields(os.Getenv("P")), KnownFailing: os.Getenv("K")})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range r.Scenarios {
		if s.Verdict == verdict.Passed || s.Verdict == verdict.Unsupported {
			continue
		}
		fmt.Printf("### %s %s\n  %s\n  %s\n  exp %s\n  act %s\n  why %s\n", s.Verdict, s.Location, s.Name, s.Step, s.Expected, s.Actual, s.Reason)
		if os.Getenv("X") != "" {
			for _, e := range s.Exchanges {
				q, p := string(e.Request), string(e.Response)
				fmt.Printf("    %s->%s %s %s %.600s\n        %d %.700s\n", e.From, e.To, e.Method, e.Path, q, e.Status, p)
			}
		}
	}
	fmt.Println(r.Summary, r.Runtime, r.Dialect, r.Ended.Sub(r.Started), len(r.Scenarios))
	for _, n := range r.Notes {
		fmt.Println("note", n)
	}
	for _, n := range r.Problems {
		fmt.Println("problem", n)
	}
}
