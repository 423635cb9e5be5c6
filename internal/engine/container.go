package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strconv"

	"github.com/moby/moby/api/pkg/stdcopy"
	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	"github.com/moby/moby/client"
	"github.com/testcontainers/testcontainers-go"
	tcnetwork "github.com/testcontainers/testcontainers-go/network"
)

// logLines is how much of a container's log is read at most.
const logLines = "2000"

// Spec describes a container.
type Spec struct {
	Image    string // must be there; see Pull
	Run      string // id of the run that removes it
	Network  string // see Engine.Network
	Alias    string // its host name in the network
	Port     int    // where it listens
	HostPort int    // where that is published on 127.0.0.1; 0: a free one
	Env      map[string]string
	Command  []string // instead of the image's own; may be nil
	Files    []File
	Locked   bool // it needs no privileges and writes no files
}

// File is put into a container before it starts.
type File struct {
	Source string // path on this machine
	Target string // path in the container
}

// Container that was started; whether it is ready is for the caller to see.
type Container struct {
	engine  *Engine
	id      string
	address string
	gone    chan error
	unwatch context.CancelFunc
}

// Start makes a container and starts it.
func (e *Engine) Start(ctx context.Context, s Spec) (*Container, error) {
	ctx, cancel := carryOn(ctx)
	defer cancel()
	port, ok := network.PortFrom(uint16(s.Port), network.TCP) //nolint:gosec // a port number, checked by PortFrom
	if !ok {
		return nil, fmt.Errorf("start a container of %s: port %d is none", s.Image, s.Port)
	}
	made, err := testcontainers.Run(ctx, s.Image, s.options(port)...)
	if made == nil {
		return nil, fmt.Errorf("start a container of %s: %w", s.Image, err)
	}
	c := &Container{engine: e, id: made.GetContainerID(), gone: make(chan error, 1)}
	if err == nil {
		c.address, err = c.published(ctx, port)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start a container of %s: %w", s.Image, err), e.remove(ctx, c.id))
	}
	watch, unwatch := context.WithCancel(context.WithoutCancel(ctx))
	c.unwatch = unwatch
	go c.watch(watch)
	return c, nil
}

func (s Spec) options(port network.Port) []testcontainers.ContainerCustomizer {
	files := make([]testcontainers.ContainerFile, len(s.Files))
	for i, f := range s.Files {
		files[i] = testcontainers.ContainerFile{HostFilePath: f.Source, ContainerFilePath: f.Target, FileMode: 0o444}
	}
	options := []testcontainers.ContainerCustomizer{
		tcnetwork.WithNetworkName([]string{s.Alias}, s.Network),
		testcontainers.WithLabels(map[string]string{RunLabel: s.Run}),
		testcontainers.WithEnv(s.Env),
		testcontainers.WithFiles(files...),
		testcontainers.WithExposedPorts(port.String()),
		testcontainers.WithHostConfigModifier(func(h *container.HostConfig) {
			h.PortBindings = network.PortMap{port: {{HostIP: netip.AddrFrom4([4]byte{127, 0, 0, 1}), HostPort: strconv.Itoa(s.HostPort)}}}
			if s.Locked {
				h.ReadonlyRootfs, h.CapDrop, h.SecurityOpt = true, []string{"ALL"}, []string{"no-new-privileges"}
			}
		}),
	}
	if len(s.Command) > 0 {
		options = append(options, testcontainers.WithCmd(s.Command...))
	}
	return options
}

// published asks the engine where the port can be reached on this machine.
func (c *Container) published(ctx context.Context, port network.Port) (string, error) {
	state, err := c.engine.api.ContainerInspect(ctx, c.id, client.ContainerInspectOptions{})
	if err != nil {
		return "", fmt.Errorf("look at it: %w", err)
	}
	if bindings := state.Container.NetworkSettings.Ports[port]; len(bindings) > 0 {
		return net.JoinHostPort("127.0.0.1", bindings[0].HostPort), nil
	}
	if s := state.Container.State; s != nil && !s.Running { // then it has no ports; the watcher says how it ended
		return "127.0.0.1:0", nil
	}
	return "", fmt.Errorf("port %s is not published", port)
}

// watch waits for the container to end and says how it did.
func (c *Container) watch(ctx context.Context) {
	defer close(c.gone)
	ended := c.engine.api.ContainerWait(ctx, c.id, client.ContainerWaitOptions{Condition: container.WaitConditionNotRunning})
	select {
	case answer := <-ended.Result:
		c.gone <- fmt.Errorf("exit status %d", answer.StatusCode)
	case err := <-ended.Error:
		c.gone <- err
	}
}

// Address is host:port of the published port on this machine.
func (c *Container) Address() string { return c.address }

// Gone yields how the container ended, once it did, and is then closed.
func (c *Container) Gone() <-chan error { return c.gone }

// Logs is the end of what the container printed.
func (c *Container) Logs(ctx context.Context) (string, error) {
	stream, err := c.engine.api.ContainerLogs(ctx, c.id, client.ContainerLogsOptions{ShowStdout: true, ShowStderr: true, Tail: logLines})
	if err != nil {
		return "", fmt.Errorf("read the log of container %s: %w", c.id, err)
	}
	defer func() { _ = stream.Close() }()
	var text bytes.Buffer
	if _, err := stdcopy.StdCopy(&text, &text, stream); err != nil && !errors.Is(err, io.EOF) {
		return text.String(), fmt.Errorf("read the log of container %s: %w", c.id, err)
	}
	return text.String(), nil
}

// Remove ends and removes the container. It may be called again.
func (c *Container) Remove(ctx context.Context) error {
	err := c.engine.remove(ctx, c.id)
	c.unwatch()
	for range c.gone { // drained and closed: the watcher is gone
	}
	return err
}
