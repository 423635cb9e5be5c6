// Package lab brings directory, bridge and vault up together: in containers, in
// this process, or around a bridge that is a command or already runs. Whoever
// uses a lab sees three HTTP APIs and cannot tell which it is.
package lab

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"sync"
	"time"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/engine"
	"github.com/scimproof/scimproof/internal/watchdog"
	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockvault"
)

// The runtimes (docs/adr/0004-runtimes.md). Process is what Embedded is called
// when the bridge is a command on this machine, Attach when it already runs.
const (
	Auto     = "auto"     // docker if an engine answers, else embedded
	Docker   = "docker"   // all three in containers
	Embedded = "embedded" // all three in this process
	Process  = "process"
	Attach   = "attach"
)

// cleanupLimit bounds the removal of a lab that did not come up, in real time.
const cleanupLimit = 30 * time.Second

// Options of a lab. Profile is needed.
type Options struct {
	Profile  bridge.Profile
	Runtime  string       // Auto by default
	Version  string       // of the bridge; the profile's own by default
	Defect   string       // of one of the parties, on purpose; see Defects
	Image    string       // of the bridge, instead of the profile's or the one built here
	URL      string       // SCIM root of a bridge that already runs, instead of starting one
	Token    string       // bearer token of the bridge, instead of the profile's
	Listen   *Listen      // where the three also answer on the network; nil: only in this process or wherever containers are published
	Cache    string       // where set-ups of profiles are kept; scimproof in the user's cache by default
	Log      *slog.Logger // nil: no logs
	Progress func(string) // told in one line what takes long; may be nil
}

// Listen says at which address of this machine, HOST:PORT, each party answers.
// An empty one is a free port of the loopback address. Containers are published
// on the loopback address, whatever the host.
type Listen struct{ Directory, Bridge, Vault string }

// Lab is up. It is safe for concurrent use.
type Lab struct {
	Runtime   string   // Docker, Embedded, Process or Attach
	Notes     []string // what a reader of the report should know, such as why there are no containers
	Directory *mockidp.Client
	Vault     *mockvault.Client // nil: the mock vault is not behind this bridge
	Bridge    bridge.Bridge
	HTTP      *http.Client // reaches all three
	Issuer    string       // root of the directory as the bridge reaches it; "" if it does not
	Endpoints Endpoints
	Timings   Timings

	options Options
	profile bridge.Profile // at the version asked for
	log     *slog.Logger
	network *http.Transport
	run     string
	dog     *watchdog.Dog // nil: nothing outside of this process
	start   func(ctx context.Context, p bridge.Profile, n int) (bridge.Bridge, error)
	end     func(ctx context.Context) error // what comes after all of ending

	mu     sync.Mutex
	begun  int                                              // bridges that were begun, for their names
	ending []func(context.Context) error                    // at the same time
	logs   map[string]func(context.Context) (string, error) // by party
	closed bool
}

// Endpoint is how a party is reached from outside of the lab. URL is empty when
// it answers in this process only.
type Endpoint struct {
	URL   string
	Token string // opens it; empty for a bridge whose accounts yield their own
}

// Endpoints of the three parties. Vault is empty if there is none.
type Endpoints struct{ Directory, Bridge, Vault Endpoint }

// Timings say how long it took to bring the lab up.
type Timings struct {
	Images time.Duration // finding or building the images
	Total  time.Duration
}

// Up brings a lab up. If that fails, nothing is left of it. The caller closes it.
func Up(ctx context.Context, o Options) (*Lab, error) {
	began := time.Now()
	p, err := o.bridge()
	if err != nil {
		return nil, err
	}
	l := &Lab{
		options: o, profile: p, log: o.Log, network: newNetwork(),
		end: func(context.Context) error { return nil }, logs: map[string]func(context.Context) (string, error){},
	}
	if l.log == nil {
		l.log = slog.New(slog.DiscardHandler)
	}
	choice, err := o.choose(ctx, p)
	if err != nil {
		return nil, err
	}
	l.Runtime, l.Notes = choice.runtime, choice.notes
	if err := l.up(ctx, choice.engine); err != nil {
		cleanup, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupLimit)
		defer cancel()
		return nil, errors.Join(err, l.Close(cleanup))
	}
	l.Timings.Total = time.Since(began)
	l.log.InfoContext(ctx, "the lab is up", "runtime", l.Runtime, "bridge", p.Name, "version", p.Version, "ms", l.Timings.Total.Milliseconds())
	return l, nil
}

func (l *Lab) up(ctx context.Context, e *engine.Engine) error {
	if l.Runtime == Docker {
		return l.upDocker(ctx, e)
	}
	return l.upEmbedded(ctx)
}

