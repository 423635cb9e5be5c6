// Package mockvault is a mock password-manager vault: many accounts, each with
// the state machine of package account, an API for its administrator and
// members, and one for the bridge that provisions it.
//
// Client and AccountClient call the first, BridgeClient the second; Server
// answers both. Nothing is kept on disk.
package mockvault

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"maps"
	mathrand "math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/clock"
	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

// bridgeRoot is where the bridge's API begins.
const bridgeRoot = "/bridge/v1"

// Options of a server.
type Options struct {
	AdminToken string // of the administrators' API; "" lets nobody in
	Seed       int64  // of the ids of accounts, and of the seeds of accounts that bring none
	Defect     Defect // of every account, on purpose; the zero value is none
}

// Server holds the accounts. It is an http.Handler and safe for concurrent use.
type Server struct {
	admin, bridge *gin.Engine
	defect        Defect

	mu       sync.Mutex
	random   *mathrand.Rand
	accounts map[string]*hosted            // by id
	tokens   map[[sha256.Size]byte]*hosted // by hash, so that looking one up tells nothing by its time
}

// hosted is an account with what the server keeps around it.
type hosted struct {
	*account.Account
	id      string
	token   string
	journal *journal.Journal
	faults  fault.Set
}

// New returns a server without accounts.
func New(o Options) *Server {
	s := &Server{
		defect:   o.Defect,
		random:   source(o.Seed),
		accounts: map[string]*hosted{},
		tokens:   map[[sha256.Size]byte]*hosted{},
	}
	s.admin = s.adminAPI(cmp.Or(o.AdminToken, rand.Text()))
	s.bridge = s.bridgeAPI()
	return s
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == bridgeRoot || strings.HasPrefix(r.URL.Path, bridgeRoot+"/") {
		s.serveBridge(w, r)
		return
	}
	s.admin.ServeHTTP(w, r)
}

// create makes an account. Its token comes from the system's randomness, not
// from the seed: it is a secret, and nothing that a run prints depends on it.
func (s *Server) create(spec AccountSpec) (*hosted, error) {
	s.mu.Lock()
	id := newID(s.random)
	seed := cmp.Or(spec.Seed, s.random.Int64())
	s.mu.Unlock()

	start := clock.Epoch()
	if !spec.Start.IsZero() {
		start = spec.Start.UTC()
	}
	token := rand.Text()
	made, err := account.New(account.Options{
		Settings: spec.Settings, Clock: clock.New(start), NewID: ids(seed), Token: token, Provisions: s.defect.provisions,
	})
	if err != nil {
		return nil, err //nolint:wrapcheck // a refusal says what was attempted
	}
	h := &hosted{Account: made, id: id, token: token, journal: journal.New(token)}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.accounts[id] = h
	s.tokens[sha256.Sum256([]byte(token))] = h
	return h, nil
}

func (s *Server) delete(h *hosted) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.accounts, h.id)
	delete(s.tokens, sha256.Sum256([]byte(h.token)))
}

// all lists the accounts by id.
func (s *Server) all() []Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []Account{}
	for _, id := range slices.Sorted(maps.Keys(s.accounts)) {
		out = append(out, s.accounts[id].info())
	}
	return out
}

func (s *Server) byID(id string) (*hosted, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if h, ok := s.accounts[id]; ok {
		return h, nil
	}
	return nil, refusal.New(refusal.NotFound, "no-such-account", "there is no account %q", id)
}

func (s *Server) byToken(token string) (*hosted, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if h, ok := s.tokens[sha256.Sum256([]byte(token))]; ok {
		return h, nil
	}
	return nil, refusal.New(refusal.Unauthorized, "unknown-token", "no account has this provisioning token").
		WithHint("turn provisioning on in the account and give the bridge the token that this yields")
}

func (h *hosted) info() Account { return Account{ID: h.id, Settings: h.Settings(), Now: h.Now()} }

// visit is what the server knows about one request of a bridge.
type visit struct {
	hosted     *hosted
	unexpected bool // no bridge should have sent the request
}

type visitKey struct{}

// serveBridge finds the account by the token, lets the account's faults have
// their way and journals the exchange in the account's journal. A request with
// an unknown token belongs to no account and is journaled nowhere.
func (s *Server) serveBridge(w http.ResponseWriter, r *http.Request) {
	h, err := s.byToken(api.Bearer(r))
	if err != nil {
		s.bridge.ServeHTTP(w, r)
		return
	}
	v := &visit{hosted: h}
	exchange := journal.New(h.token)
	defer func() { // also when a fault aborts the connection
		for _, entry := range exchange.Since(0) {
			if v.unexpected {
				entry.Unexpected = "no bridge calls " + entry.Method + " " + entry.Path
			}
			h.journal.Add(entry)
		}
	}()
	r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
	next := http.Handler(s.bridge)
	if action, hit := h.faults.Take(r.Method, r.URL.RequestURI()); hit {
		next = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { action.Serve(w, r, s.bridge) })
	}
	journal.Handle(next, w, r, exchange, "bridge", "vault", h.Now)
}

// ids returns the source of an account's ids.
func ids(seed int64) func() string {
	random := source(seed)
	return func() string { return newID(random) }
}

func source(seed int64) *mathrand.Rand {
	return mathrand.New(mathrand.NewPCG(uint64(seed), 0)) //nolint:gosec // ids are no secrets; tokens come from crypto/rand
}

// newID draws 128 bits: 26 characters of base32, upper case.
func newID(random *mathrand.Rand) string {
	var bits [16]byte
	binary.BigEndian.PutUint64(bits[:8], random.Uint64())
	binary.BigEndian.PutUint64(bits[8:], random.Uint64())
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(bits[:])
}
