package serve_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/serve"
)

// command answers every request with the token that it was given.
func command(extra *int64) serve.Command {
	return serve.Command{
		Name: "mocktest", Listen: "127.0.0.1:1",
		Flags: func(f *flag.FlagSet) { f.Int64Var(extra, "extra", 0, "something else") },
		Handler: func(token, defect string, _ *slog.Logger) (http.Handler, error) {
			if defect != "" {
				return nil, errors.New("there is no defect " + defect)
			}
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, token) }), nil
		},
	}
}

func TestCommandMakesUpATokenAndPrintsIt(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var extra int64
	env := func(name string) string { return map[string]string{"MOCKTEST_LISTEN": "127.0.0.1:0"}[name] }
	read, stdout := io.Pipe()
	ended := make(chan error, 1)
	var log bytes.Buffer
	go func() {
		ended <- command(&extra).Run(ctx, []string{"-extra", "7"}, env, stdout, &log)
		_ = stdout.Close()
	}()
	line, err := bufio.NewReader(read).ReadBytes('\n')
	if err != nil {
		t.Fatalf("read the line: %v (%v)", err, <-ended)
	}
	var said struct {
		URL   string `json:"url"`
		Token string `json:"admin_token"`
	}
	if err := json.Unmarshal(line, &said); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	if got := get(t, said.URL); got != said.Token || len(got) < 20 {
		t.Errorf("the handler has the token %q, printed was %q", got, said.Token)
	}
	health := command(new(int64)).Run(ctx, []string{"health", "-listen", strings.TrimPrefix(said.URL, "http://")}, env, io.Discard, io.Discard)
	if health != nil {
		t.Errorf("health: %v", health)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("run: %v", err)
	}
	if extra != 7 {
		t.Errorf("the flag of its own is %d, want 7", extra)
	}
	if strings.Contains(log.String(), said.Token) || !strings.Contains(log.String(), `"msg":"listening"`) {
		t.Errorf("the log is %s, want it to say listening and never the token", &log)
	}
}

func TestCommandPrintsNoTokenThatWasGiven(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	env := func(name string) string {
		return map[string]string{"MOCKTEST_LISTEN": "127.0.0.1:0", "MOCKTEST_ADMIN_TOKEN": "given"}[name]
	}
	c := command(new(int64))
	given := make(chan string, 1)
	c.Handler = func(token, _ string, _ *slog.Logger) (http.Handler, error) {
		given <- token
		stop()
		return http.NotFoundHandler(), nil
	}
	var stdout bytes.Buffer
	_ = c.Run(ctx, nil, env, &stdout, io.Discard) // whether it still began to listen does not matter
	if token := <-given; token != "given" || stdout.Len() > 0 {
		t.Errorf("the token is %q, printed was %q, want it taken and nothing printed", token, &stdout)
	}
}

func TestCommandTellsTheHandlerOfTheDefect(t *testing.T) {
	t.Parallel()
	env := func(name string) string { return map[string]string{"MOCKTEST_DEFECT": "nosuch"}[name] }
	if err := command(new(int64)).Run(t.Context(), nil, env, io.Discard, io.Discard); err == nil || err.Error() != "there is no defect nosuch" {
		t.Errorf("error %v, want the handler's", err)
	}
}

func TestCommandArguments(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		args   []string
		stdout string
		err    string
	}{
		"help":             {[]string{"-h"}, "usage: mocktest [health] [-listen HOST:PORT]\n  -extra int\n", ""},
		"unknown flag":     {[]string{"-x"}, "", "flag provided but not defined: -x; usage: mocktest [health] [-listen HOST:PORT]"},
		"unknown argument": {[]string{"serve"}, "", `unknown argument "serve"; usage: mocktest [health] [-listen HOST:PORT]`},
		"nobody there":     {[]string{"health"}, "", "health of 127.0.0.1:1: "},
		"impossible":       {[]string{"-listen", "127.0.0.1:99999"}, "", "start mocktest: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var stdout bytes.Buffer
			err := command(new(int64)).Run(t.Context(), tc.args, func(string) string { return "" }, &stdout, io.Discard)
			if tc.err == "" && err != nil || tc.err != "" && (err == nil || !strings.HasPrefix(err.Error(), tc.err)) {
				t.Errorf("error %v, want %q", err, tc.err)
			}
			if !strings.HasPrefix(stdout.String(), tc.stdout) {
				t.Errorf("printed %q, want %q", stdout.String(), tc.stdout)
			}
		})
	}
}
