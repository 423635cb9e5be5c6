package provisioning_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tidwall/gjson"
	"github.com/tidwall/sjson"
	"go.uber.org/goleak"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// lab is a directory, a job and a small bridge that keeps what it is told.
type lab struct {
	*testing.T
	clock     *clock.Virtual
	directory *directory.Directory
	bridge    *scripted
	job       *provisioning.Job
}

// newLab has a job that is configured and started.
func newLab(t *testing.T, change ...func(*provisioning.Settings)) *lab {
	t.Helper()
	l := &lab{T: t, clock: clock.New(clock.Epoch()), bridge: newScripted()}
	ids := 0
	newID := func() string { ids++; return fmt.Sprintf("00000000-0000-4000-8000-%012d", ids) }
	l.directory = directory.New(l.clock.Now, newID)
	l.job = provisioning.New(provisioning.Options{
		Directory: l.directory, Now: l.clock.Now, NewID: newID,
		Transport: &loopback.Transport{Hosts: map[string]http.Handler{"bridge.example": l.bridge}},
	})
	l.configure(change...)
	l.must(l.job.Start())
	return l
}

func (l *lab) configure(change ...func(*provisioning.Settings)) {
	l.Helper()
	settings := provisioning.Settings{BaseURL: "https://bridge.example/scim", Token: "s3cret", Groups: true}
	for _, c := range change {
		c(&settings)
	}
	l.must(l.job.Configure(settings))
}

func (l *lab) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

// person adds somebody with this first name; pairs are more attributes.
func (l *lab) person(name string, pairs ...string) directory.Person {
	l.Helper()
	attributes := map[string]string{"userPrincipalName": name + "@corp.example", "displayName": strings.ToUpper(name[:1]) + name[1:]}
	for i := 0; i+1 < len(pairs); i += 2 {
		attributes[pairs[i]] = pairs[i+1]
	}
	p, err := l.directory.AddPerson(directory.Person{Enabled: true, Attributes: attributes})
	l.must(err)
	return p
}

func (l *lab) assigned(name string, pairs ...string) directory.Person {
	l.Helper()
	p := l.person(name, pairs...)
	l.must(l.directory.Assign(p.ID))
	return p
}

func (l *lab) group(name string, members ...directory.Person) directory.Group {
	l.Helper()
	g := directory.Group{DisplayName: name}
	for _, m := range members {
		g.Members = append(g.Members, m.ID)
	}
	g, err := l.directory.AddGroup(g)
	l.must(err)
	l.must(l.directory.Assign(g.ID))
	return g
}

func (l *lab) change(p directory.Person, name, value string) {
	l.Helper()
	_, err := l.directory.ChangePerson(p.ID, directory.PersonChange{Attributes: map[string]string{name: value}})
	l.must(err)
}

func (l *lab) enable(p directory.Person, enabled bool) {
	l.Helper()
	_, err := l.directory.ChangePerson(p.ID, directory.PersonChange{Enabled: &enabled})
	l.must(err)
}

// run lets the clock reach the next cycle, runs it and returns it.
func (l *lab) run() provisioning.Cycle {
	l.Helper()
	due, ok := l.job.NextDue()
	if !ok {
		l.Fatalf("no cycle is due, the job is %s", l.job.Status().State)
	}
	l.clock.AdvanceTo(due)
	l.bridge.forget()
	cycle, err := l.job.RunCycle(l.Context())
	l.must(err)
	return cycle
}

// runUntil runs every cycle that comes due within the span.
func (l *lab) runUntil(span time.Duration) (cycles []provisioning.Cycle) {
	l.Helper()
	end := l.clock.Now().Add(span)
	for {
		due, ok := l.job.NextDue()
		if !ok || due.After(end) {
			l.clock.AdvanceTo(end)
			return cycles
		}
		cycles = append(cycles, l.run())
	}
}

// sent is what the last cycle sent, without its probes.
func (l *lab) sent() string {
	l.bridge.mu.Lock()
	defer l.bridge.mu.Unlock()
	var out strings.Builder
	for _, request := range l.bridge.requests {
		if !probe.MatchString(request) {
			out.WriteString(request)
		}
	}
	return out.String()
}

// Probes ask for an id that the lab made; nobody's attribute looks like that but externalId.
var probe = regexp.MustCompile(`^GET \S*filter=(userName|displayName)\+eq\+%2200000000-0000-4000-8000-`)

