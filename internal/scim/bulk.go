package scim

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// The URNs of bulk messages.
const (
	BulkRequestURN  = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
	BulkResponseURN = "urn:ietf:params:scim:api:messages:2.0:BulkResponse"
)

// BulkRequest is many changes in one request (RFC 7644 3.7).
type BulkRequest struct {
	FailOnErrors int // stop after so many errors; 0: never
	Operations   []BulkOperation
}

// BulkOperation is one of them.
type BulkOperation struct {
	Method  string // in upper case
	Path    string // relative to the base URL
	BulkID  string // what other operations call the resource that this one makes
	Version string // the entity tag that the resource has to have; "" is any
	Data    any    // decoded as by DecodeResource
	Fault   *Error // why it cannot be done at all; nil if it can be tried
}

// BulkResponse is the answer to a BulkRequest.
type BulkResponse struct {
	Schemas    []string     `json:"schemas"`
	Operations []BulkResult `json:"Operations"`
}

// BulkResult is what became of one operation.
type BulkResult struct {
	Location string `json:"location,omitempty"` // of the resource; "" after a failed POST
	Method   string `json:"method,omitempty"`
	BulkID   string `json:"bulkId,omitempty"`
	Version  string `json:"version,omitempty"`
	Response *Error `json:"response,omitempty"`
	Status   string `json:"status"` // a string, as in the examples and erratum 7916
}

// DecodeBulk reads the body of a bulk request of at most so many operations. What
// is wrong with a single operation is its Fault, and the others can go on. It
// fails with an *Error: as DecodeResource does, 413 (too many operations),
// invalidSyntax (no BulkRequest schema, no operations, one that is no object, a
// bulkId given twice), invalidValue (failOnErrors that is no number above 0).
func DecodeBulk(body []byte, most int) (BulkRequest, error) {
	message, err := DecodeResource(body)
	if err != nil {
		return BulkRequest{}, err
	}
	if named, _ := message.Get("schemas").([]any); !slices.Contains(named, any(BulkRequestURN)) {
		return BulkRequest{}, InvalidSyntax("schemas has to be an array that holds %q", BulkRequestURN)
	}
	list, _ := message.Get("Operations").([]any)
	switch {
	case len(list) == 0:
		return BulkRequest{}, InvalidSyntax("Operations has to be an array with at least one operation")
	case len(list) > most:
		return BulkRequest{}, TooLarge("%d operations exceed maxOperations (%d)", len(list), most)
	}
	request := BulkRequest{Operations: make([]BulkOperation, len(list))}
	if request.FailOnErrors, err = failOnErrors(message.Get("failOnErrors")); err != nil {
		return BulkRequest{}, err
	}
	seen := map[string]bool{}
	for i, element := range list {
		fields, ok := element.(map[string]any)
		if !ok {
			return BulkRequest{}, InvalidSyntax("operation %d has to be an object", i+1)
		}
		op := decodeBulkOperation(fields)
		if op.BulkID != "" && seen[op.BulkID] {
			return BulkRequest{}, InvalidSyntax("the bulkId %q is given twice", op.BulkID)
		}
		seen[op.BulkID] = true
		request.Operations[i] = op
	}
	return request, nil
}

func failOnErrors(given any) (int, error) {
	if given == nil {
		return 0, nil
	}
	number, _ := given.(json.Number)
	limit, err := strconv.Atoi(number.String())
	if err != nil || limit < 1 {
		return 0, InvalidValue("failOnErrors has to be a whole number above 0, not %v", given)
	}
	return limit, nil
}

func decodeBulkOperation(fields Resource) BulkOperation {
	op := BulkOperation{
		Method: strings.ToUpper(fields.Text("method")), Path: fields.Text("path"),
		BulkID: fields.Text("bulkId"), Version: fields.Text("version"), Data: fields.Get("data"),
	}
	_, isObject := op.Data.(map[string]any)
	switch known := slices.Contains([]string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}, op.Method); {
	case !known:
		op.Fault = InvalidSyntax("method has to be POST, PUT, PATCH or DELETE, not %q", fields.Text("method"))
	case op.Path == "":
		op.Fault = InvalidSyntax("an operation needs a path")
	case op.Method == http.MethodPost && op.BulkID == "":
		op.Fault = InvalidSyntax("an operation that makes a resource needs a bulkId")
	case op.Method != http.MethodDelete && !isObject:
		op.Fault = InvalidSyntax("the data of a %s has to be an object", op.Method)
	}
	return op
}

const bulkIDPrefix = "bulkId:"

// References lists the bulkIds that the operation names, each once: in whole
// values of its data, and as the last part of its path (RFC 7644 3.7.2).
func (o BulkOperation) References() []string {
	found := map[string]bool{}
	collect(o.Data, found)
	if _, id, ok := strings.Cut(o.Path, "/"+bulkIDPrefix); ok {
		found[id] = true
	}
	return slices.Sorted(maps.Keys(found))
}

func collect(value any, found map[string]bool) {
	switch value := value.(type) {
	case map[string]any:
		for _, member := range value {
			collect(member, found)
		}
	case []any:
		for _, element := range value {
			collect(element, found)
		}
	case string:
		if id, ok := strings.CutPrefix(value, bulkIDPrefix); ok {
			found[id] = true
		}
	}
}

// Resolve is the operation with ids in the place of references; the key is the
// bulkId. An object that refers to something without an id, such as a member of a
// group, is left out, whatever else it holds.
func (o BulkOperation) Resolve(ids map[string]string) BulkOperation {
	if data, ok := o.Data.(map[string]any); ok {
		resolved := make(map[string]any, len(data))
		for name, value := range data {
			if value, ok := resolve(value, ids); ok {
				resolved[name] = value
			}
		}
		o.Data = resolved
	}
	if endpoint, id, ok := strings.Cut(o.Path, "/"+bulkIDPrefix); ok && ids[id] != "" {
		o.Path = endpoint + "/" + ids[id]
	}
	return o
}

// resolve is a value with ids in it, and false if one is missing.
func resolve(value any, ids map[string]string) (any, bool) {
	switch value := value.(type) {
	case map[string]any:
		resolved := make(map[string]any, len(value))
		for name, member := range value {
			next, ok := resolve(member, ids)
			if _, isText := member.(string); isText && !ok {
				return nil, false
			}
			if ok {
				resolved[name] = next
			}
		}
		return resolved, true
	case []any:
		resolved := make([]any, 0, len(value))
		for _, element := range value {
			if next, ok := resolve(element, ids); ok {
				resolved = append(resolved, next)
			}
		}
		return resolved, true
	case string:
		if id, ok := strings.CutPrefix(value, bulkIDPrefix); ok {
			return ids[id], ids[id] != ""
		}
		return value, true
	default:
		return value, true
	}
}

// NewBulkResponse is the answer with these results.
func NewBulkResponse(results []BulkResult) BulkResponse {
	return BulkResponse{Schemas: []string{BulkResponseURN}, Operations: results}
}
