package expression

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// function of the language. A name ending in ? may be left out, one ending in ... repeats.
type function struct {
	params        string
	min, max      int // arguments; max -1: any number
	pairs         bool
	source, grade string
	note          string
	build         func(args []*Node) (evaluation, error) // nil: known, not imitated
}

// The grades and sources of docs/entra.md.
const (
	reference = "MS:functions"
	connect   = "Entra Connect Sync's functions of that name; not in MS:functions"
)

// functions of the language, by name. The words of the note are what the source leaves open.
var functions = map[string]function{ //nolint:gochecknoglobals // constant table
	"Append":                  {"source, suffix", 2, 2, false, reference, "A", "that null stays null is a guess", strict(appendSuffix)},
	Complex:                   {"appRoleAssignments", 1, 1, false, reference, "A", "", roles},
	Assertive:                 {"appRoleAssignments", 1, 1, false, "MS:CUST", "A", "", roles},
	Single:                    {"appRoleAssignments", 1, 1, false, reference, "A", "of several roles the first is taken, which is a guess", singleRole},
	"BitAnd":                  {"value1, value2", 2, 2, false, reference, "A", "", strict(bitAnd)},
	"CBool":                   {"expression", 1, 1, false, reference, "A", "", strict(toBool)},
	"CDate":                   {"expression", 1, 1, false, reference, "A", "which formats are read is a guess beyond the examples", strict(cDate)},
	"Coalesce":                {"source...", 1, -1, false, reference, "A", "", coalesce},
	"ConvertToBase64":         {"source", 1, 1, false, reference, "A", "", each(base64Text)},
	"ConvertToUTF8Hex":        {"source", 1, 1, false, reference, "A", "", each(hexText)},
	"Count":                   {"attribute", 1, 1, false, reference, "A", "", strict(count)},
	"CStr":                    {"value", 1, 1, false, reference, "A", "", each(func(s string) string { return s })},
	"DateAdd":                 {"interval, value, dateTime", 3, 3, false, reference, "A", "", strict(dateAdd)},
	"DateFromNum":             {"value", 1, 1, false, reference, "A", "", strict(dateFromNum)},
	"FormatDateTime":          {"source, dateTimeStyles?, inputFormat, outputFormat", 4, 4, false, reference, "A", "a date with an offset comes out in UTC, which is a guess", formatDateTime},
	"IgnoreFlowIfNullOrEmpty": {"expression", 1, 1, false, reference, "A", "", strict(ignoreEmpty)},
	"IIF":                     {"condition, valueIfTrue, valueIfFalse", 3, 3, false, reference, "A", "a condition that reads a null fails; that it then counts as false is a guess", iif},
	"InStr":                   {"value1, value2, start?, compareType?", 2, 4, false, reference, "A", "that case matters by default is a guess", inStr},
	"IsNull":                  {"expression", 1, 1, false, reference, "A", "", strict(isNull)},
	"IsNullOrEmpty":           {"expression", 1, 1, false, reference, "A", "", strict(isNullOrEmpty)},
	"IsPresent":               {"expression", 1, 1, false, reference, "A", "", strict(isPresent)},
	"IsString":                {"expression", 1, 1, false, reference, "A", "that null is no string is a guess", strict(isString)},
	"Item":                    {"attribute, index", 2, 2, false, reference, "A", "", strict(item)},
	"Join":                    {"separator, source...", 2, -1, false, reference, "A", "", join},
	"Left":                    {"string, numChars", 2, 2, false, reference, "A", "", strict(left)},
	"Len":                     {"string", 1, 1, false, connect, "I", "", strict(length)},
	"Mid":                     {"source, start, length", 3, 3, false, reference, "A", "a start out of range is a guess", strict(mid)},
	"NormalizeDiacritics":     {"source", 1, 1, false, reference, "A", "", each(normalizeDiacritics)},
	"Not":                     {"source", 1, 1, false, reference, "A", "", strict(not)},
	"NumFromDate":             {"value", 1, 1, false, reference, "A", "", strict(numFromDate)},
	"PCase":                   {"source, wordSeparators?", 1, 2, false, reference, "A", "", strict(properCase)},
	"Redact":                  {"value", 1, 1, false, reference, "A", "", each(func(s string) string { return s })},
	"RemoveDuplicates":        {"attribute", 1, 1, false, reference, "A", "", strict(removeDuplicates)},
	"Replace": {
		"source, oldValue?, regexPattern?, regexGroupName?, replacementValue?, replacementAttributeName?, template?",
		7, 7, false, reference, "A", "patterns are RE2: no look-around, no back reference", replace,
	},
	"Right":       {"string, numChars", 2, 2, false, connect, "I", "", strict(right)},
	"Split":       {"source, delimiter", 2, 2, false, reference, "A", "", strict(split)},
	"StripSpaces": {"source", 1, 1, false, reference, "A", "", each(func(s string) string { return strings.ReplaceAll(s, " ", "") })},
	"Switch":      {"source, defaultValue?, key, value...", 4, -1, true, reference, "A", "", choose},
	"ToLower":     {"source, culture?", 1, 2, false, reference, "A", "the culture is read and ignored", cased(strings.ToLower)},
	"ToUpper":     {"source, culture?", 1, 2, false, reference, "A", "the culture is read and ignored", cased(strings.ToUpper)},
	"Trim":        {"source", 1, 1, false, connect, "I", "", each(strings.TrimSpace)},
	"Word":        {"string, wordNumber, delimiters", 3, 3, false, reference, "A", "", strict(pickWord)},

	"DateDiff":          {"interval, date1, date2", 3, 3, false, reference, "A", "it is of use with Now only", nil},
	"Guid":              {"", 0, 0, false, reference, "A", "a value that differs each time would be written in every cycle", nil},
	"Now":               {"", 0, 0, false, reference, "A", "a value that differs each time would be written in every cycle", nil},
	"RandomString":      {"length, minimumNumbers, minimumSpecialCharacters, minimumCapital, minimumLowerCase, charactersToAvoid?", 5, 6, false, reference, "A", "a value that differs each time would be written in every cycle", nil},
	"SelectUniqueValue": {"rule, rule...", 2, -1, false, reference, "A", "the service supports it for other kinds of target only", nil},
}

