package expression

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// plainDate is how the functions on dates write them, always in UTC.
const plainDate = "1/2/2006 3:04:05 PM"

// dateForms are the ways in which CDate and NumFromDate read a date; without an offset it is UTC.
var dateForms = []string{ //nolint:gochecknoglobals // constant table
	"2006-01-02T15:04:05Z07:00", "2006-01-02Z07:00", "2006-01-02", "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05", plainDate, "1/2/2006",
}

func readDate(v Value) (time.Time, error) {
	s, err := single(v)
	if err != nil {
		return time.Time{}, err
	}
	for _, form := range dateForms {
		if at, err := time.Parse(form, strings.TrimSpace(s)); err == nil {
			return at.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no date", s)
}

func cDate(args []Value) (Value, error) {
	if args[0].Empty() {
		return null, nil
	}
	at, err := readDate(args[0])
	return text(at.Format(plainDate)), err
}

// dateAdd adds whole units to a date.
func dateAdd(args []Value) (Value, error) {
	n, err := whole(args[1], "value")
	if err != nil || args[2].Empty() {
		return null, err
	}
	at, err := readDate(args[2])
	if err != nil {
		return null, err
	}
	if n < -100_000_000 || n > 100_000_000 {
		return null, fmt.Errorf("the value %d is too far away", n)
	}
	switch interval := args[0].Text; interval {
	case "yyyy":
		at = at.AddDate(n, 0, 0)
	case "m":
		at = at.AddDate(0, n, 0)
	case "d":
		at = at.AddDate(0, 0, n)
	case "ww":
		at = at.AddDate(0, 0, 7*n)
	case "h":
		at = at.Add(time.Duration(n) * time.Hour)
	case "n":
		at = at.Add(time.Duration(n) * time.Minute)
	case "s":
		at = at.Add(time.Duration(n) * time.Second)
	default:
		return null, fmt.Errorf("the interval %q is none of yyyy, m, d, ww, h, n, s", interval)
	}
	return text(at.Format(plainDate)), nil
}

// The date of Active Directory counts units of 100 ns since 1601.
const (
	ticksPerSecond = 10_000_000
	secondsTo1970  = 11_644_473_600
)

func dateFromNum(args []Value) (Value, error) {
	if args[0].Empty() {
		return null, nil
	}
	ticks, err := strconv.ParseInt(args[0].Text, 10, 64)
	if err != nil || ticks < 0 {
		return null, fmt.Errorf("%q is no number of a date", args[0].Text)
	}
	at := time.Unix(ticks/ticksPerSecond-secondsTo1970, ticks%ticksPerSecond*100)
	return text(at.UTC().Format(plainDate)), nil
}

func numFromDate(args []Value) (Value, error) {
	if args[0].Empty() {
		return null, nil
	}
	at, err := readDate(args[0])
	if err != nil {
		return null, err
	}
	seconds := at.Unix() + secondsTo1970
	if seconds < 0 || seconds > math.MaxInt64/ticksPerSecond-1 {
		return null, fmt.Errorf("%q lies outside of what the number can hold", args[0].Text)
	}
	return text(strconv.FormatInt(seconds*ticksPerSecond+int64(at.Nanosecond())/100, 10)), nil
}

// formatDateTime reads a date in one format and writes it in another.
func formatDateTime(args []*Node) (evaluation, error) {
	styles, err := constant(args[1], "dateTimeStyles")
	if err != nil {
		return nil, err
	}
	if err := checkStyles(styles); err != nil {
		return nil, err
	}
	var formats [2]dateFormat
	for i, what := range []string{"inputFormat", "outputFormat"} {
		written, err := constant(args[i+2], what)
		if err != nil {
			return nil, err
		}
		if formats[i], err = parseDateFormat(written); err != nil {
			return nil, fmt.Errorf("the %s %q: %w", what, written, err)
		}
	}
	return func(source Lookup) (Value, error) {
		written, err := one(args[0], source)
		if err != nil || strings.TrimSpace(written) == "" {
			return null, err
		}
		at, err := formats[0].read(strings.TrimSpace(written))
		if err != nil {
			return null, fmt.Errorf("%q is no date in the format %q: %w", written, args[2].Text, err)
		}
		return text(formats[1].write(at)), nil
	}, nil
}

// checkStyles knows the names of .NET's DateTimeStyles. They change nothing
// here: blanks around are always allowed, and times without an offset are UTC.
func checkStyles(styles string) error {
	known := " None AllowLeadingWhite AllowTrailingWhite AllowInnerWhite AllowWhiteSpaces NoCurrentDateDefault AdjustToUniversal AssumeLocal AssumeUniversal RoundtripKind "
	for style := range strings.SplitSeq(styles, ",") {
		name := strings.TrimPrefix(strings.TrimSpace(style), "DateTimeStyles.")
		if name != "" && !strings.Contains(known, " "+name+" ") {
			return fmt.Errorf("there are no dateTimeStyles %q", name)
		}
	}
	return nil
}
