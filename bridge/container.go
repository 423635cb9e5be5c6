package bridge

import (
	"context"
	"fmt"
	"time"

	"github.com/scimproof/scimproof/internal/engine"
	"github.com/scimproof/scimproof/internal/process"
	"github.com/scimproof/scimproof/internal/wait"
)

// Place is where a container starts.
type Place struct {
	Engine   *engine.Engine
	Run      string // id of the run that removes it
	Network  string
	Alias    string // the bridge's host name in the network
	HostPort int    // where it is published on 127.0.0.1; 0: a free one
	Locked   bool   // it needs no privileges and writes no files
}

// StartContainer runs the profile's image and returns once the bridge is ready.
// The image is pulled unless the engine has it.
func StartContainer(ctx context.Context, p Profile, s Setting, at Place) (Bridge, error) {
	b, err := s.runContainer(ctx, p, at)
	if err != nil {
		return nil, fmt.Errorf("start bridge %s: %w", p.Name, err)
	}
	return b, nil
}

func (s Setting) runContainer(ctx context.Context, p Profile, at Place) (Bridge, error) {
	token, err := s.token(p)
	if err != nil {
		return nil, err
	}
	v := s.values(p, token, "", p.Image.Port)
	spec, err := p.Image.spec(v, at)
	if err != nil {
		return nil, err
	}
	digest, err := s.fetch(ctx, at.Engine, spec.Image)
	if err != nil {
		return nil, err
	}
	c, err := at.Engine.Start(ctx, spec)
	if err != nil {
		return nil, err //nolint:wrapcheck // says what was attempted
	}
	host := "http://" + c.Address()
	err = wait.While(ctx, time.Duration(p.Ready.Timeout), c.Gone(), "GET "+host+p.Ready.Path, p.Ready.look(s.HTTP, host+p.Ready.Path, token))
	if err == nil {
		token, err = s.printedToken(ctx, p, v.of(host+p.SCIMPath, token), token)
	}
	if err == nil && token != "" {
		err = probe(ctx, s.HTTP, host+p.SCIMPath, token)
	}
	if err != nil {
		return nil, buried(context.WithoutCancel(ctx), c, err, token)
	}
	info := p.info()
	info.Image, info.Digest = spec.Image, digest
	return &running{
		url: fmt.Sprintf("http://%s:%d%s", at.Alias, spec.Port, p.SCIMPath), hostURL: host + p.SCIMPath, token: token,
		info: info, logs: c.Logs, end: c.Remove,
	}, nil
}

// fetch pulls an image unless the engine has it, and returns its digest.
func (s Setting) fetch(ctx context.Context, e *engine.Engine, ref string) (string, error) {
	digest, there, err := e.Digest(ctx, ref)
	if err != nil || there {
		return digest, err //nolint:wrapcheck // says what was attempted
	}
	s.progress("getting image %s", ref)
	if err := e.Pull(ctx, ref); err != nil {
		return "", err //nolint:wrapcheck // says what was attempted
	}
	digest, _, err = e.Digest(ctx, ref)
	return digest, err //nolint:wrapcheck // says what was attempted
}

// spec is what the engine starts, all placeholders filled in.
func (i *Image) spec(v values, at Place) (engine.Spec, error) {
	env, err := v.expandMap(i.Env)
	if err != nil {
		return engine.Spec{}, err
	}
	argv, err := v.expandAll(i.Command)
	if err != nil {
		return engine.Spec{}, err
	}
	files := make([]engine.File, len(i.Files))
	for n, f := range i.Files {
		source, err := v.expand(f.Source)
		if err != nil {
			return engine.Spec{}, err
		}
		files[n] = engine.File{Source: source, Target: f.Target}
	}
	return engine.Spec{
		Image: i.Ref, Run: at.Run, Network: at.Network, Alias: at.Alias, Port: i.Port, HostPort: at.HostPort,
		Env: env, Command: argv, Files: files, Locked: at.Locked,
	}, nil
}

// buried removes a container that did not become ready and adds its last words to the reason.
func buried(ctx context.Context, c *engine.Container, cause error, token string) error {
	log, err := c.Logs(ctx)
	if err != nil {
		log = err.Error()
	}
	if err := c.Remove(ctx); err != nil {
		return fmt.Errorf("%w; %w%s", cause, err, process.LastWords(log, token))
	}
	return fmt.Errorf("%w%s", cause, process.LastWords(log, token))
}
