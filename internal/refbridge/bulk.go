package refbridge

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/scimproof/scimproof/internal/scim"
)

// The limits of one bulk request; ServiceProviderConfig says them.
const (
	maxBulkOperations  = 100
	maxBulkPayloadSize = bodyLimit
)

// bulk does many changes in one request (RFC 7644 3.7). Each goes through this
// bridge as a request of its own, so that it ends as the single request would.
func (k *call) bulk() error {
	raw, err := k.body()
	if e, ok := errors.AsType[*scim.Error](err); ok && e.Status == http.StatusRequestEntityTooLarge {
		return scim.TooLarge("the size of the bulk request exceeds maxPayloadSize (%d)", maxBulkPayloadSize)
	}
	if err != nil {
		return err
	}
	request, err := scim.DecodeBulk(raw, maxBulkOperations)
	if err != nil {
		return err //nolint:wrapcheck // a SCIM error is the answer itself
	}
	if _, err := k.vault.Account(k.ctx()); err != nil {
		return err //nolint:wrapcheck // handle translates it
	}
	answer(k.Context, http.StatusOK, scim.NewBulkResponse(k.newBulkJob(request).run()))
	return nil
}

// stage of one operation.
type stage int

const (
	waiting stage = iota
	begun         // it waits for what it refers to
	done
	failed
)

// bulkJob is one bulk request at work.
type bulkJob struct {
	*call
	request  scim.BulkRequest
	stages   []stage
	results  []scim.BulkResult
	makers   map[string]int    // operation by the bulkId of what it makes
	ids      map[string]string // of what was made, by bulkId
	circular map[int]bool      // operations that refer to each other in a circle
	loose    []int             // made without what they refer to in a circle
	errors   int
}

func (k *call) newBulkJob(request scim.BulkRequest) *bulkJob {
	j := &bulkJob{
		call: k, request: request,
		stages: make([]stage, len(request.Operations)), results: make([]scim.BulkResult, len(request.Operations)),
		makers: map[string]int{}, ids: map[string]string{}, circular: map[int]bool{},
	}
	for i, op := range request.Operations {
		if op.Method == http.MethodPost && op.BulkID != "" {
			j.makers[op.BulkID] = i
		}
	}
	return j
}

// run works in the client's order, except that what an operation refers to is
// made before it. The results are those of all operations that were tried.
func (j *bulkJob) run() []scim.BulkResult {
	for i := range j.request.Operations {
		j.perform(i)
		j.closeCircles()
	}
	var results []scim.BulkResult
	for i, result := range j.results {
		if j.stages[i] == done || j.stages[i] == failed {
			results = append(results, result)
		}
	}
	return results
}

// spent reports whether the client wants no more after this many errors.
func (j *bulkJob) spent() bool {
	return j.request.FailOnErrors > 0 && j.errors >= j.request.FailOnErrors
}

func (j *bulkJob) perform(i int) {
	if j.stages[i] != waiting || j.spent() {
		return
	}
	j.stages[i] = begun
	op := j.request.Operations[i]
	if err := j.prepare(i, op); err != nil {
		j.fail(i, err)
		return
	}
	if j.spent() { // by what it refers to
		j.stages[i] = waiting
		return
	}
	complete := j.missing(op) == ""
	j.finish(i, j.send(op.Resolve(j.ids)))
	if j.stages[i] == done && !complete {
		j.loose = append(j.loose, i)
	}
}

// missing is a bulkId that an operation refers to and that nothing stands for yet, or "".
func (j *bulkJob) missing(op scim.BulkOperation) string {
	for _, id := range op.References() {
		if j.ids[id] == "" {
			return id
		}
	}
	return ""
}

// prepare makes what an operation refers to.
func (j *bulkJob) prepare(i int, op scim.BulkOperation) error {
	if op.Fault != nil {
		return op.Fault
	}
	if err := j.checkPath(op); err != nil {
		return err
	}
	for _, id := range op.References() {
		maker, known := j.makers[id]
		if !known {
			return scim.InvalidValue("bulkId:%s is made by no operation of this request", id)
		}
		j.perform(maker)
		switch j.stages[maker] {
		case begun:
			j.circular[i], j.circular[maker] = true, true
		case failed:
			return scim.Conflict("bulkId:%s could not be made", id)
		}
	}
	return nil
}

