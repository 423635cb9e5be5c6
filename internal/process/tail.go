package process

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
)

const (
	tailBytes = 64 << 10 // how much of a log is kept
	tailLines = 20       // how much of it an error shows
)

// Tail is a writer that keeps the end of what was written, 64 KiB. Its zero
// value is ready, and it is safe for concurrent use.
type Tail struct {
	mu   sync.Mutex
	text []byte
}

// Write keeps p; it never fails.
func (t *Tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	if over := len(t.text) - tailBytes; over > tailBytes { // cut rarely, so that writing stays cheap
		t.text = append(t.text[:0], t.text[over:]...)
	}
	return len(p), nil
}

// String is the end of what was written, from the beginning of a line.
func (t *Tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := t.text
	if over := len(text) - tailBytes; over > 0 {
		text = text[over:]
		if _, rest, found := bytes.Cut(text, []byte("\n")); found {
			text = rest
		}
	}
	return string(text)
}

// LastWords is the end of a log as an error shows it.
func LastWords(log string, secrets ...string) string {
	log = strings.TrimSpace(Redact(log, secrets...))
	if log == "" {
		return "; it printed nothing"
	}
	lines := strings.Split(log, "\n")
	lines = lines[max(0, len(lines)-tailLines):]
	return "; the end of its log:\n  " + strings.Join(lines, "\n  ")
}

var bearer = regexp.MustCompile(`(?i)\b(bearer\s+)[A-Za-z0-9._~+/-]+=*`)

// Redact takes secrets, and whatever looks like a bearer token, out of a log.
func Redact(text string, secrets ...string) string {
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "***")
		}
	}
	return bearer.ReplaceAllString(text, "${1}***")
}
