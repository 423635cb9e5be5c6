package account_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

// team makes three members and a group of the first by the bridge's hand.
func team(t *testing.T) (*account.Account, []string, account.Group) {
	t.Helper()
	a := open(t, account.Settings{})
	var members []string
	for _, name := range []string{"ada", "bob", "eve"} {
		members = append(members, active(t, a, name+"@contoso.example").ID)
	}
	return a, members, must[account.Group](t)(a.AddGroup(account.Bridge, account.NewGroup{Name: "Engines", ExternalID: "g-1", Members: members[:1]}))
}

func TestCreateGroup(t *testing.T) {
	t.Parallel()
	a, members, g := team(t)
	if !g.Managed || g.Type != account.UserDefined || g.Version != 1 || len(g.ID) != 26 || strings.ToLower(g.ID) != g.ID {
		t.Errorf("created: %+v", g)
	}
	same(t, "members", g.Members, members[:1])
	same(t, "audit trail", trail(a, g.ID, 0), []string{"bridge group-create >Engines", "bridge group-add >" + members[0]})
	empty := must[account.Group](t)(a.AddGroup(account.Administrator, account.NewGroup{Name: "Empty"}))
	if empty.Managed || empty.Members == nil {
		t.Errorf("by the administrator: %+v", empty)
	}
	byAddress := must[account.Group](t)(a.AddGroup(account.Administrator, account.NewGroup{Name: "By address", Members: []string{"BOB@contoso.example", members[1], members[0]}}))
	want := slices.Sorted(slices.Values(members[:2]))
	same(t, "members by address", byAddress.Members, want)
	for code, in := range map[string]account.NewGroup{
		"name-taken":     {Name: "eNGINES"},
		"bad-text":       {Name: " "},
		"no-such-member": {Name: "X", Members: []string{members[0], "NOBODY"}},
		"bad-attributes": {Name: "X", Attributes: json.RawMessage("1")},
	} {
		unchanged(t, a, func() {
			if _, err := a.AddGroup(account.Bridge, in); !refusal.Is(err, code) {
				t.Errorf("%+v: %v, want %s", in, err, code)
			}
		})
	}
	for _, name := range []string{"Owners", "administrators", "Team Members"} {
		_, err := a.AddGroup(account.Bridge, account.NewGroup{Name: name})
		refused(t, err, refusal.Conflict, "name-taken")
	}
	_, err := a.AddGroup(account.Bridge, account.NewGroup{Name: "X", Members: []string{"ada@contoso.example"}})
	refused(t, err, refusal.Invalid, "no-such-member") // a bridge names members by id
}

func TestChangeGroup(t *testing.T) {
	t.Parallel()
	a, m, g := team(t)
	for _, step := range []struct {
		change  account.GroupChange
		version int // after
		members []string
		trail   []string
	}{
		{account.GroupChange{Add: []string{m[1]}}, 2, m[:2], []string{"bridge group-add >" + m[1]}},
		{account.GroupChange{Add: []string{m[0], m[1]}}, 2, m[:2], []string{}},
		{account.GroupChange{Remove: []string{m[0], m[2], "SOMEBODYLONGGONE"}}, 3, m[1:2], []string{"bridge group-remove " + m[0] + ">"}},
		{account.GroupChange{Remove: []string{m[0]}}, 3, m[1:2], []string{}},
		{account.GroupChange{Members: &[]string{m[2], m[2]}}, 4, m[2:], []string{"bridge group-remove " + m[1] + ">", "bridge group-add >" + m[2]}},
		{account.GroupChange{Members: &[]string{m[0]}, Add: []string{m[1]}, Remove: []string{m[0]}}, 5, m[1:2], []string{"bridge group-remove " + m[2] + ">", "bridge group-add >" + m[1]}},
		{account.GroupChange{Members: &[]string{}}, 6, []string{}, []string{"bridge group-remove " + m[1] + ">"}},
		{account.GroupChange{Name: new("Difference engines"), ExternalID: new("g-2")}, 7, []string{}, []string{"bridge group-rename Engines>Difference engines", "bridge group-external-id g-1>g-2"}},
		{account.GroupChange{Name: new("DIFFERENCE ENGINES")}, 8, []string{}, []string{"bridge group-rename Difference engines>DIFFERENCE ENGINES"}},
		{account.GroupChange{Attributes: json.RawMessage(`{"a": 1}`)}, 9, []string{}, []string{"bridge group-attributes >"}},
		{account.GroupChange{Name: new("DIFFERENCE ENGINES"), Attributes: json.RawMessage(`{"a":1}`)}, 9, []string{}, []string{}},
		{account.GroupChange{Attributes: json.RawMessage(`{}`)}, 10, []string{}, []string{"bridge group-attributes >"}},
	} {
		mark := len(a.Audit())
		got := must[account.Group](t)(a.ChangeGroup(account.Bridge, g.ID, 0, step.change))
		if got.Version != step.version {
			t.Errorf("%s led to version %d, want %d", encode(t, step.change), got.Version, step.version)
		}
		same(t, "members after "+encode(t, step.change), got.Members, slices.Sorted(slices.Values(step.members)))
		same(t, "trail of "+encode(t, step.change), trail(a, g.ID, mark), step.trail)
	}
	must[account.Group](t)(a.AddGroup(account.Bridge, account.NewGroup{Name: "Engines", ExternalID: "g-1"})) // both are free again
}

