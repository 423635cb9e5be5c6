package bridge

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/profiles"
)

// LoadProfile reads the profile with this name that comes with scimproof, or,
// if it looks like a path (it holds a slash or ends in .yaml or .yml), the file.
// An unknown name lists the known ones; what is wrong in a file is one line with
// file, line and key.
func LoadProfile(nameOrPath string) (Profile, error) {
	if !looksLikePath(nameOrPath) {
		return shipped(nameOrPath)
	}
	text, err := os.ReadFile(nameOrPath) //nolint:gosec // reading the file the user names is the purpose
	if err != nil {
		return Profile{}, fmt.Errorf("read profile: %w", err)
	}
	return ParseProfile(nameOrPath, text, os.DirFS(filepath.Dir(nameOrPath)))
}

// Profiles are the profiles that come with scimproof, by name.
func Profiles() ([]Profile, error) {
	names, err := shippedNames()
	if err != nil {
		return nil, err
	}
	all := make([]Profile, len(names))
	for i, name := range names {
		if all[i], err = shipped(name); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// AttachProfile describes a bridge of which nothing is known but its SCIM root
// and token: it is taken to be a plain SCIM server.
func AttachProfile(url, token string) Profile {
	p := Profile{
		Name: "attached", Title: url, About: "A SCIM server at " + url + ".",
		URL: strings.TrimRight(url, "/"), Token: token, Accounts: 1,
		Capabilities: []string{"discovery", "enterprise", "filter", "groups", "managers", "patch", "search", "soft-delete"},
	}
	p.setDefaults()
	return p
}

// At returns the profile as it is for a version; "" is the profile's own
// default. What is different in that version is merged in.
func (p Profile) At(version string) (Profile, error) {
	version = cmp.Or(version, p.Version)
	v, known := p.Versions[version]
	if !known && version != p.Version {
		return Profile{}, fmt.Errorf("profile %s has no version %q; it knows %s", p.Name, version, words(slices.Sorted(maps.Keys(p.Versions))))
	}
	p.Version, p.Delete = version, cmp.Or(v.Delete, p.Delete)
	p.Capabilities = slices.Concat(p.Capabilities, v.Capabilities)
	if p.Image != nil {
		image := *p.Image
		image.Env = merged(image.Env, v.Env)
		if v.Image != "" {
			image.Ref = v.Image
		}
		p.Image = &image
	}
	if p.Process != nil {
		process := *p.Process
		process.Env = merged(process.Env, v.Env)
		p.Process = &process
	}
	return p, nil
}

// ReadKnownFailing reads one of the profile's files of known deviations.
func (p Profile) ReadKnownFailing(file string) ([]byte, error) {
	text, err := fs.ReadFile(p.beside, file)
	if err != nil {
		return nil, fmt.Errorf("read the known deviations of profile %s: %w", p.Name, err)
	}
	return text, nil
}

func shipped(name string) (Profile, error) {
	file := name + ".yaml"
	text, err := profiles.Files.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) || !profileName.MatchString(name) {
		names, err := shippedNames()
		if err != nil {
			return Profile{}, err
		}
		return Profile{}, fmt.Errorf("unknown profile %q; known are %s, or give the path of a yaml file", name, words(names))
	}
	if err != nil {
		return Profile{}, fmt.Errorf("read profile: %w", err)
	}
	return ParseProfile("profiles/"+file, text, profiles.Files)
}

// shippedNames are the names of the profiles that come with scimproof; other
// yaml files, like those of known deviations, have a dot in their name.
func shippedNames() ([]string, error) {
	files, err := fs.Glob(profiles.Files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list profiles: %w", err)
	}
	var names []string
	for _, file := range files {
		if name := strings.TrimSuffix(file, ".yaml"); profileName.MatchString(name) {
			names = append(names, name)
		}
	}
	return names, nil
}

// ParseProfile reads a profile from yaml, checks it and fills in its defaults.
// file is how errors name it; beside is the directory it stands in, and may be
// nil if the profile names no files.
func ParseProfile(file string, text []byte, beside fs.FS) (Profile, error) {
	src := &source{name: file, text: text}
	p, err := src.decode()
	if err != nil {
		return Profile{}, err
	}
	p.beside = beside
	p.setDefaults()
	if err := p.check(src); err != nil {
		return Profile{}, err
	}
	return p, nil
}

func looksLikePath(s string) bool {
	extension := filepath.Ext(s)
	return strings.ContainsAny(s, `/\`) || extension == ".yaml" || extension == ".yml"
}

func merged(base, over map[string]string) map[string]string {
	out := make(map[string]string, len(base)+len(over))
	maps.Copy(out, base)
	maps.Copy(out, over)
	return out
}

// words joins names for an error.
func words(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}
