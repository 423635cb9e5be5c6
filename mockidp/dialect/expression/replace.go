package expression

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// replace is one of five functions, told apart by which arguments are there:
// oldValue with a replacement or a template, a pattern with a replacement, and
// a pattern and its group with a replacement or another attribute.
func replace(args []*Node) (evaluation, error) {
	source, old, pattern, group := args[0], args[1], args[2], args[3]
	replacement, other, template := args[4], args[5], args[6]
	there := func(arg *Node) bool { return arg.Kind != Absent }
	switch {
	case there(old) && there(pattern):
		return nil, errors.New("oldValue and regexPattern exclude each other")
	case there(old) && there(replacement):
		return texts(func(v []string) string { return strings.ReplaceAll(v[0], v[1], v[2]) }, source, old, replacement), nil
	case there(old) && there(template):
		return texts(func(v []string) string { return strings.ReplaceAll(v[2], v[1], v[0]) }, source, old, template), nil
	case there(pattern):
		return replacePattern(source, pattern, group, replacement, other)
	}
	return nil, errors.New("it wants oldValue or regexPattern, and replacementValue, replacementAttributeName or template")
}

// texts computes the nodes and leaves null as it is.
func texts(f func([]string) string, nodes ...*Node) evaluation {
	return func(source Lookup) (Value, error) {
		values := make([]string, len(nodes))
		for i, n := range nodes {
			var err error
			if values[i], err = one(n, source); err != nil {
				return null, err
			}
		}
		switch {
		case values[0] == "":
			return null, nil
		case len(values[0])*len(values[len(values)-1]) > maxWork:
			return null, errTooLong
		}
		return text(f(values)), nil
	}
}

func replacePattern(source, pattern, group, replacement, other *Node) (evaluation, error) {
	compiled, err := compilePattern(pattern)
	if err != nil {
		return nil, err
	}
	name, err := constant(group, "regexGroupName")
	if err != nil {
		return nil, err
	}
	index := slices.Index(compiled.SubexpNames(), name)
	switch {
	case name != "" && index < 0:
		return nil, fmt.Errorf("the regexPattern has no group %q", name)
	case name != "" && replacement.Kind != Absent:
		return texts(func(v []string) string { return replaceGroup(compiled, index, v[0], v[1]) }, source, replacement), nil
	case name != "" && other.Kind != Absent:
		return otherwise(compiled, index, source, other), nil
	case replacement.Kind == Absent:
		return nil, errors.New("the regexPattern wants a replacementValue, or a regexGroupName and a replacementAttributeName")
	}
	return texts(func(v []string) string { return compiled.ReplaceAllString(v[0], goTemplate(v[1])) }, source, replacement), nil
}

func compilePattern(pattern *Node) (*regexp.Regexp, error) {
	written, err := constant(pattern, "regexPattern")
	if err != nil {
		return nil, err
	}
	compiled, err := regexp.Compile(written)
	if err != nil {
		return nil, fmt.Errorf("the regexPattern %q: %w", written, err)
	}
	return compiled, nil
}

// replaceGroup puts the replacement in the place of the group in every match.
func replaceGroup(pattern *regexp.Regexp, group int, source, replacement string) string {
	var out strings.Builder
	done := 0
	for _, match := range pattern.FindAllStringSubmatchIndex(source, -1) {
		begin, end := match[2*group], match[2*group+1]
		if begin < 0 {
			continue
		}
		out.WriteString(source[done:begin] + replacement)
		done = end
	}
	return out.String() + source[done:]
}

// otherwise is the source if it has a value, else the group as another attribute matches it.
func otherwise(pattern *regexp.Regexp, group int, source, other *Node) evaluation {
	return func(from Lookup) (Value, error) {
		own, err := one(source, from)
		if err != nil || own != "" {
			return text(own), err
		}
		theirs, err := one(other, from)
		match := pattern.FindStringSubmatch(theirs)
		if err != nil || match == nil {
			return null, err
		}
		return text(match[group]), nil
	}
}

var substitution = regexp.MustCompile(`\$(?:(\$)|(&)|([0-9]+)|\{([A-Za-z0-9_]+)\}|)`)

// goTemplate turns a replacement as .NET reads it into one for package regexp:
// $1 ends after its digits, $& is the match, and a lonely $ is itself.
func goTemplate(replacement string) string {
	return substitution.ReplaceAllStringFunc(replacement, func(ref string) string {
		part := substitution.FindStringSubmatch(ref)
		switch {
		case part[1] != "" || ref == "$":
			return "$$"
		case part[2] != "":
			return "${0}"
		case part[3] != "":
			return "${" + part[3] + "}"
		default:
			return ref
		}
	})
}
