package graph

import (
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"sync"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// keyBits is the size of the signing key; RS256 takes no less (RFC 7518 3.3).
const keyBits = 2048

// keys hold the key that signs all tokens of one server. It is made when it is
// first needed: it takes longer than the rest of a lab.
type keys struct {
	made func() (*jose.JSONWebKey, error)
}

func newKeys() *keys {
	return &keys{sync.OnceValues(func() (*jose.JSONWebKey, error) {
		private, err := rsa.GenerateKey(rand.Reader, keyBits)
		if err != nil {
			return nil, fmt.Errorf("make a signing key: %w", err)
		}
		return &jose.JSONWebKey{Key: private, KeyID: rand.Text(), Algorithm: string(jose.RS256), Use: "sig"}, nil
	})}
}

// claims of an access token, as the real ones name them.
type claims struct {
	jwt.Claims
	TenantID string   `json:"tid"`
	AppID    string   `json:"appid"`
	AppIDAcr string   `json:"appidacr"` // 1: a client secret
	ObjectID string   `json:"oid"`
	IDType   string   `json:"idtyp"`
	Roles    []string `json:"roles"`
	Version  string   `json:"ver"`
}

// Sign signs what the directory issues (RS256), for the jobs that prove
// themselves to their bridges with it.
func (s *Server) Sign(claims map[string]any) (string, error) { return s.keys.sign(claims) }

func (k *keys) sign(claims any) (string, error) {
	key, err := k.made()
	if err != nil {
		return "", err
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: key}, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	return token, nil
}

// verify returns the claims of a token that was signed here.
func (k *keys) verify(token string) (claims, error) {
	var c claims
	parsed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return c, fmt.Errorf("read a token: %w", err)
	}
	key, err := k.made()
	if err != nil {
		return c, err
	}
	if err := parsed.Claims(key.Public(), &c); err != nil {
		return c, fmt.Errorf("verify a token: %w", err)
	}
	return c, nil
}

// public is the key set that others verify tokens with.
func (k *keys) public() (jose.JSONWebKeySet, error) {
	key, err := k.made()
	if err != nil {
		return jose.JSONWebKeySet{}, err
	}
	return jose.JSONWebKeySet{Keys: []jose.JSONWebKey{key.Public()}}, nil
}
