package duration

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestDurationsAreWrittenAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	raw, err := json.Marshal(Duration(90 * time.Minute))
	if err != nil || string(raw) != `"1h30m0s"` {
		t.Errorf("written %s, %v", raw, err)
	}
	var d Duration
	if err := json.Unmarshal([]byte(`"40m"`), &d); err != nil || time.Duration(d) != 40*time.Minute {
		t.Errorf("read %s, %v", d, err)
	}
	if err := json.Unmarshal([]byte(`"soon"`), &d); err == nil || !strings.Contains(err.Error(), `"soon": want a number with a unit`) {
		t.Errorf("error %v, want one that says what to write", err)
	}
}
