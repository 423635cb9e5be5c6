package account

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"

	"github.com/scimproof/scimproof/internal/refusal"
)

// No member's password is the bridge's in the vault that is imitated: the keys are
// made of it, on the member's own machine. Passwords are ours (docs/vault.md), so
// that a bridge that promises to change them has an account that takes them.
const (
	passwordLimit  = 1024 // bytes
	passwordRounds = 1000 // few, for the passwords are invented and the suite has no time
)

// hashed is a password as the account keeps it. The member's id is the salt: no
// two members have the same, and a member has it for good.
func hashed(id, password string) string {
	key, _ := pbkdf2.Key(sha256.New, password, []byte(id), passwordRounds, sha256.Size) // fails for impossible lengths alone
	return base64.RawStdEncoding.EncodeToString(key)
}

// checkPassword refuses what cannot be a password, and never repeats it.
func checkPassword(password string) error {
	if password == "" || len(password) > passwordLimit {
		return refusal.New(refusal.Invalid, "bad-password", "a password of %d bytes cannot be set; want 1 to %d", len(password), passwordLimit)
	}
	return nil
}

// setPassword notes the change, if it is one.
func (a *Account) setPassword(actor Actor, m *member, password string) {
	if next := hashed(m.ID, password); next != m.password {
		m.password = next
		a.record(actor, "password", m.ID, "", "")
	}
}

// TryPassword tells whether the password is the one that was set last for a
// member, who is named by id or effective address: anything else is refused as
// "wrong-password", and so is every password of somebody who has none.
func (a *Account) TryPassword(name, password string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	m, err := a.member(Person, name)
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare([]byte(hashed(m.ID, password)), []byte(m.password)) != 1 {
		return refusal.New(refusal.Forbidden, "wrong-password", "try a password of %s: it is another", who(m))
	}
	return nil
}

// passwords are the hashes by the id of the member; nil if nobody has any.
func (s *state) passwords() map[string]string {
	var hashes map[string]string
	for id, m := range s.members {
		if m.password != "" {
			if hashes == nil {
				hashes = map[string]string{}
			}
			hashes[id] = m.password
		}
	}
	return hashes
}

func (s *state) loadPassword(id, hash string) error {
	raw, err := base64.RawStdEncoding.Strict().DecodeString(hash)
	switch {
	case s.members[id] == nil:
		return wrong("there is no such member")
	case err != nil || len(raw) != sha256.Size:
		return wrong("want the hash of a password in base64")
	}
	s.members[id].password = hash
	return nil
}
