// Package api is the JSON-over-HTTP convention that both mocks share: one way
// to call, one way to answer, one error envelope. A refusal on the server side
// arrives as the same refusal on the client side.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/scimproof/scimproof/internal/refusal"
)

// answerLimit bounds what a client reads of one answer, in bytes.
const answerLimit = 256 << 20

// Client calls one server. Root is needed.
type Client struct {
	Root  string       // without a slash at the end
	Token string       // bearer token; "" sends none
	HTTP  *http.Client // decides how the server is reached: network or loopback; nil: the network
}

// Do sends in as JSON (nil: no body) and decodes the answer into out (nil:
// ignored). An error answer becomes a *refusal.Error; header is added to the
// request as it is.
func (c Client) Do(ctx context.Context, method, path string, in, out any, header ...string) error {
	req, err := c.request(ctx, method, path, in)
	if err != nil {
		return err
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	hc := c.HTTP
	if hc == nil {
		hc = http.DefaultClient
	}
	resp, err := hc.Do(req)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, answerLimit))
	if err != nil {
		return fmt.Errorf("%s %s: read the answer: %w", method, path, err)
	}
	if resp.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s %s: %w", method, path, refusalOf(resp.StatusCode, body))
	}
	if len(body) == 0 {
		return nil
	}
	if out == nil {
		out = &json.RawMessage{} // looked at all the same: a page for people is no success
	}
	if err := json.Unmarshal(body, out); err != nil {
		return fmt.Errorf("%s %s: decode the answer: %w", method, path, err)
	}
	return nil
}

// Call is Do with the answer as a value.
func Call[T any](ctx context.Context, c Client, method, path string, in any, header ...string) (T, error) {
	var out T
	err := c.Do(ctx, method, path, in, &out, header...)
	return out, err
}

func (c Client) request(ctx context.Context, method, path string, in any) (*http.Request, error) {
	var body io.Reader
	if in != nil {
		raw, err := json.Marshal(in)
		if err != nil {
			return nil, fmt.Errorf("%s %s: encode the request: %w", method, path, err)
		}
		body = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.Root+path, body)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	return req, nil
}

// refusalOf reads the envelope; an answer without one (a proxy's page, say)
// becomes a refusal that shows the beginning of what came.
func refusalOf(status int, body []byte) *refusal.Error {
	refused := &refusal.Error{}
	if err := json.Unmarshal(body, refused); err == nil && refused.Code != "" {
		return refused
	}
	const shown = 200
	return refusal.New(kindOf(status), "unreadable-answer", "answered %d: %s", status, body[:min(shown, len(body))])
}
