package mockidp

import (
	"fmt"
	"math/rand/v2"
	"sync"
)

// guids makes random GUIDs (RFC 9562 5.4) that repeat with their seed, safe for
// concurrent use.
type guids struct {
	mu     sync.Mutex
	source *rand.PCG
}

func newGUIDs(seed int64) *guids {
	return &guids{source: rand.NewPCG(uint64(seed), 0)} //nolint:gosec // a seed is any 64 bits, and the ids are no secrets
}

// next is a GUID in lower case.
func (g *guids) next() string {
	g.mu.Lock()
	high, low := g.source.Uint64(), g.source.Uint64()
	g.mu.Unlock()
	high = high&^0xf000 | 0x4000   // version 4
	low = low&^(0xc<<60) | 0x8<<60 // variant of the RFC
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", high>>32, high>>16&0xffff, high&0xffff, low>>48, low&(1<<48-1))
}

// seed draws the seed of another source.
func (g *guids) seed() int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return int64(g.source.Uint64()) //nolint:gosec // any 64 bits will do
}