// bridge is the profile with everything the options say instead.
func (o Options) bridge() (bridge.Profile, error) {
	p, err := o.Profile.At(o.Version)
	if err != nil {
		return p, err //nolint:wrapcheck // names the profile and its versions
	}
	if o.URL != "" {
		p.Reference, p.Image, p.Process, p.URL = false, nil, nil, bridge.AttachProfile(o.URL, "").URL
		if p.Reader == bridge.ReaderMockVault {
			return p, fmt.Errorf("profile %s reads the state from the mock vault, which is not behind %s; take a profile with reader: scim", p.Name, o.URL)
		}
	}
	if err := o.checkDefect(p); err != nil {
		return p, err
	}
	switch {
	case o.Image != "" && p.Reference:
		p.Image = referenceImage(o.Image, p.Version, o.defect(theBridge))
	case o.Image != "" && p.Image == nil:
		return p, fmt.Errorf("profile %s is not started from an image, so that no other image can be given", p.Name)
	case o.Image != "":
		image := *p.Image
		image.Ref = o.Image
		p.Image = &image
	}
	return p, nil
}

// Run is the id on the labels of everything this lab has outside of this
// process; empty without containers.
func (l *Lab) Run() string { return l.run }

// StartBridge starts another bridge of this version in front of the same vault.
// It ends with the lab, or before.
func (l *Lab) StartBridge(ctx context.Context, version string) (bridge.Bridge, error) {
	if l.start == nil {
		return nil, fmt.Errorf("start version %s of %s: only the reference bridge and images can run beside another", version, l.profile.Name)
	}
	o := l.options
	o.Version = version
	p, err := o.bridge()
	if err != nil {
		return nil, err
	}
	return l.startBridge(ctx, p)
}

// State is what the profile's own command prints about the account behind a bridge of this lab.
func (l *Lab) State(ctx context.Context, b bridge.Bridge) ([]byte, error) {
	return l.setting("").State(ctx, l.profile, b) //nolint:wrapcheck // names the command
}

// startBridge starts a bridge under the next free name.
func (l *Lab) startBridge(ctx context.Context, p bridge.Profile) (bridge.Bridge, error) {
	l.mu.Lock()
	l.begun++
	n := l.begun
	l.mu.Unlock()
	b, err := l.start(ctx, p, n)
	if err != nil {
		return nil, err
	}
	l.keep(nameOf("bridge", n), b.Logs, b.Close)
	return b, nil
}

// keep remembers how to read a party's log and how to end it.
func (l *Lab) keep(name string, logs func(context.Context) (string, error), end func(context.Context) error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.logs[name] = logs
	l.ending = append(l.ending, end)
}

// Logs are the ends of what the parties printed, by party: bridges, and
// whatever else is outside of this process.
func (l *Lab) Logs(ctx context.Context) map[string]string {
	l.mu.Lock()
	parties := maps.Clone(l.logs)
	l.mu.Unlock()
	logs := map[string]string{}
	for name, read := range parties {
		text, err := read(ctx)
		if err != nil {
			text += err.Error()
		}
		logs[name] = text
	}
	return logs
}

// Close ends everything that the lab started. It may be called again.
func (l *Lab) Close(ctx context.Context) error {
	l.mu.Lock()
	closed, ending := l.closed, make([]func() error, len(l.ending))
	for i, end := range l.ending {
		ending[i] = func() error { return end(ctx) }
	}
	l.closed = true
	l.mu.Unlock()
	if closed {
		return nil
	}
	err := errors.Join(together(ending...), l.end(ctx))
	l.network.CloseIdleConnections()
	switch {
	case l.dog == nil:
		return err
	case err != nil: // what could not be removed is the watchdog's to try again
		return errors.Join(err, l.dog.Abandon())
	default:
		return l.dog.Done() //nolint:wrapcheck // says what failed
	}
}

// setting is what every bridge of this lab is started into.
func (l *Lab) setting(vaultURL string) bridge.Setting {
	s := bridge.Setting{VaultURL: vaultURL, Token: l.options.Token, Cache: l.options.Cache, HTTP: l.HTTP, Progress: l.progress}
	if l.dog != nil {
		s.Guard = l.dog
	}
	return s
}

func (l *Lab) progress(line string) {
	if l.options.Progress != nil {
		l.options.Progress(line)
	}
}

// together does things at the same time and returns all that went wrong.
func together(things ...func() error) error {
	errs := make([]error, len(things))
	var all sync.WaitGroup
	for i, do := range things {
		all.Go(func() { errs[i] = do() })
	}
	all.Wait()
	return errors.Join(errs...)
}

// nameOf is bridge for the first, bridge-2 for the second.
func nameOf(party string, n int) string {
	if n == 1 {
		return party
	}
	return fmt.Sprintf("%s-%d", party, n)
}
