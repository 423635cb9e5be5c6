package expression

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// read takes the part off the front of a text.
func (p datePart) read(from string, into *date) (rest string, err error) {
	if p.letter == 0 {
		rest, ok := strings.CutPrefix(from, p.text)
		if !ok {
			return "", fmt.Errorf("want %q before %q", p.text, from)
		}
		return rest, nil
	}
	switch {
	case p.letter == 'M' && p.width > 2:
		return p.month(from, into)
	case p.letter == 'd' && p.width > 2:
		return p.weekday(from)
	case p.letter == 't':
		return p.halfOfDay(from, into)
	case p.letter == 'z' || p.letter == 'K':
		return p.offset(from, into)
	case p.letter == 'f' || p.letter == 'F':
		return p.fraction(from, into)
	default:
		return p.digits(from, into)
	}
}

// digits reads a number: as many digits as the part has letters, or up to two if it has one.
func (p datePart) digits(from string, into *date) (string, error) {
	n, least, most := 0, p.width, max(p.width, 2)
	for n < len(from) && n < most && from[n] >= '0' && from[n] <= '9' {
		n++
	}
	if n < least {
		return "", fmt.Errorf("want %d digits before %q", least, from)
	}
	value, _ := strconv.Atoi(from[:n]) // four digits at most
	switch p.letter {
	case 'y':
		if p.width < 3 {
			value += 1900
			if value < 1950 {
				value += 100
			}
		}
		into.year = value
	case 'M':
		into.month = value
	case 'd':
		into.day = value
	case 'm':
		into.minute = value
	case 's':
		into.second = value
	case 'h':
		into.hour, into.half = value, true
		if value > 12 {
			return "", fmt.Errorf("%d is no hour of twelve", value)
		}
	default:
		into.hour = value
	}
	return from[n:], nil
}

func (p datePart) month(from string, into *date) (string, error) {
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if p.width == 3 {
			name = name[:3]
		}
		if len(from) >= len(name) && strings.EqualFold(from[:len(name)], name) {
			into.month = int(m)
			return from[len(name):], nil
		}
	}
	return "", fmt.Errorf("want a month before %q", from)
}

func (p datePart) weekday(from string) (string, error) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := d.String()
		if p.width == 3 {
			name = name[:3]
		}
		if len(from) >= len(name) && strings.EqualFold(from[:len(name)], name) {
			return from[len(name):], nil
		}
	}
	return "", fmt.Errorf("want a day of the week before %q", from)
}

func (p datePart) halfOfDay(from string, into *date) (string, error) {
	if len(from) < p.width {
		return "", fmt.Errorf("want AM or PM before %q", from)
	}
	switch strings.ToUpper(from[:p.width]) {
	case "AM"[:p.width]:
	case "PM"[:p.width]:
		into.afternoon = true
	default:
		return "", fmt.Errorf("want AM or PM before %q", from)
	}
	return from[p.width:], nil
}

// offset reads Z, or hours and minutes; K allows none at all.
func (p datePart) offset(from string, into *date) (string, error) {
	if rest, ok := strings.CutPrefix(from, "Z"); ok {
		return rest, nil
	}
	for _, layout := range []string{"-07:00", "-0700", "-07"} {
		n := len(layout)
		if len(from) < n {
			continue
		}
		if at, err := time.Parse(layout, from[:n]); err == nil {
			_, seconds := at.Zone()
			into.zone = time.FixedZone("", seconds)
			return from[n:], nil
		}
	}
	if p.letter == 'K' {
		return from, nil
	}
	return "", fmt.Errorf("want an offset before %q", from)
}

func (p datePart) fraction(from string, into *date) (string, error) {
	n := 0
	for n < len(from) && n < p.width && from[n] >= '0' && from[n] <= '9' {
		n++
	}
	if n < p.width && p.letter == 'f' {
		return "", fmt.Errorf("want %d digits before %q", p.width, from)
	}
	into.nano, _ = strconv.Atoi((from[:n] + "000000000")[:9]) // nine digits
	return from[n:], nil
}
