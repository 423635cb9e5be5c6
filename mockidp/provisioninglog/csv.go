package provisioninglog

import (
	"encoding/csv"
	"fmt"
	"io"
)

// changeColumn joins the three files.
const changeColumn = "changeId"

// sheet is one of the portal's CSV files.
type sheet struct {
	file  string
	write func(*csv.Writer, []Entry) error
}

func sheets() []sheet {
	return []sheet{{LogsFile, writeLogs}, {StepsFile, writeSteps}, {ModifiedFile, writeModified}}
}

// WriteCSV writes one of the portal's CSV files by its name: LogsFile, StepsFile
// or ModifiedFile. Line ends within a cell become \n; what a spreadsheet would
// take for a formula gets an apostrophe before it, which ParseCSV takes away.
func WriteCSV(out io.Writer, file string, entries []Entry) error {
	for _, s := range sheets() {
		if s.file != file {
			continue
		}
		w := csv.NewWriter(out)
		err := s.write(w, entries)
		w.Flush()
		if err == nil {
			err = w.Error()
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", file, err)
		}
		return nil
	}
	return fmt.Errorf("there is no file %q of the provisioning log; the files are %s, %s and %s", file, LogsFile, StepsFile, ModifiedFile)
}

func writeLogs(w *csv.Writer, entries []Entry) error {
	if err := w.Write(names(logColumns)); err != nil {
		return err //nolint:wrapcheck // wrapped by WriteCSV
	}
	for _, e := range entries {
		if err := w.Write(cells(logColumns, &e)); err != nil {
			return err //nolint:wrapcheck // wrapped by WriteCSV
		}
	}
	return nil
}

func writeSteps(w *csv.Writer, entries []Entry) error {
	return writeParts(w, entries, stepColumns, func(e Entry) []Step { return e.Steps })
}

func writeModified(w *csv.Writer, entries []Entry) error {
	return writeParts(w, entries, modifiedColumns, func(e Entry) []Modified { return e.Modified })
}

// writeParts writes a row for each part of each entry, the entry's change before it.
func writeParts[T any](w *csv.Writer, entries []Entry, columns []column[T], parts func(Entry) []T) error {
	if err := w.Write(append([]string{changeColumn}, names(columns)...)); err != nil {
		return err //nolint:wrapcheck // wrapped by WriteCSV
	}
	for _, e := range entries {
		for _, part := range parts(e) {
			if err := w.Write(append([]string{guarded(e.Change)}, cells(columns, &part)...)); err != nil {
				return err //nolint:wrapcheck // wrapped by WriteCSV
			}
		}
	}
	return nil
}

func names[T any](columns []column[T]) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c.name
	}
	return out
}

func cells[T any](columns []column[T], row *T) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = guarded(c.get(row))
	}
	return out
}
