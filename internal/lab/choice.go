package lab

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/engine"
)

// choice is where a lab will run.
type choice struct {
	runtime string
	engine  *engine.Engine // with Docker only
	notes   []string
}

// choose decides where the lab runs, from what the bridge is and what was asked for.
func (o Options) choose(ctx context.Context, p bridge.Profile) (choice, error) {
	asked := cmp.Or(o.Runtime, Auto)
	fitting := runtimesFor(p)
	switch {
	case !slices.Contains([]string{Auto, Docker, Embedded, Process, Attach}, asked):
		return choice{}, fmt.Errorf("unknown runtime %q; there are auto, docker, embedded, attach", asked)
	case asked != Auto && !slices.Contains(fitting, asked):
		return choice{}, fmt.Errorf("the runtime %s does not suit %s; leave it away, or say %s", asked, describe(p), fitting[0])
	case asked == Embedded && p.Reference:
		return choice{runtime: Embedded}, nil
	case fitting[0] != Docker:
		return choice{runtime: fitting[0]}, nil
	}
	e, err := usableEngine(ctx)
	switch {
	case err == nil:
		return choice{runtime: Docker, engine: e}, nil
	case asked == Auto && slices.Contains(fitting, Embedded):
		return choice{runtime: Embedded, notes: []string{"all in one process instead of containers: " + err.Error()}}, nil
	case p.Image != nil:
		return choice{}, fmt.Errorf("%s needs containers: %w", describe(p), err)
	default:
		return choice{}, fmt.Errorf("the runtime docker cannot be had: %w", err)
	}
}

// runtimesFor are the runtimes that suit a bridge, the best first. Embedded
// suits one outside of this process in that the rest of the lab is in it.
func runtimesFor(p bridge.Profile) []string {
	switch {
	case p.URL != "":
		return []string{Attach, Embedded}
	case p.Process != nil:
		return []string{Process, Embedded}
	case p.Image != nil:
		return []string{Docker}
	default:
		return []string{Docker, Embedded}
	}
}

// usableEngine finds an engine, and what it takes to build our images for it.
func usableEngine(ctx context.Context) (*engine.Engine, error) {
	_, err := findCheckout()
	if _, missing := exec.LookPath("go"); err == nil && missing != nil {
		err = errors.New("the images are built by the go command, which is not on the path")
	}
	if err != nil {
		return nil, err
	}
	return engine.Connect(ctx) //nolint:wrapcheck // says what was attempted
}

func describe(p bridge.Profile) string {
	switch {
	case p.URL != "":
		return "a bridge that already runs"
	case p.Process != nil:
		return "profile " + p.Name + " (a command on this machine)"
	case p.Image != nil:
		return "profile " + p.Name + " (an image)"
	default:
		return "profile " + p.Name
	}
}
