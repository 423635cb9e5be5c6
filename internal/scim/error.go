package scim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

// Error is a SCIM error (RFC 7644 3.12). Everything in this package that judges
// a request fails with one; its JSON form is the body to answer with.
type Error struct {
	Status   int    // HTTP status
	ScimType string // keyword of RFC 7644 table 9; "" where none fits
	Detail   string // for people
}

// Error implements error.
func (e *Error) Error() string {
	if e.ScimType == "" {
		return fmt.Sprintf("%d: %s", e.Status, e.Detail)
	}
	return fmt.Sprintf("%d %s: %s", e.Status, e.ScimType, e.Detail)
}

// MarshalJSON implements json.Marshaler. The status is a string, as RFC 7644
// 3.12 demands.
func (e *Error) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct { //nolint:wrapcheck // three strings cannot fail
		Schemas  []string `json:"schemas"`
		Status   string   `json:"status"`
		ScimType string   `json:"scimType,omitempty"`
		Detail   string   `json:"detail,omitempty"`
	}{[]string{ErrorURN}, strconv.Itoa(e.Status), e.ScimType, e.Detail})
}

func newError(status int, scimType, format string, args []any) *Error {
	return &Error{Status: status, ScimType: scimType, Detail: fmt.Sprintf(format, args...)}
}

// InvalidFilter: a filter that is malformed, or an operator that does not go
// with the attribute (400).
func InvalidFilter(format string, args ...any) *Error {
	return newError(http.StatusBadRequest, "invalidFilter", format, args)
}

// InvalidPath: a PATCH path that is malformed or names no attribute (400).
func InvalidPath(format string, args ...any) *Error {
	return newError(http.StatusBadRequest, "invalidPath", format, args)
}

// InvalidValue: a value that is missing or does not fit its attribute (400).
func InvalidValue(format string, args ...any) *Error {
	return newError(http.StatusBadRequest, "invalidValue", format, args)
}

// InvalidSyntax: a body that is not what the request calls for (400).
func InvalidSyntax(format string, args ...any) *Error {
	return newError(http.StatusBadRequest, "invalidSyntax", format, args)
}

// InvalidVersion: a protocol version that is not spoken here (400).
func InvalidVersion(format string, args ...any) *Error {
	return newError(http.StatusBadRequest, "invalidVers", format, args)
}

// NoTarget: a PATCH path that selects nothing (400).
func NoTarget(format string, args ...any) *Error {
	return newError(http.StatusBadRequest, "noTarget", format, args)
}

// Mutability: a change that the attribute or its present value forbids (400).
func Mutability(format string, args ...any) *Error {
	return newError(http.StatusBadRequest, "mutability", format, args)
}

// TooMany: a query with more results than will be given (400).
func TooMany(format string, args ...any) *Error {
	return newError(http.StatusBadRequest, "tooMany", format, args)
}

// InvalidCursor: a cursor that was not given for this query (400, RFC 9865 2.1).
func InvalidCursor(format string, args ...any) *Error {
	return newError(http.StatusBadRequest, "invalidCursor", format, args)
}

// ExpiredCursor: a cursor that is too old (400, RFC 9865 2.1).
func ExpiredCursor(format string, args ...any) *Error {
	return newError(http.StatusBadRequest, "expiredCursor", format, args)
}

// InvalidCount: a page size that is no number, or not that of the pages before
// (400, RFC 9865 2.1).
func InvalidCount(format string, args ...any) *Error {
	return newError(http.StatusBadRequest, "invalidCount", format, args)
}

// Sensitive: a request that would carry personal data in its URI (403).
func Sensitive(format string, args ...any) *Error {
	return newError(http.StatusForbidden, "sensitive", format, args)
}

// Uniqueness: a value that another resource holds (409).
func Uniqueness(format string, args ...any) *Error {
	return newError(http.StatusConflict, "uniqueness", format, args)
}

// Unauthorized: no credentials, or wrong ones (401).
func Unauthorized(format string, args ...any) *Error {
	return newError(http.StatusUnauthorized, "", format, args)
}

// Forbidden: credentials that do not allow the operation (403).
func Forbidden(format string, args ...any) *Error {
	return newError(http.StatusForbidden, "", format, args)
}

// NotFound: no such resource or endpoint (404).
func NotFound(format string, args ...any) *Error {
	return newError(http.StatusNotFound, "", format, args)
}

// MethodNotAllowed: an endpoint that does not know the method (405).
func MethodNotAllowed(format string, args ...any) *Error {
	return newError(http.StatusMethodNotAllowed, "", format, args)
}

// Conflict: a clash with the present state that is not about uniqueness (409).
func Conflict(format string, args ...any) *Error {
	return newError(http.StatusConflict, "", format, args)
}

// PreconditionFailed: the resource changed since the caller read it (412).
func PreconditionFailed(format string, args ...any) *Error {
	return newError(http.StatusPreconditionFailed, "", format, args)
}

// TooLarge: a body beyond the limit (413).
func TooLarge(format string, args ...any) *Error {
	return newError(http.StatusRequestEntityTooLarge, "", format, args)
}

// UnsupportedMediaType: a body that is not JSON (415).
func UnsupportedMediaType(format string, args ...any) *Error {
	return newError(http.StatusUnsupportedMediaType, "", format, args)
}

// Internal: a fault of the server's own (500).
func Internal(format string, args ...any) *Error {
	return newError(http.StatusInternalServerError, "", format, args)
}

// NotImplemented: an operation this server does not offer (501).
func NotImplemented(format string, args ...any) *Error {
	return newError(http.StatusNotImplemented, "", format, args)
}

// Unavailable: try again later (503).
func Unavailable(format string, args ...any) *Error {
	return newError(http.StatusServiceUnavailable, "", format, args)
}
