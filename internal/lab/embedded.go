package lab

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/process"
	"github.com/scimproof/scimproof/internal/refbridge"
	"github.com/scimproof/scimproof/internal/watchdog"
	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockvault"
)

// The hosts of the parties in this process. No name server knows .lab, so that
// a request that leaves the process by mistake reaches nobody.
const (
	directoryHost = "directory.lab"
	vaultHost     = "vault.lab"
)

// upEmbedded brings the mocks up in this process, and the bridge wherever it is.
func (l *Lab) upEmbedded(ctx context.Context) error {
	way := newStreets(l.network)
	l.HTTP = newClient(way)
	if err := l.embedDirectory(ctx, way); err != nil {
		return err
	}
	vaultURL, err := l.embedVault(ctx, way)
	if err != nil {
		return err
	}
	b, err := l.embedBridge(ctx, way, vaultURL)
	if err != nil {
		return err
	}
	l.Bridge = b
	if l.Endpoints.Bridge.URL == "" && l.Runtime != Embedded {
		l.Endpoints.Bridge = Endpoint{b.HostURL(), b.Token()}
	}
	return nil
}

func (l *Lab) embedDirectory(ctx context.Context, way *streets) error {
	flaw, err := mockidp.FindDefect(l.options.defect(theDirectory))
	if err != nil {
		return err //nolint:wrapcheck // says it all
	}
	token := rand.Text() // a secret: never from the run's seed
	directory := mockidp.New(mockidp.Options{AdminToken: token, Transport: way, Defect: flaw})
	l.end = func(context.Context) error {
		directory.Close()
		return nil
	}
	root := way.moveIn(directoryHost, directory)
	l.Directory = mockidp.NewClient(root, token, l.HTTP)
	if l.Runtime == Embedded {
		l.Issuer = root
	}
	l.Endpoints.Directory.Token = token
	if l.options.Listen == nil {
		return nil
	}
	l.Endpoints.Directory.URL, err = l.listen(ctx, "directory", l.options.Listen.Directory, directory)
	return err
}

// embedVault returns the vault as the bridge reaches it, or "" if the mock is not behind the bridge.
func (l *Lab) embedVault(ctx context.Context, way *streets) (string, error) {
	if l.profile.Reader != bridge.ReaderMockVault {
		return "", nil
	}
	flaw, err := mockvault.FindDefect(l.options.defect(theVault))
	if err != nil {
		return "", err //nolint:wrapcheck // says it all
	}
	token := rand.Text()
	vault := mockvault.New(mockvault.Options{AdminToken: token, Defect: flaw})
	root := way.moveIn(vaultHost, vault)
	l.Vault = mockvault.NewClient(root, token, l.HTTP)
	l.Endpoints.Vault.Token = token
	address := ""
	switch {
	case l.options.Listen != nil:
		address = l.options.Listen.Vault
	case l.Runtime == Embedded:
		return root, nil
	}
	url, err := l.listen(ctx, "vault", address, vault)
	l.Endpoints.Vault.URL = url
	if l.Runtime == Embedded {
		return root, err
	}
	return url, err
}

func (l *Lab) embedBridge(ctx context.Context, way *streets, vaultURL string) (bridge.Bridge, error) {
	switch l.Runtime {
	case Attach:
		return bridge.Attach(ctx, l.profile, l.setting("")) //nolint:wrapcheck // says what was attempted
	case Process:
		var err error
		if l.dog, err = watchdog.Start(); err != nil {
			return nil, err //nolint:wrapcheck // says what was attempted
		}
		b, err := bridge.StartProcess(ctx, l.profile, l.setting(vaultURL))
		if err != nil {
			return nil, err //nolint:wrapcheck // says what was attempted
		}
		l.keep("bridge", b.Logs, b.Close)
		return b, nil
	}
	l.start = func(ctx context.Context, p bridge.Profile, n int) (bridge.Bridge, error) {
		return l.embedReference(ctx, way, vaultURL, p, n)
	}
	return l.startBridge(ctx, l.profile)
}

// embedReference brings a reference bridge up in this process.
func (l *Lab) embedReference(ctx context.Context, way *streets, vaultURL string, p bridge.Profile, n int) (bridge.Bridge, error) {
	tail := &process.Tail{}
	handler, err := refbridge.New(refbridge.Options{
		VaultURL: vaultURL, HTTP: l.HTTP, Version: p.Version, Defect: l.options.defect(theBridge), OAuth: p.Has("federation"), Log: slog.New(slog.NewTextHandler(tail, nil)),
	})
	if err != nil {
		return nil, fmt.Errorf("start bridge %s: %w", p.Name, err)
	}
	root := way.moveIn(nameOf("bridge", n)+".lab", handler)
	if l.options.Listen != nil && n == 1 {
		url, err := l.listen(ctx, "bridge", l.options.Listen.Bridge, handler)
		if err != nil {
			return nil, fmt.Errorf("start bridge %s: %w", p.Name, err)
		}
		l.Endpoints.Bridge.URL = url + p.SCIMPath
	}
	return bridge.InProcess(p, root+p.SCIMPath, tail.String), nil
}
