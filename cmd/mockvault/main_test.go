package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"

	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/mockvault"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func env(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestAnnouncesWhereAndWithWhichToken(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	lines, stdout := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- command().Run(ctx, nil, env(map[string]string{"MOCKVAULT_LISTEN": "127.0.0.1:0"}), stdout, io.Discard)
	}()
	var said struct {
		URL        string `json:"url"`
		AdminToken string `json:"admin_token"`
	}
	if err := json.NewDecoder(iotest.OneByteReader(lines)).Decode(&said); err != nil {
		t.Fatalf("the first line: %v", err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	transport := &http.Transport{DisableKeepAlives: true}
	client := mockvault.NewClient(said.URL, said.AdminToken, &http.Client{Transport: transport})
	if accounts, err := client.Accounts(ctx); err != nil || len(accounts) != 0 {
		t.Errorf("accounts of a new vault: %v, %v", accounts, err)
	}
	listen := strings.TrimPrefix(said.URL, "http://")
	if err := command().Run(ctx, []string{"health", "-listen", listen}, env(nil), io.Discard, io.Discard); err != nil {
		t.Errorf("health: %v", err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("after an ordinary stop: %v", err)
	}
	if err := command().Run(t.Context(), []string{"health", "-listen", listen}, env(nil), io.Discard, io.Discard); err == nil {
		t.Error("a stopped vault is healthy")
	}
	_ = stdout.Close()
}

func TestCommandLine(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		args []string
		want string
	}{
		"unknown flag":     {[]string{"-port", "1"}, "-port"},
		"unknown argument": {[]string{"serve"}, `unknown argument "serve"; usage: mockvault`},
		"bad address":      {[]string{"-listen", "nowhere"}, "start mockvault"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := command().Run(t.Context(), tc.args, env(nil), io.Discard, io.Discard)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%v: %v, want %q", tc.args, err, tc.want)
			}
		})
	}
	if err := command().Run(t.Context(), nil, env(map[string]string{"MOCKVAULT_DEFECT": "nosuch"}), io.Discard, io.Discard); err == nil || !strings.HasPrefix(err.Error(), `there is no defect "nosuch"`) {
		t.Errorf("an unknown defect: %v", err)
	}
	var help strings.Builder
	if err := command().Run(t.Context(), []string{"-h"}, env(nil), &help, io.Discard); err != nil || !strings.HasPrefix(help.String(), "usage: mockvault") {
		t.Errorf("-h: %q, %v", help.String(), err)
	}
}
