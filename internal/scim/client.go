package scim

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

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
// itself. An error means that no complete answer came, or one beyond 32 MiB.
func (c Client) Do(ctx context.Context, method, path string, body any, header ...string) (*Exchange, error) {
	return nil, nil
}

// Get, Post, Put, Patch and Delete are Do with that method.
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
	return nil, nil
}
