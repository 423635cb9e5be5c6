package serve

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
)

// Command is the command line of a mock: serve until told to stop, or ask a
// mock that runs for its health.
//
//	NAME [-listen HOST:PORT]         serve until interrupted
//	NAME health [-listen HOST:PORT]  succeed if it serves there
//
// NAME_LISTEN is the default of -listen, NAME_ADMIN_TOKEN the token of the
// administrator's API and NAME_DEFECT a defect to have on purpose. Without a
// token one is made up and printed with the URL: {"url":...,"admin_token":...},
// one line of JSON.
type Command struct {
	Name    string                                                                  // of the program and, in capitals, of its environment
	Listen  string                                                                  // where it listens when nobody says otherwise
	Flags   func(*flag.FlagSet)                                                     // adds what only this mock has; may be nil
	Handler func(adminToken, defect string, log *slog.Logger) (http.Handler, error) // called once, after the flags are read
}

// Run obeys the arguments, without the program's name. It returns nil after an
// ordinary stop; the error is for people, who read it in one line.
func (c Command) Run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) error {
	usage := fmt.Sprintf("usage: %s [health] [-listen HOST:PORT]", c.Name)
	prefix := strings.ToUpper(c.Name)
	health := len(args) > 0 && args[0] == "health"
	if health {
		args = args[1:]
	}
	flags := flag.NewFlagSet(c.Name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	listen := flags.String("listen", cmp.Or(env(prefix+"_LISTEN"), c.Listen), "`address` to listen at, or whose health to ask for")
	if c.Flags != nil {
		c.Flags(flags)
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		_, _ = fmt.Fprintln(stdout, usage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		return nil
	case err != nil:
		return fmt.Errorf("%w; %s", err, usage)
	case flags.NArg() > 0:
		return fmt.Errorf("unknown argument %q; %s", flags.Arg(0), usage)
	case health:
		return Health(ctx, *listen)
	}
	log := slog.New(slog.NewJSONHandler(stderr, nil))
	o := Options{Service: c.Name, Listen: *listen, Log: log}
	token := env(prefix + "_ADMIN_TOKEN")
	if token == "" {
		token = rand.Text()
		o.Ready = func(url string) {
			_ = json.NewEncoder(stdout).Encode(access{url, token})
		}
	}
	var err error
	if o.Handler, err = c.Handler(token, env(prefix+"_DEFECT"), log); err != nil {
		return err
	}
	return Run(ctx, o)
}

// access is what somebody needs to use a mock whose token they did not choose.
type access struct {
	URL        string `json:"url"`
	AdminToken string `json:"admin_token"`
}
