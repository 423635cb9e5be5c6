package bridge

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// source is the yaml of one profile; its errors name file, line and key.
type source struct {
	name string // of the file
	text []byte
	tree *ast.File
}

// decode reads the yaml into a profile, strictly: an unknown key, a wrong type
// and a second document are errors.
func (s *source) decode() (Profile, error) {
	var p Profile
	decoder := yaml.NewDecoder(bytes.NewReader(s.text), yaml.Strict())
	err := decoder.Decode(&p)
	if errors.Is(err, io.EOF) {
		return Profile{}, fmt.Errorf("%s: is empty; profiles/example.yaml shows what belongs there", s.name)
	}
	if err != nil {
		return Profile{}, s.explain(err)
	}
	if s.tree, err = parser.ParseBytes(s.text, 0); err != nil {
		return Profile{}, s.explain(err)
	}
	if len(s.tree.Docs) > 1 {
		return Profile{}, fmt.Errorf("%s: holds %d documents; write one profile per file", s.name, len(s.tree.Docs))
	}
	return p, nil
}

// explain turns an error of the yaml library into one line with file, line and key.
func (s *source) explain(err error) error {
	var located yaml.Error
	if !errors.As(err, &located) || located.GetToken() == nil {
		return s.fault(0, err.Error())
	}
	at := located.GetToken()
	message := plain(located.GetMessage())
	if key := keyOf(at); key != "" && !strings.Contains(message, `"`+key+`"`) {
		message = key + ": " + message
	}
	return s.fault(at.Position.Line, message)
}

// faultAt is an error of meaning at a key, given as a path like $.ready.path.
func (s *source) faultAt(path, format string, args ...any) error {
	return s.fault(s.line(path), strings.TrimPrefix(path, "$.")+": "+fmt.Sprintf(format, args...))
}

// fault is an error of one line, whatever the file holds; line 0 is nowhere in it.
func (s *source) fault(line int, message string) error {
	if line == 0 {
		return fmt.Errorf("%s: %s", s.name, oneLine(message))
	}
	return fmt.Errorf("%s:%d: %s", s.name, line, oneLine(message))
}

// line is where a key stands, or 0 if it is not in the file.
func (s *source) line(path string) int {
	at, err := yaml.PathString(path)
	if err != nil {
		return 0
	}
	node, err := at.FilterFile(s.tree)
	if err != nil || node == nil {
		return 0
	}
	return node.GetToken().Position.Line
}

// keyOf walks back from a value to the key it belongs to; a key belongs to itself.
func keyOf(at *token.Token) string {
	if at.Next != nil && at.Next.Type == token.MappingValueType {
		return at.Value
	}
	for t := at; t != nil; t = t.Prev {
		if t.Type == token.MappingValueType && t.Prev != nil {
			return t.Prev.Value
		}
	}
	return ""
}

// goType is how the yaml library names types of Go, which no reader of a profile knows.
var goType = regexp.MustCompile(`cannot unmarshal (\S+)(?: \{\})? into Go (?:struct field \S+|value) of type (\S+)`)

// kinds are the words for types of Go in an error.
//
//nolint:gochecknoglobals // a constant table
var kinds = strings.NewReplacer(
	"map[string]interface", "a mapping", "[]interface", "a list", "uint64", "a number", "int64", "a number",
	"float64", "a fraction", "int", "a number", "string", "text", "bool", "true or false", "map", "a mapping",
)

// plain says a message of the yaml library in a reader's words.
func plain(message string) string {
	if found := goType.FindStringSubmatch(message); found != nil {
		return fmt.Sprintf("is %s, want %s", kinds.Replace(found[1]), kinds.Replace(found[2]))
	}
	return message
}

// oneLine turns every run of white space and control characters into a space.
func oneLine(message string) string {
	return strings.Join(strings.FieldsFunc(message, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}
