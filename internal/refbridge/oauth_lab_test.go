package refbridge_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/loopback"
	"github.com/scimproof/scimproof/internal/refbridge"
	"github.com/scimproof/scimproof/internal/refbridge/oauth"
	"github.com/scimproof/scimproof/mockvault"
)

const (
	tid    = "74beb175-3b80-4b63-b9d5-6f0b76082b16"
	issuer = "https://sts.windows.net/" + tid + "/"
)

// keys signs as a directory does and publishes its public half.
type keys struct{ private *rsa.PrivateKey }

// newKeys makes one pair for all tests: it takes a while.
var newKeys = sync.OnceValue(func() keys {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return keys{private}
})

func (k keys) Sign(claims map[string]any) (string, error) { return k.sign("RS256", claims) }

func (k keys) sign(algorithm string, claims map[string]any) (string, error) {
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	text := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"`+algorithm+`","kid":"k1"}`)) + "." + base64.RawURLEncoding.EncodeToString(payload)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(nil, k.private, crypto.SHA256, sum[:])
	return text + "." + base64.RawURLEncoding.EncodeToString(signature), err
}

func (k keys) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	_, _ = fmt.Fprintf(w, `{"keys":[{"kty":"EC"},{"kty":"RSA","kid":"k1","n":%q,"e":%q}]}`,
		base64.RawURLEncoding.EncodeToString(k.private.N.Bytes()), base64.RawURLEncoding.EncodeToString(big.NewInt(int64(k.private.E)).Bytes()))
}

// openLab is a bridge that takes OAuth, an account behind it, and an issuer's keys.
type openLab struct {
	*testing.T
	hosts   *loopback.Transport
	account *mockvault.AccountClient
	token   string
	now     time.Time // of the bridge
}

func newOpenLab(t *testing.T) *openLab {
	t.Helper()
	hosts := &loopback.Transport{Hosts: map[string]http.Handler{
		"vault": mockvault.New(mockvault.Options{AdminToken: "admin", Seed: 1}), "issuer": newKeys(),
	}}
	l := &openLab{T: t, hosts: hosts, now: time.Unix(1_800_000_000, 0)}
	bridge, err := refbridge.New(refbridge.Options{
		VaultURL: "http://vault", HTTP: &http.Client{Transport: hosts}, OAuth: true, Now: func() time.Time { return l.now },
	})
	l.must(err)
	hosts.Hosts["bridge"] = bridge
	client := mockvault.NewClient("http://vault", "admin", &http.Client{Transport: hosts})
	made, err := client.CreateAccount(t.Context(), mockvault.AccountSpec{})
	l.must(err)
	l.account = client.Account(made.ID)
	l.token, err = l.account.EnableProvisioning(t.Context())
	l.must(err)
	return l
}

func (l *openLab) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

// send returns status and body of an answer.
func (l *openLab) send(method, target, authorization, body string) (int, string) {
	l.Helper()
	req, err := http.NewRequestWithContext(l.Context(), method, target, strings.NewReader(body))
	l.must(err)
	if authorization != "" {
		req.Header.Set("Authorization", authorization)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := l.hosts.RoundTrip(req)
	l.must(err)
	raw, err := io.ReadAll(resp.Body)
	l.must(err)
	return resp.StatusCode, string(raw)
}

func (l *openLab) register(registration string) oauth.Client {
	l.Helper()
	status, body := l.send(http.MethodPost, "http://bridge"+oauth.ClientsPath, "Bearer "+l.token, registration)
	var made oauth.Client
	if err := json.Unmarshal([]byte(body), &made); err != nil || status != http.StatusCreated {
		l.Fatalf("registered: %d %s", status, body)
	}
	return made
}

const trusting = `{"issuer":"` + issuer + `","jwks_uri":"http://issuer/keys"}`
