package steps

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// entraFaultSentences are about what the directory makes of a bridge that fails:
// what it logs, when it tries again, and when it gives up (docs/entra.md, errors).
func entraFaultSentences() []Sentence {
	return []Sentence{
		{
			Given: `the bridge answers (the next|every) (creation|change|look|search|deletion|test of the connection) with (\d{3}|a page for people|silence|no answer in time|an answer without an id|two people)`,
			Do:    func(w *World) any { return w.answersWith },
		},
		{
			Given: `the job holds back more than {number} leavers?`,
			Do:    func(w *World) any { return w.holdBack },
		},
		{
			Given: `the job goes into quarantine from {number} failures on`,
			Do:    func(w *World) any { return w.quarantineFrom },
		},
		{
			Given: `the job leaves alone whoever goes out of scope`,
			Do:    func(w *World) any { return w.leaveAlone },
		},
		{
			Given: `the job was restarted`,
			When:  `the job is restarted`,
			Do:    func(w *World) any { return func(ctx context.Context) error { return w.directory.RestartJob(ctx) } },
		},
		{
			When: `the administrator lets the leavers go`,
			Do: func(w *World) any {
				return func(ctx context.Context) error { return w.directory.RestartJob(ctx, provisioning.ForceDeletes) }
			},
		},
		{
			Given: `the provisioning log showed {address} as (failed|skipped) with {text}`,
			Then:  `the provisioning log shows {address} as (failed|skipped) with {text}`,
			Do:    func(w *World) any { return w.endedWith },
		},
		{
			Then: `{address} is tried again {number} (minute|hour|day)s? after the failure`,
			Do:   func(w *World) any { return w.triedAgain },
		},
		{
			Then: `{address} is not tried again`,
			Do:   func(w *World) any { return w.notTriedAgain },
		},
		{
			Then: `the directory sent at most {number} requests to the bridge since then`,
			Do:   func(w *World) any { return w.sentAtMost },
		},
	}
}

// requestsFor are the requests behind the words; a search for somebody carries an
// address, a test of the connection none.
//
//nolint:gochecknoglobals // a constant table
var requestsFor = map[string]fault.Match{
	"creation":               {Method: "POST", Path: "/Users"},
	"change":                 {Method: "PATCH", Path: "/Users/"},
	"look":                   {Method: "GET", Path: "/Users/"},
	"search":                 {Method: "GET", Path: "%40"},
	"deletion":               {Method: "DELETE", Path: "/Users/"},
	"test of the connection": {Method: "GET", Path: "/Users?"},
}

// twoPeople is a list in which one search has found two.
const twoPeople = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":2,"itemsPerPage":2,"startIndex":1,"Resources":[` +
	`{"schemas":["` + userSchema + `"],"id":"one","userName":"one@contoso.example"},{"schemas":["` + userSchema + `"],"id":"two","userName":"two@contoso.example"}]}`

func (w *World) answersWith(ctx context.Context, often, what, answer string) error {
	rule := fault.Rule{Name: fmt.Sprintf("%s %s is answered with %s", often, what, answer), Match: requestsFor[what]}
	switch answer {
	case "a page for people":
		rule.Do.Garble = true
	case "silence":
		rule.Do.Drop = true
	case "no answer in time":
		rule.Do.Stall = true
	case "an answer without an id":
		rule.Do.Status, rule.Do.Body = 201, `{"schemas":["`+userSchema+`"],"userName":"nobody@contoso.example"}`
	case "two people":
		rule.Do.Status, rule.Do.Body = 200, twoPeople
	default:
		rule.Do.Status, _ = strconv.Atoi(answer) // the sentence takes three digits
		rule.Do.Body = fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":%q,"detail":"refused for a test"}`, answer)
	}
	if often == "the next" {
		rule.Times = 1
	}
	return w.directory.SetFaults(ctx, rule)
}

func (w *World) holdBack(ctx context.Context, limit int) error {
	w.settings.Limits.Deletes = limit
	return w.configure(ctx)
}

func (w *World) quarantineFrom(ctx context.Context, failures int) error {
	w.settings.Limits.FailuresFrom = failures
	return w.configure(ctx)
}

func (w *World) leaveAlone(ctx context.Context) error {
	w.settings.Skips = map[string]bool{"SkipOutOfScopeDeletions": true}
	return w.configure(ctx)
}

func (w *World) endedWith(ctx context.Context, address, how, code string) error {
	line, err := w.recordFor(ctx, address)
	why, status := line.ErrorCode, "failure"
	if how == "skipped" {
		why, status = line.SkipReason, "skipped"
	}
	if err != nil || line.Status == status && why == code {
		return err
	}
	return mismatch(fmt.Sprintf("log line: %s %s with %s", address, how, code), "%s of %s: %s %s (%s)", line.Action, line.Name, line.Status, why, line.Reason)
}

// failedChange finds what the directory keeps of a person to try again.
func (w *World) failedChange(ctx context.Context, address string) (*provisioning.Escrow, error) {
	p, err := w.person(w.names.address(address))
	if err != nil {
		return nil, err
	}
	job, err := w.directory.Job(ctx)
	if err != nil {
		return nil, err //nolint:wrapcheck // the client's error says what was attempted
	}
	for _, held := range job.Escrows {
		if held.Object == p.id {
			return &held, nil
		}
	}
	return nil, nil
}

func (w *World) triedAgain(ctx context.Context, address string, n int, unit string) error {
	held, err := w.failedChange(ctx, address)
	if err != nil {
		return err
	}
	want := time.Duration(n) * units[unit]
	expected := fmt.Sprintf("%s tried again %s after the failure", address, want)
	if held == nil {
		return mismatch(expected, "no failed change of %s is kept", address)
	}
	if got := held.Next.Sub(held.First); got != want {
		return mismatch(expected, "after %s", got)
	}
	return nil
}

func (w *World) notTriedAgain(ctx context.Context, address string) error {
	held, err := w.failedChange(ctx, address)
	if err != nil || held == nil {
		return err
	}
	return mismatch(address+" not tried again", "tried again at %s", held.Next.Format(time.RFC3339))
}

func (w *World) sentAtMost(ctx context.Context, most int) error {
	entries, err := w.directory.Journal(ctx, w.mark)
	if err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	if len(entries) <= most {
		return nil
	}
	return mismatch(fmt.Sprintf("at most %d requests", most), "%d", len(entries))
}
