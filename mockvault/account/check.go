package account

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/scimproof/scimproof/internal/refusal"
)

// What the account takes at most. None of these is documented by the vendor.
const (
	addressLimit    = 254      // bytes (RFC 5321 4.5.3.1.3, without the angle brackets)
	nameLimit       = 256      // characters; of members, groups, vaults and items
	externalIDLimit = 512      // characters
	attributesLimit = 64 << 10 // bytes, as canonical JSON
	attributesDepth = 32
	lastYear        = 9999 // that JSON can write
)

// checkAddress refuses what cannot be a sign-in address.
func checkAddress(address string) error {
	at := strings.LastIndexByte(address, '@')
	switch {
	case len(address) > addressLimit:
		return refusal.New(refusal.Invalid, "bad-address", "an address of %d bytes is too long; at most %d", len(address), addressLimit)
	case !utf8.ValidString(address), at < 1, strings.ContainsFunc(address[:at], badInLocal), !isDomain(address[at+1:]):
		return refusal.New(refusal.Invalid, "bad-address", "%q is no e-mail address", address)
	}
	return nil
}

func badInLocal(r rune) bool {
	return unicode.IsControl(r) || unicode.IsSpace(r) || strings.ContainsRune(`@"(),:;<>[\]`, r)
}

func isDomain(domain string) bool {
	for label := range strings.SplitSeq(domain, ".") {
		if label == "" || strings.ContainsFunc(label, badInLabel) {
			return false
		}
	}
	return true
}

func badInLabel(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// checkText refuses what is too long or cannot be shown; what names the thing.
func checkText(what, text string, limit int) error {
	switch {
	case !utf8.ValidString(text), strings.ContainsFunc(text, unicode.IsControl):
		return refusal.New(refusal.Invalid, "bad-text", "the %s %q holds control characters or is no UTF-8", what, text[:min(len(text), limit)])
	case utf8.RuneCountInString(text) > limit:
		return refusal.New(refusal.Invalid, "bad-text", "a %s of %d characters is too long; at most %d", what, utf8.RuneCountInString(text), limit)
	}
	return nil
}

// checkTitle is checkText for what must not be empty.
func checkTitle(what, text string) error {
	if strings.TrimSpace(text) == "" {
		return refusal.New(refusal.Invalid, "bad-text", "the %s is empty", what)
	}
	return checkText(what, text, nameLimit)
}

// canonical is the one way to write a bag of attributes. It is nil if none was
// given, and empty for an empty one. It refuses what is no JSON object.
func canonical(raw json.RawMessage) (json.RawMessage, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	var object map[string]any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if !json.Valid(raw) || decoder.Decode(&object) != nil || object == nil {
		return nil, refusal.New(refusal.Invalid, "bad-attributes", "the attributes are no JSON object")
	}
	if !shallow(object, attributesDepth) {
		return nil, refusal.New(refusal.Invalid, "bad-attributes", "the attributes are nested more than %d deep", attributesDepth)
	}
	if len(object) == 0 {
		return json.RawMessage{}, nil // none, but given: a change to it ends those there were
	}
	out, err := json.Marshal(object) // sorts the keys
	if err != nil || len(out) > attributesLimit {
		return nil, refusal.New(refusal.Invalid, "bad-attributes", "%d bytes of attributes are too many; at most %d", len(out), attributesLimit)
	}
	return slices.Clip(out), nil
}

func shallow(value any, depth int) bool {
	if depth < 0 {
		return false
	}
	switch value := value.(type) {
	case map[string]any:
		for _, v := range value {
			if !shallow(v, depth-1) {
				return false
			}
		}
	case []any:
		return !slices.ContainsFunc(value, func(v any) bool { return !shallow(v, depth-1) })
	}
	return true
}

// checkSettings returns the settings as the account keeps them.
func checkSettings(s Settings) (Settings, error) {
	if err := checkText("account name", s.Name, nameLimit); err != nil {
		return Settings{}, err
	}
	if s.EmailChangeTTL < 0 || s.InviteTTL <= 0 {
		return Settings{}, refusal.New(refusal.Invalid, "bad-settings",
			"email_change_ttl is %s and invite_ttl %s; want 0 (never) or more, and more than 0", s.EmailChangeTTL, s.InviteTTL)
	}
	domains := make([]string, 0, len(s.AllowedDomains))
	for _, domain := range s.AllowedDomains {
		domain = fold(strings.TrimPrefix(domain, "@"))
		if !utf8.ValidString(domain) || !isDomain(domain) || len(domain) > addressLimit/2 {
			return Settings{}, refusal.New(refusal.Invalid, "bad-settings", "allowed domain %q is no domain", domain)
		}
		if !slices.Contains(domains, domain) {
			domains = append(domains, domain)
		}
	}
	s.AllowedDomains = domains
	return s, nil
}

// checkTime returns the time in UTC, as JSON will write it.
func checkTime(t time.Time) (time.Time, error) {
	if t = t.UTC(); t.Year() < 0 || t.Year() > lastYear {
		return t, refusal.New(refusal.Invalid, "bad-time", "the year %d cannot be written; want 0 to %d", t.Year(), lastYear)
	}
	return t, nil
}

// checkTimes checks the times that are there and turns them to UTC.
func checkTimes(times ...*time.Time) error {
	for _, t := range times {
		if t == nil {
			continue
		}
		utc, err := checkTime(*t)
		if err != nil {
			return err
		}
		*t = utc
	}
	return nil
}
