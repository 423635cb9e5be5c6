package steps

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/journal"
)

func exchange(method, path, response string) journal.Entry {
	return journal.Entry{From: "harness", To: "bridge", Method: method, Path: path, Status: http.StatusOK, Response: response}
}

// A wait in vain looks a thousand times; the write that it waits for must stay.
func TestAWaitDoesNotPushTheWriteOut(t *testing.T) {
	t.Parallel()
	all := []journal.Entry{exchange("POST", "/Users", "made"), exchange("PATCH", "/Users/1", "patched")}
	for range 1000 {
		all = append(all, exchange("GET", "/Users/1", "old"))
	}
	for i := range 500 {
		all = append(all, exchange("GET", "/Users/1", fmt.Sprint("changing ", i)))
	}
	kept := (&run{}).worthTelling(all)
	if len(kept) != 100 {
		t.Fatalf("%d exchanges kept, want 100", len(kept))
	}
	for i, want := range map[int]string{0: "made", 1: "patched", 2: "old", 3: "old", 4: "changing 0", 99: "changing 499"} {
		if kept[i].Response != want {
			t.Errorf("exchange %d: %q, want %q", i, kept[i].Response, want)
		}
	}
}

func TestWhatAReportKeepsIsBounded(t *testing.T) {
	t.Parallel()
	r := &run{}
	for i, most := range map[int]int{0: 128 << 10, 1000: 17 << 10} {
		r.keptBodies = i << 20
		var all []journal.Entry
		for n := range 90 {
			all = append(all, exchange("PUT", fmt.Sprint("/Users/", n), strings.Repeat("x", 64<<10)))
		}
		size := 0
		for _, e := range r.worthTelling(all) {
			size += len(e.Response)
		}
		if size > most || size < most/4 {
			t.Errorf("after %d MiB the bodies take %d bytes, want at most %d and not next to nothing", i, size, most)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"": 0, "3": 3 * time.Second, "-3": 0, "soon": 0, "1e3": 0, "99999999999999999999": 0,
		"Sat, 14 Mar 2026 09:27:53 GMT": time.Minute, "Sat, 14 Mar 2025 09:27:53 GMT": 0,
	} {
		if got := retryAfter(header, now); got != want {
			t.Errorf("Retry-After: %s means %s, want %s", header, got, want)
		}
	}
}

func TestTheRunGivesUpOnABridgeThatIsNotThere(t *testing.T) {
	t.Parallel()
	silent := []journal.Entry{{To: "bridge", Error: "EOF"}, {To: "bridge", Status: 429}, {To: "vault", Status: 200}}
	answered := append([]journal.Entry{{To: "bridge", Status: 500}}, silent...)
	r := &run{}
	for range 4 {
		r.feel(true, silent)
	}
	r.feel(true, nil) // nothing was asked, and nothing is known
	if why := r.gaveUp(); why != "" {
		t.Fatalf("gave up after 4 scenarios: %s", why)
	}
	r.feel(true, answered)
	for range 4 {
		r.feel(true, silent)
	}
	if why := r.gaveUp(); why != "" {
		t.Fatalf("gave up although an answer came between: %s", why)
	}
	r.feel(true, silent)
	if why := r.gaveUp(); why != "the run gave up: the bridge gave no answer in 5 scenarios in a row" {
		t.Errorf("gave up: %q", why)
	}
}
