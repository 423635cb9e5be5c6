package expression

import (
	"strings"
	"unicode"
)

// plain letters and what is written with them; capitals follow from the small
// letters. The rows are those of MS:functions; a mark that stands by itself is dropped.
var plain = map[string]string{ //nolint:gochecknoglobals // constant table
	"a": "äàâãåáąăāǟǡ", "ae": "æǣ", "c": "çčć", "d": "ďḏ", "e": "ëèéêęěėēḗḕ", "g": "ğḡ", "i": "ïîìíıī",
	"l": "ľłḹḻ", "n": "ñńňṉ", "o": "öòőõôóōṓṑȫǭȭȱ", "oe": "øœ", "r": "řṟṝ", "ss": "ß", "s": "šśșş", "t": "ťțṯ",
	"u": "üùûúůűūǖṻ", "y": "ÿýȳ", "z": "źžżẕ",
}

var undiacritic = func() *strings.Replacer { //nolint:gochecknoglobals // made of a constant table
	var pairs []string
	for letter, marked := range plain {
		for _, r := range marked {
			pairs = append(pairs, string(r), letter)
			if capital := unicode.ToUpper(r); capital != r && capital != 'I' {
				pairs = append(pairs, string(capital), strings.ToUpper(letter))
			}
		}
	}
	return strings.NewReplacer(append(pairs, "İ", "I")...)
}()

// normalizeDiacritics writes letters without their marks.
func normalizeDiacritics(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, undiacritic.Replace(s))
}
