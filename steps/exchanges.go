package steps

import (
	"context"
	"net/http"
	"slices"

	"github.com/scimproof/scimproof/internal/journal"
)

// What a report keeps of one scenario: enough to see what happened, and little
// enough that five hundred failures fit into the memory.
const (
	exchangeLimit = 100       // exchanges
	keptFromStart = 30        // of those, how many are the first ones: a wait in vain must not push out what was done
	bodiesLimit   = 128 << 10 // bytes of their bodies,
	scarceLimit   = 16 << 10  // and once the run keeps
	bodiesOfRun   = 16 << 20  // in all
)

// allExchanges merges what directory, vault and harness saw, by real time.
func (w *World) allExchanges(ctx context.Context) []journal.Entry {
	all := w.wire.Since(0)
	if w.directory != nil {
		if entries, err := w.directory.Journal(ctx, 0); err == nil {
			all = append(all, entries...)
		}
	}
	if w.account != nil {
		if entries, err := w.account.Journal(ctx, 0); err == nil {
			all = append(all, entries...)
		}
	}
	slices.SortStableFunc(all, func(a, b journal.Entry) int { return a.Began.Compare(b.Began) })
	return all
}

// worthTelling are the exchanges without those that only say once more what was
// said before, cut to what a report keeps.
func (r *run) worthTelling(all []journal.Entry) []journal.Entry {
	var kept []journal.Entry
	for i, e := range all {
		if i > 0 && i < len(all)-1 && repeats(e, all[i-1]) && repeats(all[i+1], e) {
			continue // in the middle of a wait: its first and its last look stay
		}
		kept = append(kept, e)
	}
	if more := len(kept) - exchangeLimit; more > 0 {
		kept = slices.Delete(kept, keptFromStart, keptFromStart+more)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	limit := bodiesLimit
	if r.keptBodies > bodiesOfRun {
		limit = scarceLimit
	}
	r.keptBodies += shorten(kept, limit)
	return kept
}

// repeats tells a read that was asked for and answered as the one before it.
func repeats(e, before journal.Entry) bool {
	return e.Method == http.MethodGet && before.Method == http.MethodGet && e.From == before.From && e.To == before.To &&
		e.Path == before.Path && e.Status == before.Status && e.Response == before.Response && e.Error == before.Error
}

// shorten gives each body its share of the limit where all together are too much,
// and returns how much they are then.
func shorten(entries []journal.Entry, limit int) int {
	if size := sizeOf(entries); size <= limit {
		return size
	}
	share := limit / (2 * len(entries))
	for i := range entries {
		e := &entries[i]
		e.Request, e.Response = journal.Cut(e.Request, share), journal.Cut(e.Response, share)
	}
	return sizeOf(entries)
}

func sizeOf(entries []journal.Entry) int {
	size := 0
	for _, e := range entries {
		size += len(e.Request) + len(e.Response)
	}
	return size
}