// expect compares what the last cycle sent with a file of requests.
func (l *lab) expect(file string) {
	l.Helper()
	want, err := os.ReadFile("testdata/" + file)
	l.must(err)
	l.expectText(string(want))
}

func (l *lab) expectText(want string) {
	l.Helper()
	if got := l.sent(); got != want {
		l.Errorf("sent:\n%s\nwant:\n%s", got, want)
	}
}

func (l *lab) expectCounts(cycle provisioning.Cycle, want string) {
	l.Helper()
	if got := strings.TrimSuffix(strings.TrimPrefix(fmt.Sprint(cycle.Counts), "map["), "]"); got != want {
		l.Errorf("counts of the cycle: %s, want %s; error %q, records %+v", got, want, cycle.Error, cycle.Records)
	}
}

// scripted is a bridge that keeps resources as JSON, unless answer says otherwise.
type scripted struct {
	mu        sync.Mutex
	requests  []string // "METHOD target\nbody\n"
	headers   []http.Header
	resources map[string]string // by path below /scim
	made      int
	answer    func(r *http.Request, body string) (status int, answer string) // status 0: the store answers
}

func newScripted() *scripted { return &scripted{resources: map[string]string{}} }

func (s *scripted) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests, s.headers = nil, nil
}

// fail lets every request that contains the text be answered with the status.
func (s *scripted) fail(text string, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = func(r *http.Request, body string) (int, string) {
		if strings.Contains(r.Method+" "+r.URL.RequestURI()+" "+body, text) {
			return status, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"x"}`
		}
		return 0, ""
	}
}

func (s *scripted) mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = nil
}

func (s *scripted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, _ := io.ReadAll(r.Body)
	body := string(raw)
	entry := r.Method + " " + r.RequestURI + "\n"
	if body != "" {
		entry += body + "\n"
	}
	s.requests, s.headers = append(s.requests, entry), append(s.headers, r.Header.Clone())
	status, answer := 0, ""
	if s.answer != nil {
		status, answer = s.answer(r, body)
	}
	if status == 0 {
		status, answer = s.store(r, body)
	}
	w.Header().Set("Content-Type", "application/scim+json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, answer)
}

func (s *scripted) store(r *http.Request, body string) (int, string) {
	path := strings.TrimPrefix(r.URL.Path, "/scim")
	resource, known := s.resources[path]
	switch {
	case r.Method == http.MethodPost:
		s.made++
		id := fmt.Sprintf("%s%d", strings.ToLower(path[1:2]), s.made)
		body, _ = sjson.Set(body, "id", id)
		s.resources[path+"/"+id] = body
		return http.StatusCreated, body
	case r.URL.Query().Has("filter"):
		return http.StatusOK, s.search(path, r.URL.Query())
	case !known:
		return http.StatusNotFound, `{"status":"404"}`
	case r.Method == http.MethodPatch:
		s.resources[path] = patched(resource, body)
		return http.StatusNoContent, ""
	case r.Method == http.MethodDelete:
		delete(s.resources, path)
		return http.StatusNoContent, ""
	}
	return http.StatusOK, resource
}

var equality = regexp.MustCompile(`^(\w+) eq "(.*)"$`)

func (s *scripted) search(path string, query url.Values) string {
	hits := []string{}
	part := equality.FindStringSubmatch(query.Get("filter"))
	for at, resource := range s.resources {
		if strings.HasPrefix(at, path+"/") && gjson.Get(resource, part[1]).String() == part[2] {
			hits = append(hits, resource)
		}
	}
	return fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":%d,"Resources":[%s]}`,
		len(hits), strings.Join(hits, ","))
}

const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

// patched applies what the tests read back: plain attributes, active, the work address and the manager.
func patched(resource, body string) string {
	for _, op := range gjson.Get(body, "Operations").Array() {
		path, value := op.Get("path").String(), op.Get("value").Value()
		if wrapped := op.Get("value.0.value"); wrapped.Exists() && path != "members" {
			value = wrapped.Value()
		}
		switch {
		case path == "active":
			value = strings.EqualFold(fmt.Sprint(value), "true")
		case path == `emails[type eq "work"].value`:
			path, value = "emails", []any{map[string]any{"type": "work", "value": value}}
		case path == "manager" || path == enterprise+":manager":
			path, value = strings.ReplaceAll(enterprise, ".", `\.`)+".manager", map[string]any{"value": value}
		case path == "" || strings.ContainsAny(path, `[:`) || path == "members":
			continue
		}
		resource, _ = sjson.Set(resource, path, value)
	}
	return resource
}
