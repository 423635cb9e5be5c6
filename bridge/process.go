package bridge

import (
	"context"
	"fmt"
	"net"
	"os"
	"regexp"
	"strconv"
	"time"

	"github.com/scimproof/scimproof/internal/process"
	"github.com/scimproof/scimproof/internal/wait"
)

// portAttempts is how often a process may find its free port taken by somebody else.
const portAttempts = 3

// portTaken is what servers print when the port they were given is in use.
var portTaken = regexp.MustCompile(`(?i)address already in use|EADDRINUSE`)

// StartProcess sets the profile's command up, runs it and returns once it is
// ready. The command must stay in the foreground: when it ends, everything it
// started is ended too. It listens on 127.0.0.1.
func StartProcess(ctx context.Context, p Profile, s Setting) (Bridge, error) {
	token, err := s.token(p)
	if err != nil {
		return nil, err
	}
	cache, err := s.setUp(ctx, p)
	if err != nil {
		return nil, err
	}
	for attempt := 1; ; attempt++ {
		port := p.Process.Port
		if port == 0 {
			if port, err = freePort(ctx); err != nil {
				return nil, fmt.Errorf("start bridge %s: %w", p.Name, err)
			}
		}
		b, taken, err := s.runProcess(ctx, p, token, port, s.values(p, token, cache, port))
		if err == nil {
			return b, nil
		}
		if !taken || p.Process.Port != 0 || attempt == portAttempts {
			return nil, fmt.Errorf("start bridge %s: %w", p.Name, err)
		}
		s.progress("port %d was taken by another program in the meantime; trying another one", port)
	}
}

// runProcess starts the command once; taken says that it failed because of its port.
func (s Setting) runProcess(ctx context.Context, p Profile, token string, port int, v values) (b Bridge, taken bool, err error) {
	spec, err := p.Process.command(v)
	if err != nil {
		return nil, false, err
	}
	g, err := process.Start(ctx, spec, s.Guard)
	if err != nil {
		return nil, false, err
	}
	host := "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	root := host + p.SCIMPath
	err = wait.While(ctx, time.Duration(p.Ready.Timeout), g.Gone(), "GET "+host+p.Ready.Path, p.Ready.look(s.HTTP, host+p.Ready.Path, token))
	if err == nil {
		token, err = s.printedToken(ctx, p, v.of(root, token), token)
	}
	if err == nil && token != "" {
		err = probe(ctx, s.HTTP, root, token)
	}
	if err != nil {
		g.End(context.WithoutCancel(ctx))
		return nil, portTaken.MatchString(g.Log()), fmt.Errorf("%w%s", err, process.LastWords(g.Log(), token))
	}
	return &running{
		url: root, hostURL: root, token: token, info: p.info(),
		logs: func(context.Context) (string, error) { return g.Log(), nil },
		end: func(ctx context.Context) error {
			g.End(ctx)
			return nil
		},
	}, false, nil
}

// command is what is run, all placeholders filled in.
func (p *Process) command(v values) (process.Command, error) {
	argv, err := v.expandAll(p.Command)
	if err != nil {
		return process.Command{}, err
	}
	dir, err := v.expand(p.Dir)
	if err != nil {
		return process.Command{}, err
	}
	added, err := v.expandMap(p.Env)
	if err != nil {
		return process.Command{}, err
	}
	env := os.Environ()
	for name, value := range added {
		env = append(env, name+"="+value)
	}
	return process.Command{Argv: argv, Dir: dir, Env: env}, nil
}

// freePort asks the system for a port nobody uses. Somebody may take it before
// the bridge does, which StartProcess notices and reports.
func freePort(ctx context.Context) (int, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	port := listener.Addr().(*net.TCPAddr).Port //nolint:forcetypeassert // a TCP listener has a TCP address
	if err := listener.Close(); err != nil {
		return 0, fmt.Errorf("give the free port back: %w", err)
	}
	return port, nil
}
