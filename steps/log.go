package steps

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/scimproof/scimproof/mockidp/provisioning"
	"github.com/scimproof/scimproof/mockidp/provisioninglog"
)

// logSentences are about the job's log: what the directory believes to have done.
func logSentences() []Sentence {
	return []Sentence{
		{
			Then: `the provisioning log shows {address} as (created|updated|disabled|deleted|failed)`,
			Do:   func(w *World) any { return w.logShows },
		},
		{
			Then: `the directory found nothing to change for {address}`,
			Do:   func(w *World) any { return w.foundNothing },
		},
		{
			Then: `a further look at {address} finds nothing to change`,
			Do:   func(w *World) any { return w.furtherLook },
		},
		{
			Then: `the directory knows that nothing was carried`,
			Do:   func(w *World) any { return w.knowsOfFailure },
		},
	}
}

// recordFor finds the newest log line about the person.
func (w *World) recordFor(ctx context.Context, address string) (provisioning.Record, error) {
	p, err := w.person(w.names.address(address))
	if err != nil {
		return provisioning.Record{}, err
	}
	lines, err := w.directory.Log(ctx, 0)
	if err != nil {
		return provisioning.Record{}, err //nolint:wrapcheck // the client's error says what was attempted
	}
	for _, line := range slices.Backward(lines) {
		if line.Object == p.id || p.id == "" && strings.EqualFold(line.Name, w.names.address(address)) {
			return line, nil
		}
	}
	return provisioning.Record{}, mismatch("a line about "+address+" in the provisioning log", "none")
}

func (w *World) logShows(ctx context.Context, address, what string) error {
	line, err := w.recordFor(ctx, address)
	if err != nil {
		return err
	}
	actual := fmt.Sprintf("%s of %s: %s", line.Action, line.Name, line.Status)
	if line.ErrorCode != "" {
		actual += fmt.Sprintf(" (%s: %s)", line.ErrorCode, line.Reason)
	}
	action := map[string]string{"created": "create", "updated": "update", "disabled": "disable", "deleted": "delete"}[what]
	if what == "failed" && line.Status == "failure" || line.Action == action && line.Status == "success" {
		return nil
	}
	return &Mismatch{Expected: "log line: " + address + " " + what, Actual: actual}
}

func (w *World) foundNothing(ctx context.Context, address string) error {
	line, err := w.recordFor(ctx, address)
	if err != nil {
		return err
	}
	if line.Status == "skipped" && line.SkipReason == "RedundantExport" {
		return nil
	}
	return &Mismatch{
		Expected: "nothing to change for " + address,
		Actual:   fmt.Sprintf("%s: %s %s", line.Action, line.Status, describeModified(line.Modified)),
		Hint:     "the bridge does not return what it was sent, so the directory sends it again at every look",
	}
}

func (w *World) furtherLook(ctx context.Context, address string) error {
	if err := w.onDemand(ctx, address); err != nil {
		return err
	}
	return w.foundNothing(ctx, address)
}

func (w *World) knowsOfFailure(context.Context) error {
	if w.cycle.State != "Succeeded" {
		return nil
	}
	return &Mismatch{
		Expected: "a failure that the directory can see",
		Actual:   "the directory took everything for done",
		Hint:     "the bridge answered success although the account had refused",
	}
}

// leaveLog keeps the directory's log of the scenario, if it has any and somebody wants it.
func (w *World) leaveLog(ctx context.Context) error {
	if w.run.cfg.ProvisioningLog == "" || w.directory == nil {
		return nil
	}
	entries, err := w.directory.ProvisioningLog(ctx)
	if err != nil || len(entries) == 0 {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	folder := notInAName.ReplaceAllString(w.scenario.Location, "_")
	return provisioninglog.Write(filepath.Join(w.run.cfg.ProvisioningLog, folder), entries) //nolint:wrapcheck // says what was attempted
}

// notInAName is what a folder is not called.
var notInAName = regexp.MustCompile(`[^\w.-]+`)

func describeModified(modified []provisioning.Modified) string {
	parts := make([]string, 0, len(modified))
	for _, m := range modified {
		parts = append(parts, fmt.Sprintf("%s: %q -> %q", m.Name, m.Old, m.New))
	}
	return strings.Join(parts, ", ")
}
