package oneormore_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/scimproof/scimproof/internal/oneormore"
)

func TestTexts(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		text string
		want oneormore.Texts
		err  string
	}{
		{text: "names: one", want: oneormore.Texts{"one"}},
		{text: "names: [one, two]", want: oneormore.Texts{"one", "two"}},
		{text: "names:\n  - \"one: 1\"\n  - two", want: oneormore.Texts{"one: 1", "two"}},
		{text: "names: >-\n  a long\n  one", want: oneormore.Texts{"a long one"}},
		{text: "names: ''"},
		{text: "names:"},
		{text: "other: x"},
		{text: "names: {one: 1}", err: "[1:8] "},
		{text: "names: [[one]]", err: "[1:9] "},
	} {
		var got struct {
			Names oneormore.Texts `yaml:"names"`
		}
		err := yaml.Unmarshal([]byte(tc.text), &got)
		if tc.err != "" {
			if err == nil || !strings.HasPrefix(err.Error(), tc.err) {
				t.Errorf("%q: error %v, want one that starts with %q", tc.text, err, tc.err)
			}
			continue
		}
		if err != nil || !slices.Equal(got.Names, tc.want) {
			t.Errorf("%q: %q, %v; want %q", tc.text, got.Names, err, tc.want)
		}
	}
}
