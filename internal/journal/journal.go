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

// BodyLimit is how much of a body an entry keeps, in bytes.
const BodyLimit = 64 << 10

// Limit is how many entries a journal keeps; older ones are dropped, so that a
// load of a million people does not fill the memory.
const Limit = 10_000

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
	e.Request = j.redact(cut(e.Request))
	e.Response = j.redact(unissued(cut(e.Response)))
	e.Error = j.redact(e.Error)
	e.Unexpected = j.redact(e.Unexpected)
	j.redactHeaders(e.RequestHeaders)
	j.redactHeaders(e.ResponseHeaders)
	if len(j.entries) >= Limit {
		j.entries = append(j.entries[:0], j.entries[Limit/10:]...)
	}
	j.entries = append(j.entries, e)
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
			value = j.redact(value)
		}
		headers[name] = value
	}
}

func cut(body string) string {
	if len(body) <= BodyLimit {
		return body
	}
	return body[:BodyLimit] + "...(cut)"
}
