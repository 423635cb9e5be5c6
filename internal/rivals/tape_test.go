package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// counter is a server that numbers what it makes, and says what it was asked.
func counter(token string, answer func(w http.ResponseWriter, r *http.Request, n int)) ground {
	return func(_ context.Context, judge func(target) error) error {
		var n atomic.Int64
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer(w, r, int(n.Add(1)))
		}))
		defer server.Close()
		return judge(target{server.URL + "/scim", token})
	}
}

func echo(w http.ResponseWriter, r *http.Request, n int) {
	body, _ := io.ReadAll(r.Body)
	w.Header().Set("Etag", fmt.Sprint(n))
	w.WriteHeader(http.StatusCreated)
	_, _ = fmt.Fprintf(w, "%s %s%s %s", r.Method, r.Host, r.URL, body)
}

// asker asks two things and is content with every answer.
func asker(ctx context.Context, at target, _ string) (opinion, error) {
	for _, body := range []string{"a", "b"} {
		req, err := http.NewRequestWithContext(ctx, http.MethodPut, at.url+"/Users?x="+body, strings.NewReader(body))
		if err != nil {
			return opinion{}, err
		}
		req.Header.Set("Authorization", "Bearer "+at.token)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return opinion{}, err
		}
		_ = resp.Body.Close()
	}
	return opinion{}, nil
}

func TestATapeSoundsTheSameOnlyWhereAllAnswersAre(t *testing.T) {
	t.Parallel()
	heard, err := record(t.Context(), contender{judge: asker, repeats: true}, counter("first", echo))
	if err != nil || len(heard.exchanges) != 2 {
		t.Fatalf("%+v, %v", heard, err)
	}
	for _, tc := range []struct {
		name   string
		answer func(w http.ResponseWriter, r *http.Request, n int)
		want   bool
	}{
		{"the same", echo, true},
		{"another status in the end", func(w http.ResponseWriter, r *http.Request, n int) {
			if n == 2 {
				w.Header().Set("Etag", "2")
				_, _ = fmt.Fprintf(w, "%s %s%s b", r.Method, r.Host, r.URL)
				return
			}
			echo(w, r, n)
		}, false},
		{"another header", func(w http.ResponseWriter, r *http.Request, n int) { echo(w, r, n+1) }, false},
		{"another body", func(w http.ResponseWriter, r *http.Request, n int) {
			echo(w, r, n)
			_, _ = w.Write([]byte("!"))
		}, false},
		{"no answer", func(http.ResponseWriter, *http.Request, int) { panic(http.ErrAbortHandler) }, false},
		{"the token is looked at", func(w http.ResponseWriter, r *http.Request, n int) {
			if r.Header.Get("Authorization") != "Bearer second" {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			echo(w, r, n)
		}, true},
	} {
		got, err := heard.sounds(t.Context(), counter("second", tc.answer))
		if err != nil || got != tc.want {
			t.Errorf("%s: %v, %v; want %v", tc.name, got, err, tc.want)
		}
	}
}

func TestThereIsNoTapeOfAnswersThatDifferEachTime(t *testing.T) {
	t.Parallel()
	var times atomic.Int64
	differs := counter("first", func(w http.ResponseWriter, r *http.Request, _ int) {
		echo(w, r, int(times.Add(1)))
	})
	for _, one := range []contender{{judge: asker, repeats: true}, {judge: asker}} {
		if heard, err := record(t.Context(), one, differs); heard != nil || err != nil {
			t.Errorf("repeats %v: %+v, %v; want no tape", one.repeats, heard, err)
		}
	}
}
