package lab

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/internal/engine"
	"github.com/scimproof/scimproof/internal/process"
)

const (
	// partyPort is where our own services listen in their containers.
	partyPort = 8080
	// imagesKept is how many generations of each of our images stay, so that two
	// checkouts do not build each other's away.
	imagesKept = 3
)

// dockerfile is that of all three; %[1]s is the prefix of the service's variables.
// Nothing but the program is in the image, so that it must check its own health.
const dockerfile = `FROM scratch
COPY server /server
USER 65532:65532
ENV %[1]s_LISTEN=:8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s CMD ["/server", "health"]
ENTRYPOINT ["/server"]
`

// buildFlags make a program that needs nothing of the system around it.
//
//nolint:gochecknoglobals // a constant table
var buildFlags = []string{"-trimpath", "-ldflags=-s -w", "-tags=nomsgpack"}

// images returns the names of our images of these services, of which those that
// the engine does not have are built from the checkout.
func (l *Lab) images(ctx context.Context, e *engine.Engine, services ...string) (map[string]string, error) {
	checkout, err := findCheckout()
	if err != nil {
		return nil, err
	}
	hash, err := contentHash(checkout, dockerfile, strings.Join(buildFlags, " "), e.Arch(), runtime.Version())
	if err != nil {
		return nil, err
	}
	refs := map[string]string{}
	for _, service := range services {
		refs[service] = "scimproof/" + service + ":" + hash
	}
	missing, err := lacking(ctx, e, refs)
	if err != nil || len(missing) == 0 {
		return refs, err
	}
	l.progress("building the images of " + strings.Join(missing, ", ") + " from " + checkout)
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, fmt.Errorf("build the images: %w", err)
	}
	unlock, err := process.Lock(ctx, filepath.Join(cache, "scimproof", "images.lock"))
	if err != nil {
		return nil, fmt.Errorf("build the images: %w", err)
	}
	defer unlock()
	// Another run may have built them while this one waited.
	if missing, err = lacking(ctx, e, refs); err != nil || len(missing) == 0 {
		return refs, err
	}
	return refs, l.build(ctx, e, checkout, missing, refs)
}

// lacking are the services whose images the engine does not have, by name.
func lacking(ctx context.Context, e *engine.Engine, refs map[string]string) ([]string, error) {
	var missing []string
	for _, service := range slices.Sorted(maps.Keys(refs)) {
		_, there, err := e.Digest(ctx, refs[service])
		if err != nil {
			return nil, err //nolint:wrapcheck // says what was attempted
		}
		if !there {
			missing = append(missing, service)
		}
	}
	return missing, nil
}

// build compiles the services and packs each into an image.
func (l *Lab) build(ctx context.Context, e *engine.Engine, checkout string, services []string, refs map[string]string) error {
	dir, err := os.MkdirTemp("", "scimproof-images-")
	if err != nil {
		return fmt.Errorf("build the images: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := l.dog.Dir(dir); err != nil {
		return err //nolint:wrapcheck // says what was attempted
	}
	argv := append([]string{"go", "build", "-o", dir + "/"}, buildFlags...)
	for _, service := range services {
		argv = append(argv, "./cmd/"+service)
	}
	env := append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+e.Arch(), "GOFLAGS=")
	if err := process.Run(ctx, process.Command{Argv: argv, Dir: checkout, Env: env}, l.dog); err != nil {
		return fmt.Errorf("build the images: %w", err)
	}
	packing := make([]func() error, len(services))
	for i, service := range services {
		packing[i] = func() error { return pack(ctx, e, service, refs[service], filepath.Join(dir, service)) }
	}
	return together(packing...)
}

func pack(ctx context.Context, e *engine.Engine, service, ref, program string) error {
	server, err := os.ReadFile(program) //nolint:gosec // what was just built
	if err != nil {
		return fmt.Errorf("build image %s: %w", ref, err)
	}
	err = e.Build(ctx, ref, service, map[string][]byte{
		"Dockerfile": fmt.Appendf(nil, dockerfile, strings.ToUpper(service)),
		"server":     server,
	})
	if err != nil {
		return err //nolint:wrapcheck // says what was attempted
	}
	return e.Forget(ctx, service, imagesKept) //nolint:wrapcheck // says what was attempted
}
