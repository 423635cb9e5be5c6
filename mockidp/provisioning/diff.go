package provisioning

import (
	"errors"
	"strings"

	"github.com/scimproof/scimproof/mockidp/dialect"
)

// diff compares what the mapping wants with what the bridge returned. Null is
// never written, so a value cleared at the source stays at the target; of an
// object out of scope only active is looked at (docs/entra.md, lifecycle).
func (v *visit) diff() ([]dialect.Change, *failure) {
	var changes []dialect.Change
	active := v.resource.Active()
	for i := range v.resource.Attributes {
		attribute := &v.resource.Attributes[i]
		if attribute.Reference == dialect.Many {
			continue // never read back: reads leave members out
		}
		have, err := v.returned(attribute)
		if err != nil {
			what := "read " + v.item.kind + " " + v.link.target
			return nil, classify(reading, unreadable, what, "Message: not able to deserialize the resource: "+err.Error())
		}
		if attribute.Reference != "" || attribute.Flow == dialect.ObjectAddOnly || !v.source.entitled && attribute != active {
			continue
		}
		want, f := v.wanted(attribute, !have.had && attribute.Source == "")
		if f != nil {
			return nil, f
		}
		if change, ok := compare(want, have); ok {
			changes = append(changes, change)
			v.modify(attribute.Target, attribute.Logged(have.text), attribute.Logged(change.Text))
		}
	}
	return changes, nil
}

// returned is what the bridge has for an attribute.
type returned struct {
	text string // of a list its values, for the log
	list []string
	had  bool
}

func (v *visit) returned(a *dialect.Attribute) (out returned, err error) {
	if a.Multi() {
		out.list, err = v.answered.ReadList(a)
		out.text, out.had = strings.Join(out.list, ","), out.list != nil
		return out, err //nolint:wrapcheck // diff says what was attempted
	}
	out.text, out.had, err = v.answered.Read(a)
	return out, err //nolint:wrapcheck // diff says what was attempted
}

// compare is the change from have to want, false if there is none to write.
func compare(want dialect.Value, have returned) (dialect.Change, bool) {
	a := want.Attribute
	switch {
	case want.Empty(), a.Flow == dialect.AttributeAddOnly && have.had, a.Flow == dialect.MultiValueAddOnly && !a.Multi():
		return dialect.Change{}, false
	case a.Always:
	case a.Replaces():
		if len(have.list) == len(want.List) && want.Without(have.list).Empty() {
			return dialect.Change{}, false
		}
	case a.Multi():
		want = want.Without(have.list)
		if want.Empty() {
			return dialect.Change{}, false
		}
	case have.had && have.text == want.Text:
		return dialect.Change{}, false
	}
	return dialect.Change{Value: want, Had: have.had}, true
}

// wanted is what the mapping makes of the source, or the default if nothing comes of it and that is asked for.
func (v *visit) wanted(a *dialect.Attribute, fill bool) (dialect.Value, *failure) {
	want, err := a.Eval(v.read)
	switch {
	case errors.Is(err, dialect.ErrSeveral):
		return want, classify(computing, several, "map "+v.item.kind+" "+v.name(), "Message: "+err.Error())
	case err != nil:
		return want, classify(computing, uncomputed, "map "+v.item.kind+" "+v.name(), "Message: "+err.Error())
	case fill && want.Empty() && a.Default != "":
		want.Text = a.Default
		if a.Multi() {
			want.List = []string{a.Default}
		}
	}
	return want, nil
}

// values are what a new resource is made of.
func (v *visit) values() ([]dialect.Value, *failure) {
	values := make([]dialect.Value, 0, len(v.resource.Attributes))
	v.record.Modified = make([]Modified, 0, len(v.resource.Attributes))
	for i := range v.resource.Attributes {
		attribute := &v.resource.Attributes[i]
		if attribute.Reference != "" {
			continue
		}
		want, f := v.wanted(attribute, true)
		if f != nil {
			return nil, f
		}
		if !want.Empty() {
			values = append(values, want)
			v.modify(attribute.Target, "", attribute.Logged(want.Text))
		}
	}
	return values, nil
}