// checkPath wants the endpoint of a type for POST, and one resource for the others.
func (j *bulkJob) checkPath(op scim.BulkOperation) error {
	known := func(endpoint string) bool {
		return slices.ContainsFunc(j.kinds, func(kd kind) bool { return kd.resourceType().Endpoint == endpoint })
	}
	slash := strings.LastIndex(op.Path, "/")
	switch isPost := op.Method == http.MethodPost; {
	case strings.ContainsAny(op.Path, "?#"):
		return scim.InvalidSyntax("the path %q has to be without a query", op.Path)
	case isPost && known(op.Path), !isPost && slash > 0 && known(op.Path[:slash]) && slash+1 < len(op.Path):
		return nil
	case isPost && slash > 0 && known(op.Path[:slash]):
		return scim.InvalidSyntax("a POST needs the endpoint of a resource type, not %q", op.Path)
	case known(op.Path), known(strings.TrimSuffix(op.Path, "/")):
		return scim.InvalidSyntax("a %s needs the path of one resource, not %q", op.Method, op.Path)
	default:
		return scim.NotFound("%s is nothing that bulk requests can change", op.Path)
	}
}

// closeCircles gives what was made loose the references that were missing then.
// What cannot have them is removed again and answered with 409 (RFC 7644 3.7.1).
func (j *bulkJob) closeCircles() {
	for _, i := range j.loose {
		op := j.request.Operations[i]
		complete := op
		complete.Method, complete.Path = http.MethodPut, op.Path+"/"+j.ids[op.BulkID]
		var trouble error
		if id := j.missing(op); id != "" {
			trouble = scim.Conflict("bulkId:%s could not be made", id)
		} else if a := j.send(complete.Resolve(j.ids)); a.status >= http.StatusMultipleChoices {
			trouble = a.complaint()
		} else {
			j.results[i].Version = a.header.Get("ETag")
			continue
		}
		j.send(scim.BulkOperation{Method: http.MethodDelete, Path: complete.Path})
		j.fail(i, trouble)
	}
	j.loose = nil
}

// send passes an operation through the bridge.
func (j *bulkJob) send(op scim.BulkOperation) *recorded {
	r := j.Request.Clone(j.ctx())
	path, err := url.PathUnescape(op.Path)
	if err != nil {
		path = op.Path
	}
	r.Method, r.URL = op.Method, &url.URL{Path: strings.TrimSuffix(j.Request.URL.Path, "/Bulk") + path}
	for _, name := range []string{"If-Match", "If-None-Match", "Content-Length"} {
		r.Header.Del(name)
	}
	if op.Version != "" {
		r.Header.Set("If-Match", op.Version)
	}
	body, err := json.Marshal(op.Data)
	if op.Method == http.MethodDelete || err != nil { // what came as JSON has a JSON form
		body = nil
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	a := newRecorded()
	j.inner.ServeHTTP(a, r)
	return a
}

func (j *bulkJob) finish(i int, a *recorded) {
	op := j.request.Operations[i]
	if a.status >= http.StatusMultipleChoices {
		j.fail(i, a.complaint())
		return
	}
	j.stages[i] = done
	result := scim.BulkResult{Method: op.Method, BulkID: op.BulkID, Status: strconv.Itoa(a.status), Version: a.header.Get("ETag")}
	if op.Method == http.MethodPost {
		result.Location = a.header.Get("Location")
		j.ids[op.BulkID] = gjson.GetBytes(a.body.Bytes(), "id").String()
	} else {
		result.Location = j.root + op.Resolve(j.ids).Path
	}
	j.results[i] = result
}

func (j *bulkJob) fail(i int, err error) {
	e := j.errorOf(err)
	j.errors++
	if j.circular[i] && e.Status == http.StatusBadRequest {
		e = scim.Conflict("the circle of references cannot be made: %s", e.Detail)
	}
	op := j.request.Operations[i]
	j.stages[i] = failed
	j.results[i] = scim.BulkResult{Method: op.Method, BulkID: op.BulkID, Status: strconv.Itoa(e.Status), Response: e}
	if op.Method != http.MethodPost {
		j.results[i].Location = j.root + op.Resolve(j.ids).Path
		return
	}
	delete(j.ids, op.BulkID)
}

// complaint is the SCIM error that a request ended in.
func (a *recorded) complaint() *scim.Error {
	said := gjson.ParseBytes(a.body.Bytes())
	return &scim.Error{Status: a.status, ScimType: said.Get("scimType").String(), Detail: said.Get("detail").String()}
}
