package account_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

func FuzzRestore(f *testing.F) {
	valid := encode(f, full(f).Snapshot())
	f.Add([]byte(valid))
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"settings":{"invite_ttl":"1h"},"members":[{"id":"ABCDEFGHIJKLMNOPQRSTUVWXYZ","email":"a@b","attributes":{"a":[[[]]]}}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var s account.Snapshot
		if json.Unmarshal(raw, &s) != nil {
			return
		}
		a := open(t, account.Settings{})
		if err := a.Restore(s); err != nil {
			if _, ok := refusal.Of(err); !ok {
				t.Fatalf("no refusal: %v", err)
			}
			return
		}
		restored := a.Snapshot()
		again := decode(t, restored)
		if err := a.Restore(again); err != nil {
			t.Fatalf("an account refuses its own snapshot: %v", err)
		}
		if encode(t, a.Snapshot()) != encode(t, restored) {
			t.Fatalf("restoring its own snapshot changed the account")
		}
		if err := a.Advance(time.Hour); err != nil && !refusal.Is(err, "bad-time") {
			t.Fatalf("advance: %v", err)
		}
	})
}
