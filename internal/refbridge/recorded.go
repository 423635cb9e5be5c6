package refbridge

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/scimproof/scimproof/internal/scim"
)

// recorded is an answer that is held back to be changed, mostly by a defect.
type recorded struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newRecorded() *recorded { return &recorded{header: http.Header{}, status: http.StatusOK} }

func (a *recorded) Header() http.Header { return a.header }

func (a *recorded) Write(p []byte) (int, error) { return a.body.Write(p) } //nolint:wrapcheck // a buffer never fails

func (a *recorded) WriteHeader(status int) { a.status = status }

// send is the end of the recording.
func (a *recorded) send(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.WriteHeader(a.status)
	if a.body.Len() > 0 {
		_, _ = w.Write(a.body.Bytes())
	}
}

// respond puts a SCIM message in the place of the answer.
func (a *recorded) respond(status int, message any) {
	raw, err := json.Marshal(message)
	if err != nil { // errors and lists always have a JSON form
		raw = nil
	}
	a.put(status, scim.MediaType, raw)
}

func (a *recorded) put(status int, mediaType string, body []byte) {
	a.status = status
	a.header.Set("Content-Type", mediaType)
	a.empty()
	a.body.Write(body)
}

// empty takes the content away, and with it the length that it had: an answer of
// another length than it says does not arrive.
func (a *recorded) empty() {
	a.body.Reset()
	a.header.Del("Content-Length")
}

// edit changes the answer if it is a JSON object.
func (a *recorded) edit(change func(map[string]any)) {
	var message map[string]any
	if json.Unmarshal(a.body.Bytes(), &message) != nil {
		return
	}
	change(message)
	a.respond(a.status, message)
}

// scimType is that of an error.
func (a *recorded) scimType() string {
	var message struct{ ScimType string }
	if a.status < http.StatusBadRequest || json.Unmarshal(a.body.Bytes(), &message) != nil {
		return ""
	}
	return message.ScimType
}

// member is one of the JSON object in an answer; nil if there is none.
func (a *recorded) member(name string) any {
	var message map[string]any
	if json.Unmarshal(a.body.Bytes(), &message) != nil {
		return nil
	}
	return message[name]
}
