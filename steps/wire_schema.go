package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// schemaSentences judge what attributes are: as the schemas declare them, and as
// resources hold them.
func schemaSentences() []Sentence {
	return []Sentence{
		{
			Then: `the schema declares none of these otherwise:`,
			Do:   func(w *World) any { return w.declares },
		},
		{
			Then: `reading {name} shows at most {number} of {path}`,
			Do:   func(w *World) any { return w.showsAtMost },
		},
		{
			Then: `no two of ` + namesWords + ` have the same id`,
			Do:   func(w *World) any { return w.idsDiffer },
		},
	}
}

// showsAtMost counts places: emails[primary eq "true"] are those elements.
func (w *World) showsAtMost(ctx context.Context, name string, most int, path string) error {
	return w.reading(ctx, name, func(seen map[string]any) error {
		var there []string
		spots, err := everySpot(seen, path)
		for _, s := range spots {
			if s.found {
				there = append(there, s.at+" "+encode(s.value))
			}
		}
		if len(there) > most {
			return mismatch(fmt.Sprintf("at most %d of %s", most, path), "%s", strings.Join(there, ", "))
		}
		return err
	})
}

func (w *World) idsDiffer(_ context.Context, names string) error {
	ids, err := w.ids(namesIn(names))
	if err != nil {
		return err
	}
	slices.Sort(ids)
	if len(slices.Compact(slices.Clone(ids))) != len(ids) {
		return mismatch("an id of its own for each", "%s", strings.Join(ids, ", "))
	}
	return nil
}

// declares compares a Schema resource with rows of characteristics, one attribute
// each. A bridge need not have an attribute, nor say what is the default; "-" is
// not looked at, "a or b" takes either.
func (w *World) declares(_ context.Context, table *Table) error {
	header := table.Rows[0].Cells
	var wrong []string
	for _, row := range table.Rows[1:] {
		name := row.Cells[0].Value
		declared, found := declaration(w.said.body, name)
		for i, cell := range row.Cells[1:] {
			characteristic := header[i+1].Value
			got, said := look(declared, characteristic)
			if !found || !said || cell.Value == "-" || slices.Contains(strings.Split(cell.Value, " or "), plain(got)) {
				continue
			}
			wrong = append(wrong, fmt.Sprintf("%s of %s %s instead of %s", characteristic, name, plain(got), cell.Value))
		}
	}
	if wrong != nil {
		return mismatch("the characteristics of RFC 7643", "%s", strings.Join(wrong, "; "))
	}
	return nil
}

// declaration finds name.familyName among the attributes of a Schema resource.
func declaration(schema any, dotted string) (any, bool) {
	current, key, found := schema, "attributes", true
	for name := range strings.SplitSeq(dotted, ".") {
		current, found = look(current, fmt.Sprintf(`%s[name eq "%s"]`, key, name))
		if !found {
			return nil, false
		}
		key = "subAttributes"
	}
	return current, found
}

// plain is a value as a feature's table has it.
func plain(value any) string {
	if s, isText := value.(string); isText {
		return s
	}
	return encode(value)
}
