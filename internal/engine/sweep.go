package engine

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/containerd/errdefs"
	"github.com/moby/moby/client"
)

// Left lists the containers and networks of a run, as "container ID" and "network ID".
func (e *Engine) Left(ctx context.Context, run string) ([]string, error) {
	containers, networks, err := e.of(ctx, run)
	if err != nil {
		return nil, err
	}
	var left []string
	for _, id := range containers {
		left = append(left, "container "+id)
	}
	for _, id := range networks {
		left = append(left, "network "+id)
	}
	return left, nil
}

// Sweep removes every container and network of a run; nothing to remove is fine.
func (e *Engine) Sweep(ctx context.Context, run string) error {
	containers, networks, err := e.of(ctx, run)
	if err != nil {
		return err
	}
	errs := make([]error, len(containers))
	var all sync.WaitGroup
	for i, id := range containers {
		all.Go(func() { errs[i] = e.remove(ctx, id) })
	}
	all.Wait()
	for _, id := range networks { // a network goes only once its containers are gone
		if _, err := e.api.NetworkRemove(ctx, id, client.NetworkRemoveOptions{}); err != nil && !errdefs.IsNotFound(err) {
			errs = append(errs, fmt.Errorf("remove network %s: %w", id, err))
		}
	}
	return errors.Join(errs...)
}

func (e *Engine) of(ctx context.Context, run string) (containers, networks []string, err error) {
	filter := client.Filters{}.Add("label", RunLabel+"="+run)
	found, err := e.api.ContainerList(ctx, client.ContainerListOptions{All: true, Filters: filter})
	if err != nil {
		return nil, nil, fmt.Errorf("list the containers of run %s: %w", run, err)
	}
	for _, c := range found.Items {
		containers = append(containers, c.ID)
	}
	nets, err := e.api.NetworkList(ctx, client.NetworkListOptions{Filters: filter})
	if err != nil {
		return nil, nil, fmt.Errorf("list the networks of run %s: %w", run, err)
	}
	for _, n := range nets.Items {
		networks = append(networks, n.ID)
	}
	return containers, networks, nil
}

// remove ends and removes a container. One that is gone, or that somebody else
// is removing at this moment, is as good as removed.
func (e *Engine) remove(ctx context.Context, id string) error {
	_, err := e.api.ContainerRemove(ctx, id, client.ContainerRemoveOptions{Force: true, RemoveVolumes: true})
	if err != nil && !errdefs.IsNotFound(err) && !errdefs.IsConflict(err) {
		return fmt.Errorf("remove container %s: %w", id, err)
	}
	return nil
}
