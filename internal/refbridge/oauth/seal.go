package oauth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
)

// sealed is how everything sealed begins.
const sealed = "rb1."

// seal writes values so that nobody else can read or make them.
type seal struct {
	key  []byte
	aead cipher.AEAD
}

func newSeal() *seal {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	block, _ := aes.NewCipher(key)
	aead, _ := cipher.NewGCM(block)
	return &seal{key, aead}
}

// close seals a value under a purpose, which open must name again.
func (s *seal) close(purpose string, value any) string {
	raw, _ := json.Marshal(value) // of this package's own types
	nonce := make([]byte, s.aead.NonceSize())
	_, _ = rand.Read(nonce)
	return sealed + purpose + "." + base64.RawURLEncoding.EncodeToString(s.aead.Seal(nonce, nonce, raw, []byte(purpose)))
}

func (s *seal) open(purpose, text string, into any) bool {
	body, found := strings.CutPrefix(text, sealed+purpose+".")
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if !found || err != nil || len(raw) < s.aead.NonceSize() {
		return false
	}
	size := s.aead.NonceSize()
	plain, err := s.aead.Open(nil, raw[:size], raw[size:], []byte(purpose))
	return err == nil && json.Unmarshal(plain, into) == nil
}

// mark is a MAC of the text under a purpose.
func (s *seal) mark(purpose, text string) []byte {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte(purpose + "\x00" + text))
	return mac.Sum(nil)
}
