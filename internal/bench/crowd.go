package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// directoryProgram is the directory as make build has built it.
const directoryProgram = "bin/mockidp"

// crowd is a tenant full of people in a process of its own, and a bridge behind
// a socket of this one that knows nobody, makes whoever it is told to and
// answers at once.
type crowd struct {
	process  *exec.Cmd
	bridge   *httptest.Server
	tenant   *mockidp.TenantClient
	requests *recording
}

// newCrowd has so many people, nine of ten with a manager, in a job that is
// configured and started. It must be closed, also after an error.
func newCrowd(ctx context.Context, people, connections int) (*crowd, error) {
	c := &crowd{requests: &recording{}}
	c.bridge = httptest.NewServer(c.requests)
	client, err := c.start(ctx)
	if err != nil {
		return c, err
	}
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

func (c *crowd) start(ctx context.Context) (*mockidp.Client, error) {
	c.process = exec.CommandContext(ctx, directoryProgram, "-listen", "127.0.0.1:0")
	out, err := c.process.StdoutPipe()
	if err == nil {
		err = c.process.Start()
	}
	var up struct {
		URL        string `json:"url"`
		AdminToken string `json:"admin_token"`
	}
	if err == nil {
		err = json.NewDecoder(out).Decode(&up)
	}
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", directoryProgram, err)
	}
	return mockidp.NewClient(up.URL, up.AdminToken, &http.Client{}), nil
}

func (c *crowd) close() {
	if c.process != nil && c.process.Process != nil {
		_ = c.process.Process.Kill()
		_ = c.process.Wait() // it was killed
	}
	c.bridge.Close()
}

// peak is the most memory that the directory's process ever had, in bytes.
func (c *crowd) peak() (uint64, error) {
	status, err := c.proc("status")
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(status, "VmHWM:")
	var kib uint64
	if _, err := fmt.Sscan(rest, &kib); err != nil {
		return 0, fmt.Errorf("read the memory of the directory: %w", err)
	}
	return kib << 10, nil
}

// processor is the time that the directory's process has had on a core: what
// something costs, whatever else the machine does.
func (c *crowd) processor() (time.Duration, error) {
	stat, err := c.proc("stat")
	if err != nil {
		return 0, err
	}
	const tick = 10 * time.Millisecond // proc(5), USER_HZ
	_, rest, _ := strings.Cut(stat, ") ")
	fields := strings.Fields(rest)
	const user, system = 11, 12 // after the name
	var ticks [2]time.Duration
	for i, at := range []int{user, system} {
		if len(fields) <= at {
			return 0, fmt.Errorf("read the times of the directory: %q", stat)
		}
		n, err := strconv.ParseInt(fields[at], 10, 64)
		if err != nil {
			return 0, fmt.Errorf("read the times of the directory: %w", err)
		}
		ticks[i] = time.Duration(n) * tick
	}
	return ticks[0] + ticks[1], nil
}

func (c *crowd) proc(file string) (string, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", c.process.Process.Pid, file))
	if err != nil {
		return "", fmt.Errorf("look at the directory's process: %w", err)
	}
	return string(raw), nil
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
	Method, Target string
	Header         http.Header
	Body           []byte
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
