// Package duration is time.Duration as people write it in JSON and YAML: "40m".
package duration

import (
	"fmt"
	"time"
)

// Duration of virtual or real time.
type Duration time.Duration

// String is time.Duration's.
func (d Duration) String() string { return time.Duration(d).String() }

// MarshalText implements encoding.TextMarshaler.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("duration %q: want a number with a unit, like 40m or 6h", text)
	}
	*d = Duration(parsed)
	return nil
}
