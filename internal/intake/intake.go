// Package intake says how much of what a server says is taken in: a bridge under
// test may say anything, and must fill neither the memory nor the stack.
package intake

import (
	"bytes"
	"fmt"
)

// What no SCIM server has a reason to go beyond in one answer. Decoded, the worst
// document within these limits takes less than 30 MiB.
const (
	MostBytes  = 8 << 20
	MostValues = 200_000 // brackets, braces, commas and colons of JSON
	Deepest    = 500     // brackets and braces within each other
)

// Check says which limit an answer goes beyond.
func Check(answer []byte) error {
	start := bytes.TrimLeft(answer, " \t\r\n")
	depth, values := 0, 0
	if len(start) > 0 && (start[0] == '{' || start[0] == '[') {
		depth, values = Measure(start)
	}
	switch {
	case len(answer) > MostBytes:
		return fmt.Errorf("the answer is larger than %d MiB", MostBytes>>20)
	case depth > Deepest:
		return fmt.Errorf("the answer nests more than %d levels deep", Deepest)
	case values > MostValues:
		return fmt.Errorf("the answer holds more than %d values", MostValues)
	}
	return nil
}

// Measure counts the levels and the values of JSON without decoding it.
func Measure[text string | []byte](json text) (depth, values int) {
	level, quoted := 0, false
	for i := 0; i < len(json); i++ {
		switch c := json[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{', c == '[':
			level++
			values++
			depth = max(depth, level)
		case c == '}', c == ']':
			level--
		case c == ',', c == ':':
			values++
		}
	}
	return depth, values
}
