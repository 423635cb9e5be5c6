package expression

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

func appendSuffix(args []Value) (Value, error) {
	source, err := single(args[0])
	if err != nil || args[0].Null {
		return null, err
	}
	suffix, err := single(args[1])
	return text(source + suffix), err
}

// cased makes a function of a text or a list, and a culture.
func cased(f func(string) string) func([]*Node) (evaluation, error) {
	return func(args []*Node) (evaluation, error) { return each(f)(args[:1]) }
}

// cut reads the text and the number that functions on parts of a text begin with.
func cut(args []Value, what string) ([]rune, int, error) {
	s, err := single(args[0])
	if err != nil {
		return nil, 0, err
	}
	n, err := whole(args[1], what)
	return []rune(s), n, err
}

func left(args []Value) (Value, error) {
	runes, n, err := cut(args, "number of characters")
	if err != nil || n < 0 || n > len(runes) {
		return text(string(runes)), err
	}
	return text(string(runes[:n])), nil
}

func right(args []Value) (Value, error) {
	runes, n, err := cut(args, "number of characters")
	if err != nil || n < 0 || n > len(runes) {
		return text(string(runes)), err
	}
	return text(string(runes[len(runes)-n:])), nil
}

// mid counts from 1. A start out of range gives the whole text and a negative
// length nothing, as Entra Connect's function does [I].
func mid(args []Value) (Value, error) {
	runes, start, err := cut(args, "start")
	if err != nil {
		return null, err
	}
	n, err := whole(args[2], "length")
	switch {
	case err != nil:
		return null, err
	case n <= 0:
		return text(""), nil
	case start < 1 || start > len(runes):
		return text(string(runes)), nil
	}
	rest := runes[start-1:]
	return text(string(rest[:min(n, len(rest))])), nil
}

func length(args []Value) (Value, error) {
	s, err := single(args[0])
	return text(strconv.Itoa(utf8.RuneCountInString(s))), err
}

// inStr finds the position of a text in another, counted from 1; 0 if it is not there.
func inStr(args []*Node) (evaluation, error) {
	how := binaryCompare
	if len(args) == 4 && args[3].Kind != Absent {
		if how = args[3].Text; how != textCompare && how != binaryCompare {
			return nil, fmt.Errorf("the compareType %q is neither %s nor %s", how, textCompare, binaryCompare)
		}
	}
	find := strict(func(values []Value) (Value, error) {
		in, err := single(values[0])
		if err != nil {
			return null, err
		}
		sought, err := single(values[1])
		if err != nil {
			return null, err
		}
		if how == textCompare {
			in, sought = strings.ToLower(in), strings.ToLower(sought)
		}
		start := 1
		if len(values) > 2 && !values[2].Null {
			if start, err = whole(values[2], "start"); err != nil {
				return null, err
			}
		}
		return text(strconv.Itoa(position([]rune(in), sought, start))), nil
	})
	return find(args[:min(len(args), 3)])
}

func position(in []rune, sought string, start int) int {
	if start < 1 || start > len(in) {
		return 0
	}
	rest := string(in[start-1:])
	at := strings.Index(rest, sought)
	if at < 0 {
		return 0
	}
	return start + utf8.RuneCountInString(rest[:at])
}

// split trims the parts, as the documentation's example does.
func split(args []Value) (Value, error) {
	source, err := single(args[0])
	if err != nil || args[0].Empty() {
		return null, err
	}
	delimiter, err := single(args[1])
	if err != nil || delimiter == "" {
		return Value{List: []string{source}}, err
	}
	parts := strings.Split(source, delimiter)
	for i, part := range parts {
		parts[i] = strings.TrimSpace(part)
	}
	return Value{List: parts}, nil
}

// pickWord takes the n-th of the words between delimiters.
func pickWord(args []Value) (Value, error) {
	source, err := single(args[0])
	if err != nil {
		return null, err
	}
	n, err := whole(args[1], "number of the word")
	words := strings.FieldsFunc(source, func(r rune) bool { return strings.ContainsRune(args[2].Text, r) })
	if err != nil || n < 1 || n > len(words) {
		return text(""), err
	}
	return text(words[n-1]), nil
}

// properCase writes words with a capital. Without separators a word ends at
// whatever is neither letter nor digit; an apostrophe is inside a word.
func properCase(args []Value) (Value, error) {
	source, err := single(args[0])
	if err != nil || args[0].Null {
		return null, err
	}
	ends := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\''
	}
	if len(args) == 2 && !args[1].Empty() {
		ends = func(r rune) bool { return strings.ContainsRune(args[1].Text, r) }
	}
	begin := true
	return text(strings.Map(func(r rune) rune {
		first := begin
		begin = ends(r)
		if first {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, source)), nil
}

// base64Text encodes the text in UTF-16, little end first.
func base64Text(s string) string {
	var raw []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		raw = append(raw, byte(unit), byte(unit>>8))
	}
	return base64.StdEncoding.EncodeToString(raw)
}

func hexText(s string) string { return strings.ToUpper(hex.EncodeToString([]byte(s))) }
