package api

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/refusal"
)

type thing struct {
	Name string `json:"name"`
}

func server(t *testing.T) Client {
	t.Helper()
	engine := New()
	things := engine.Group("/things", RequireToken("secret"))
	things.POST("", func(c *gin.Context) {
		var in thing
		if !Read(c, &in) {
			return
		}
		if in.Name == "taken" {
			Answer(c, 0, nil, refusal.New(refusal.Conflict, "name-taken", "the name %q is taken", in.Name).WithHint("choose another"))
			return
		}
		Answer(c, http.StatusCreated, in, nil)
	})
	engine.GET("/maintenance", func(c *gin.Context) { c.String(http.StatusOK, "<html>Back soon</html>") })
	engine.GET("/page", func(c *gin.Context) { c.String(http.StatusBadGateway, "<html>Bad gateway</html>") })
	hc := &http.Client{Transport: &loopback.Transport{Hosts: map[string]http.Handler{"api.lab": engine}}}
	return Client{Root: "http://api.lab", Token: "secret", HTTP: hc}
}

func TestAValueGoesThereAndBack(t *testing.T) {
	t.Parallel()
	got, err := Call[thing](t.Context(), server(t), http.MethodPost, "/things", thing{"new"})
	if err != nil || got.Name != "new" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestARefusalArrivesAsTheSameRefusal(t *testing.T) {
	t.Parallel()
	anonymous := server(t)
	anonymous.Token = "wrong"
	for _, tt := range []struct {
		name         string
		client       Client
		method, path string
		in           any
		kind         refusal.Kind
		code, text   string
	}{
		{"refused by the rules", server(t), "POST", "/things", thing{"taken"}, refusal.Conflict, "name-taken", `the name "taken" is taken; choose another`},
		{"unknown field", server(t), "POST", "/things", map[string]string{"nmae": "x"}, refusal.Invalid, "unreadable-body", `unknown field "nmae"`},
		{"not JSON of that shape", server(t), "POST", "/things", []int{1}, refusal.Invalid, "unreadable-body", "read the body of POST /things"},
		{"wrong token", anonymous, "POST", "/things", thing{"new"}, refusal.Unauthorized, "wrong-token", "needs the administrator's token"},
		{"no such route", server(t), "GET", "/nothing", nil, refusal.NotFound, "no-such-route", "GET /nothing is not part of this API"},
		{"no such method", server(t), "PUT", "/page", nil, refusal.Invalid, "no-such-method", "PUT is not possible on /page"},
		{"a page for people", server(t), "GET", "/page", nil, refusal.Unavailable, "unreadable-answer", "answered 502: <html>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := tt.client.Do(t.Context(), tt.method, tt.path, tt.in, nil)
			refused, ok := refusal.Of(err)
			if !ok || refused.Kind != tt.kind || refused.Code != tt.code {
				t.Fatalf("error %v, want a refusal %s %s", err, tt.kind, tt.code)
			}
			if !strings.Contains(err.Error(), tt.text) {
				t.Errorf("error %q lacks %q", err, tt.text)
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("error %q holds the token", err)
			}
		})
	}
}

func TestAnEndedContextEndsTheCall(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := server(t).Do(ctx, http.MethodGet, "/page", nil, nil); err == nil || !strings.Contains(err.Error(), "canceled") {
		t.Errorf("error %v, want canceled", err)
	}
}

func TestBearerIgnoresTheSchemesCase(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{"Bearer abc": "abc", "bearer abc": "abc", "Basic abc": "", "abc": "", "": ""} {
		r := &http.Request{Header: http.Header{"Authorization": {header}}}
		if got := Bearer(r); got != want {
			t.Errorf("Bearer of %q = %q, want %q", header, got, want)
		}
	}
}

func TestAPageForPeopleIsNoSuccess(t *testing.T) {
	t.Parallel()
	if err := server(t).Do(t.Context(), http.MethodGet, "/maintenance", nil, nil); err == nil || !strings.Contains(err.Error(), "decode the answer") {
		t.Errorf("error %v, want one about the answer", err)
	}
}
