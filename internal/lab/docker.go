package lab

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/engine"
	"github.com/scimproof/scimproof/internal/process"
	"github.com/scimproof/scimproof/internal/wait"
	"github.com/scimproof/scimproof/internal/watchdog"
	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockvault"
)

// readyLimit is how long one of our own services may take to answer.
const readyLimit = 30 * time.Second

// yard is the network of one run, with what stands in it.
type yard struct {
	engine  *engine.Engine
	run     string
	network string
	images  map[string]string // by service
}

// upDocker brings all three up in containers on a network of their own.
func (l *Lab) upDocker(ctx context.Context, e *engine.Engine) (err error) {
	l.HTTP = newClient(l.network)
	l.run = strings.ToLower(rand.Text()[:12])
	y := &yard{engine: e, run: l.run}
	if l.dog, err = watchdog.Start(); err != nil {
		return errors.Join(err, e.Close())
	}
	l.end = func(ctx context.Context) error { return errors.Join(e.Sweep(ctx, y.run), e.Close()) }
	if err := l.dog.Run(y.run); err != nil {
		return err //nolint:wrapcheck // says what was attempted
	}
	l.log.InfoContext(ctx, "a run in containers begins", "run", y.run)
	began := time.Now()
	if y.images, err = l.images(ctx, e, l.services()...); err != nil {
		return err
	}
	l.Timings.Images = time.Since(began)
	l.progress("starting the containers")
	if y.network, err = e.Network(ctx, y.run); err != nil {
		return err //nolint:wrapcheck // says what was attempted
	}
	return l.startParties(ctx, y)
}

// services are those of ours that this lab needs.
func (l *Lab) services() []string {
	services := []string{"mockidp"}
	if l.profile.Reader == bridge.ReaderMockVault {
		services = append(services, "mockvault")
	}
	if l.profile.Reference && l.profile.Image == nil {
		services = append(services, "refbridge")
	}
	return services
}

// startParties starts all containers at the same time; none of them needs
// another one to begin with.
func (l *Lab) startParties(ctx context.Context, y *yard) error {
	listen := l.options.Listen
	if listen == nil {
		listen = &Listen{}
	}
	starting := []func() error{func() (err error) {
		l.Endpoints.Directory, err = l.startMock(ctx, y, "mockidp", theDirectory, listen.Directory, func(at Endpoint) func(context.Context) error {
			l.Directory = mockidp.NewClient(at.URL, at.Token, l.HTTP)
			return l.Directory.Ready
		})
		return err
	}}
	vaultURL := ""
	if l.profile.Reader == bridge.ReaderMockVault {
		vaultURL = "http://mockvault:" + strconv.Itoa(partyPort)
		starting = append(starting, func() (err error) {
			l.Endpoints.Vault, err = l.startMock(ctx, y, "mockvault", theVault, listen.Vault, func(at Endpoint) func(context.Context) error {
				l.Vault = mockvault.NewClient(at.URL, at.Token, l.HTTP)
				return l.Vault.Ready
			})
			return err
		})
	}
	l.Issuer = "http://mockidp:" + strconv.Itoa(partyPort)
	l.start = func(ctx context.Context, p bridge.Profile, n int) (bridge.Bridge, error) {
		return l.startContained(ctx, y, vaultURL, p, n, listen.Bridge)
	}
	starting = append(starting, func() (err error) {
		if l.Bridge, err = l.startBridge(ctx, l.profile); err == nil {
			l.Endpoints.Bridge = Endpoint{l.Bridge.HostURL(), l.Bridge.Token()}
		}
		return err
	})
	return together(starting...)
}

// startContained starts a bridge in a container; the first one is published at
// the address asked for.
func (l *Lab) startContained(ctx context.Context, y *yard, vaultURL string, p bridge.Profile, n int, listen string) (bridge.Bridge, error) {
	at := bridge.Place{Engine: y.engine, Run: y.run, Network: y.network, Alias: nameOf("bridge", n)}
	if n == 1 {
		var err error
		if at.HostPort, err = portOf(listen); err != nil {
			return nil, err
		}
	}
	if p.Reference && p.Image == nil {
		p.Image, at.Locked = referenceImage(y.images["refbridge"], p.Version, l.options.defect(theBridge)), true
	}
	return bridge.StartContainer(ctx, p, l.setting(vaultURL), at) //nolint:wrapcheck // says what was attempted
}

// referenceImage is how the reference bridge is told what to be.
func referenceImage(ref, version, defect string) *bridge.Image {
	return &bridge.Image{Ref: ref, Port: partyPort, Env: map[string]string{
		"REFBRIDGE_LISTEN":    ":" + strconv.Itoa(partyPort),
		"REFBRIDGE_VAULT_URL": "{vault_url}",
		"REFBRIDGE_VERSION":   version,
		"REFBRIDGE_DEFECT":    defect,
		"REFBRIDGE_OAUTH":     "true",
	}}
}

// startMock starts one of the mocks under its own name and waits until the check
// that meet returns is content.
func (l *Lab) startMock(
	ctx context.Context, y *yard, service, party, listen string, meet func(Endpoint) func(context.Context) error,
) (Endpoint, error) {
	port, err := portOf(listen)
	if err != nil {
		return Endpoint{}, err
	}
	token, prefix := rand.Text(), strings.ToUpper(service)
	c, err := y.engine.Start(ctx, engine.Spec{
		Image: y.images[service], Run: y.run, Network: y.network, Alias: service, Port: partyPort, HostPort: port, Locked: true,
		Env: map[string]string{
			prefix + "_LISTEN":      ":" + strconv.Itoa(partyPort),
			prefix + "_ADMIN_TOKEN": token,
			prefix + "_DEFECT":      l.options.defect(party),
		},
	})
	if err != nil {
		return Endpoint{}, err //nolint:wrapcheck // says what was attempted
	}
	l.keep(service, c.Logs, c.Remove)
	at := Endpoint{"http://" + c.Address(), token}
	if err := wait.While(ctx, readyLimit, c.Gone(), service+" at "+at.URL, meet(at)); err != nil {
		log, _ := c.Logs(context.WithoutCancel(ctx))
		return Endpoint{}, fmt.Errorf("start %s: %w%s", service, err, process.LastWords(log, token))
	}
	return at, nil
}

// portOf is the port of an address to listen at; 0: a free one.
func portOf(address string) (int, error) {
	if address == "" {
		return 0, nil
	}
	_, text, err := net.SplitHostPort(address)
	if err != nil {
		return 0, fmt.Errorf("listen at %q: want HOST:PORT", address)
	}
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return 0, fmt.Errorf("listen at %q: want a port from 0 to 65535", address)
	}
	return int(port), nil
}
