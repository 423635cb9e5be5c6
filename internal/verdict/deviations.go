package verdict

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Entry declares that scenarios of one bridge are known to fail. It selects them
// by name, by requirement, or by both; at least one of the two is given.
type Entry struct {
	Scenario    string `yaml:"scenario"`    // name; * stands for any text
	Requirement string `yaml:"requirement"` // id; * stands for any text
	Reason      string `yaml:"reason"`      // why it fails; required
	Link        string `yaml:"link"`        // http(s) URL where it is followed up

	at   string // file:line
	name *regexp.Regexp
	id   *regexp.Regexp
}

// Known is a bridge's file of known deviations. It is safe for concurrent use;
// a nil *Known knows none.
type Known struct {
	entries []Entry

	mu   sync.Mutex
	used []bool // by entry
}

// LoadKnown reads a known-failing file: a YAML list of entries. Errors name file and line.
func LoadKnown(path string) (*Known, error) {
	data, err := os.ReadFile(path) //nolint:gosec // the user names the file
	if err != nil {
		return nil, fmt.Errorf("read known deviations: %w", err)
	}
	return ParseKnown(path, data)
}

// ParseKnown is LoadKnown for data already in memory; file is the name errors speak of.
func ParseKnown(file string, data []byte) (*Known, error) {
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, syntaxError(file, err)
	}
	if len(tree.Docs) > 1 {
		return nil, fmt.Errorf("%s: holds %d YAML documents; write one list", file, len(tree.Docs))
	}
	if len(tree.Docs) == 0 || tree.Docs[0].Body == nil || tree.Docs[0].Body.Type() == ast.CommentType {
		return newKnown(nil), nil
	}
	list, ok := tree.Docs[0].Body.(*ast.SequenceNode)
	if !ok {
		return nil, fmt.Errorf("%s:%d: not a list; start each entry with \"- scenario:\" or \"- requirement:\"", file, line(tree.Docs[0].Body))
	}
	entries := make([]Entry, 0, len(list.Values))
	for _, node := range list.Values {
		entry, err := parseEntry(file, node)
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry)
	}
	return newKnown(entries), nil
}

func newKnown(entries []Entry) *Known {
	return &Known{entries: entries, used: make([]bool, len(entries))}
}

func parseEntry(file string, node ast.Node) (Entry, error) {
	var e Entry
	if err := yaml.NodeToValue(node, &e, yaml.Strict()); err != nil {
		return e, syntaxError(file, err)
	}
	e.at = fmt.Sprintf("%s:%d", file, line(node))
	switch {
	case e.Scenario == "" && e.Requirement == "":
		return e, fmt.Errorf("%s: entry selects nothing; give it a scenario or a requirement", e.at)
	case strings.TrimSpace(e.Reason) == "":
		return e, fmt.Errorf("%s: entry has no reason; say why %s is known to fail", e.at, e.subject())
	}
	if link, err := url.Parse(e.Link); e.Link != "" && (err != nil || link.Host == "" || !slices.Contains([]string{"http", "https"}, link.Scheme)) {
		return e, fmt.Errorf("%s: link %q is not an http(s) URL", e.at, e.Link)
	}
	e.name, e.id = pattern(e.Scenario), pattern(e.Requirement)
	return e, nil
}

// pattern is a text in which * stands for any text. Everything else is quoted, so it always compiles.
func pattern(text string) *regexp.Regexp {
	return regexp.MustCompile(`(?s)\A` + strings.ReplaceAll(regexp.QuoteMeta(text), `\*`, `.*`) + `\z`)
}

// Match finds the first entry for a scenario and marks every entry that matches
// it as used. Call it for each scenario of the suite, also those not selected
// for this run, or Unmatched blames entries that are right.
func (k *Known) Match(name string, requirements []string) (Entry, bool) {
	if k == nil {
		return Entry{}, false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	first := -1
	for i, e := range k.entries {
		if e.matches(name, requirements) {
			k.used[i] = true
			if first < 0 {
				first = i
			}
		}
	}
	if first < 0 {
		return Entry{}, false
	}
	return k.entries[first], true
}

// Apply turns the verdict on a scenario into what the file makes of it, with the
// entry's reason: a declared violation (also of a SHOULD) is known-failing, and so is
// a declared scenario that was blocked, for what the bridge does wrong may show in a
// Given already. A pass in spite of a declaration is unexpected. Other verdicts stay,
// without a reason.
func (k *Known) Apply(v Verdict, name string, requirements []string) (Verdict, string) {
	entry, ok := k.Match(name, requirements)
	switch {
	case !ok:
		return v, ""
	case v == Failed, v == Warned, v == Blocked:
		return KnownFailing, entry.Because()
	case v == Passed:
		return UnexpectedPass, fmt.Sprintf("%s declares it failing: %s", entry.at, entry.Because())
	default:
		return v, ""
	}
}

// Unmatched lists the entries no scenario matched, one error each, in the order
// of the file. The deviation is gone, or the entry has a typing mistake.
func (k *Known) Unmatched() []error {
	if k == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	var unmatched []error
	for i, e := range k.entries {
		if !k.used[i] {
			unmatched = append(unmatched, fmt.Errorf("%s: no scenario matches %s; correct the entry or remove it", e.at, e.subject()))
		}
	}
	return unmatched
}

// Because is the reason, with the link if there is one.
func (e Entry) Because() string {
	if e.Link == "" {
		return e.Reason
	}
	return e.Reason + " (" + e.Link + ")"
}

func (e Entry) matches(name string, requirements []string) bool {
	return (e.Scenario == "" || e.name.MatchString(name)) &&
		(e.Requirement == "" || slices.ContainsFunc(requirements, e.id.MatchString))
}

func (e Entry) subject() string {
	switch {
	case e.Requirement == "":
		return fmt.Sprintf("scenario %q", e.Scenario)
	case e.Scenario == "":
		return "requirement " + e.Requirement
	default:
		return fmt.Sprintf("scenario %q with requirement %s", e.Scenario, e.Requirement)
	}
}

func line(node ast.Node) int { return node.GetToken().Position.Line }

// syntaxError puts file:line:column in front of the YAML library's message, whose
// own form shows the source over several lines.
func syntaxError(file string, err error) error {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	position := at.GetToken().Position
	return fmt.Errorf("%s:%d:%d: %s", file, position.Line, position.Column, at.GetMessage())
}
