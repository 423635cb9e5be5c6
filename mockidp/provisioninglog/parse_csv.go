package provisioninglog

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// ParseCSV reads the portal's three files. Columns come in any order, their names
// in any case and with any blanks and dots; unknown ones are passed over and
// noted. Errors name the file, the row (the header is row 1) and the column.
func ParseCSV(logs, steps, modified File) (Log, error) {
	log := Log{}
	byChange := map[string]int{}
	byID := map[string]bool{}
	err := log.rows(logs, append([]string{}, names(logColumns)...), neededOf(logColumns), func(row row) error {
		var e Entry
		if err := fill(row, logColumns, &e); err != nil {
			return err
		}
		if byID[e.ID] {
			return row.problem("id", fmt.Errorf("%q stands in an earlier row too", shortened(e.ID)))
		}
		if _, twice := byChange[e.Change]; twice {
			return row.problem(changeColumn, fmt.Errorf("%q stands in an earlier row too, and steps could belong to either", shortened(e.Change)))
		}
		byID[e.ID], byChange[e.Change] = true, len(log.Entries)
		log.Entries = append(log.Entries, e)
		return nil
	})
	if err == nil {
		err = readParts(&log, steps, stepColumns, byChange, func(e *Entry) *[]Step { return &e.Steps })
	}
	if err == nil {
		err = readParts(&log, modified, modifiedColumns, byChange, func(e *Entry) *[]Modified { return &e.Modified })
	}
	if err != nil {
		return Log{}, err
	}
	return log, nil
}

// readParts gives each entry the parts that a file has for its change.
func readParts[T any](log *Log, f File, columns []column[T], byChange map[string]int, of func(*Entry) *[]T) error {
	known := append([]string{changeColumn}, names(columns)...)
	return log.rows(f, known, append([]string{changeColumn}, neededOf(columns)...), func(row row) error {
		change, err := row.value(changeColumn)
		if err != nil {
			return err
		}
		at, ok := byChange[change]
		if !ok {
			return row.problem(changeColumn, fmt.Errorf("%q is no change of %s", shortened(change), LogsFile))
		}
		var part T
		if err := fill(row, columns, &part); err != nil {
			return err
		}
		parts := of(&log.Entries[at])
		*parts = append(*parts, part)
		return nil
	})
}

func neededOf[T any](columns []column[T]) []string {
	return names(slices.DeleteFunc(slices.Clone(columns), func(c column[T]) bool { return !c.needed }))
}

// fill sets what a row says of out.
func fill[T any](row row, columns []column[T], out *T) error {
	for _, c := range columns {
		value, err := row.value(c.name)
		if err != nil {
			return err
		}
		if c.needed && value == "" {
			return row.problem(c.name, errors.New("is empty"))
		}
		if err := c.set(out, value); err != nil {
			return row.problem(c.name, err)
		}
	}
	return nil
}

// row of a file.
type row struct {
	file   string
	number int            // as a spreadsheet counts, the header being 1
	at     map[string]int // where a column is
	cells  []string
}

// value of a column; "" where the file has no such column.
func (r row) value(name string) (string, error) {
	at, ok := r.at[name]
	if !ok {
		return "", nil
	}
	value, err := bare(r.cells[at])
	if err != nil {
		return "", r.problem(name, err)
	}
	return value, nil
}

func (r row) problem(column string, err error) error {
	return fmt.Errorf("%s, row %d, column %s: %w", r.file, r.number, column, err)
}

// rows hands each row of a file to read. Unknown columns are noted.
func (l *Log) rows(f File, known, needed []string, read func(row) error) error {
	data, err := f.text()
	if err != nil {
		return err
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1 // counted below, for an error that names the row
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%s is empty; its first row names the columns", f.Name)
	}
	if err != nil {
		return fmt.Errorf("%s, row 1: %w", f.Name, err)
	}
	at, unknown, err := find(f.Name, header, known, needed)
	if err != nil {
		return err
	}
	for _, name := range unknown {
		l.Notes = append(l.Notes, fmt.Sprintf("%s: the column %q is not known and was passed over", f.Name, shortened(name)))
	}
	for number := 2; ; number++ {
		cells, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%s, row %d: %w", f.Name, number, err)
		case len(cells) != len(header):
			return fmt.Errorf("%s, row %d: has %d cells, and the header %d", f.Name, number, len(cells), len(header))
		}
		if err := read(row{f.Name, number, at, cells}); err != nil {
			return err
		}
	}
}

// find says in which place each known column is.
func find(file string, header, known, needed []string) (at map[string]int, unknown []string, err error) {
	at = map[string]int{}
	for i, name := range header {
		k := slices.IndexFunc(known, func(k string) bool { return letters(k) == letters(name) })
		if k < 0 {
			unknown = append(unknown, name)
			continue
		}
		if _, twice := at[known[k]]; twice {
			return nil, nil, fmt.Errorf("%s, row 1: the column %s stands there twice", file, known[k])
		}
		at[known[k]] = i
	}
	for _, name := range needed {
		if _, ok := at[name]; !ok {
			return nil, nil, fmt.Errorf("%s, row 1: there is no column %s", file, name)
		}
	}
	return at, unknown, nil
}

// letters are what two spellings of a header have in common.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}
