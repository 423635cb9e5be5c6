package engine

import (
	"archive/tar"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/containerd/errdefs"
	"github.com/moby/moby/api/types/image"
	"github.com/moby/moby/client"
	"github.com/testcontainers/testcontainers-go"
)

// Digest is what an image is, beyond its name: the registry's digest if it has
// one, else its id. ok is false if the engine does not have the image.
func (e *Engine) Digest(ctx context.Context, ref string) (digest string, ok bool, err error) {
	found, err := e.api.ImageInspect(ctx, ref)
	if errdefs.IsNotFound(err) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("look at image %s: %w", ref, err)
	}
	if len(found.RepoDigests) > 0 {
		return found.RepoDigests[0], true, nil
	}
	return found.ID, true, nil
}

// Pull gets an image from its registry.
func (e *Engine) Pull(ctx context.Context, ref string) error {
	provider, err := testcontainers.NewDockerProvider()
	if err != nil {
		return fmt.Errorf("get image %s: %w", ref, err)
	}
	defer func() { _ = provider.Close() }()
	if err := provider.PullImage(ctx, ref); err != nil {
		return fmt.Errorf("get image %s: %s; is the name right, and can its registry be reached?", ref, reason(ctx, err))
	}
	return nil
}

// Build makes an image called ref out of the files of a build context, one of
// which is the Dockerfile. It carries ImageLabel with this name.
func (e *Engine) Build(ctx context.Context, ref, name string, files map[string][]byte) error {
	buildContext, err := archive(files)
	if err != nil {
		return fmt.Errorf("build image %s: %w", ref, err)
	}
	built, err := e.api.ImageBuild(ctx, buildContext, client.ImageBuildOptions{
		Tags: []string{ref}, Labels: map[string]string{ImageLabel: name}, Remove: true, ForceRemove: true,
	})
	if err != nil {
		return fmt.Errorf("build image %s: %w", ref, err)
	}
	defer func() { _ = built.Body.Close() }()
	if err := buildResult(built.Body); err != nil {
		return fmt.Errorf("build image %s: %w", ref, err)
	}
	return nil
}

// buildResult reads the engine's progress to its end, where an error may stand.
func buildResult(progress io.Reader) error {
	for lines := json.NewDecoder(progress); ; {
		var line struct {
			Error string `json:"error"`
		}
		err := lines.Decode(&line)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read the engine's progress: %w", err)
		case line.Error != "":
			return errors.New(line.Error)
		}
	}
}

// archive packs files; all of them may be executed.
func archive(files map[string][]byte) (io.Reader, error) {
	packed := &bytes.Buffer{}
	w := tar.NewWriter(packed)
	for name, content := range files {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(content)), Typeflag: tar.TypeReg}); err != nil {
			return nil, fmt.Errorf("pack %s: %w", name, err)
		}
		if _, err := w.Write(content); err != nil {
			return nil, fmt.Errorf("pack %s: %w", name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return packed, nil
}

// Forget removes the images of a name but for the newest few, so that a
// developer's disk does not fill. An image in use stays; it will go another
// time. One without a tag stays too: somebody may be building it at this moment.
func (e *Engine) Forget(ctx context.Context, name string, keep int) error {
	found, err := e.api.ImageList(ctx, client.ImageListOptions{Filters: client.Filters{}.Add("label", ImageLabel+"="+name)})
	if err != nil {
		return fmt.Errorf("list the images of %s: %w", name, err)
	}
	tagged := slices.DeleteFunc(found.Items, func(s image.Summary) bool { return len(tagsOf(s)) == 0 })
	slices.SortFunc(tagged, func(a, b image.Summary) int { return cmp.Compare(b.Created, a.Created) })
	for _, old := range tagged[min(keep, len(tagged)):] {
		for _, ref := range tagsOf(old) {
			_, err := e.api.ImageRemove(ctx, ref, client.ImageRemoveOptions{PruneChildren: true})
			if err != nil && !errdefs.IsNotFound(err) && !errdefs.IsConflict(err) {
				return fmt.Errorf("remove image %s: %w", ref, err)
			}
		}
	}
	return nil
}

// tagsOf leaves out what engines write for an image without a tag.
func tagsOf(s image.Summary) []string {
	return slices.DeleteFunc(slices.Clone(s.RepoTags), func(tag string) bool { return tag == "<none>:<none>" })
}
