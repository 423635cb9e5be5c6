package report_test

import (
	"testing"
	"time"

	"github.com/scimproof/scimproof/internal/journal"
	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/requirement"
)

var began = time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC) //nolint:gochecknoglobals // constant

// sample has one scenario of each verdict, out of order as a parallel run leaves them.
func sample(t *testing.T) *report.Report {
	t.Helper()
	r := &report.Report{
		Suite:   report.Suite{Name: "scimproof", Version: "0.1.0"},
		Bridge:  report.Bridge{Name: "refbridge", Version: "1.4", Image: "scimproof/refbridge:dev", Digest: "sha256:4c1d"},
		Profile: "refbridge", Reproduce: "scimproof test --bridge refbridge --version-profile 1.4 --seed 33459",
		Runtime: "embedded", Dialect: "entra-legacy", Seed: 33459,
		Started: began, Ended: began.Add(1240 * time.Millisecond),
		Notes:     []string{"no container engine answers, so the runtime is embedded"},
		Scenarios: []report.Scenario{leaver(), group(), joins(), rename(), tokens(), sorting(), outage(), nested()},
	}
	registry, err := requirement.Load()
	if err != nil {
		t.Fatal(err)
	}
	r.Finish(registry)
	return r
}

func joins() report.Scenario {
	return report.Scenario{
		Name: "An assigned person becomes a member", Feature: "A person joins", Rule: "One person, one member",
		Location: "features/lifecycle/join.feature:9", Requirements: []string{"BRIDGE-JOIN-01"}, Level: "OBSERVED",
		Tags: []string{"@req:BRIDGE-JOIN-01", "@lifecycle"}, Verdict: "passed", Milliseconds: 2.25,
		Reproduce: "scimproof test --bridge refbridge --seed 33459 features/lifecycle/join.feature:9",
	}
}

func rename() report.Scenario {
	return report.Scenario{
		Name: "The vault asks the member to confirm the new address", Feature: "A person is renamed",
		Location: "features/lifecycle/rename.feature:17", Requirements: []string{"BRIDGE-RENAME-01"}, Level: "OBSERVED",
		Tags: []string{"@req:BRIDGE-RENAME-01", "@lifecycle", "@needs:rename-confirmed"}, Verdict: "failed", Milliseconds: 10012.5,
		Step:     `Then the vault awaits confirmation of "ada.king@contoso.example"`,
		Expected: "pending address \"ada.king@contoso.example\"",
		Actual:   "no pending address for 10s (2001 looks)\n| address             | state  |\n| ada@contoso.example | ACTIVE |",
		Hint:     "the bridge answered 200 to Replace userName and sent nothing to the vault",
		Exchanges: []journal.Entry{
			{Seq: 4, At: began, From: "directory", To: "bridge", Method: "GET", Path: "/scim/v2/Users?filter=userName+eq+%22ada%40contoso.example%22", Status: 200,
				RequestHeaders: map[string]string{"Authorization": "Bearer ***"}, ResponseHeaders: map[string]string{"Content-Type": "application/scim+json"},
				Response: `{"totalResults":1,"Resources":[{"id":"2819c223","userName":"ada@contoso.example"}]}`, Milliseconds: 1.5},
			{Seq: 9, At: began, From: "bridge", To: "vault", Method: "GET", Path: "/v1/members/2819C223", Status: 200,
				Response: `{"id":"2819C223","email":"ada@contoso.example"}`, Milliseconds: 0.4},
			{Seq: 5, At: began, From: "directory", To: "bridge", Method: "PATCH", Path: "/scim/v2/Users/2819c223", Status: 200,
				Request:  `{"Operations":[{"op":"Replace","path":"userName","value":"ada.king@contoso.example"}]}`,
				Response: `{"id":"2819c223","userName":"ada@contoso.example"}`, Milliseconds: 2},
		},
		Diff:      []report.Change{{Path: "members/ada@contoso.example/name", Before: "Ada Byron", After: "Ada King"}},
		Reproduce: "scimproof test --bridge refbridge --version-profile 1.4 --seed 33459 features/lifecycle/rename.feature:17",
	}
}

func leaver() report.Scenario {
	return report.Scenario{
		Name: "A person who is unassigned loses access", Feature: "A person leaves",
		Location: "features/lifecycle/leave.feature:21", Requirements: []string{"BRIDGE-LEAVE-01"}, Level: "OBSERVED",
		Tags: []string{"@lifecycle"}, Verdict: "unexpected-pass", Milliseconds: 3,
		Reason:    "known.yaml:4 declares it failing: leavers stay active (https://bridge.example/issues/12)",
		Reproduce: "scimproof test features/lifecycle/leave.feature:21",
	}
}

func group() report.Scenario {
	return report.Scenario{
		Name: "A renamed group keeps its members", Feature: "Groups",
		Location: "features/lifecycle/groups.feature:30", Requirements: []string{"BRIDGE-GROUP-02"}, Level: "OBSERVED",
		Tags: []string{"@lifecycle", "@needs:groups"}, Verdict: "known-failing", Milliseconds: 4, Actual: "0 members",
		Reason: "members are lost on rename (https://bridge.example/issues/9)",
	}
}

func nested() report.Scenario {
	return report.Scenario{
		Name: "Members of a nested group are not carried along", Feature: "Groups",
		Location: "features/lifecycle/groups.feature:8", Requirements: []string{"BRIDGE-GROUP-06"}, Level: "OBSERVED",
		Tags: []string{"@lifecycle", "@needs:groups"}, Verdict: "unsupported", Reason: "the profile declares no capability \"nested-groups\"",
	}
}

func sorting() report.Scenario {
	return report.Scenario{
		Name: "A bridge without sorting ignores sortBy", Feature: "Lists",
		Location: "features/protocol/list.feature:44", Requirements: []string{"RFC7644-3.4.2-03"}, Level: "SHOULD",
		Tags: []string{"@protocol"}, Verdict: "warned", Milliseconds: 1, Step: "Then the answer is 200",
		Expected: "status 200", Actual: "status 400", Reproduce: "scimproof test features/protocol/list.feature:44",
		Exchanges: []journal.Entry{{Seq: 1, At: began, From: "directory", To: "bridge", Method: "GET", Path: "/scim/v2/Users?sortBy=x", Status: 400, Milliseconds: 1}},
	}
}

func outage() report.Scenario {
	return report.Scenario{
		Name: "A lost answer creates nobody twice", Feature: "Outages",
		Location: "features/resilience/outage.feature:12", Requirements: []string{"BRIDGE-RETRY-01"}, Level: "OBSERVED",
		Tags: []string{"@fresh"}, Verdict: "blocked", Milliseconds: 30, Step: "Given the vault loses its next answer",
		Actual: "the fault was never used", Reproduce: "scimproof test features/resilience/outage.feature:12",
		Exchanges: []journal.Entry{
			{Seq: 1, At: began, From: "directory", To: "bridge", Method: "POST", Path: "/scim/v2/Users", Status: 0, Error: "connection closed without an answer", Milliseconds: 30},
			{Seq: 1, At: began, From: "bridge", To: "telemetry", Method: "POST", Path: "/collect", Status: 202, Unexpected: "nobody expects the bridge to call telemetry", Milliseconds: 5},
		},
	}
}

func tokens() report.Scenario {
	return report.Scenario{
		Name: "A wrong token is refused", Feature: "Tokens",
		Location: "features/security/token.feature:5", Requirements: []string{"RFC6750-3-01"}, Level: "MUST",
		Verdict: "not-run", Reason: "the run was interrupted",
	}
}
