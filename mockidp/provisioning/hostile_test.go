package provisioning_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

const (
	scimCode  = "SystemForCrossDomainIdentityManagement"
	emptyList = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0}`
)

func list(resources string) string {
	return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":[` + resources + `]}`
}

// TestHostileAnswers answers one kind of request wrongly and looks at how the failure is called.
func TestHostileAnswers(t *testing.T) {
	t.Parallel()
	const match, create = "GET /scim/Users?filter=userName+eq+%22ada", "POST"
	for name, test := range map[string]struct {
		request string
		status  int
		answer  string
		code    string
	}{
		"match: HTML":                   {match, 200, "<html>log in</html>", scimCode + "ServiceIncompatible"},
		"match: nothing":                {match, 200, "", scimCode + "ServiceIncompatible"},
		"match: half an answer":         {match, 200, list(`{"id":"u1"`)[:80], scimCode + "ServiceIncompatible"},
		"match: null":                   {match, 200, "null", scimCode + "ServiceIncompatible"},
		"match: a bare array":           {match, 200, `[{"id":"u1"}]`, scimCode + "ServiceIncompatible"},
		"match: no list":                {match, 200, `{"id":"u1"}`, scimCode + "ServiceIncompatible"},
		"match: no totalResults":        {match, 200, strings.Replace(emptyList, "totalResults", "total", 1), scimCode + "ServiceIncompatible"},
		"match: results and none":       {match, 200, strings.Replace(emptyList, "0}", "4}", 1), scimCode + "ServiceIncompatible"},
		"match: Resources an object":    {match, 200, strings.Replace(emptyList, "0}", `0,"Resources":{}}`, 1), scimCode + "ServiceIncompatible"},
		"match: a resource without id":  {match, 200, list(`{"userName":"ada@corp.example"}`), scimCode + "BadResponse"},
		"match: an id that is a number": {match, 200, list(`{"id":1}`), scimCode + "BadResponse"},
		"match: two":                    {match, 200, list(`{"id":"u1"},{"id":"u2"}`), "DuplicateTargetEntries"},
		"match: emails no list":         {match, 200, list(`{"id":"u1","emails":"ada"}`), scimCode + "ServiceIncompatible"},
		"match: name a string":          {match, 200, list(`{"id":"u1","name":"Ada"}`), scimCode + "ServiceIncompatible"},
		"match: manager a string":       {match, 200, list(`{"id":"u1","` + enterprise + `":{"manager":"u2"}}`), scimCode + "ServiceIncompatible"},
		"match: extension a list":       {match, 200, list(`{"id":"u1","` + enterprise + `":[]}`), scimCode + "ServiceIncompatible"},
		"match: active a number":        {match, 200, list(`{"id":"u1","active":1}`), scimCode + "ServiceIncompatible"},
		"match: deeply nested":          {match, 200, strings.Repeat("[", 1<<20), scimCode + "ServiceIncompatible"},
		"match: endless":                {match, 200, strings.Repeat(" ", 1<<20+1), scimCode + "BadResponse"},
		"match: 404":                    {match, 404, "{}", scimCode + "ServiceIncompatible"},
		"match: 302":                    {match, 302, "", scimCode + "BadResponse"},
		"create: no id":                 {create, 201, `{"userName":"ada@corp.example"}`, scimCode + "BadResponse"},
		"create: empty":                 {create, 201, "", scimCode + "ServiceIncompatible"},
		"create: conflict":              {create, 409, "{}", "EntryConflict"},
		"create: 401":                   {create, 401, "{}", "Unauthorized"},
		"create: 403":                   {create, 403, "{}", "InsufficientRights"},
		"create: 405":                   {create, 405, "", "MethodNotAllowed"},
		"create: 418":                   {create, 418, "", scimCode + "BadResponse"},
		"create: 422":                   {create, 422, "", "UnprocessableEntity"},
		"create: 429":                   {create, 429, "", "TooManyRequests"},
		"create: 500":                   {create, 500, "", "InternalServerError"},
		"create: 501":                   {create, 501, "", "NotImplemented"},
		"create: 502":                   {create, 502, "", "InternalServerError"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			l.assigned("ada")
			l.bridge.answer = func(r *http.Request, _ string) (int, string) {
				if strings.HasPrefix(r.Method+" "+r.RequestURI, test.request) {
					return test.status, test.answer
				}
				return 0, ""
			}
			cycle := l.run()
			if cycle.State != "EntryLevelErrors" || len(cycle.Records) != 1 || cycle.Records[0].ErrorCode != test.code {
				t.Errorf("the cycle ended %s: %+v", cycle.State, cycle.Records)
			}
			if len(cycle.Records[0].Reason) > 4<<10 {
				t.Errorf("a reason of %d bytes", len(cycle.Records[0].Reason))
			}
		})
	}
}

