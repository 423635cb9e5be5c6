package lab_test

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockidp/provisioning"
	"github.com/scimproof/scimproof/mockvault"
	"github.com/scimproof/scimproof/mockvault/account"
)

// TestDefectsCanBeListed: what the command line and the docs show of them.
func TestDefectsCanBeListed(t *testing.T) {
	t.Parallel()
	seen, parties := map[string]bool{}, map[string]int{}
	for _, d := range lab.Defects() {
		if seen[d.Name] || !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(d.Name) {
			t.Errorf("name %q is taken or odd", d.Name)
		}
		if d.Area == "" || d.Source == "" || !regexp.MustCompile(`^\S.*\.$`).MatchString(d.Summary) {
			t.Errorf("%s: area %q, source %q or summary %q is wrong", d, d.Area, d.Source, d.Summary)
		}
		seen[d.Name] = true
		parties[d.Party]++
	}
	if len(parties) != 3 || parties["bridge"] < 58 || parties["directory"] < 4 || parties["vault"] < 3 {
		t.Errorf("defects by party: %v", parties)
	}
}

// TestADefectGoesToItsParty: each one is wrong, and only then.
func TestADefectGoesToItsParty(t *testing.T) {
	t.Parallel()
	for _, defect := range []string{"", "no-challenge", "directory-ignores-pause", "account-unlocked"} {
		t.Run(defect, func(t *testing.T) {
			t.Parallel()
			l := up(t, lab.Options{Profile: reference(t), Runtime: lab.Embedded, Defect: defect})
			if got := challengesNobody(t, l); got != (defect == "no-challenge") {
				t.Errorf("the bridge has no challenge: %v", got)
			}
			if got := pausesInVain(t, l); got != (defect == "directory-ignores-pause") {
				t.Errorf("the directory ignores a pause: %v", got)
			}
			if got := renamesByHand(t, l); got != (defect == "account-unlocked") {
				t.Errorf("the account is unlocked: %v", got)
			}
		})
	}
}

func challengesNobody(t *testing.T, l *lab.Lab) bool {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, l.Bridge.HostURL()+"/Users", nil)
	must(t, err)
	answer, err := l.HTTP.Do(request)
	must(t, err)
	must(t, answer.Body.Close())
	return answer.Header.Get("WWW-Authenticate") == ""
}

func pausesInVain(t *testing.T, l *lab.Lab) bool {
	t.Helper()
	made, err := l.Directory.CreateTenant(t.Context(), mockidp.TenantSpec{})
	must(t, err)
	tenant := l.Directory.Tenant(made.ID)
	_, err = tenant.ConfigureJob(t.Context(), provisioning.Settings{BaseURL: l.Bridge.URL()})
	must(t, err)
	must(t, tenant.StartJob(t.Context()))
	must(t, tenant.PauseJob(t.Context()))
	job, err := tenant.Job(t.Context())
	must(t, err)
	return job.State == provisioning.Active
}

func renamesByHand(t *testing.T, l *lab.Lab) bool {
	t.Helper()
	made, err := l.Vault.CreateAccount(t.Context(), mockvault.AccountSpec{})
	must(t, err)
	own := l.Vault.Account(made.ID)
	_, err = own.EnableProvisioning(t.Context())
	must(t, err)
	bob, err := own.AddMember(t.Context(), "bob@contoso.example", "Bob", account.RegularMember)
	must(t, err)
	name := "Robert"
	_, err = own.ChangeMember(t.Context(), bob.ID, account.MemberChange{Name: &name})
	if err != nil && !refusal.Is(err, "provisioning-owns") {
		t.Fatal(err)
	}
	return err == nil
}
