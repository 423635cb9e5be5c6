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
	entries []Entry
	bytes   int // in entries
	seq     int
	secrets []string
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
	j.mu.Lock()
	defer j.mu.Unlock()
	j.seq++
	e.Seq = j.seq
	e.Path = j.redact(e.Path)
	e.Request = j.redact(Cut(e.Request, BodyLimit))
	e.Response = j.redact(unissued(Cut(e.Response, BodyLimit)))
	e.Error = j.redact(e.Error)
	e.Unexpected = j.redact(e.Unexpected)
	j.redactHeaders(e.RequestHeaders)
	j.redactHeaders(e.ResponseHeaders)
	j.entries = append(j.entries, e)
	j.bytes += e.size()
	if len(j.entries) > Limit || j.bytes > ByteLimit {
		j.drop()
	}
}

// drop takes out a tenth of the entries behind the beginning.
func (j *Journal) drop() {
	from := min(beginning, len(j.entries)/2)
	to := from + max(1, (len(j.entries)-from)/10)
	for _, e := range j.entries[from:to] {
		j.bytes -= e.size()
	}
	j.entries = slices.Delete(j.entries, from, to)
}

// size is about how many bytes an entry takes.
func (e Entry) size() int {
	n := len(e.Path) + len(e.Request) + len(e.Response) + len(e.Error) + len(e.Unexpected)
	for _, headers := range []map[string]string{e.RequestHeaders, e.ResponseHeaders} {
		for name, value := range headers {
			n += len(name) + len(value)
		}
	}
	return n
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
			out = append(out, e)
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
			out = append(out, e)
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

func (j *Journal) redact(text string) string {
	for _, s := range j.secrets {
		text = strings.ReplaceAll(text, s, "***")
	}
	return text
}

func (j *Journal) redactHeaders(headers map[string]string) {
	for name, value := range headers {
		switch name {
		case "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie":
			scheme, _, found := strings.Cut(value, " ")
			if value = "***"; found {
				value = scheme + " ***"
			}
		default:
			value = j.redact(Cut(value, HeaderLimit))
		}
		headers[name] = value
	}
}

// Cut shortens a text to a number of bytes and says so.
func Cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	return text[:limit] + "...(cut)"
}
