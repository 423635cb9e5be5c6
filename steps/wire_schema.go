package steps

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
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
			Then: `the answer has at most {number} of {path}`,
			Do:   func(w *World) any { return w.answerHasAtMost },
		},
		{
			Then: `the answer has {path} as a time of this scenario`,
			Do:   func(w *World) any { return w.isRecent },
		},
		{
			Then: `reading {name} shows {path} no earlier than {path}`,
			Do:   func(w *World) any { return w.showsInOrder },
		},
		{
			Then: `no two of ` + namesWords + ` have the same id`,
			Do:   func(w *World) any { return w.idsDiffer },
		},
	}
}

// showsAtMost counts places: emails[primary eq "true"] are those elements.
func (w *World) showsAtMost(ctx context.Context, name string, most int, path string) error {
	filled, err := w.fill(path)
	if err != nil {
		return err
	}
	return w.reading(ctx, name, func(seen map[string]any) error { return atMost(seen, most, filled) })
}

func (w *World) answerHasAtMost(_ context.Context, most int, path string) error {
	return atMost(w.said.body, most, path)
}

func atMost(document any, most int, path string) error {
	var there []string
	spots, err := everySpot(document, path)
	for _, s := range spots {
		if s.found {
			there = append(there, s.at+" "+encode(s.value))
		}
	}
	if len(there) > most {
		return mismatch(fmt.Sprintf("at most %d of %s", most, path), "%s", strings.Join(there, ", "))
	}
	return err
}

// clockTolerance is how far the clock that dates resources may be from the one that
// dates answers. A local time that is called UTC is further off.
const clockTolerance = 10 * time.Minute

// isRecent compares with the clock that the bridge goes by: the mock account's, or the
// one of its HTTP answers.
func (w *World) isRecent(ctx context.Context, path string) error {
	value, _ := look(w.said.body, path)
	got, err := parseDate(value)
	if err != nil {
		return mismatch(path+" as a date", "%s", encode(value))
	}
	now, err := w.bridgeTime(ctx)
	if err != nil {
		return err
	}
	if apart := got.Sub(now).Abs(); apart > clockTolerance {
		return mismatch(path+" about "+now.Format(time.RFC3339), "%s, %s apart", got.Format(time.RFC3339), apart)
	}
	return nil
}

// parseDate reads an xsd:dateTime, whose offset may be left out (RFC 7643 2.3.5).
func parseDate(value any) (time.Time, error) {
	when, err := time.Parse(time.RFC3339Nano, plain(value))
	if err != nil {
		when, err = time.Parse("2006-01-02T15:04:05.999999999", plain(value))
	}
	return when, err //nolint:wrapcheck // the caller shows the value
}

func (w *World) bridgeTime(ctx context.Context) (time.Time, error) {
	if w.account != nil {
		info, err := w.account.Info(ctx)
		if err != nil {
			return time.Time{}, fmt.Errorf("read the account's clock: %w", err)
		}
		return info.Now, nil
	}
	if dated, err := http.ParseTime(w.said.answer.Header.Get("Date")); err == nil {
		return dated, nil
	}
	return w.run.now(), nil
}

func (w *World) showsInOrder(ctx context.Context, name, later, earlier string) error {
	return w.reading(ctx, name, func(seen map[string]any) error {
		var times [2]time.Time
		for i, path := range []string{earlier, later} {
			value, _ := look(seen, path)
			var err error
			if times[i], err = parseDate(value); err != nil {
				return mismatch(path+" as a date", "%s", encode(value))
			}
		}
		if times[1].Before(times[0]) {
			return mismatch(fmt.Sprintf("%s no earlier than %s %s", later, earlier, times[0]), "%s", times[1])
		}
		return nil
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
