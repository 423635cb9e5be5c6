package provisioninglog

import (
	"errors"
	"fmt"
	"regexp"
	"unicode/utf8"
)

// cellLimit is the longest cell that is read, in bytes.
const cellLimit = 1 << 20

var (
	// formula is how a cell begins that a spreadsheet would compute, with the
	// apostrophes that may stand before it.
	formula = regexp.MustCompile(`^'*[=+\-@\t\r\n＝＋－＠]`)
	lineEnd = regexp.MustCompile(`\r+\n`)
)

// guarded is a value as its cell has it.
func guarded(value string) string {
	value = lineEnd.ReplaceAllString(value, "\n")
	if formula.MatchString(value) {
		return "'" + value
	}
	return value
}

// bare is the value of a cell.
func bare(cell string) (string, error) {
	switch {
	case len(cell) > cellLimit:
		return "", fmt.Errorf("has %d bytes, more than the %d that are read", len(cell), cellLimit)
	case !utf8.ValidString(cell):
		return "", errors.New("is not UTF-8")
	}
	cell = lineEnd.ReplaceAllString(cell, "\n")
	if len(cell) > 1 && cell[0] == '\'' && formula.MatchString(cell) {
		return cell[1:], nil
	}
	return cell, nil
}
