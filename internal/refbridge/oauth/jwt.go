package oauth

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"slices"
	"strings"
	"time"
)

// leeway is how far clocks may be apart.
const leeway = 5 * time.Minute

// claims of a token, as far as they are looked at (RFC 7519 4.1).
type claims struct {
	Issuer    string   `json:"iss"`
	Subject   string   `json:"sub"`
	Audience  audience `json:"aud"`
	Expires   int64    `json:"exp"`
	NotBefore int64    `json:"nbf"`
}

// audience is one or several.
type audience []string

// UnmarshalJSON implements json.Unmarshaler.
func (a *audience) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*a = audience{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(a)) //nolint:wrapcheck // verify says what it is
}

// verify checks a token of the issuer that the client trusts: RS256 alone,
// signed by a key of the issuer's, in its time and for the right audience.
func (h *Handler) verify(ctx context.Context, trust Registration, token string) (claims, error) {
	var got claims
	var header struct {
		Algorithm string `json:"alg"`
		Key       string `json:"kid"`
	}
	parts := strings.Split(token, ".")
	if trust.Issuer == "" || len(parts) != 3 || !decode(parts[0], &header) || !decode(parts[1], &got) {
		return got, errors.New("the token is no JWT that is trusted here")
	}
	if header.Algorithm != "RS256" {
		return got, errors.New("the token is not signed by RS256")
	}
	if err := h.signed(ctx, trust.KeysURL, header.Key, parts); err != nil {
		return got, err
	}
	now := h.Now()
	switch {
	case got.Issuer != trust.Issuer:
		return got, errors.New("the token has another issuer")
	case !now.Add(-leeway).Before(time.Unix(got.Expires, 0)) || now.Add(leeway).Before(time.Unix(got.NotBefore, 0)):
		return got, errors.New("the token has expired or is not valid yet")
	case trust.Audience != "" && !slices.Contains(got.Audience, trust.Audience):
		return got, errors.New("the token is for another audience")
	}
	return got, nil
}

// signed checks the signature with the issuer's keys.
func (h *Handler) signed(ctx context.Context, keysURL, id string, parts []string) error {
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		return errors.New("the token's signature cannot be read")
	}
	keys, err := h.keys.of(ctx, keysURL, id)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	for _, key := range keys {
		if rsa.VerifyPKCS1v15(key.public(), crypto.SHA256, sum[:], signature) == nil {
			return nil
		}
	}
	return errors.New("no key of the issuer has signed the token")
}

// key of a JSON web key set (RFC 7517).
type key struct {
	ID       string `json:"kid"`
	Type     string `json:"kty"`
	Modulus  string `json:"n"`
	Exponent string `json:"e"`
}

func (k key) public() *rsa.PublicKey {
	n, _ := base64.RawURLEncoding.DecodeString(k.Modulus)
	e, _ := base64.RawURLEncoding.DecodeString(k.Exponent)
	return &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}
}

func decode(part string, into any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(part)
	return err == nil && json.Unmarshal(raw, into) == nil
}
