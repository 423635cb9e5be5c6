package lab

import "testing"

func TestPortOf(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		address string
		want    int
		err     string
	}{
		{"", 0, ""},
		{":8080", 8080, ""},
		{"127.0.0.1:0", 0, ""},
		{"8080", 0, `listen at "8080": want HOST:PORT`},
		{":70000", 0, `listen at ":70000": want a port from 0 to 65535`},
		{":http", 0, `listen at ":http": want a port from 0 to 65535`},
	} {
		got, err := portOf(tc.address)
		if got != tc.want || (err == nil) != (tc.err == "") || err != nil && err.Error() != tc.err {
			t.Errorf("portOf(%q) = %d, %v; want %d, %q", tc.address, got, err, tc.want, tc.err)
		}
	}
}
