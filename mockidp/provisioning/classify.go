package provisioning

import "strconv"

// scim is how the service's own error codes for SCIM begin.
const scim = "SystemForCrossDomainIdentityManagement"

// retry says when a failed operation is tried again.
type retry int

const (
	inEscrow     retry = iota // 6, 12, 24 hours after the first failure, then daily
	nextCycle                 // transient
	afterRematch              // not before the link is forgotten
)

// failure is why an operation failed, in the service's words.
type failure struct {
	why    cause
	code   string
	reason string
	retry  retry
}

// cause of a failure: an HTTP status as text, or one of these.
type cause string

const (
	badAnswer  cause = "bad answer" // well-formed, but not what was asked for
	unreadable cause = "unreadable" // no JSON, or of the wrong structure
	timedOut   cause = "timed out"  // no answer in time
	lost       cause = "lost"       // no answer, or half of one
	duplicates cause = "duplicates" // several resources for one object
	found      cause = "found"      // a probe for nobody found somebody
	unmatched  cause = "unmatched"  // nothing to match by
	unproven   cause = "unproven"   // no token to be had
	special    cause = "special"    // a value that the service cannot search for
	several    cause = "several"    // several values for an attribute that takes one
	uncomputed cause = "uncomputed" // a value that a function of the mapping cannot take
)

func httpStatus(status int) cause { return cause(strconv.Itoa(status)) }

// classes is the table of docs/entra.md, errors: "phase cause" before "cause"
// before the family of the status.
var classes = map[string]struct { //nolint:gochecknoglobals // constant table
	code  string
	retry retry
}{
	"probe 401":       {scim + "CredentialValidationFailure", nextCycle},
	"probe 403":       {scim + "CredentialValidationFailure", nextCycle},
	"probe lost":      {scim + "InvalidCredentials", nextCycle},
	"probe found":     {scim + "ServiceIncompatibleFiltering", inEscrow},
	"probe unproven":  {scim + "CredentialValidationFailure", nextCycle},
	"unproven":        {"Unauthorized", nextCycle},
	"read 404":        {"InvalidAnchor", afterRematch},
	"update 404":      {"InvalidAnchor", afterRematch},
	"create 409":      {"EntryConflict", inEscrow},
	"match unmatched": {"MandatoryFieldsMissing", inEscrow},
	"special":         {scim + "ServiceIncompatibleFiltering", inEscrow},
	"several":         {"SchemaPropertyCanOnlyAcceptValue", inEscrow},
	"uncomputed":      {"FunctionEvaluationFailed", inEscrow},
	"duplicates":      {"DuplicateTargetEntries", inEscrow},
	"unreadable":      {scim + "ServiceIncompatible", inEscrow},
	"bad answer":      {scim + "BadResponse", inEscrow},
	"timed out":       {"Timeout", nextCycle},
	"lost":            {"WebExceptionProtocolError", nextCycle},
	"400":             {scim + "ServiceIncompatible", inEscrow},
	"401":             {"Unauthorized", inEscrow},
	"403":             {"InsufficientRights", inEscrow},
	"404":             {scim + "ServiceIncompatible", inEscrow},
	"405":             {"MethodNotAllowed", inEscrow},
	"409":             {scim + "ServiceIncompatibleFiltering", inEscrow},
	"422":             {"UnprocessableEntity", inEscrow},
	"429":             {"TooManyRequests", nextCycle},
	"501":             {"NotImplemented", nextCycle},
	"5xx":             {"InternalServerError", nextCycle},
	"":                {scim + "BadResponse", inEscrow},
}

// classify looks a cause up; the reason begins with what was attempted.
func classify(p phase, why cause, attempted, detail string) *failure {
	family := ""
	if len(why) == 3 && why[0] == '5' {
		family = "5xx"
	}
	class := classes[""]
	for _, key := range []string{family, string(why), string(p) + " " + string(why)} {
		if specific, ok := classes[key]; ok {
			class = specific
		}
	}
	return &failure{why: why, code: class.code, retry: class.retry, reason: attempted + ": " + detail}
}
