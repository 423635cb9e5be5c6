package provisioning_test

import (
	"strings"
	"testing"

	"github.com/scimproof/scimproof/mockidp/provisioning"
)

const (
	admin  = `{"id":"r1","value":"Admin","displayName":"Administrator"}`
	reader = `{"id":"r2","value":"Reader","displayName":"Reader"}`
)

// TestRolesOnTheWire holds the three ways to write app roles, with and without the flag.
func TestRolesOnTheWire(t *testing.T) {
	t.Parallel()
	const kind = `"type":"WindowsAzureActiveDirectoryRole"`
	for name, test := range map[string]struct {
		target, function, dialect string
		created, changed          string // roles of the POST, operation of the PATCH after Admin became Reader
	}{
		"single": {
			`roles[primary eq "True"].value`, "SingleAppRoleAssignment", "entra-legacy",
			`"roles":[{"primary":true,` + kind + `,"value":"Admin"}]`,
			`{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"r2\",\"value\":\"Reader\",\"displayName\":\"Reader\"}"}]}`,
		},
		"single with the flag": {
			`roles[primary eq "True"].value`, "SingleAppRoleAssignment", "entra-compliant",
			`"roles":[{"primary":true,` + kind + `,"value":"Admin"}]`,
			`{"op":"replace","path":"roles[primary eq \"True\"].value","value":"Reader"}`,
		},
		"complex": {
			"roles", "AppRoleAssignmentsComplex", "entra-legacy",
			`"roles":[{"primary":false,` + kind + `,"displayName":"Administrator","value":"Admin"}]`,
			`{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"r2\",\"value\":\"Reader\",\"displayName\":\"Reader\"}"}]}`,
		},
		"complex with the flag": {
			"roles", "AppRoleAssignmentsComplex", "entra-compliant",
			`"roles":[{"primary":false,` + kind + `,"displayName":"Administrator","value":"Admin"}]`,
			`{"op":"add","path":"roles","value":[{"primary":false,` + kind + `,"displayName":"Reader","value":"Reader"}]}`,
		},
		"assertive": {
			"roles", "AssertiveAppRoleAssignmentsComplex", "entra-compliant",
			`"roles":[{"primary":false,` + kind + `,"display":"Administrator","value":"Admin"}]`,
			`{"op":"replace","path":"roles","value":[{"primary":false,` + kind + `,"display":"Reader","value":"Reader"}]}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source := test.function + "([appRoleAssignments])"
			l := newLab(t, few(t, provisioning.AttributeMapping{Target: test.target, Type: provisioning.Expression, Source: source}),
				func(s *provisioning.Settings) { s.Dialect = test.dialect })
			p := l.assigned("ada", "appRoleAssignments", "["+admin+"]")
			l.run()
			if sent := l.sent(); !strings.Contains(sent, test.created) || strings.Count(sent, `"roles"`) != 1 {
				t.Errorf("posted %s, want %s", sent, test.created)
			}
			l.change(p, "appRoleAssignments", "["+reader+"]")
			l.run()
			if sent := l.sent(); !strings.HasSuffix(sent, patching+"["+test.changed+"]}\n") {
				t.Errorf("sent %s, want %s", sent, test.changed)
			}
		})
	}
}

func TestGuestsKeepTheirNamesIfMapped(t *testing.T) {
	t.Parallel()
	const upn = "ada_home.example#EXT#@corp.example"
	for source, want := range map[string]string{
		"userPrincipalName":         `"userName":"ada@home.example"`,
		"originalUserPrincipalName": `"userName":"ada_home.example#EXT#@corp.example"`,
	} {
		l := newLab(t, few(t), turned("specialCharacters", "send"))
		settings := l.job.Status().Settings
		settings.Mapping.User.Attributes[0].Source = source
		l.must(l.job.Configure(settings))
		l.assigned("ada", "userPrincipalName", upn)
		l.run()
		if sent := l.sent(); !strings.Contains(sent, want) {
			t.Errorf("%s: sent %s", source, sent)
		}
	}
}
