package refbridge

import (
	"errors"
	"net/http"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/internal/scim"
)

// verdicts is the one table between the vault's refusals and SCIM errors: the
// first row with the code of the refusal counts, else the first with its kind.
// What matches no row, or came garbled, is 503: nothing is known of the work.
//
//nolint:gochecknoglobals // a constant table
var verdicts = []struct {
	code     string
	kind     refusal.Kind
	status   int
	scimType string
}{
	{code: "address-taken", status: http.StatusConflict, scimType: "uniqueness"},
	{code: "name-taken", status: http.StatusConflict, scimType: "uniqueness"},
	{code: "domain-not-allowed", status: http.StatusBadRequest, scimType: "invalidValue"},
	{code: "provisioning-off", status: statusOff},
	{code: "unreadable-answer", status: http.StatusServiceUnavailable},
	{kind: refusal.Invalid, status: http.StatusBadRequest, scimType: "invalidValue"},
	{kind: refusal.Unauthorized, status: http.StatusUnauthorized},
	{kind: refusal.Forbidden, status: http.StatusForbidden},
	{kind: refusal.NotFound, status: http.StatusNotFound},
	{kind: refusal.Conflict, status: http.StatusConflict},
	{kind: refusal.Locked, status: http.StatusConflict},
	{kind: refusal.Stale, status: http.StatusServiceUnavailable}, // after several attempts; see update
}

// statusOff stands for Profile.Off.
const statusOff = 0

// errorOf turns whatever stopped a request into the SCIM error to answer with.
func (b *bridge) errorOf(err error) *scim.Error {
	if own, ok := errors.AsType[*scim.Error](err); ok {
		return own
	}
	refused, ok := refusal.Of(err)
	if !ok {
		return scim.Unavailable("the vault gave no usable answer: %v", err)
	}
	for _, row := range verdicts {
		if row.code == refused.Code || row.code == "" && row.kind == refused.Kind {
			status := row.status
			if status == statusOff {
				status = b.profile.Off
			}
			return &scim.Error{Status: status, ScimType: row.scimType, Detail: refused.Error()}
		}
	}
	return scim.Unavailable("the vault refused: %v", refused)
}
