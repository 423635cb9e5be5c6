package bridge

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"time"

	"github.com/scimproof/scimproof/internal/process"
)

// Bounds of the vendor's own commands, in real time and bytes.
const (
	stateLimit = 30 * time.Second
	stateBytes = 16 << 20
	tokenBytes = 64 << 10
)

// State runs the profile's exec command beside a bridge that runs, and returns
// what it printed (docs/profiles.md).
func (s Setting) State(ctx context.Context, p Profile, b Bridge) ([]byte, error) {
	cache := ""
	if p.Process != nil {
		var err error
		if cache, err = s.setUp(ctx, p); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, stateLimit, fmt.Errorf("it took longer than %s", stateLimit))
	defer cancel()
	return s.output(ctx, p, p.Exec, s.values(p, "", cache, 0).of(b.HostURL(), b.Token()), stateBytes)
}

// printedToken is the token that is given or, where only a command of the
// profile's knows it, what that prints.
func (s Setting) printedToken(ctx context.Context, p Profile, v values, given string) (string, error) {
	if given != "" || len(p.TokenExec) == 0 {
		return given, nil
	}
	limit := time.Duration(p.Ready.Timeout)
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("it took longer than %s", limit))
	defer cancel()
	printed, err := s.output(ctx, p, p.TokenExec, v, tokenBytes)
	if err != nil {
		return "", fmt.Errorf("ask for the bearer token: %w", err)
	}
	token := strings.TrimSpace(string(printed))
	if len(strings.Fields(token)) != 1 {
		return "", fmt.Errorf("ask for the bearer token: %s printed %d words, want the token and nothing else",
			strings.Join(p.TokenExec, " "), len(strings.Fields(token)))
	}
	return token, nil
}

// output runs a command of the profile's in the environment its bridge has.
func (s Setting) output(ctx context.Context, p Profile, argv []string, v values, limit int) ([]byte, error) {
	command := Process{Command: argv}
	if p.Process != nil {
		command.Dir, command.Env = p.Process.Dir, p.Process.Env
	}
	spec, err := command.command(v)
	if err != nil {
		return nil, err
	}
	printed, err := process.Output(ctx, spec, limit, s.Guard)
	if err != nil {
		return nil, errors.New(process.Redact(err.Error(), v["token"]))
	}
	return printed, nil
}

// of are the values of commands that run once a bridge is up at root.
func (v values) of(root, token string) values {
	v = maps.Clone(v)
	v["url"], v["token"], v["port"] = root, token, ""
	if at, err := url.Parse(root); err == nil {
		v["port"] = at.Port()
	}
	return v
}
