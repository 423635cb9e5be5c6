package journal

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func now() time.Time { return time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC) }

func TestSecretsAreGoneBeforeAnEntryIsKept(t *testing.T) {
	t.Parallel()
	j := New("s3cret")
	j.Hide("later")
	j.Add(Entry{
		Path: "/Users?token=s3cret", Request: `{"p":"s3cret"}`, Response: "later", Error: "dial s3cret", Unexpected: "no route s3cret",
		RequestHeaders:  map[string]string{"Authorization": "Bearer unknown-token", "X-Copy": "s3cret"},
		ResponseHeaders: map[string]string{"Set-Cookie": "session"},
	})
	kept := fmt.Sprintf("%+v", j.Since(0))
	for _, secret := range []string{"s3cret", "later", "unknown-token", "session"} {
		if strings.Contains(kept, secret) {
			t.Errorf("the journal keeps %q: %s", secret, kept)
		}
	}
	if !strings.Contains(kept, "Authorization:Bearer ***") {
		t.Errorf("the journal does not show that a bearer token was sent: %s", kept)
	}
}

func TestSinceGivesWhatCameAfterTheMark(t *testing.T) {
	t.Parallel()
	j := New()
	j.Add(Entry{Path: "/1"})
	mark := j.Mark()
	j.Add(Entry{Path: "/2"})
	if got := j.Since(mark); len(got) != 1 || got[0].Path != "/2" || got[0].Seq != 2 {
		t.Errorf("since the mark: %+v, want /2 as number 2", got)
	}
}

func TestUnexpectedGivesWhatNobodyShouldHaveSent(t *testing.T) {
	t.Parallel()
	j := New()
	j.Add(Entry{Path: "/members"})
	j.Add(Entry{Path: "/memebrs", Unexpected: "no such route"})
	if got := j.Unexpected(); len(got) != 1 || got[0].Path != "/memebrs" {
		t.Errorf("unexpected: %+v, want /memebrs alone", got)
	}
}

func TestAJournalIsBounded(t *testing.T) {
	t.Parallel()
	j := New()
	for range Limit + 5 {
		j.Add(Entry{Response: strings.Repeat("x", 10)})
	}
	j.Add(Entry{Path: "/last", Response: strings.Repeat("x", BodyLimit+1)})
	kept := j.Since(0)
	if len(kept) > Limit {
		t.Errorf("%d entries kept, want at most %d", len(kept), Limit)
	}
	last := kept[len(kept)-1]
	if last.Path != "/last" || len(last.Response) > BodyLimit+len("...(cut)") {
		t.Errorf("the newest entry is %s with %d bytes, want /last, cut", last.Path, len(last.Response))
	}
}

func TestAJournalIsBoundedInBytesAndKeepsHowItBegan(t *testing.T) {
	t.Parallel()
	j := New()
	j.Add(Entry{Method: http.MethodPatch, Path: "/first"})
	for range 2 * ByteLimit / BodyLimit {
		j.Add(Entry{Response: strings.Repeat("x", BodyLimit), ResponseHeaders: map[string]string{"X-Long": strings.Repeat("y", 1<<20)}})
	}
	j.Add(Entry{Path: "/last"})
	kept, bytes := j.Since(0), 0
	for _, e := range kept {
		bytes += len(e.Response) + len(e.ResponseHeaders["X-Long"])
	}
	if bytes > ByteLimit {
		t.Errorf("%d bytes kept, want at most %d", bytes, ByteLimit)
	}
	if first, last := kept[0], kept[len(kept)-1]; first.Path != "/first" || last.Path != "/last" || last.Seq != 2*ByteLimit/BodyLimit+2 {
		t.Errorf("kept %s as the first and %s (%d) as the last, want /first and /last with its number", first.Path, last.Path, last.Seq)
	}
	if header := kept[1].ResponseHeaders["X-Long"]; len(header) > HeaderLimit+len("...(cut)") {
		t.Errorf("%d bytes of a header kept, want %d", len(header), HeaderLimit)
	}
}

