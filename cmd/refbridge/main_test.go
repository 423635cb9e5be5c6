package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		args []string
		env  map[string]string
		out  string // beginning of what it prints
		err  string // "" for none
	}{
		{"defects", []string{"-list-defects"}, nil, "create-400                     Every create of a user is refused with 400.\n", ""},
		{"no vault", nil, nil, "", "no vault: give its URL with -vault or REFBRIDGE_VAULT_URL"},
		{"unknown argument", []string{"start"}, nil, "", `unknown argument "start"; see refbridge -help`},
		{"unknown version", []string{"-vault", "http://vault.example", "-version-profile", "3"}, nil, "", `version profile "3" is unknown; there are 1.4, 1.6, 2.x, hosted`},
		{"version from the environment", nil, map[string]string{"REFBRIDGE_VAULT_URL": "http://vault.example", "REFBRIDGE_VERSION": "4"}, "", `version profile "4" is unknown; there are 1.4, 1.6, 2.x, hosted`},
		{"nobody listens", []string{"health", "-listen", "127.0.0.1:1"}, nil, "", "health of 127.0.0.1:1: "},
		{"bad address", []string{"-vault", "http://vault.example", "-listen", "nowhere"}, nil, "", "start refbridge: listen tcp: address nowhere: missing port in address"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var out, errOut bytes.Buffer
			err := run(t.Context(), tc.args, func(name string) string { return tc.env[name] }, &out, &errOut)
			switch {
			case tc.err == "" && err != nil:
				t.Errorf("error %v, want none", err)
			case tc.err != "" && (err == nil || !strings.HasPrefix(err.Error(), tc.err)):
				t.Errorf("error %v, want %s", err, tc.err)
			}
			if !strings.HasPrefix(out.String(), tc.out) {
				t.Errorf("printed %q, want %q first", out.String(), tc.out)
			}
		})
	}
}
