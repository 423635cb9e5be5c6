// Package fault holds the rules by which a mock misbehaves on purpose. Rules are
// matched in order and counted; a rule left unused means that the scenario
// proved nothing (its verdict becomes blocked).
package fault

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
)

// Rule says which requests go wrong, how, and how often.
type Rule struct {
	Name  string `json:"name"`
	Match Match  `json:"match"`
	Do    Action `json:"do"`
	Times int    `json:"times,omitempty"` // 0: until removed
	Used  int    `json:"used"`            // how often it was applied
}

// Match selects requests; an empty field matches everything.
type Match struct {
	Method string `json:"method,omitempty"`
	Path   string `json:"path,omitempty"` // substring of the path with its query
}

// Action is what happens instead of, or after, the real work.
type Action struct {
	Status  int               `json:"status,omitempty"` // answer this, do nothing else
	Headers map[string]string `json:"headers,omitempty"`
	Body    string            `json:"body,omitempty"`
	Drop    bool              `json:"drop,omitempty"`   // close the connection unanswered, do nothing
	Lose    bool              `json:"lose,omitempty"`   // do the work, then lose the answer
	Garble  bool              `json:"garble,omitempty"` // answer 200 with HTML
	Stall   bool              `json:"stall,omitempty"`  // let the caller wait until its patience ends, do nothing
}

// Set is a list of rules, safe for concurrent use. Its zero value has none.
type Set struct {
	mu    sync.Mutex
	rules []Rule
}

// Replace puts rules in the place of all that were there.
func (s *Set) Replace(rules []Rule) error {
	for i, r := range rules {
		if r.Times < 0 {
			return fmt.Errorf("fault rule %d %q: times is %d, want 0 (until removed) or more", i+1, r.Name, r.Times)
		}
		if !r.Do.Drop && !r.Do.Lose && !r.Do.Garble && !r.Do.Stall && r.Do.Status == 0 {
			return fmt.Errorf("fault rule %d %q: does nothing; set status, drop, lose, garble or stall", i+1, r.Name)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rules = append([]Rule(nil), rules...)
	return nil
}

// Take returns the action of the first rule that matches and has uses left,
// and counts the use.
func (s *Set) Take(method, path string) (Action, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.rules {
		r := &s.rules[i]
		if r.Times > 0 && r.Used >= r.Times || !r.Match.matches(method, path) {
			continue
		}
		r.Used++
		return r.Do, true
	}
	return Action{}, false
}

// Rules returns a copy with the counts; never nil.
func (s *Set) Rules() []Rule {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Rule{}, s.rules...)
}

// Unused returns the rules that were never applied; never nil.
func (s *Set) Unused() []Rule {
	out := []Rule{}
	for _, r := range s.Rules() {
		if r.Used == 0 {
			out = append(out, r)
		}
	}
	return out
}

func (m Match) matches(method, path string) bool {
	return (m.Method == "" || strings.EqualFold(m.Method, method)) && strings.Contains(path, m.Path)
}

// Serve applies the action to a request that next would have served. A lost or
// dropped answer aborts the handler, which closes the connection.
func (a Action) Serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	switch {
	case a.Drop:
		panic(http.ErrAbortHandler)
	case a.Stall:
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	case a.Lose:
		next.ServeHTTP(&blackHole{header: http.Header{}}, r)
		panic(http.ErrAbortHandler)
	case a.Garble:
		w.Header().Set("Content-Type", "text/html")
		_, _ = fmt.Fprint(w, maintenancePage)
	default:
		for name, value := range a.Headers {
			w.Header().Set(name, value)
		}
		w.WriteHeader(a.Status)
		_, _ = fmt.Fprint(w, a.Body)
	}
}

// maintenancePage is what a garbled answer holds: a page for people where JSON was due.
const maintenancePage = "<!doctype html><title>Maintenance</title>"

type blackHole struct{ header http.Header }

func (b *blackHole) Header() http.Header         { return b.header }
func (b *blackHole) Write(p []byte) (int, error) { return len(p), nil }
func (b *blackHole) WriteHeader(int)             {}
