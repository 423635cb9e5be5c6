package report

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Options of the console view; the others have none.
type Options struct {
	Color bool // write ANSI colours
	Width int  // columns to wrap at; 0: never
}

// formats are the views by name. All but the truth start from cleaned texts.
var formats = map[string]func(*Report, Options) (string, error){ //nolint:gochecknoglobals // constant table
	"badge":     func(r *Report, _ Options) (string, error) { return badge(r.plain()) },
	"console":   func(r *Report, o Options) (string, error) { return console(r.plain(), o), nil },
	"html":      func(r *Report, _ Options) (string, error) { return page(r.plain()) },
	"json":      func(r *Report, _ Options) (string, error) { return truth(r) },
	"junit":     func(r *Report, _ Options) (string, error) { return junit(r.plain()) },
	"markdown":  func(r *Report, _ Options) (string, error) { return markdown(r.plain()), nil },
	"statement": func(r *Report, _ Options) (string, error) { return state(r.plain()) },
}

// Formats lists the formats Render knows.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// Render writes one view of a finished report. An unknown format is an error
// that lists the known ones.
func Render(w io.Writer, r *Report, format string, o Options) error {
	view, known := formats[format]
	if !known {
		return fmt.Errorf("unknown report format %q; choose one of %s", format, strings.Join(Formats(), ", "))
	}
	text, err := view(r, o)
	if err != nil {
		return fmt.Errorf("render report as %s: %w", format, err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		return fmt.Errorf("write report as %s: %w", format, err)
	}
	return nil
}

func truth(r *Report) (string, error) {
	text, err := json.MarshalIndent(r, "", "  ")
	return string(text) + "\n", err
}
