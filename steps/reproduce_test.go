package steps

import (
	"testing"
	"time"

	"github.com/scimproof/scimproof/bridge"
)

func TestReproduceHoldsWhatMatters(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		cfg  Config
		want string
	}{
		{"nothing was said", Config{}, "scimproof test --bridge refbridge features/join.feature:7"},
		{
			"a bridge elsewhere; its token stays secret", Config{BridgeURL: "https://bridge.example/scim?a=b&c", BridgeToken: "secret", Reader: "scim"},
			"scimproof test --bridge-url 'https://bridge.example/scim?a=b&c' --reader scim features/join.feature:7",
		},
		{
			"an image, where it runs, what it speaks", Config{Bridge: "our bridge.yaml", BridgeImage: "bridge.example/scim:1.2", Version: "1.2", Runtime: "docker", Dialect: "entra-compliant"},
			"scimproof test --bridge 'our bridge.yaml' --bridge-image bridge.example/scim:1.2 --version-profile 1.2 --runtime docker --dialect entra-compliant features/join.feature:7",
		},
		{
			"what makes the verdict", Config{Defect: "create-400", KnownFailing: "it's known.yaml", Seed: 7, Settle: 2 * time.Second, Strict: true, Runtime: "auto"},
			`scimproof test --bridge refbridge --defect create-400 --known-failing 'it'\''s known.yaml' --seed 7 --settle 2s --strict features/join.feature:7`,
		},
		{
			"what selects and shows is not needed", Config{Tags: "@join", Paths: []string{"features"}, Parallel: 3, Command: "bin/scimproof test"},
			"bin/scimproof test --bridge refbridge features/join.feature:7",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := &run{cfg: tc.cfg}
			r.cfg.setDefaults()
			if got := r.reproduce("features/join.feature:7"); got != tc.want {
				t.Errorf("reproduce:\n%s\nwant:\n%s", got, tc.want)
			}
		})
	}
}

func TestTheSeedIsNewWhereTheAccountOutlivesTheRun(t *testing.T) {
	t.Parallel()
	now := func() time.Time { return time.Date(2026, 3, 2, 9, 0, 1, 0, time.UTC) } // 1772442001 seconds after the epoch
	for _, tc := range []struct {
		name     string
		accounts int
		given    int64
		want     int64
	}{
		{"an account for each scenario", 0, 0, 1},
		{"one account", 1, 0, 442_001_001},
		{"given for one account", 1, 9, 9},
		{"given", 0, 9, 9},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := &run{cfg: Config{Seed: tc.given}, profile: bridge.Profile{Accounts: tc.accounts}, now: now}
			if r.chooseSeed(); r.seed != tc.want {
				t.Errorf("seed %d, want %d", r.seed, tc.want)
			}
		})
	}
}