func TestRefusedGroupChanges(t *testing.T) {
	t.Parallel()
	a, m, g := team(t)
	must[account.Group](t)(a.AddGroup(account.Bridge, account.NewGroup{Name: "Other"}))
	builtIn := map[account.GroupType]string{}
	for _, g := range a.AllGroups() {
		builtIn[g.Type] = g.ID
	}
	for name, tc := range map[string]struct {
		by      account.Actor
		id      string
		version int
		change  account.GroupChange
		kind    refusal.Kind
		code    string
	}{
		"unknown group":             {account.Bridge, "nothing", 0, account.GroupChange{}, refusal.NotFound, "no-such-group"},
		"built-in by the bridge":    {account.Bridge, builtIn[account.Owners], 0, account.GroupChange{Add: m[:1]}, refusal.NotFound, "no-such-group"},
		"team members":              {account.Administrator, builtIn[account.TeamMembers], 0, account.GroupChange{Remove: m[:1]}, refusal.Forbidden, "built-in-group"},
		"name of a built-in":        {account.Administrator, builtIn[account.Owners], 0, account.GroupChange{Name: new("X")}, refusal.Forbidden, "built-in-group"},
		"managing a built-in":       {account.Administrator, builtIn[account.Owners], 0, account.GroupChange{Managed: new(true)}, refusal.Forbidden, "built-in-group"},
		"managing by the bridge":    {account.Bridge, g.ID, 0, account.GroupChange{Managed: new(false)}, refusal.Forbidden, "not-editable"},
		"stale":                     {account.Bridge, g.ID, 7, account.GroupChange{Add: m[1:2]}, refusal.Stale, "version-changed"},
		"name taken":                {account.Bridge, g.ID, 0, account.GroupChange{Name: new("other"), Add: m[1:2]}, refusal.Conflict, "name-taken"},
		"empty name":                {account.Bridge, g.ID, 0, account.GroupChange{Name: new(""), Add: m[1:2]}, refusal.Invalid, "bad-text"},
		"one unknown among several": {account.Bridge, g.ID, 0, account.GroupChange{Name: new("New"), Add: []string{m[1], "NOBODY"}}, refusal.Invalid, "no-such-member"},
		"unknown in the list":       {account.Bridge, g.ID, 0, account.GroupChange{Members: &[]string{"NOBODY"}}, refusal.Invalid, "no-such-member"},
		"bad attributes":            {account.Bridge, g.ID, 0, account.GroupChange{Add: m[1:2], Attributes: json.RawMessage("[]")}, refusal.Invalid, "bad-attributes"},
	} {
		unchanged(t, a, func() {
			_, err := a.ChangeGroup(tc.by, tc.id, tc.version, tc.change)
			t.Log(name)
			refused(t, err, tc.kind, tc.code)
		})
	}
}

// A group the administrator made is found by name, and the bridge's first
// change to it, even one that changes nothing else, makes it managed.
func TestGroupAdoption(t *testing.T) {
	t.Parallel()
	a, m, _ := team(t)
	g := must[account.Group](t)(a.AddGroup(account.Administrator, account.NewGroup{Name: "Engineers", Members: m[:1]}))
	found := must[account.Page[account.Group]](t)(a.FindGroups(account.Query{Name: "ENGINEERS"}))
	if found.Total != 1 || found.Items[0].ID != g.ID || found.Items[0].Managed {
		t.Errorf("found %+v", found)
	}
	refused(t, a.RemoveGroup(g.ID), refusal.Forbidden, "group-not-managed")
	mark := len(a.Audit())
	got := must[account.Group](t)(a.ChangeGroup(account.Bridge, g.ID, 1, account.GroupChange{Add: m[:1]}))
	if !got.Managed || got.Version != 2 {
		t.Errorf("adopted: %+v", got)
	}
	same(t, "audit trail", trail(a, g.ID, mark), []string{"bridge group-manage >"})
	must[account.Group](t)(a.ChangeGroup(account.Administrator, g.ID, 0, account.GroupChange{Managed: new(false)}))
	refused(t, a.RemoveGroup(g.ID), refusal.Forbidden, "group-not-managed")
}

