package intake_test

import (
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/intake"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, answer, want string }{
		{"nothing", "", ""},
		{"an object", `{"Resources":[]}`, ""},
		{"8 MiB of text", strings.Repeat("x", 8<<20), ""},
		{"a byte more", strings.Repeat("x", 8<<20+1), "the answer is larger than 8 MiB"},
		{"500 levels", strings.Repeat("[", 500) + strings.Repeat("]", 500), ""},
		{"501 levels", " \r\n\t" + strings.Repeat(`{"a":`, 501), "the answer nests more than 500 levels deep"},
		{"brackets in a text", `{"a":"` + strings.Repeat(`\"[`, 501) + `"}`, ""},
		{"brackets side by side", "[" + strings.Repeat("[],", 501) + "0]", ""},
		{"200000 values", "[" + strings.Repeat("0,", 199_999) + "0]", ""},
		{"one more", "[" + strings.Repeat("0,", 200_000) + "0]", "the answer holds more than 200000 values"},
		{"no JSON", "<p>" + strings.Repeat("{", 501), ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if err := intake.Check([]byte(tc.answer)); err != nil {
				got = err.Error()
			}
			if got != tc.want {
				t.Errorf("error %q, want %q", got, tc.want)
			}
		})
	}
}

func FuzzMeasure(f *testing.F) {
	f.Add(`{"a":["b\\",{"c":null}]}`)
	f.Add(`["\u12`)
	f.Fuzz(func(t *testing.T, text string) {
		if depth, values := intake.Measure(text); depth < 0 || depth > values || values > len(text) {
			t.Errorf("%q: %d levels, %d values", text, depth, values)
		}
	})
}
