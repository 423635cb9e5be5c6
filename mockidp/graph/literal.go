package graph

import (
	"strconv"
	"strings"
	"time"
)

// words cuts a filter into tokens. The last token is "".
type words struct {
	rest   string
	token  string // without its quotes
	quoted bool
}

// next reads the next token.
func (w *words) next() {
	w.rest = strings.TrimLeft(w.rest, " \t")
	w.token, w.quoted = "", false
	switch {
	case w.rest == "":
	case w.rest[0] == '\'':
		w.quote()
	case strings.ContainsRune("(),", rune(w.rest[0])):
		w.token, w.rest = w.rest[:1], w.rest[1:]
	default:
		end := strings.IndexAny(w.rest, " \t(),'")
		if end < 0 {
			end = len(w.rest)
		}
		w.token, w.rest = w.rest[:end], w.rest[end:]
	}
}

// quote reads a quoted token, in which two quotes are one. An open end is a token that nothing expects.
func (w *words) quote() {
	var out strings.Builder
	for i := 1; i < len(w.rest); i++ {
		switch {
		case w.rest[i] != '\'':
			out.WriteByte(w.rest[i])
		case i+1 < len(w.rest) && w.rest[i+1] == '\'':
			out.WriteByte('\'')
			i++
		default:
			w.token, w.quoted, w.rest = out.String(), true, w.rest[i+1:]
			return
		}
	}
	w.token, w.rest = w.rest, ""
}

func (w *words) end() bool { return w.token == "" && !w.quoted }

// take goes on if the token is this word.
func (w *words) take(word string) bool {
	if w.quoted || w.token != word {
		return false
	}
	w.next()
	return true
}

// literal reads a value that can be compared with the property.
func (p *filterParser) literal(at path) (any, error) {
	word, quoted := p.words.token, p.words.quoted
	mismatch := badRequest("Invalid filter clause: '" + word + "' cannot be compared with '" + at.name + "'.")
	if p.words.end() || !quoted && strings.ContainsAny(word, "(),'") {
		return nil, p.unexpected()
	}
	p.words.next()
	if word == "null" && !quoted {
		return nil, nil
	}
	switch at.kind {
	case aBoolean:
		if quoted || word != "true" && word != "false" {
			return nil, mismatch
		}
		return word == "true", nil
	case aNumber:
		if n, err := strconv.ParseFloat(word, 64); err == nil && !quoted {
			return n, nil
		}
		return nil, mismatch
	case aTime:
		for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
			if moment, err := time.Parse(layout, word); err == nil {
				return moment, nil
			}
		}
		return nil, mismatch
	case aComplex:
		if len(at.within) == 0 {
			return nil, mismatch
		}
	}
	if !quoted && !guid.MatchString(word) {
		return nil, mismatch
	}
	return word, nil
}