func TestFindGroups(t *testing.T) {
	t.Parallel()
	a, m, engines := team(t)
	other := must[account.Group](t)(a.AddGroup(account.Bridge, account.NewGroup{Name: "Other", ExternalID: "g-1", Members: m}))
	for name, tc := range map[string]struct {
		q    account.Query
		want []string
	}{
		"all but the built-in":      {account.Query{}, []string{engines.ID, other.ID}},
		"page":                      {account.Query{Offset: 1, Limit: 1}, []string{other.ID}},
		"name":                      {account.Query{Name: "other"}, []string{other.ID}},
		"name of a built-in":        {account.Query{Name: "Owners"}, []string{}},
		"external id, not unique":   {account.Query{ExternalID: "g-1"}, []string{engines.ID, other.ID}},
		"external id in other case": {account.Query{ExternalID: "G-1"}, []string{}},
		"member of both":            {account.Query{Member: m[0]}, []string{engines.ID, other.ID}},
		"member of one":             {account.Query{Member: m[1]}, []string{other.ID}},
		"name and member":           {account.Query{Name: "Engines", Member: m[1]}, []string{}},
		"unknown member":            {account.Query{Member: "NOBODY"}, []string{}},
	} {
		got := []string{}
		for _, g := range must[account.Page[account.Group]](t)(a.FindGroups(tc.q)).Items {
			got = append(got, g.ID)
		}
		same(t, name, got, tc.want)
	}
}

func TestTeamMembersHoldsWhoIsActive(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	owner := must[account.Member](t)(a.Member(account.Administrator, "owner@vault.example"))
	ada := active(t, a, "ada@contoso.example")
	provision(t, a, "bob@contoso.example")
	change(t, a, active(t, a, "eve@contoso.example").ID, turn(false))
	must[account.Member](t)(a.AddMember("guest@contoso.example", "Guest", account.Guest))
	for _, g := range a.AllGroups() {
		if g.Type == account.TeamMembers {
			same(t, "team members", g.Members, slices.Sorted(slices.Values([]string{owner.ID, ada.ID})))
		}
	}
}

func TestRemoveGroup(t *testing.T) {
	t.Parallel()
	a, m, g := team(t)
	shared := must[account.Vault](t)(a.AddVault("Shared"))
	for _, accessor := range []string{g.ID, m[0], g.ID} {
		if err := a.Grant(shared.ID, accessor); err != nil {
			t.Fatalf("grant to %s: %v", accessor, err)
		}
	}
	same(t, "audit trail of the vault", trail(a, shared.ID, 0), []string{"administrator vault-create >Shared", "administrator grant >" + g.ID, "administrator grant >" + m[0]})
	if err := a.RemoveGroup(g.ID); err != nil {
		t.Fatalf("remove: %v", err)
	}
	for _, v := range a.Vaults() {
		if v.ID == shared.ID && (len(v.Groups) != 0 || !slices.Equal(v.Members, m[:1])) {
			t.Errorf("the vault after the removal: %+v", v)
		}
	}
	_, err := a.Group(account.Administrator, g.ID)
	refused(t, err, refusal.NotFound, "no-such-group")
	for _, q := range []account.Query{{}, {Name: "Engines"}, {ExternalID: "g-1"}, {Member: m[0]}} {
		if found := must[account.Page[account.Group]](t)(a.FindGroups(q)); found.Total != 0 {
			t.Errorf("%+v still finds %+v", q, found.Items)
		}
	}
	if err := a.RemoveMember(account.Bridge, m[0]); err != nil { // nothing of the group is left to trip over
		t.Errorf("remove a former member: %v", err)
	}
}

func TestVaults(t *testing.T) {
	t.Parallel()
	a, m, _ := team(t)
	shared := must[account.Vault](t)(a.AddVault("Shared"))
	personal := personalVault(t, a, m[0])
	unchanged(t, a, func() {
		refused(t, a.Grant(personal.ID, m[1]), refusal.Forbidden, "personal-vault")
		refused(t, a.Grant("nothing", m[1]), refusal.NotFound, "no-such-vault")
		refused(t, a.Grant(shared.ID, "NOBODY"), refusal.Invalid, "no-such-accessor")
		_, err := a.AddVault("\n")
		refused(t, err, refusal.Invalid, "bad-text")
		_, err = a.AddItem(shared.ID, "")
		refused(t, err, refusal.Invalid, "bad-text")
		_, err = a.AddItem("nothing", "Payroll")
		refused(t, err, refusal.NotFound, "no-such-vault")
	})
	item := must[account.Item](t)(a.AddItem(personal.ID, "Diary"))
	if got := personalVault(t, a, m[0]); len(got.Items) != 1 || got.Items[0] != item || item.Title != "Diary" || got.Name != "Private" || got.Type != "PERSONAL" {
		t.Errorf("the vault holds %+v", got)
	}
}
