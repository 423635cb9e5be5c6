package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Options of the console view; the others have none.
type Options struct {
	Color bool // write ANSI colours
	Width int  // columns to wrap at; 0: never
}

// Formats lists the formats Render knows.
func Formats() []string { return []string{"console", "html", "json", "junit", "markdown"} }

// Render writes one view of a finished report. An unknown format is an error
// that lists the known ones.
func Render(w io.Writer, r *Report, format string, o Options) error {
	var text string
	var err error
	switch format {
	case "console":
		text = console(r.plain(), o)
	case "html":
		text, err = page(r.plain())
	case "json":
		text, err = truth(r)
	case "junit":
		text, err = junit(r.plain())
	case "markdown":
		text = markdown(r.plain())
	default:
		return fmt.Errorf("unknown report format %q; choose one of %s", format, strings.Join(Formats(), ", "))
	}
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
