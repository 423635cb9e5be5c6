package refbridge

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

// Distortions of writes at the same moment.

// meeting is the key of a context under which all requests for one resource share a channel.
type meeting struct{}

// meetingPoint lets requests for the same resource find each other.
func meetingPoint(next http.Handler) http.Handler {
	var points sync.Map // by path
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		point, _ := points.LoadOrStore(r.URL.Path, make(chan struct{}))
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), meeting{}, point)))
	})
}

// company is how long a request waits for another one at the same point, in real time.
const company = 10 * time.Millisecond

// dawdle waits a moment for another write that has also read already, as happens
// to a bridge that goes to a database in between. A mutant that is wrong only by
// chance would be noticed only by chance.
func dawdle(ctx context.Context) {
	point, _ := ctx.Value(meeting{}).(chan struct{})
	ctx, cancel := context.WithTimeout(ctx, company)
	defer cancel()
	select {
	case point <- struct{}{}:
	case <-point:
	case <-ctx.Done():
	}
}

// overwriting changes a member whatever has become of it since it was read.
func overwriting(ctx context.Context, v vault, id string, _ int, change account.MemberChange) (account.Member, error) {
	dawdle(ctx)
	return v.ChangeMember(ctx, id, 0, change) //nolint:wrapcheck // passes it as it is
}

// relisting turns additions and removals into a whole list of members, and writes
// that whatever has become of the group since it was read.
func relisting(ctx context.Context, v vault, id string, version int, change account.GroupChange) (account.Group, error) {
	if len(change.Add)+len(change.Remove) > 0 {
		old, err := v.Group(ctx, id)
		if err != nil {
			return account.Group{}, err //nolint:wrapcheck // passes it as it is
		}
		if version != 0 && version != old.Version {
			return account.Group{}, refusal.New(refusal.Stale, "version-changed", "version %d is at %d", version, old.Version)
		}
		dawdle(ctx)
		members := append(missing(old.Members, slices.Sorted(slices.Values(change.Remove))), missing(slices.Sorted(slices.Values(change.Add)), old.Members)...)
		change.Members, change.Add, change.Remove = &members, nil, nil
	}
	return v.ChangeGroup(ctx, id, 0, change) //nolint:wrapcheck // passes it as it is
}
