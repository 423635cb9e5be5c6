package oauth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// What is kept of the keys of issuers. A key that nobody knows is looked for at the
// issuer's, but not more often than freshFor: whoever makes ids up costs it nothing.
const (
	mostIssuers = 256
	freshFor    = 10 * time.Second
	keptFor     = time.Hour // then they are fetched again: a key may have been withdrawn
)

// keyring keeps the keys of issuers by the address that publishes them.
type keyring struct {
	http *http.Client
	now  func() time.Time

	mu   sync.Mutex
	sets map[string]keySet
}

type keySet struct {
	keys []key
	at   time.Time // when they were fetched
}

func newKeyring(client *http.Client, now func() time.Time) *keyring {
	return &keyring{http: client, now: now, sets: map[string]keySet{}}
}

// of are the keys of an issuer that may have this id; "" is any. They come from the
// issuer if they are not known, or known for too long.
func (k *keyring) of(ctx context.Context, address, id string) ([]key, error) {
	k.mu.Lock()
	known, kept := k.sets[address]
	k.mu.Unlock()
	age := k.now().Sub(known.at)
	found := named(known.keys, id)
	if kept && age < keptFor && (len(found) > 0 || age < freshFor) {
		return found, nil
	}
	keys, err := k.fetch(ctx, address)
	if err != nil {
		return nil, err
	}
	k.keep(address, keySet{keys, k.now()})
	return named(keys, id), nil
}

// keep makes room for a set by forgetting the oldest one.
func (k *keyring) keep(address string, set keySet) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, known := k.sets[address]; !known && len(k.sets) >= mostIssuers {
		oldest := ""
		for other, s := range k.sets {
			if oldest == "" || s.at.Before(k.sets[oldest].at) {
				oldest = other
			}
		}
		delete(k.sets, oldest)
	}
	k.sets[address] = set
}

func named(keys []key, id string) []key {
	return slices.DeleteFunc(slices.Clone(keys), func(k key) bool { return id != "" && k.ID != id })
}

// fetch asks an issuer for its RSA keys.
func (k *keyring) fetch(ctx context.Context, at string) ([]key, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		return nil, errors.New("the address of the issuer's keys is none")
	}
	resp, err := k.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch the issuer's keys: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	var set struct{ Keys []key }
	if err := json.NewDecoder(io.LimitReader(resp.Body, bodyLimit)).Decode(&set); err != nil || resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the issuer answered %d without keys", resp.StatusCode)
	}
	return slices.DeleteFunc(set.Keys, func(k key) bool { return !k.usable() }), nil
}

// usable tells an RSA key of a size that is safe and soon computed.
func (k key) usable() bool {
	const fewestBits, mostBits = 2048, 8192
	public := k.public()
	bits := public.N.BitLen()
	return k.Type == "RSA" && bits >= fewestBits && bits <= mostBits && public.E > 1
}
