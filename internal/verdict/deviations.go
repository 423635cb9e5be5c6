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

	"github.com/scimproof/scimproof/internal/oneormore"
)

// Entry declares that scenarios of one bridge are known to fail, for one cause.
// It selects them by name, by requirement, or by both; at least one of the two is given.
type Entry struct {
	Scenario    oneormore.Texts `yaml:"scenario"`    // names; * stands for any text
	Requirement oneormore.Texts `yaml:"requirement"` // ids; * stands for any text
	Reason      string          `yaml:"reason"`      // why they fail; required
	Link        string          `yaml:"link"`        // http(s) URL where it is followed up
	Sometimes   bool            `yaml:"sometimes"`   // the bridge leaves it to chance, so that a pass is no surprise

	at    string // file:line
	names []*pattern
	ids   []*pattern
}

// pattern is a text in which * stands for any text.
type pattern struct {
	text string
	any  *regexp.Regexp // nil without a *
	used bool           // guarded by Known.mu
}

// Known is a bridge's file of known deviations. It is safe for concurrent use;
// a nil *Known knows none.
type Known struct {
	entries []Entry

	mu sync.Mutex // guards what is used of the entries' patterns
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
		return &Known{}, nil
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
	return &Known{entries: entries}, nil
}

// Join makes one of several files, in their order.
func Join(all ...*Known) *Known {
	joined := &Known{}
	for _, k := range all {
		joined.entries = append(joined.entries, k.entries...)
	}
	return joined
}

func parseEntry(file string, node ast.Node) (Entry, error) {
	var e Entry
	if err := yaml.NodeToValue(node, &e, yaml.Strict()); err != nil {
		return e, syntaxError(file, err)
	}
	e.at = fmt.Sprintf("%s:%d", file, line(node))
	switch {
	case len(e.Scenario) == 0 && len(e.Requirement) == 0:
		return e, fmt.Errorf("%s: entry selects nothing; give it a scenario or a requirement", e.at)
	case strings.TrimSpace(e.Reason) == "":
		return e, fmt.Errorf("%s: entry has no reason; say why %s is known to fail", e.at, e.subject())
	}
	if link, err := url.Parse(e.Link); e.Link != "" && (err != nil || link.Host == "" || !slices.Contains([]string{"http", "https"}, link.Scheme)) {
		return e, fmt.Errorf("%s: link %q is not an http(s) URL", e.at, e.Link)
	}
	e.names, e.ids = patterns(e.Scenario), patterns(e.Requirement)
	return e, nil
}

// patterns quotes everything but *, so that it always compiles.
func patterns(texts []string) []*pattern {
	all := make([]*pattern, len(texts))
	for i, text := range texts {
		all[i] = &pattern{text: text}
		if strings.Contains(text, "*") {
			all[i].any = regexp.MustCompile(`(?s)\A` + strings.ReplaceAll(regexp.QuoteMeta(text), `\*`, `.*`) + `\z`)
		}
	}
	return all
}

func (p *pattern) matches(text string) bool {
	return text == p.text || p.any != nil && p.any.MatchString(text)
}

// Match finds the first entry for a scenario and marks every name and id that
// matches it as used. Call it for each scenario of the suite, also those not selected
// for this run, or Unmatched blames entries that are right.
func (k *Known) Match(name string, requirements []string) (Entry, bool) {
	if k == nil {
		return Entry{}, false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	first := -1
	for i, e := range k.entries {
		names, ids := matching(e.names, name), matching(e.ids, requirements...)
		if len(names) == 0 && len(e.names) > 0 || len(ids) == 0 && len(e.ids) > 0 {
			continue
		}
		for _, p := range slices.Concat(names, ids) {
			p.used = true
		}
		if first < 0 {
			first = i
		}
	}
	if first < 0 {
		return Entry{}, false
	}
	return k.entries[first], true
}

func matching(all []*pattern, texts ...string) []*pattern {
	var some []*pattern
	for _, p := range all {
		if slices.ContainsFunc(texts, p.matches) {
			some = append(some, p)
		}
	}
	return some
}

// Apply turns the verdict on a scenario into what the file makes of it, with the
// entry's reason: a declared violation (also of a SHOULD) is known-failing, and so is
// a declared scenario that was blocked, for what the bridge does wrong may show in a
// Given already. A pass in spite of a declaration is unexpected, unless the entry
// says that the bridge leaves it to chance. Other verdicts stay,
// without a reason.
func (k *Known) Apply(v Verdict, name string, requirements []string) (Verdict, string) {
	entry, ok := k.Match(name, requirements)
	switch {
	case !ok:
		return v, ""
	case v == Failed, v == Warned, v == Blocked:
		return KnownFailing, entry.Because()
	case v == Passed && !entry.Sometimes:
		return UnexpectedPass, fmt.Sprintf("%s declares it failing: %s", entry.at, entry.Because())
	default:
		return v, ""
	}
}

// LeavesToChance says that the entry for a scenario leaves its verdict to chance, so
// that no two runs have to agree on it (docs/adr/0005-deviations-left-to-chance.md).
func (k *Known) LeavesToChance(name string, requirements []string) bool {
	entry, ok := k.Match(name, requirements)
	return ok && entry.Sometimes
}

// Unmatched lists the names and ids that no scenario matched, one error each, in
// the order of the file. The deviation is gone, or there is a typing mistake.
func (k *Known) Unmatched() []error {
	if k == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	var unmatched []error
	for _, e := range k.entries {
		for _, subject := range slices.Concat(subjects("scenario %q", unused(e.names)), subjects("requirement %s", unused(e.ids))) {
			unmatched = append(unmatched, fmt.Errorf("%s: no scenario matches %s; correct the entry or remove it", e.at, subject))
		}
	}
	return unmatched
}

func unused(all []*pattern) []string {
	var texts []string
	for _, p := range all {
		if !p.used {
			texts = append(texts, p.text)
		}
	}
	return texts
}

// Because is the reason, with the link if there is one.
func (e Entry) Because() string {
	if e.Link == "" {
		return e.Reason
	}
	return e.Reason + " (" + e.Link + ")"
}

func (e Entry) subject() string {
	return strings.Join(slices.Concat(subjects("scenario %q", e.Scenario), subjects("requirement %s", e.Requirement)), ", ")
}

func subjects(format string, texts []string) []string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = fmt.Sprintf(format, text)
	}
	return all
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
