package clock

import (
	"testing"
	"time"
)

func TestTimeStandsStillAndNeverGoesBack(t *testing.T) {
	t.Parallel()
	c := New(Epoch())
	later := Epoch().Add(time.Hour)
	c.AdvanceTo(later)
	c.AdvanceTo(Epoch())
	if got := c.Now(); !got.Equal(later) {
		t.Errorf("the clock shows %s, want %s", got, later)
	}
}
