// Package bridge is the thing under test: described by a profile, started in a
// container, as a process or in this process, or attached to by URL.
package bridge

import "context"

// Bridge under test. All methods are safe for concurrent use.
type Bridge interface {
	// URL is the SCIM root as the directory sees it, without a slash at the end.
	URL() string
	// HostURL is the same root as the harness itself reaches it.
	HostURL() string
	// Token is the bearer token, or "" when each vault account yields its own.
	Token() string
	// Info goes into the report.
	Info() Info
	// Logs is the tail of what the bridge printed; empty when it runs elsewhere.
	Logs(ctx context.Context) (string, error)
	// Close ends the bridge and leaves nothing behind. It may be called twice.
	Close(ctx context.Context) error
}

// Info names the bridge in reports.
type Info struct {
	Name    string
	Version string
	Image   string
	Digest  string
}
