// Package engine is the container engine as scimproof uses it: look whether one
// answers, build small images without a registry, start containers in a network
// of their own, and remove everything a run left. It speaks to a local engine
// through testcontainers-go and the engine's API, never through a command line.
package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/moby/moby/client"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"
)

const (
	// RunLabel is on every container and network, with the id of the run that made it.
	RunLabel = "scimproof.run"
	// ImageLabel is on every image built here, with its name.
	ImageLabel = "scimproof.image"

	// pingLimit is how long an engine may take to answer before there is none.
	pingLimit = 2 * time.Second
	// createLimit bounds what is carried on although the caller has given up.
	createLimit = time.Minute
)

// Engine is a container engine that answered. It is safe for concurrent use.
type Engine struct {
	api  *testcontainers.DockerClient
	arch string
}

// silence keeps testcontainers from writing to standard error.
//
//nolint:gochecknoglobals // the state is testcontainers' own, and it may be set only once
var silence = sync.OnceFunc(func() { log.SetDefault(log.NewNoopLogger()) })

// Connect finds the engine of this machine. The error says in one line why
// there is none.
func Connect(ctx context.Context) (*Engine, error) {
	silence()
	if err := setEnvironment(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, pingLimit)
	defer cancel()
	api, err := testcontainers.NewDockerClientWithOpts(ctx)
	if err != nil {
		return nil, noEngine(ctx, err)
	}
	version, err := api.ServerVersion(ctx, client.ServerVersionOptions{})
	if err != nil {
		_ = api.Close()
		return nil, noEngine(ctx, err)
	}
	return &Engine{api: api, arch: version.Arch}, nil
}

// setEnvironment tells testcontainers what it cannot find out: that containers
// are reached on this machine's loopback address, also where it takes itself to
// be inside a container, and that the lab removes what it started by itself.
func setEnvironment() error {
	for name, value := range map[string]string{
		"TESTCONTAINERS_RYUK_DISABLED": "true",
		"TESTCONTAINERS_HOST_OVERRIDE": "127.0.0.1",
	} {
		if os.Getenv(name) != "" {
			continue
		}
		if err := os.Setenv(name, value); err != nil {
			return fmt.Errorf("prepare the container engine: %w", err)
		}
	}
	return nil
}

func noEngine(ctx context.Context, err error) error {
	return fmt.Errorf("no container engine answers (%s); start one, or say in DOCKER_HOST where it is", reason(ctx, err))
}

// reason is the last and most telling line of an engine's error.
func reason(ctx context.Context, err error) string {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Sprintf("nothing within %s", pingLimit)
	}
	lines := strings.Split(strings.TrimSpace(err.Error()), "\n")
	return lines[len(lines)-1]
}

// Arch is the architecture images must have, in Go's words.
func (e *Engine) Arch() string { return e.arch }

// Close lets go of the engine's connections; it ends no container.
func (e *Engine) Close() error {
	if err := e.api.Close(); err != nil {
		return fmt.Errorf("leave the container engine: %w", err)
	}
	return nil
}

// Network makes a network for a run and returns its name.
func (e *Engine) Network(ctx context.Context, run string) (string, error) {
	ctx, cancel := carryOn(ctx)
	defer cancel()
	name := "scimproof-" + run
	_, err := e.api.NetworkCreate(ctx, name, client.NetworkCreateOptions{Driver: "bridge", Labels: map[string]string{RunLabel: run}})
	if err != nil {
		return "", fmt.Errorf("make network %s: %w", name, err)
	}
	return name, nil
}

// carryOn is a context for making something in the engine. The engine does not
// stop halfway when a caller gives up, and what it made unseen would stay
// behind; so the caller waits for the second it takes and then removes it.
func carryOn(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), createLimit)
}
