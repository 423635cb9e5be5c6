// Package journal keeps the history of HTTP exchanges that steps and reports
// read. Secrets are redacted when an entry is written, never when it is read.
package journal

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// What a journal keeps. Beyond that older entries are dropped, so that neither a load of
// a million people nor a server that says too much fills the memory. The entries it
// began with stay, for what was asked for in the beginning explains what came of it.
const (
	BodyLimit   = 64 << 10 // bytes of a body
	HeaderLimit = 4 << 10  // bytes of a header
	Limit       = 10_000   // entries
	ByteLimit   = 32 << 20 // of bodies and headers
	beginning   = 100      // entries that stay
)

// Entry is one HTTP exchange between two parties of the lab.
type Entry struct {
	Seq             int               `json:"seq"` // 1, 2, 3, ... within its journal
	At              time.Time         `json:"at"`  // the owner's clock, virtual where it has one
	From            string            `json:"from"`
	To              string            `json:"to"`
	Method          string            `json:"method"`
	Path            string            `json:"path"`   // as sent, with the query
	Status          int               `json:"status"` // 0: no answer
	RequestHeaders  map[string]string `json:"request_headers,omitempty"`
	ResponseHeaders map[string]string `json:"response_headers,omitempty"`
	Request         string            `json:"request,omitempty"`
	Response        string            `json:"response,omitempty"`
	Began           time.Time         `json:"began,omitzero"` // real time, to put the exchanges of several parties in order
	Milliseconds    float64           `json:"ms"`
	Error           string            `json:"error,omitempty"`      // why there is no answer
	Unexpected      string            `json:"unexpected,omitempty"` // why nobody should have sent this
}

// Journal is safe for concurrent use. The zero value is not; call New.
type Journal struct {
	mu      sync.RWMutex
	entries []kept
	bytes   int // in entries
	seq     int
	secrets secrets
}

// kept is an entry with about how many bytes it takes.
type kept struct {
	Entry
	size int
}

// New returns an empty journal that replaces each secret by "***".
func New(secrets ...string) *Journal {
	j := &Journal{}
	j.Hide(secrets...)
	return j
}

// Hide adds secrets to be redacted from entries written from now on.
func (j *Journal) Hide(secrets ...string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, s := range secrets {
		if s != "" && !slices.Contains(j.secrets, s) {
			j.secrets = append(j.secrets, s)
		}
	}
}

// Add redacts the entry, numbers it and keeps it; its headers are the journal's own from then on.
func (j *Journal) Add(e Entry) {
	size := e.redact(j.hidden())
	j.mu.Lock()
	defer j.mu.Unlock()
	j.seq++
	e.Seq = j.seq
	j.entries = append(j.entries, kept{e, size})
	j.bytes += size
	if len(j.entries) > Limit || j.bytes > ByteLimit {
		j.drop()
	}
}

// drop takes out a tenth of the entries behind the beginning.
func (j *Journal) drop() {
	from := min(beginning, len(j.entries)/2)
	to := from + max(1, (len(j.entries)-from)/10)
	for _, e := range j.entries[from:to] {
		j.bytes -= e.size
	}
	j.entries = slices.Delete(j.entries, from, to)
}

// Mark is the number of the newest entry; pass it to Since later.
func (j *Journal) Mark() int {
	j.mu.RLock()
	defer j.mu.RUnlock()
	return j.seq
}

// Since returns copies of the entries after the mark, oldest first; never nil.
func (j *Journal) Since(mark int) []Entry {
	j.mu.RLock()
	defer j.mu.RUnlock()
	out := make([]Entry, 0, len(j.entries))
	for _, e := range j.entries {
		if e.Seq > mark {
			out = append(out, e.Entry)
		}
	}
	return out
}

// Unexpected returns copies of the entries that nobody should have sent; never nil.
func (j *Journal) Unexpected() []Entry {
	j.mu.RLock()
	defer j.mu.RUnlock()
	out := []Entry{}
	for _, e := range j.entries {
		if e.Unexpected != "" {
			out = append(out, e.Entry)
		}
	}
	return out
}

// unissued hides the tokens that an answer hands out: nobody could have named
// them as secrets before.
func unissued(body string) string {
	if !strings.Contains(body, "_token") {
		return body
	}
	return issued.ReplaceAllString(body, `$1"***"`)
}

var issued = regexp.MustCompile(`("(?:access|refresh|id)_token"\s*:\s*)"(?:[^"\\]|\\.)*"?`)

// secrets are what no entry may show.
type secrets []string

func (j *Journal) hidden() secrets {
	j.mu.RLock()
	defer j.mu.RUnlock()
	return j.secrets
}

// redact replaces the secrets, cuts what is too long, and returns the bytes that are left.
func (e *Entry) redact(hide secrets) int {
	e.Path = hide.in(e.Path)
	e.Request = hide.in(Cut(e.Request, BodyLimit))
	e.Response = hide.in(unissued(Cut(e.Response, BodyLimit)))
	e.Error = hide.in(e.Error)
	e.Unexpected = hide.in(e.Unexpected)
	return len(e.Path) + len(e.Request) + len(e.Response) + len(e.Error) + len(e.Unexpected) +
		hide.inHeaders(e.RequestHeaders) + hide.inHeaders(e.ResponseHeaders)
}

func (hide secrets) in(text string) string {
	for _, s := range hide {
		text = strings.ReplaceAll(text, s, "***")
	}
	return text
}

// inHeaders returns the bytes of what is left.
func (hide secrets) inHeaders(headers map[string]string) int {
	size := 0
	for name, value := range headers {
		shown := ""
		switch name {
		case "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie":
			shown = "***"
			if scheme, _, found := strings.Cut(value, " "); found {
				shown = scheme + " ***"
			}
		default:
			shown = hide.in(Cut(value, HeaderLimit))
		}
		if shown != value {
			headers[name] = shown
		}
		size += len(name) + len(shown)
	}
	return size
}

// Cut shortens a text to a number of bytes and says so.
func Cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	return text[:limit] + "...(cut)"
}
