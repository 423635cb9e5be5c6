package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// views are the files of a report directory, the truth first.
var views = []struct{ file, format string }{ //nolint:gochecknoglobals // constant table
	{"report.json", "json"},
	{"junit.xml", "junit"},
	{"index.html", "html"},
	{"summary.md", "markdown"},
	{"conformance.json", "statement"},
	{"badge.json", "badge"},
}

// Write puts a finished report into a directory, which is made if need be:
// report.json, junit.xml, index.html, summary.md, conformance.json and badge.json.
func (r *Report) Write(dir string) error {
	// Readable for all: a report written in a container is read outside of it.
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // see above
		return fmt.Errorf("write report: %w", err)
	}
	for _, view := range views {
		var buf bytes.Buffer
		if err := Render(&buf, r, view.format, Options{}); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, view.file), buf.Bytes(), 0o644); err != nil { //nolint:gosec // see above
			return fmt.Errorf("write report: %w", err)
		}
	}
	return nil
}

// Read reads a report.json. Counts and roll-ups are made anew from its
// scenarios, so no view can show a summary its scenarios do not bear out.
func Read(path string) (*Report, error) {
	data, err := os.ReadFile(path) //nolint:gosec // the user names the file
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	r, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("read report %s: %w", path, err)
	}
	return r, nil
}

// Parse is Read for data already in memory.
func Parse(data []byte) (*Report, error) {
	var head struct {
		Schema *int `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, explain(data, err)
	}
	switch {
	case head.Schema == nil:
		return nil, errors.New(`not a report: it has no "schema"; give the report.json of a run`)
	case *head.Schema != Schema:
		return nil, fmt.Errorf("schema %d, but this scimproof reads schema %d; use the scimproof that wrote it", *head.Schema, Schema)
	}
	var r Report
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, explain(data, err)
	}
	for _, s := range r.Scenarios {
		if !s.Verdict.Known() {
			return nil, fmt.Errorf("scenario %q has the unknown verdict %q", s.Location, s.Verdict)
		}
	}
	r.Finish(nil)
	return &r, nil
}

// explain says in which line JSON is broken and which field has another type.
func explain(data []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d is not JSON: %w", lineOf(data, syntax.Offset), err)
	case errors.As(err, &kind):
		return fmt.Errorf("line %d: %s has the wrong type (%s)", lineOf(data, kind.Offset), cmp.Or(kind.Field, "the report"), kind.Value)
	default:
		return fmt.Errorf("not a report: %w", err)
	}
}

func lineOf(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte("\n"))
}
