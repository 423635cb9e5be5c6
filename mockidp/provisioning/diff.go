package provisioning

import (
	"fmt"

	"github.com/scimproof/scimproof/mockidp/dialect"
)

// diff compares what the mapping wants with what the bridge returned. Null is
// never written, so a value cleared at the source stays at the target; of an
// object out of scope only active is looked at (docs/entra.md, lifecycle).
func (v *visit) diff() ([]dialect.Change, error) {
	var changes []dialect.Change
	active := v.resource.Active()
	for i := range v.resource.Attributes {
		attribute := &v.resource.Attributes[i]
		if attribute.Reference == dialect.Many {
			continue // never read back: reads leave members out
		}
		have, had, err := v.answered.Read(attribute)
		if err != nil {
			return nil, fmt.Errorf("not able to deserialize the resource: %w", err)
		}
		if attribute.Reference != "" || !v.source.entitled && attribute != active {
			continue
		}
		if want := attribute.Eval(v.source.value); want != "" && (!had || want != have) {
			changes = append(changes, dialect.Change{Value: dialect.Value{Attribute: attribute, Text: want}, Had: had})
			v.modify(attribute.Target, have, want)
		}
	}
	return changes, nil
}

// values are what a new resource is made of.
func (v *visit) values() []dialect.Value {
	var values []dialect.Value
	for i := range v.resource.Attributes {
		attribute := &v.resource.Attributes[i]
		want := attribute.Eval(v.source.value)
		if want == "" || attribute.Reference != "" {
			continue
		}
		values = append(values, dialect.Value{Attribute: attribute, Text: want})
		v.modify(attribute.Target, "", want)
	}
	return values
}
