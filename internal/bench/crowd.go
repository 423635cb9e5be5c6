package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// crowd is a tenant full of people, and a bridge behind a real socket that
// knows nobody, makes whoever it is told to and answers at once.
type crowd struct {
	directory *mockidp.Server
	bridge    *httptest.Server
	tenant    *mockidp.TenantClient
	requests  *recording
}

// newCrowd has so many people, nine of ten with a manager, in a job that is
// configured and started.
func newCrowd(ctx context.Context, people, connections int) (*crowd, error) {
	c := &crowd{directory: mockidp.New(mockidp.Options{AdminToken: "admin", Seed: 1}), requests: &recording{}}
	c.bridge = httptest.NewServer(c.requests)
	hosts := map[string]http.Handler{"directory": c.directory}
	client := mockidp.NewClient("http://directory", "admin", &http.Client{Transport: &loopback.Transport{Hosts: hosts}})
	made, err := client.CreateTenant(ctx, mockidp.TenantSpec{Seed: 1})
	if err != nil {
		return c, err //nolint:wrapcheck // says enough
	}
	c.tenant = client.Tenant(made.ID)
	manager := ""
	for i := range people {
		p, err := c.tenant.AddPerson(ctx, person(i, manager))
		if err != nil {
			return c, err //nolint:wrapcheck // says enough
		}
		if i%10 == 0 {
			manager = p.ID
		}
	}
	_, err = c.tenant.ConfigureJob(ctx, provisioning.Settings{
		BaseURL: c.bridge.URL + "/scim", Token: "s3cret", Scope: provisioning.All, Concurrency: connections,
	})
	if err != nil {
		return c, err //nolint:wrapcheck // says enough
	}
	return c, c.tenant.StartJob(ctx) //nolint:wrapcheck // says enough
}

func (c *crowd) close() {
	c.directory.Close()
	c.bridge.Close()
}

func person(i int, manager string) directory.Person {
	if i%10 == 0 {
		manager = ""
	}
	name := fmt.Sprintf("p%06d", i)
	return directory.Person{Enabled: true, Manager: manager, Attributes: map[string]string{
		"userPrincipalName": name + "@corp.example", "displayName": "Person " + name, "givenName": "Person", "surname": name,
		"mail": name + "@corp.example", "mailNickname": name, "jobTitle": "Engineer", "department": "Department " + name[5:],
		"employeeId": name[1:], "city": "Bonn", "country": "DE", "telephoneNumber": "+49 228 " + name[1:],
	}}
}

// cycle runs the cycle that is due and says how long it took.
func (c *crowd) cycle(ctx context.Context, exports int) (time.Duration, error) {
	began := time.Now()
	cycles, err := c.tenant.Advance(ctx, 0)
	took := time.Since(began)
	switch {
	case err != nil:
		return 0, err //nolint:wrapcheck // says enough
	case len(cycles) != 1 || cycles[0].State != "Succeeded":
		return 0, fmt.Errorf("want one cycle that succeeds, got %+v", cycles)
	case cycles[0].Counts["create/success"]+cycles[0].Counts["update/success"] < exports:
		return 0, fmt.Errorf("want %d exports at least, got %v", exports, cycles[0].Counts)
	}
	return took, nil
}

// recording answers as a bridge that knows nobody and, while it is told to,
// keeps what it was asked.
type recording struct {
	made atomic.Int64
	mu   sync.Mutex
	keep bool
	kept []request
}

// request as it came in.
type request struct {
	method, target string
	header         http.Header
	body           []byte
}

const nobody = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[],"startIndex":1,"itemsPerPage":20}`

func (b *recording) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body := b.note(r)
	w.Header().Set("Content-Type", "application/scim+json")
	switch r.Method {
	case http.MethodPost:
		w.WriteHeader(http.StatusCreated)
		_, _ = fmt.Fprintf(w, `{"id":"u%d",%s`, b.made.Add(1), body[1:])
	case http.MethodPatch:
		w.WriteHeader(http.StatusNoContent)
	default:
		if _, id, one := strings.Cut(r.URL.Path, "/Users/"); one {
			_, _ = fmt.Fprintf(w, `{"id":%q}`, id)
			return
		}
		_, _ = w.Write([]byte(nobody))
	}
}

// peak is the most memory the process holds until stop is called, in bytes.
func peak(ctx context.Context) (stop func() uint64) {
	ctx, cancel := context.WithCancel(ctx)
	most := make(chan uint64)
	go func() {
		ticker := time.NewTicker(20 * time.Millisecond)
		defer ticker.Stop()
		var highest uint64
		for {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			highest = max(highest, now.Sys-now.HeapReleased)
			select {
			case <-ticker.C:
			case <-ctx.Done():
				most <- highest
				return
			}
		}
	}()
	return func() uint64 {
		cancel()
		return <-most
	}
}
