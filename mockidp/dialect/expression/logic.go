package expression

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// operators of a condition; the longer before what they begin with.
var operators = []string{"<>", ">=", "<=", "=", ">", "<"} //nolint:gochecknoglobals // constant table

// compare compares as numbers if both sides are, else as texts whose case matters [I].
func compare(n *Node) evaluation {
	holds := map[string]func(order int) bool{
		"=": func(o int) bool { return o == 0 }, "<>": func(o int) bool { return o != 0 },
		">": func(o int) bool { return o > 0 }, ">=": func(o int) bool { return o >= 0 },
		"<": func(o int) bool { return o < 0 }, "<=": func(o int) bool { return o <= 0 },
	}[n.Text]
	a, b := n.Args[0], n.Args[1]
	return func(source Lookup) (Value, error) {
		left, err := one(a, source)
		if err != nil {
			return null, err
		}
		right, err := one(b, source)
		if err != nil {
			return null, err
		}
		return truth(holds(order(left, right))), nil
	}
}

// one computes an argument that must be a single value.
func one(arg *Node, source Lookup) (string, error) {
	value, err := arg.eval(source)
	if err != nil {
		return "", err
	}
	return single(value)
}

func order(a, b string) int {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX == nil && errY == nil {
		return cmp.Compare(x, y)
	}
	return cmp.Compare(a, b)
}

// iif chooses between two values. The service fails on a condition that reads a
// null attribute, whatever the condition makes of it.
func iif(args []*Node) (evaluation, error) {
	reads := args[0].attributes()
	return func(source Lookup) (Value, error) {
		if slices.ContainsFunc(reads, func(name string) bool { return source(name) == "" }) {
			return args[2].eval(source)
		}
		condition, err := one(args[0], source)
		if err != nil {
			return null, err
		}
		if isTrue(condition) {
			return args[1].eval(source)
		}
		return args[2].eval(source)
	}, nil
}

func isTrue(s string) bool { return strings.EqualFold(s, "true") }

// choose compares the first argument with every key and takes the value after
// the one that is equal, else the second argument.
func choose(args []*Node) (evaluation, error) {
	return func(source Lookup) (Value, error) {
		subject, err := one(args[0], source)
		if err != nil {
			return null, err
		}
		for i := 2; i < len(args); i += 2 {
			key, err := one(args[i], source)
			if err != nil {
				return null, err
			}
			if key == subject {
				return args[i+1].eval(source)
			}
		}
		return args[1].eval(source)
	}, nil
}

func coalesce(args []*Node) (evaluation, error) {
	return func(source Lookup) (Value, error) {
		for _, arg := range args {
			if value, err := arg.eval(source); err != nil || !value.Null {
				return value, err
			}
		}
		return null, nil
	}, nil
}

// join puts the first argument between the others and leaves out what is empty.
func join(args []*Node) (evaluation, error) {
	return func(source Lookup) (Value, error) {
		separator, err := one(args[0], source)
		if err != nil {
			return null, err
		}
		values := make([]string, 0, len(args)-1)
		for _, arg := range args[1:] {
			value, err := arg.eval(source)
			if err != nil {
				return null, err
			}
			if value.Text != "" {
				values = append(values, value.Text)
			}
			values = append(values, value.List...)
		}
		if len(values)*len(separator) > maxWork {
			return null, errTooLong
		}
		return text(strings.Join(values, separator)), nil
	}, nil
}

func isNull(args []Value) (Value, error)        { return truth(args[0].Null), nil }
func isNullOrEmpty(args []Value) (Value, error) { return truth(args[0].Empty()), nil }
func isPresent(args []Value) (Value, error)     { return truth(!args[0].Empty()), nil }

func isString(args []Value) (Value, error) {
	return truth(!args[0].Null && args[0].List == nil), nil
}

func not(args []Value) (Value, error) {
	s, err := single(args[0])
	return truth(!isTrue(s)), err
}

func ignoreEmpty(args []Value) (Value, error) {
	if args[0].Empty() {
		return null, nil
	}
	return args[0], nil
}

func toBool(args []Value) (Value, error) {
	s, err := single(args[0])
	n, noNumber := strconv.ParseFloat(s, 64)
	return truth(isTrue(s) || noNumber == nil && n != 0), err
}

func bitAnd(args []Value) (Value, error) {
	a, err := whole(args[0], "value1")
	if err != nil {
		return null, err
	}
	b, err := whole(args[1], "value2")
	return text(strconv.Itoa(a & b)), err
}

func count(args []Value) (Value, error) {
	switch {
	case args[0].List != nil:
		return text(strconv.Itoa(len(args[0].List))), nil
	case args[0].Null:
		return text("0"), nil
	default:
		return text("1"), nil
	}
}

func item(args []Value) (Value, error) {
	i, err := whole(args[1], "index")
	switch {
	case err != nil:
		return null, err
	case i < 1:
		return null, fmt.Errorf("the index %d is less than 1", i)
	case args[0].List == nil && i == 1:
		return args[0], nil
	case i > len(args[0].List):
		return null, nil
	}
	return text(args[0].List[i-1]), nil
}

func removeDuplicates(args []Value) (Value, error) {
	if args[0].List == nil {
		return args[0], nil
	}
	out := make([]string, 0, len(args[0].List))
	for _, one := range args[0].List {
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return Value{List: out}, nil
}
