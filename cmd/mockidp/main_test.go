package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/mockidp"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestSeedAndToken starts the command twice with one seed: the printed token
// opens it, and the same ids come out.
func TestSeedAndToken(t *testing.T) {
	t.Parallel()
	var first string
	for range 2 {
		ctx, stop := context.WithCancel(t.Context())
		read, stdout := io.Pipe()
		ended := make(chan error, 1)
		go func() {
			noEnv := func(string) string { return "" }
			ended <- command().Run(ctx, []string{"-listen", "127.0.0.1:0", "-seed", "5"}, noEnv, stdout, io.Discard)
			_ = stdout.Close()
		}()
		line, err := bufio.NewReader(read).ReadBytes('\n')
		if err != nil {
			t.Fatalf("read the line: %v (%v)", err, <-ended)
		}
		var access struct {
			URL        string `json:"url"`
			AdminToken string `json:"admin_token"`
		}
		if err := json.Unmarshal(line, &access); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		hc := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		tenant, err := mockidp.NewClient(access.URL, access.AdminToken, hc).CreateTenant(t.Context(), mockidp.TenantSpec{})
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = tenant.ID
		}
		if tenant.ID != first {
			t.Errorf("the second start made tenant %s, want %s again", tenant.ID, first)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

func TestUnknownDefect(t *testing.T) {
	t.Parallel()
	env := func(name string) string { return map[string]string{"MOCKIDP_DEFECT": "nosuch"}[name] }
	err := command().Run(t.Context(), nil, env, io.Discard, io.Discard)
	if err == nil || !strings.HasPrefix(err.Error(), `there is no defect "nosuch"`) {
		t.Errorf("error %v, want one about the defect", err)
	}
}
