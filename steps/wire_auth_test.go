package steps

import (
	"fmt"
	"net/http"
	"testing"
)

func TestChallengesIn(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"none", nil, "[]"},
		{"bare", []string{"Bearer"}, "[{Bearer []}]"},
		{"a parameter", []string{`Bearer realm="scim"`}, "[{Bearer [[realm scim]]}]"},
		{"a comma in quotes", []string{`Bearer realm="a, b", error="invalid_token"`}, "[{Bearer [[realm a, b] [error invalid_token]]}]"},
		{"a quote in quotes", []string{`Bearer realm="a \"b\""`}, `[{Bearer [[realm a \"b\"]]}]`},
		{"twice", []string{`Bearer realm=x, Realm=y`}, "[{Bearer [[realm x] [realm y]]}]"},
		{"two schemes in a line", []string{`Basic realm="x", Bearer error=e`}, "[{Basic [[realm x]]} {Bearer [[error e]]}]"},
		{"two lines", []string{`Basic`, `bearer scope="a b"`}, "[{Basic []} {bearer [[scope a b]]}]"},
		{"a parameter without a scheme", []string{`realm="x"`}, "[]"},
		{"nothing to read", []string{`,,"`}, "[]"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if got := fmt.Sprint(challengesIn(http.Header{"Www-Authenticate": tc.lines})); got != tc.want {
				t.Errorf("challenges %s, want %s", got, tc.want)
			}
		})
	}
}
