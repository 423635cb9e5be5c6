package mockidp

import (
	"sync"
	"time"

	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// entraDefects are about what the service promises of failures and leavers
// (docs/entra.md, errors and quarantine).
func entraDefects() []Defect {
	return []Defect{
		{
			Name: "directory-shows-no-failures", Summary: "Failed changes are not shown among those that are tried again.",
			over: showing(func(s *provisioning.Status) { s.Escrows = nil }),
		},
		{
			Name: "directory-shows-no-quarantine", Summary: "A job in quarantine, or disabled, says that it is active.",
			over: showing(func(s *provisioning.Status) { s.State = provisioning.Active }),
		},
		{
			Name: "directory-has-one-error", Summary: "Every failure is logged under the same code.",
			over: func(j job) job { return speechless{j} },
		},
		{
			Name: "directory-hurries-in-quarantine", Summary: "A job in quarantine comes by as often as any other.",
			over: func(j job) job { return hurried{j} },
		},
		{
			Name: "directory-ignores-delete-limit", Summary: "However many leave at once, nobody is held back.",
			over: configuring(func(s *provisioning.Settings) { s.Limits.Deletes = 0 }),
		},
		{
			Name: "directory-keeps-the-purged", Summary: "Whoever is purged is taken for somebody in the recycle bin.",
			sight: func(d provisioning.Directory) provisioning.Directory {
				return &nostalgic{Directory: d, people: map[string]directory.Person{}}
			},
		},
		{
			Name: "directory-ignores-actions", Summary: "People are deleted although the mapping does not allow it.",
			over: configuring(func(s *provisioning.Settings) {
				if s.Mapping != nil {
					s.Mapping.User.FlowTypes = []string{"Add", "Update", "Delete"}
				}
			}),
		},
		{
			Name: "directory-writes-no-mails", Summary: "Nobody is told of a quarantine.",
			over: configuring(func(s *provisioning.Settings) { s.Recipients = nil }),
		},
		{
			Name: "directory-keeps-first-failures", Summary: "An initial cycle that fails too often ends in quarantine instead of a pause.",
			over: configuring(func(s *provisioning.Settings) { s.Switches.KeepInitialEscrows = true }),
		},
		{
			Name: "directory-ignores-skips", Summary: "Whoever goes out of scope is disabled although the job leaves such people alone.",
			over: configuring(func(s *provisioning.Settings) { s.Skips = nil }),
		},
	}
}

type glossed struct {
	job
	edit func(*provisioning.Status)
}

func (g glossed) Status() provisioning.Status {
	status := g.job.Status()
	g.edit(&status)
	return status
}

// showing distorts what the job says of itself.
func showing(edit func(*provisioning.Status)) func(job) job {
	return func(j job) job { return glossed{j, edit} }
}

// nostalgic remembers everybody it has seen.
type nostalgic struct {
	provisioning.Directory
	mu     sync.Mutex
	people map[string]directory.Person
}

func (n *nostalgic) AnyPerson(id string) (directory.Person, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	person, known := n.Directory.AnyPerson(id)
	if known {
		n.people[id] = person
		return person, true
	}
	if person, known = n.people[id]; known && person.DeletedAt == nil {
		person.DeletedAt = new(time.Time)
	}
	return person, known
}

type speechless struct{ job }

func (s speechless) Log(since int) []provisioning.Record {
	log := s.job.Log(since)
	for i := range log {
		if log[i].ErrorCode != "" {
			log[i].ErrorCode = "InternalError"
		}
	}
	return log
}

type hurried struct{ job }

func (h hurried) NextDue() (time.Time, bool) {
	due, ok := h.job.NextDue()
	if status := h.Status(); ok && status.Quarantine != nil && status.Last != nil {
		due = status.Last.Ended.Add(time.Duration(status.Settings.Interval))
	}
	return due, ok
}