func (f function) signature(name string) string { return name + "(" + f.params + ")" }

func names() string {
	known := make([]string, 0, len(functions))
	for name, f := range functions {
		if f.build != nil {
			known = append(known, name)
		}
	}
	slices.Sort(known)
	return strings.Join(known, ", ")
}

// Function describes one function of the language.
type Function struct {
	Name      string `json:"name"`
	Signature string `json:"signature"` // a name ending in ? may be left out, one ending in ... repeats
	Source    string `json:"source"`    // as in docs/entra.md
	Grade     string `json:"grade"`     // A documentation, B traffic, C second-hand, I inferred
	Note      string `json:"note"`      // what the source leaves open, or why it is not imitated
	Imitated  bool   `json:"imitated"`
}

// Functions lists the language by name.
func Functions() []Function {
	var out []Function
	for _, name := range slices.Sorted(maps.Keys(functions)) {
		f := functions[name]
		out = append(out, Function{name, f.signature(name), f.source, f.grade, f.note, f.build != nil})
	}
	return out
}

// Parameter is the documented name of a function's i-th argument, counted from 0.
func Parameter(name string, i int) string {
	f := functions[name]
	params := strings.Split(f.params, ", ")
	switch last := len(params) - 1; {
	case f.pairs && i >= 2:
		return []string{"key", "value"}[i%2] + strconv.Itoa(i/2)
	case i < last || !strings.HasSuffix(params[last], "..."):
		return strings.TrimSuffix(params[min(i, last)], "?")
	default:
		return strings.TrimSuffix(params[last], "...") + strconv.Itoa(i-last+1)
	}
}

// strict makes a function that wants all its arguments computed.
func strict(f func(args []Value) (Value, error)) func([]*Node) (evaluation, error) {
	return func(args []*Node) (evaluation, error) {
		return func(source Lookup) (Value, error) {
			values := make([]Value, len(args))
			for i, arg := range args {
				var err error
				if values[i], err = arg.eval(source); err != nil {
					return null, err
				}
			}
			return f(values)
		}, nil
	}
}

// each makes a function of one text, which is applied to every value of a list. Null stays null.
func each(f func(string) string) func([]*Node) (evaluation, error) {
	return strict(func(args []Value) (Value, error) {
		value := args[0]
		switch {
		case value.Null:
			return null, nil
		case value.List == nil:
			return text(f(value.Text)), nil
		}
		out := make([]string, 0, len(value.List))
		for _, one := range value.List {
			out = append(out, f(one))
		}
		return Value{List: out}, nil
	})
}

// single fails on a list where one value is wanted.
func single(v Value) (string, error) {
	if v.List != nil {
		return "", fmt.Errorf("a list stands where one value is wanted")
	}
	return v.Text, nil
}

// whole reads a whole number.
func whole(v Value, what string) (int, error) {
	digits, err := single(v)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(strings.TrimSpace(digits))
	if err != nil {
		return 0, fmt.Errorf("the %s %q is no whole number", what, v.Text)
	}
	return n, nil
}

// constant is an argument that must stand in the expression itself, so that mistakes in it are found at once.
func constant(arg *Node, what string) (string, error) {
	if arg.Kind != Literal && arg.Kind != Absent {
		return "", fmt.Errorf("the %s must be a text in quotation marks", what)
	}
	return arg.Text, nil
}

// Argument is the place of a function's named argument, counted from 0; next if there is no such name.
func Argument(name, parameter string, next int) int {
	for i := next; i < next+len(strings.Split(functions[name].params, ", ")); i++ {
		if Parameter(name, i) == parameter {
			return i
		}
	}
	return next
}

// Least is how many arguments a function wants at least.
func Least(name string) int { return functions[name].min }
