package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/refbridge"
)

// meadow is a ground without a server: its URL says what is wrong with it.
func meadow(defect string) ground {
	return func(_ context.Context, judge func(target) error) error { return judge(target{url: defect}) }
}

func meadows() course {
	return course{bridge: meadow, repeated: meadow, elsewhere: meadow("elsewhere")}
}

// taster notices the defects named, and always finds fault with the same thing.
func taster(name string, noticed ...string) contender {
	turns := time.Duration(0)
	return contender{
		name: name, version: "1", about: "made up",
		perform: func(context.Context, target) (performance, error) {
			turns++ // no two turns take the same time
			return performance{results: 4, kinds: 2, opinion: opinion{faults: []string{"a habit"}}, took: (21 - turns%rounds) * time.Millisecond, cpu: 8 * time.Millisecond}, nil
		},
		judge: func(_ context.Context, at target, _ string) (opinion, error) {
			o := opinion{faults: []string{"a habit"}}
			if slices.Contains(noticed, at.url) {
				o.faults = append(o.faults, "GET <Users>: "+strings.Repeat("x", 100), "another")
			}
			return o, nil
		},
	}
}

func TestThePageSaysWhoNoticedWhat(t *testing.T) {
	t.Parallel()
	defects := []refbridge.Defect{
		{Name: "one", Area: "wire", Summary: "One."}, {Name: "two", Area: "wire", Summary: "Two."},
		{Name: "405-as-404", Area: "groups", Summary: "Three."}, {Name: "four", Area: "groups", Summary: "Four."},
	}
	sharp := taster("sharp", "one", "405-as-404")
	sharp.judge = breaksOffOn("two", sharp.judge)
	c, err := makeComparison(t.Context(), []contender{sharp, taster("ours", "one", "four")}, meadows(), defects, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	c.loads = []string{"1.50", "2.50"}
	var page strings.Builder
	known := []flag{{"sharp", "rfc", "GET", "no|good", "RFC 7644, 3.4"}, {"sharp", "2.x", "GET", "no|good", "RFC 7644, 3.4"}}
	if err := c.write(&page, known, time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	long := "GET &lt;Users>: " + strings.Repeat("x", 87) + " …; 1 more"
	for _, want := range []string{
		"on 2026-03-04.", "The load of the machine was 1.50 when all began, by the work of others, and 2.50 when",
		"| sharp 1 (made up) | 2 | 4 | 0.02 s | 4.25 ms | 1 | 3 of 4 (75 %), 1 by breaking off |",
		"| ours 1 (made up) | 2 | 4 | 0.02 s | 4.25 ms | 1 | 2 of 4 (50 %) |",
		"| sharp | 4 | 0.02 s | 0.02 s | 0.01 s | 4.25 ms | 2.00 ms |",
		"A scenario of this suite takes 100 % of the time of a result of sharp, and 100 % of its processor time.",
		`| sharp | rfc, 2.x | GET | no\|good | RFC 7644, 3.4 |`,
		"| area | defects | sharp | ours |\n|---|---|---|---|\n| wire | 2 | 2 | 1 |\n| groups | 2 | 1 | 1 |",
		"Defects: 2. What is not explained below is a gap in `features/protocol`.",
		"| `two` | Two. | breaks off: it fell | – |\n| `405-as-404` | Three. | " + long + " | – |\n\n- `405-as-404`: RFC 7644 has no status",
		"Defects: 1, with the first thing that each says.",
		"| `one` | One. | " + long + " | " + long + " |\n\n",
		"Defects: 1, `four`.", "Defects: none.",
	} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page has no %q:\n%s", want, page.String())
		}
	}
}

// breaksOffOn is a judge that breaks off on a defect.
func breaksOffOn(defect string, otherwise judge) judge {
	return func(ctx context.Context, at target, area string) (opinion, error) {
		if at.url == defect {
			return opinion{broken: "it fell"}, nil
		}
		return otherwise(ctx, at, area)
	}
}

func TestAContenderThatCannotRunEndsTheComparison(t *testing.T) {
	t.Parallel()
	fails := taster("fails")
	fails.judge = func(_ context.Context, at target, _ string) (opinion, error) {
		if at.url == "one" {
			return opinion{}, errors.New("no python")
		}
		return opinion{}, nil
	}
	broken := taster("broken")
	broken.perform = func(context.Context, target) (performance, error) {
		return performance{opinion: opinion{broken: "no discovery"}}, nil
	}
	for _, tc := range []struct {
		one  contender
		want string
	}{
		{fails, "defect one: fails: no python"},
		{broken, "on elimity: broken: it breaks off: no discovery"},
	} {
		_, err := makeComparison(t.Context(), []contender{tc.one}, meadows(), []refbridge.Defect{{Name: "one"}}, func(string) {})
		if err == nil || err.Error() != tc.want {
			t.Errorf("%v, want who could not be run on what, and why: %s", err, tc.want)
		}
	}
}

func TestTheFeaturesOfAnAreaComeFirst(t *testing.T) {
	t.Parallel()
	for area, want := range map[string][]string{
		"protocol/etag": {"features/protocol/etag.feature", "features/protocol/etag_conditions.feature", "features/protocol/etag_headers.feature"},
		"protocol/none": nil,
		"rename":        nil,
	} {
		if got := calledLike(area); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", area, got, want)
		}
	}
}
