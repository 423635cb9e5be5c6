package verdict_test

import (
	"testing"

	"github.com/scimproof/scimproof/internal/verdict"
)

func TestWorst(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		given []verdict.Verdict
		want  verdict.Verdict
	}{
		{"no scenario is no pass", nil, verdict.NotRun},
		{"all passed", []verdict.Verdict{verdict.Passed, verdict.Passed}, verdict.Passed},
		{"a known failure is no pass", []verdict.Verdict{verdict.Passed, verdict.KnownFailing}, verdict.KnownFailing},
		{"a warning outweighs a known failure", []verdict.Verdict{verdict.Warned, verdict.KnownFailing}, verdict.Warned},
		{"unsupported is no pass", []verdict.Verdict{verdict.Unsupported, verdict.Passed}, verdict.Unsupported},
		{"not run outweighs unsupported", []verdict.Verdict{verdict.NotRun, verdict.Unsupported}, verdict.NotRun},
		{"blocked outweighs not run", []verdict.Verdict{verdict.NotRun, verdict.Blocked}, verdict.Blocked},
		{"unexpected pass outweighs blocked", []verdict.Verdict{verdict.UnexpectedPass, verdict.Blocked}, verdict.UnexpectedPass},
		{"failed outweighs everything", verdict.All(), verdict.Failed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := verdict.Worst(test.given...); got != test.want {
				t.Errorf("Worst(%v) = %s, want %s", test.given, got, test.want)
			}
		})
	}
}

func TestKnownVerdicts(t *testing.T) {
	t.Parallel()
	for _, v := range verdict.All() {
		if !v.Known() {
			t.Errorf("%q is in All but not known", v)
		}
	}
	for _, v := range []verdict.Verdict{"", "PASSED", "skipped"} {
		if v.Known() {
			t.Errorf("%q is known", v)
		}
	}
}

func TestCountHasEveryVerdict(t *testing.T) {
	t.Parallel()
	got := verdict.Count(verdict.Passed, verdict.Failed, verdict.Passed)
	want := map[verdict.Verdict]int{
		"passed": 2, "failed": 1, "warned": 0, "known-failing": 0,
		"unexpected-pass": 0, "unsupported": 0, "blocked": 0, "not-run": 0,
	}
	if len(got) != len(want) {
		t.Fatalf("Count has %d keys, want %d: %v", len(got), len(want), got)
	}
	for v, n := range want {
		if have, ok := got[v]; !ok || have != n {
			t.Errorf("%s is counted %d (present %t), want %d", v, have, ok, n)
		}
	}
	if got.Total() != 3 || got.Judged() != 3 {
		t.Errorf("total %d, judged %d, want 3 and 3", got.Total(), got.Judged())
	}
}

func TestCode(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		verdicts []verdict.Verdict
		selected int
		strict   bool
		want     int
	}{
		{"everything passed", []verdict.Verdict{"passed", "passed"}, 2, false, 0},
		{"strict changes nothing about passes", []verdict.Verdict{"passed"}, 1, true, 0},
		{"a warning conforms", []verdict.Verdict{"passed", "warned"}, 2, false, 0},
		{"a warning violates when strict", []verdict.Verdict{"passed", "warned"}, 2, true, 1},
		{"a known failure conforms", []verdict.Verdict{"passed", "known-failing"}, 2, true, 0},
		{"unsupported beside a pass conforms", []verdict.Verdict{"passed", "unsupported"}, 2, false, 0},
		{"only unsupported judges nothing", []verdict.Verdict{"unsupported", "unsupported"}, 2, false, 2},
		{"failed", []verdict.Verdict{"passed", "failed"}, 2, false, 1},
		{"unexpected pass", []verdict.Verdict{"passed", "unexpected-pass"}, 2, false, 1},
		{"blocked", []verdict.Verdict{"passed", "blocked"}, 2, false, 2},
		{"not run", []verdict.Verdict{"passed", "not-run"}, 2, false, 2},
		{"fewer than selected", []verdict.Verdict{"passed"}, 2, false, 2},
		{"nothing ran", nil, 0, false, 2},
		{"nothing ran of many", nil, 40, false, 2},
		{"a violation is proven although another was blocked", []verdict.Verdict{"blocked", "failed"}, 2, false, 1},
		{"a violation is proven although the run ended early", []verdict.Verdict{"failed"}, 9, false, 1},
		{"strict warning beside a blocked one", []verdict.Verdict{"blocked", "warned"}, 2, true, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := verdict.Code(verdict.Count(test.verdicts...), test.selected, test.strict); got != test.want {
				t.Errorf("Code = %d, want %d", got, test.want)
			}
		})
	}
}