func TestConflictAndBadAnswerOfPatch(t *testing.T) {
	t.Parallel()
	for code, answer := range map[string]struct {
		status int
		body   string
	}{
		scimCode + "ServiceIncompatibleFiltering": {409, "{}"},
		scimCode + "ServiceIncompatible":          {200, "<html>"},
		"InvalidAnchor":                           {404, ""},
	} {
		l := newLab(t)
		p := carried(l)
		l.change(p, "displayName", "Ada L.")
		l.bridge.answer = func(r *http.Request, _ string) (int, string) {
			if r.Method == http.MethodPatch {
				return answer.status, answer.body
			}
			return 0, ""
		}
		if cycle := l.run(); len(cycle.Records) != 1 || cycle.Records[0].ErrorCode != code {
			t.Errorf("%s: records %+v", code, cycle.Records)
		}
	}
}

// roundTrip is a network that the tests script.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// broken delivers the start of a body and then fails.
type broken struct{ io.Reader }

func (b broken) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func (broken) Close() error { return nil }

func TestBrokenNetwork(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		trip       roundTrip
		atTheProbe string
	}{
		"no connection": {func(*http.Request) (*http.Response, error) { return nil, errors.New("connection refused") }, scimCode + "InvalidCredentials"},
		"half a body": {func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: broken{strings.NewReader(`{"schemas":`)}}, nil
		}, scimCode + "InvalidCredentials"},
		"no answer": {func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}, "Timeout"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			now := clock.New(clock.Epoch()).Now
			newID := func() string { return "00000000-0000-4000-8000-000000000001" }
			job := provisioning.New(provisioning.Options{
				Directory: directory.New(now, newID), Now: now, NewID: newID, Transport: test.trip, Timeout: 10 * time.Millisecond,
			})
			if err := job.Configure(provisioning.Settings{BaseURL: "https://bridge.example/scim"}); err != nil {
				t.Fatal(err)
			}
			if err := job.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := job.RunCycle(t.Context()); err != nil {
				t.Fatal(err)
			}
			if q := job.Status().Quarantine; q == nil || q.ErrorCode != test.atTheProbe {
				t.Errorf("quarantine %+v, want %s", q, test.atTheProbe)
			}
		})
	}
}

func TestLostAnswerOfACreateIsFoundByTheNextCycle(t *testing.T) {
	t.Parallel()
	now, bridge := clock.New(clock.Epoch()).Now, newScripted()
	lose := true
	network := roundTrip(func(r *http.Request) (*http.Response, error) {
		resp, err := loop(bridge).RoundTrip(r)
		if r.Method == http.MethodPost && lose {
			return nil, errors.New("connection reset")
		}
		return resp, err
	})
	job := provisioning.New(provisioning.Options{Directory: crowd(t, 1), Now: now, NewID: newIDs(), Transport: network})
	start(t, job)
	broken, err := job.RunCycle(t.Context())
	if err != nil || len(broken.Records) != 1 || broken.Records[0].ErrorCode != "WebExceptionProtocolError" {
		t.Fatalf("%+v, %v", broken, err)
	}
	lose = false
	if got := cycle(t, job); got.State != "Succeeded" || len(bridge.resources) != 1 || len(job.Status().Links) != 1 {
		t.Errorf("%+v, resources %v", got, bridge.resources)
	}
}

func TestTokenIsNeverToldAgain(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.assigned("ada")
	l.bridge.answer = func(r *http.Request, _ string) (int, string) {
		if r.Method == http.MethodPost {
			return http.StatusBadRequest, `{"detail":"your header was ` + r.Header.Get("Authorization") + `"}`
		}
		return 0, ""
	}
	cycle := l.run()
	status := l.job.Status()
	if reason := cycle.Records[0].Reason; strings.Contains(reason, "s3cret") || !strings.Contains(reason, "Bearer *") {
		t.Errorf("reason %q", reason)
	}
	if strings.Contains(status.Escrows[0].Reason, "s3cret") || status.Settings.Token != "*" {
		t.Errorf("status %+v", status)
	}
}
