package provisioning

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Sender is whom the service's mails come from (docs/entra.md, quarantine).
const Sender = "azure-noreply@microsoft.com"

// Mail is one that the job would have sent: at entry into quarantine, and again
// when its reason changes.
type Mail struct {
	Seq     int       `json:"seq"` // 1, 2, 3, ... within the job
	At      time.Time `json:"at"`
	From    string    `json:"from"`
	To      []string  `json:"to"`
	Subject string    `json:"subject"`
	Text    string    `json:"text"`
	Reason  string    `json:"reason"` // of the quarantine
}

// Outbox is the mails after the given number, oldest first; never nil.
func (j *Job) Outbox(since int) []Mail {
	j.mu.RLock()
	defer j.mu.RUnlock()
	return after(j.outbox, since)
}

// after is a copy of a log whose lines are numbered from 1.
func after[T any](log []T, since int) []T {
	return append([]T{}, log[min(max(since, 0), len(log)):]...)
}

// notify writes to whom the settings name, if the quarantine is new or has
// another reason than before. The caller holds the lock.
func (j *Job) notify(before, now *QuarantineInfo) {
	if len(j.settings.Recipients) == 0 || before != nil && before.Reason == now.Reason {
		return
	}
	subject := "The provisioning job is in quarantine"
	if before != nil {
		subject = "The provisioning job is in quarantine for another reason"
	}
	j.outbox = append(j.outbox, Mail{
		Seq: len(j.outbox) + 1, At: now.Current, From: Sender, To: slices.Clone(j.settings.Recipients), Subject: subject, Reason: now.Reason,
		Text: fmt.Sprintf("Reason: %s\nError: %s\n%s\nNext attempt: %s\n", now.Reason, now.ErrorCode, now.Message, now.NextAttempt.UTC().Format(time.RFC3339)),
	})
}

func checkRecipients(recipients []string) error {
	for _, address := range recipients {
		local, domain, _ := strings.Cut(address, "@")
		if local == "" || domain == "" || strings.ContainsAny(address, " \t\r\n<>,;") || strings.Contains(domain, "@") {
			return refusal.New(refusal.Invalid, "recipient-malformed", "the recipient %q is no mail address", address)
		}
	}
	return nil
}
