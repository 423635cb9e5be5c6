package provisioning

import (
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
	changed              []change
	rest                 *rest
}

// stamp is what the lines of a cycle share while its clock stands still.
type stamp struct {
	cycle string
	at    time.Time
}

// word is one of the few that actions, statuses and kinds are.
type word = unique.Handle[string]

// change of one attribute, without what was there before.
type change struct {
	name word
	to   string
}

// rest is what few lines have.
type rest struct {
	skip, code, reason string
	before             []string // of each change; nil: nothing
}

func (d *draft) line(of *stamp) *line {
	l := &line{
		of: of, object: d.Object, name: d.Name, target: d.Target,
		action: unique.Make(d.Action), status: unique.Make(d.Status), kind: unique.Make(d.Kind), steps: d.steps,
	}
	var before []string
	if len(d.Modified) > 0 {
		l.changed = make([]change, len(d.Modified))
	}
	for i, m := range d.Modified {
		l.changed[i] = change{unique.Make(m.Name), m.New}
		if m.Old != "" && before == nil {
			before = make([]string, len(d.Modified))
		}
		if m.Old != "" {
			before[i] = m.Old
		}
	}
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
	for i, c := range l.changed {
		m := Modified{Name: c.name.Value(), New: c.to}
		if before != nil {
			m.Old = before[i]
		}
		d.Modified = append(d.Modified, m)
	}
	return d.told()
}
