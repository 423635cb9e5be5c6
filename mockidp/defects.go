package mockidp

import (
	"context"

	"github.com/scimproof/scimproof/internal/defect"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// Defect is one way in which a directory can be wrong on purpose, so that a
// scenario that judges the directory's own promise can fail. It distorts what
// the sound job sees of people, or what is asked of it.
type Defect struct {
	Name    string
	Summary string // what breaks, in one sentence
	Area    string // pause, rename or scope; or entra: only features/cases and features/dialects look for it
	Source  string // where such a directory was seen, or "invented"

	sight func(provisioning.Directory) provisioning.Directory
	over  func(job) job
}

// String is the name.
func (d Defect) String() string { return d.Name }

// Defects lists the known ones by area.
func Defects() []Defect {
	own := []Defect{
		{
			Name: "directory-ignores-pause", Area: "pause", Source: "invented",
			Summary: "A pause is answered with success and the job goes on.",
			over:    func(j job) job { return unpausable{j} },
		},
		{
			Name: "directory-starts-over", Area: "rename", Source: "invented",
			Summary: "Every cycle looks at everybody instead of at what changed.",
			over:    func(j job) job { return restless{j} },
		},
		{
			Name: "directory-ignores-assignment", Area: "scope", Source: "invented",
			Summary: "Everybody is carried, whether assigned or not.",
			over:    configuring(func(s *provisioning.Settings) { s.Scope = provisioning.All }),
		},
		{
			Name: "directory-ignores-filter", Area: "scope", Source: "invented",
			Summary: "The scoping filter is taken and ignored.",
			over:    configuring(func(s *provisioning.Settings) { s.Filter = nil }),
		},
		{
			Name: "directory-ignores-disabling", Area: "scope", Source: "invented",
			Summary: "Disabled people are carried like all others.",
			sight:   func(d provisioning.Directory) provisioning.Directory { return enabling{d} },
		},
	}
	for _, d := range entraDefects() {
		d.Area, d.Source = "entra", "invented"
		own = append(own, d)
	}
	return own
}

// FindDefect finds one for Options; no name is none, an unknown one an error.
func FindDefect(name string) (Defect, error) {
	return defect.Find(Defects(), name) //nolint:wrapcheck // says it all
}

// newJob makes the sound job and lays the defect over it, if it is one.
func (d Defect) newJob(o provisioning.Options) job {
	if d.sight != nil {
		o.Directory = d.sight(o.Directory)
	}
	made := provisioning.New(o)
	if d.over == nil {
		return made
	}
	return d.over(made)
}

type unpausable struct{ job }

func (unpausable) Pause() error { return nil }

type restless struct{ job }

func (r restless) Run(ctx context.Context) (provisioning.Cycle, error) {
	if err := r.Restart(provisioning.ResetWatermark); err != nil {
		return provisioning.Cycle{}, err
	}
	return r.job.Run(ctx)
}

type reconfigured struct {
	job
	edit func(*provisioning.Settings)
}

func (r reconfigured) Configure(s provisioning.Settings) error {
	r.edit(&s)
	return r.job.Configure(s)
}

// configuring distorts the settings.
func configuring(edit func(*provisioning.Settings)) func(job) job {
	return func(j job) job { return reconfigured{j, edit} }
}

type enabling struct{ provisioning.Directory }

func (e enabling) AnyPerson(id string) (directory.Person, bool) {
	person, known := e.Directory.AnyPerson(id)
	person.Enabled = true
	return person, known
}