func TestHandleJournalsAnAbortedAnswer(t *testing.T) {
	t.Parallel()
	j := New()
	aborting := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	func() {
		defer func() { _ = recover() }()
		Handle(aborting, httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/members", strings.NewReader("{}")), j, "bridge", "vault", now)
	}()
	kept := j.Since(0)
	if len(kept) != 1 || kept[0].Status != 0 || kept[0].Request != "{}" || kept[0].Error == "" {
		t.Errorf("journal %+v, want one entry without a status, with the request and an error", kept)
	}
}

func TestTransportKeepsABodyThatTheCallerIgnores(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = fmt.Fprintf(w, "got %s", body)
	}))
	defer server.Close()
	j := New()
	c := &http.Client{Transport: &Transport{Base: http.DefaultTransport, Journal: j, From: "directory", To: "bridge", Now: now}}
	resp, err := c.Post(server.URL+"/Users", "application/scim+json", strings.NewReader("ada"))
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	kept := j.Since(0)
	if len(kept) != 1 || kept[0].Request != "ada" || kept[0].Response != "got ada" || !kept[0].At.Equal(now()) {
		t.Errorf("journal %+v, want the exchange with both bodies at virtual time", kept)
	}
}

func TestTransportRefusesAnAnswerWithoutEnd(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		piece := []byte(strings.Repeat("x", 1<<20))
		for {
			if _, err := w.Write(piece); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	j := New()
	c := &http.Client{Transport: &Transport{Base: http.DefaultTransport, Journal: j, Now: now}}
	resp, err := c.Get(server.URL)
	if err == nil {
		_ = resp.Body.Close()
	}
	if err == nil || !strings.Contains(err.Error(), "larger than 8 MiB") {
		t.Errorf("error %v, want one about the size", err)
	}
	if kept := j.Since(0); len(kept) != 1 || kept[0].Error == "" {
		t.Errorf("journal %+v, want the failure", kept)
	}
}

func TestTransportSaysWhereAnAnswerBreaksOff(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"id":`)
	}))
	defer server.Close()
	j := New()
	c := &http.Client{Transport: &Transport{Base: http.DefaultTransport, Journal: j, Now: now}}
	resp, err := c.Get(server.URL)
	if err == nil {
		_ = resp.Body.Close()
	}
	if err == nil || !strings.Contains(err.Error(), "the answer breaks off after 6 bytes: unexpected EOF") {
		t.Errorf("error %v, want where it breaks off and why", err)
	}
	if kept := j.Since(0); len(kept) != 1 || kept[0].Response != `{"id":` || kept[0].Status != 200 {
		t.Errorf("journal %+v, want what came of the answer", kept)
	}
}

func TestFlattenLeavesOutHeadersThatAreNotSent(t *testing.T) {
	t.Parallel()
	got := Flatten(http.Header{"User-Agent": {""}, "Accept": {"a", "b"}})
	if len(got) != 1 || got["Accept"] != "a, b" {
		t.Errorf("flattened to %v, want Accept alone", got)
	}
}

func TestIssuedTokensAreHidden(t *testing.T) {
	t.Parallel()
	j := New()
	for body, want := range map[string]string{
		`{"access_token":"abc","token_type":"Bearer"}`:  `{"access_token":"***","token_type":"Bearer"}`,
		`{"refresh_token" : "a\"b" , "id_token":"c.d"}`: `{"refresh_token" : "***" , "id_token":"***"}`,
		`{"access_token":"cut of`:                       `{"access_token":"***"`,
		`{"access_token":7,"my_token":"kept"}`:          `{"access_token":7,"my_token":"kept"}`,
	} {
		j.Add(Entry{Response: body})
		if kept := j.Since(j.Mark() - 1); kept[0].Response != want {
			t.Errorf("%s is kept as %s, want %s", body, kept[0].Response, want)
		}
	}
}
