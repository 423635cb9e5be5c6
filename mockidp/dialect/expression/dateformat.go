package expression

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// dateFormat is a format as .NET writes them: letters for the parts of a date,
// anything else for itself.
type dateFormat []datePart

// datePart is a run of one letter, or a text (letter 0).
type datePart struct {
	letter byte
	width  int
	text   string
}

// standard formats of one letter, as custom ones.
var standardFormats = map[string]string{ //nolint:gochecknoglobals // constant table
	"d": "M/d/yyyy", "o": "yyyy-MM-ddTHH:mm:ss.fffffffK", "O": "yyyy-MM-ddTHH:mm:ss.fffffffK",
	"s": "yyyy-MM-ddTHH:mm:ss", "u": "yyyy-MM-dd HH:mm:ssZ",
}

// widths of the letters: how long a run of them may be.
var widths = map[byte]int{'y': 4, 'M': 4, 'd': 4, 'H': 2, 'h': 2, 'm': 2, 's': 2, 'f': 7, 'F': 7, 't': 2, 'z': 3, 'K': 1} //nolint:gochecknoglobals // constant table

func parseDateFormat(written string) (dateFormat, error) {
	if custom, ok := standardFormats[written]; ok {
		written = custom
	}
	if written == "" {
		return nil, errors.New("a format is needed")
	}
	var out dateFormat
	for i := 0; i < len(written); {
		c := written[i]
		most, letter := widths[c]
		switch {
		case letter:
			width := 1
			for i+width < len(written) && written[i+width] == c {
				width++
			}
			if width > most {
				return nil, fmt.Errorf("%d times %c is no part of a date", width, c)
			}
			out, i = append(out, datePart{letter: c, width: width}), i+width
		case c == '\'' || c == '"':
			end := strings.IndexByte(written[i+1:], c)
			if end < 0 {
				return nil, errors.New("a quoted text has no end")
			}
			out, i = append(out, datePart{text: written[i+1 : i+1+end]}), i+end+2
		case c == '\\' && i+1 < len(written):
			out, i = append(out, datePart{text: written[i+1 : i+2]}), i+2
		default:
			out, i = append(out, datePart{text: written[i : i+1]}), i+1
		}
	}
	return out, nil
}

// layout is the part as package time writes it, for those parts that it knows alike.
func (p datePart) layout() string {
	names := map[byte][]string{
		'y': {"6", "06", "", "2006"}, 'M': {"1", "01", "Jan", "January"}, 'd': {"2", "02", "Mon", "Monday"},
		'h': {"3", "03"}, 'm': {"4", "04"}, 's': {"5", "05"}, 't': {"", "PM"}, 'z': {"-07", "-07", "-07:00"}, 'K': {"Z07:00"}, 'H': {"", "15"},
	}[p.letter]
	return names[p.width-1]
}

func (f dateFormat) write(at time.Time) string {
	var out strings.Builder
	for _, p := range f {
		switch {
		case p.letter == 0:
			out.WriteString(p.text)
		case p.letter == 'f' || p.letter == 'F':
			digits := fmt.Sprintf("%09d", at.Nanosecond())[:p.width]
			if p.letter == 'F' {
				digits = strings.TrimRight(digits, "0")
			}
			out.WriteString(digits)
		case p.letter == 'H' && p.width == 1:
			out.WriteString(strconv.Itoa(at.Hour()))
		case p.letter == 't' && p.width == 1:
			out.WriteString(at.Format("PM")[:1])
		case p.letter == 'y' && p.width != 2 && p.width != 4:
			fmt.Fprintf(&out, "%0*d", p.width, at.Year()%100)
		default:
			out.WriteString(at.Format(p.layout()))
		}
	}
	return out.String()
}

// date is what reading has found so far.
type date struct {
	year, month, day, hour, minute, second, nano int
	half                                         bool // the hour is one of twelve
	afternoon                                    bool
	zone                                         *time.Location
}

// read understands a whole text; what the format leaves out is the first moment there is.
func (f dateFormat) read(written string) (time.Time, error) {
	found := date{year: 1, month: 1, day: 1, zone: time.UTC}
	rest := written
	for _, p := range f {
		var err error
		if rest, err = p.read(rest, &found); err != nil {
			return time.Time{}, err
		}
	}
	if rest != "" {
		return time.Time{}, fmt.Errorf("%q is left over", rest)
	}
	if found.half {
		found.hour = found.hour % 12
		if found.afternoon {
			found.hour += 12
		}
	}
	at := time.Date(found.year, time.Month(found.month), found.day, found.hour, found.minute, found.second, found.nano, found.zone)
	if at.Day() != found.day || int(at.Month()) != found.month || at.Hour() != found.hour || at.Minute() != found.minute || at.Second() != found.second {
		return time.Time{}, errors.New("there is no such day or hour")
	}
	return at.UTC(), nil
}
