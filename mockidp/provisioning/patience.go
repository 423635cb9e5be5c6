package provisioning

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// mostWaits is how often one request is sent again because of 429, and longestWait
// how long the job waits each time: a bridge must not hold a cycle for ever.
const (
	mostWaits   = 5
	longestWait = time.Hour
)

// wait lets virtual time pass until the answer says to try again; false if the
// job does not wait for this answer.
func (b *bridge) wait(ctx context.Context, got answer, waits int) bool {
	pause, asked := retryAfter(got.retryAfter, b.job.now())
	if !b.patient || !asked || waits >= mostWaits || pause > longestWait || ctx.Err() != nil {
		return false
	}
	b.job.passTo(b.job.now().Add(pause))
	return true
}

// retryAfter reads the header (RFC 9110 10.2.3): seconds, or a date.
func retryAfter(header string, now time.Time) (time.Duration, bool) {
	header = strings.TrimSpace(header)
	if seconds, err := strconv.ParseUint(header, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(header)
	return max(at.Sub(now), 0), err == nil
}
