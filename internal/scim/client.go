package scim

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/scimproof/scimproof/internal/journal"
)

const maxPages = 10_000 // of one list

// Client sends single requests to a SCIM server and hands back what came. It
// never retries, and it judges nothing: a 500 is an Exchange, not an error.
type Client struct {
	Root  string       // base URL without a slash at the end
	Token string       // bearer token; "" sends none
	HTTP  *http.Client // decides how the server is reached and how long to wait
}

// Exchange is one answer.
type Exchange struct {
	Status int
	Header http.Header
	Body   []byte
	Took   time.Duration
}

// Do sends one request. path is relative to Root, with its query. body may be
// nil (none), a []byte or string (sent as it is), or anything that has a JSON form.
// header holds name, value, name, value; it overrides what the client sets
// itself, and an empty value takes it away. An error means that no complete answer came, or one beyond the limits of package intake.
func (c Client) Do(ctx context.Context, method, path string, body any, header ...string) (*Exchange, error) {
	req, err := c.request(ctx, method, path, body)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if req.Header.Set(header[i], header[i+1]); header[i+1] == "" {
			req.Header.Del(header[i])
		}
	}
	began := time.Now()
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	text, err := journal.ReadAnswer(resp)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	return &Exchange{Status: resp.StatusCode, Header: resp.Header, Body: text, Took: time.Since(began)}, nil
}

func (c Client) request(ctx context.Context, method, path string, body any) (*http.Request, error) {
	raw, err := encode(body)
	if err != nil {
		return nil, fmt.Errorf("encode the body: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.Root+path, bytes.NewReader(raw))
	if err != nil {
		return nil, err //nolint:wrapcheck // Do wraps it
	}
	req.Header.Set("Accept", MediaType)
	if body != nil {
		req.Header.Set("Content-Type", MediaType)
	}
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	return req, nil
}

func encode(body any) ([]byte, error) {
	switch body := body.(type) {
	case nil:
		return nil, nil
	case []byte:
		return body, nil
	case string:
		return []byte(body), nil
	default:
		return json.Marshal(body) //nolint:wrapcheck // request wraps it
	}
}

// Get reads.
func (c Client) Get(ctx context.Context, path string, header ...string) (*Exchange, error) {
	return c.Do(ctx, http.MethodGet, path, nil, header...)
}

// Post creates, or searches.
func (c Client) Post(ctx context.Context, path string, body any, header ...string) (*Exchange, error) {
	return c.Do(ctx, http.MethodPost, path, body, header...)
}

// Put replaces.
func (c Client) Put(ctx context.Context, path string, body any, header ...string) (*Exchange, error) {
	return c.Do(ctx, http.MethodPut, path, body, header...)
}

// Patch modifies.
func (c Client) Patch(ctx context.Context, path string, body any, header ...string) (*Exchange, error) {
	return c.Do(ctx, http.MethodPatch, path, body, header...)
}

// Delete removes.
func (c Client) Delete(ctx context.Context, path string, header ...string) (*Exchange, error) {
	return c.Do(ctx, http.MethodDelete, path, nil, header...)
}

// List walks all pages of an endpoint such as "/Users" and returns their
// resources in order. query may hold a filter and a count. It stops at
// totalResults, at an empty page, or after 10000 pages (an error). A status other
// than 200 and a body that is no list are errors.
func (c Client) List(ctx context.Context, path string, query url.Values) ([]Resource, error) {
	var all []Resource
	parameters := maps.Clone(query)
	if parameters == nil {
		parameters = url.Values{}
	}
	for range maxPages {
		parameters.Set("startIndex", strconv.Itoa(len(all)+1))
		total, resources, err := c.page(ctx, path+"?"+parameters.Encode())
		if err != nil {
			return nil, err
		}
		all = append(all, resources...)
		if len(resources) == 0 || len(all) >= total {
			return all, nil
		}
	}
	return nil, fmt.Errorf("list %s: no end after %d pages", path, maxPages)
}

// page reads one page, with more tolerance than a server would have: what is odd
// about it is for others to judge.
func (c Client) page(ctx context.Context, path string) (total int, resources []Resource, err error) {
	answer, err := c.Get(ctx, path)
	if err != nil {
		return 0, nil, err
	}
	if answer.Status != http.StatusOK {
		const shown = 200
		return 0, nil, fmt.Errorf("GET %s: answered %d: %s", path, answer.Status, answer.Body[:min(shown, len(answer.Body))])
	}
	var list struct {
		TotalResults *int
		Resources    []Resource
	}
	decoder := json.NewDecoder(bytes.NewReader(answer.Body))
	decoder.UseNumber()
	if err := decoder.Decode(&list); err != nil {
		return 0, nil, fmt.Errorf("GET %s: the answer is no list: %w", path, err)
	}
	if list.TotalResults == nil {
		return 0, nil, fmt.Errorf("GET %s: the answer is no list: it has no totalResults", path)
	}
	return *list.TotalResults, list.Resources, nil
}
