package graph

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
)

// Client is somebody who may ask for tokens.
type Client struct {
	ID     string `json:"client_id"`
	Secret string `json:"client_secret"`
}

// AddClient makes a client that may do everything. Its secret is told this once.
func (t *Tenant) AddClient() Client {
	made := Client{ID: t.NewID(), Secret: newSecret()}
	t.allow(made.ID, made.Secret)
	return made
}

func (t *Tenant) allow(id, secret string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.clients[id] = append(t.clients[id], secret)
}

// signIn refuses whoever is not a client or does not know one of its secrets.
func (t *Tenant) signIn(id, secret string) *signIn {
	t.mu.Lock()
	secrets, known := t.clients[id]
	t.mu.Unlock()
	switch {
	case !known:
		return &signIn{http.StatusBadRequest, "unauthorized_client", 700016, "Application with identifier '" + id + "' was not found in the directory '" + t.ID + "'."}
	case secret == "":
		return &signIn{http.StatusUnauthorized, "invalid_client", 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."}
	}
	for _, right := range secrets {
		if subtle.ConstantTimeCompare([]byte(right), []byte(secret)) == 1 {
			return nil
		}
	}
	return &signIn{http.StatusUnauthorized, "invalid_client", 7000215, "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '" + id + "'."}
}

func (t *Tenant) knows(client string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	_, ok := t.clients[client]
	return ok
}

func newSecret() string { return rand.Text() }
