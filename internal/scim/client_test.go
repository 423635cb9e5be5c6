package scim_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/scim"
)

// clientOf sends to a handler in this process.
func clientOf(handler http.HandlerFunc) scim.Client {
	return scim.Client{Root: "http://bridge.example/scim", Token: "s3cret", HTTP: &http.Client{
		Transport: &loopback.Transport{Hosts: map[string]http.Handler{"bridge.example": handler}},
	}}
}

func TestClientSendsAndHandsBack(t *testing.T) {
	t.Parallel()
	var seen string
	client := clientOf(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		seen = fmt.Sprintf("%s %s accept=%s type=%s auth=%s match=%s %s", r.Method, r.URL.RequestURI(), r.Header.Get("Accept"),
			r.Header.Get("Content-Type"), r.Header.Get("Authorization"), r.Header.Get("If-Match"), body)
		w.Header().Set("Etag", `W/"1"`)
		w.WriteHeader(http.StatusTeapot)
		_, _ = w.Write([]byte("short and stout"))
	})
	const scimType = "application/scim+json"
	for _, c := range []struct {
		send func() (*scim.Exchange, error)
		want string
	}{
		{func() (*scim.Exchange, error) { return client.Get(t.Context(), "/Users?count=1") }, "GET /scim/Users?count=1 accept=" + scimType + " type= auth=Bearer s3cret match= "},
		{func() (*scim.Exchange, error) {
			return client.Post(t.Context(), "/Users", map[string]any{"userName": "ada"})
		}, "POST /scim/Users accept=" + scimType + " type=" + scimType + ` auth=Bearer s3cret match= {"userName":"ada"}`},
		{func() (*scim.Exchange, error) { return client.Put(t.Context(), "/Users/1", "{broken") }, "PUT /scim/Users/1 accept=" + scimType + " type=" + scimType + " auth=Bearer s3cret match= {broken"},
		{func() (*scim.Exchange, error) {
			return client.Patch(t.Context(), "/Users/1", []byte(`{}`), "If-Match", `W/"1"`, "Content-Type", "text/plain")
		}, "PATCH /scim/Users/1 accept=" + scimType + ` type=text/plain auth=Bearer s3cret match=W/"1" {}`},
		{func() (*scim.Exchange, error) { return client.Delete(t.Context(), "/Users/1", "Authorization", "") }, "DELETE /scim/Users/1 accept=" + scimType + " type= auth= match= "},
	} {
		answer, err := c.send()
		if err != nil {
			t.Fatal(err)
		}
		if seen != c.want {
			t.Errorf("sent %s\nwant %s", seen, c.want)
		}
		if answer.Status != http.StatusTeapot || string(answer.Body) != "short and stout" || answer.Header.Get("Etag") != `W/"1"` || answer.Took < 0 {
			t.Errorf("got %+v", answer)
		}
	}
}

func TestClientWithoutToken(t *testing.T) {
	t.Parallel()
	client := clientOf(func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprint(w, len(r.Header.Values("Authorization")))
	})
	client.Token = ""
	answer, err := client.Get(t.Context(), "/Users")
	if err != nil || string(answer.Body) != "0" {
		t.Errorf("got %v %v", answer, err)
	}
}

func TestClientFailsWhenNoAnswerComes(t *testing.T) {
	t.Parallel()
	client := clientOf(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	if _, err := client.Get(t.Context(), "/Users"); !errors.Is(err, loopback.ErrClosed) || !strings.HasPrefix(err.Error(), "GET /Users: ") {
		t.Errorf("got %v", err)
	}
	if _, err := client.Post(t.Context(), "/Users", func() {}); err == nil || !strings.HasPrefix(err.Error(), "POST /Users: encode the body: ") {
		t.Errorf("got %v", err)
	}
	client.Root = ":"
	if _, err := client.Get(t.Context(), "/Users"); err == nil {
		t.Error("a broken root was taken")
	}
	endless := clientOf(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(strings.Repeat("x", 8<<20+1)))
	})
	if _, err := endless.Get(t.Context(), "/Users"); err == nil || err.Error() != "GET /Users: the answer is larger than 8 MiB" {
		t.Errorf("got %v", err)
	}
}

func TestClientListWalksAllPages(t *testing.T) {
	t.Parallel()
	var asked []string
	client := clientOf(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Query().Get("startIndex")+" "+r.URL.Query().Get("filter"))
		switch r.URL.Query().Get("startIndex") {
		case "1":
			_, _ = w.Write([]byte(`{"totalResults": 3, "Resources": [{"id": "a"}, {"id": "b"}]}`))
		default:
			_, _ = w.Write([]byte(`{"totalResults": 3, "Resources": [{"id": "c"}]}`))
		}
	})
	query := url.Values{"filter": {`userName pr`}}
	got, err := client.List(t.Context(), "/Users", query)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, got, `[{"id": "a"}, {"id": "b"}, {"id": "c"}]`)
	expect(t, asked, `["1 userName pr", "3 userName pr"]`)
	expect(t, query, `{"filter": ["userName pr"]}`)
}

func TestClientListEnds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body string
		status     int
		want       string
	}{
		{"empty", `{"totalResults": 0}`, http.StatusOK, ""},
		{"fewer than promised", `{"totalResults": 9, "Resources": []}`, http.StatusOK, ""},
		{"refused", `no`, http.StatusForbidden, "GET /Users?startIndex=1: answered 403: no"},
		{"a page of HTML", `<html>`, http.StatusOK, "GET /Users?startIndex=1: the answer is no list: invalid character '<' looking for beginning of value"},
		{"an array", `[]`, http.StatusOK, "GET /Users?startIndex=1: the answer is no list: json: cannot unmarshal array into Go value of type"},
		{"an error", `{"status": "404"}`, http.StatusOK, "GET /Users?startIndex=1: the answer is no list: it has no totalResults"},
		{"endless", `{"totalResults": 1000000000, "Resources": [{}]}`, http.StatusOK, "list /Users: no end after 10000 pages"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			client := clientOf(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
			})
			got, err := client.List(t.Context(), "/Users", nil)
			switch {
			case c.want == "" && (err != nil || len(got) != 0):
				t.Errorf("got %v %v", got, err)
			case c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)):
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// TestClientLeavesHeadersOut: an empty value takes away what the client sets itself.
func TestClientLeavesHeadersOut(t *testing.T) {
	t.Parallel()
	var seen http.Header
	client := clientOf(func(_ http.ResponseWriter, r *http.Request) { seen = r.Header.Clone() })
	if _, err := client.Get(t.Context(), "/Users", "Accept", "", "Authorization", ""); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Accept", "Authorization"} {
		if _, sent := seen[name]; sent {
			t.Errorf("%s was sent as %q", name, seen[name])
		}
	}
}
