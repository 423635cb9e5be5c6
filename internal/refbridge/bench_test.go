package refbridge_test

import (
	"fmt"
	"testing"
)

// The benchmarks measure bridge and mock vault together, in one process.

func BenchmarkCreate(b *testing.B) {
	l := newLab(b)
	n := 0
	for b.Loop() {
		n++
		l.want(201, "POST", "/Users", user(fmt.Sprintf("m%d@example.com", n), `,"name":{"givenName":"Ada","familyName":"Byron"}`))
	}
}

func BenchmarkRead(b *testing.B) {
	l, id := crowded(b)
	for b.Loop() {
		l.want(200, "GET", "/Users/"+id, "")
	}
}

func BenchmarkMatch(b *testing.B) {
	l, _ := crowded(b)
	path := filtered("/Users", `userName eq "m500@example.com"`)
	for b.Loop() {
		l.want(200, "GET", path, "")
	}
}

func BenchmarkDisable(b *testing.B) {
	l, id := crowded(b)
	bodies := []string{patch(`{"op":"Replace","path":"active","value":"False"}`), patch(`{"op":"Replace","path":"active","value":"True"}`)}
	n := 0
	for b.Loop() {
		l.want(200, "PATCH", "/Users/"+id, bodies[n%2])
		n++
	}
}

// crowded has a thousand users; the id is that of one in the middle.
func crowded(b *testing.B) (l *lab, id string) {
	b.Helper()
	l = newLab(b)
	for i := range 1000 {
		made := l.join(fmt.Sprintf("m%d@example.com", i))
		if i == 500 {
			id = made
		}
	}
	return l, id
}
