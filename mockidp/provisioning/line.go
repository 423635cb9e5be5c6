package provisioning

import (
	"strings"
	"time"
	"unique"
)

// line is a record as the log keeps it, in as little as it takes: a large tenant
// has hundreds of thousands of them, most of which nobody reads.
type line struct {
	of                   *stamp
	object, name, target string
	action, status, kind word
	steps                [mostSteps]stepCode
	changed              word     // paths of attributes: those of most people are the same
	to                   []string // of each of them
	rest                 *rest
}

// stamp is what the lines of a cycle share while its clock stands still.
type stamp struct {
	cycle string
	at    time.Time
}

// word is one of the few that actions, statuses, kinds and lists of paths are.
type word = unique.Handle[string]

// between paths; none has one inside.
const between = `\`

// rest is what few lines have.
type rest struct {
	skip, code, reason string
	before             []string // of each change; nil: nothing
}

func (d *draft) line(of *stamp) *line {
	l := &line{
		of: of, object: d.Object, name: d.Name, target: d.Target,
		action: unique.Make(d.Action), status: unique.Make(d.Status), kind: unique.Make(d.Kind), steps: d.steps,
		to: make([]string, len(d.Modified)),
	}
	var before []string
	paths := make([]string, len(d.Modified))
	for i, m := range d.Modified {
		paths[i], l.to[i] = m.Name, m.New
		if m.Old != "" && before == nil {
			before = make([]string, len(d.Modified))
		}
		if m.Old != "" {
			before[i] = m.Old
		}
	}
	l.changed = unique.Make(strings.Join(paths, between))
	if d.SkipReason != "" || d.ErrorCode != "" || d.Reason != "" || before != nil {
		l.rest = &rest{d.SkipReason, d.ErrorCode, d.Reason, before}
	}
	return l
}

// record is the line with this number in words.
func (l *line) record(seq int) Record {
	d := draft{Record: Record{
		Seq: seq, At: l.of.at, Cycle: l.of.cycle, Object: l.object, Name: l.name, Target: l.target,
		Action: l.action.Value(), Status: l.status.Value(), Kind: l.kind.Value(),
	}, steps: l.steps}
	var before []string
	if l.rest != nil {
		d.SkipReason, d.ErrorCode, d.Reason, before = l.rest.skip, l.rest.code, l.rest.reason, l.rest.before
	}
	paths := strings.Split(l.changed.Value(), between)
	for i, to := range l.to {
		m := Modified{Name: paths[i], New: to}
		if before != nil {
			m.Old = before[i]
		}
		d.Modified = append(d.Modified, m)
	}
	return d.told()
}
