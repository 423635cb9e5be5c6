package defect_test

import (
	"testing"

	"github.com/scimproof/scimproof/internal/defect"
)

type named string

func (n named) String() string { return string(n) }

func TestFind(t *testing.T) {
	t.Parallel()
	known := []named{"first", "second"}
	for _, tc := range []struct{ name, want, err string }{
		{"second", "second", ""},
		{"", "", ""},
		{"First", "", `there is no defect "First"; scimproof list defects shows all`},
	} {
		got, err := defect.Find(known, tc.name)
		if string(got) != tc.want || (err == nil) != (tc.err == "") || err != nil && err.Error() != tc.err {
			t.Errorf("%q: %q, %v; want %q, %q", tc.name, got, err, tc.want, tc.err)
		}
	}
}
