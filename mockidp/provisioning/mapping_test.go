package provisioning_test

import (
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/dialect"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

const own = "urn:ietf:params:scim:schemas:extension:Acme:2.0:User"

// mapped is the default mapping with changes.
func mapped(t *testing.T, change func(m *provisioning.Mapping)) func(*provisioning.Settings) {
	t.Helper()
	m, err := provisioning.DefaultMapping("entra-legacy")
	if err != nil {
		t.Fatal(err)
	}
	change(&m)
	return func(s *provisioning.Settings) { s.Mapping = &m }
}

// few maps a name and whatever else is given.
func few(t *testing.T, lines ...provisioning.AttributeMapping) func(*provisioning.Settings) {
	return mapped(t, func(m *provisioning.Mapping) {
		m.User.Attributes = append([]provisioning.AttributeMapping{
			{Target: "userName", Type: provisioning.Direct, Source: "userPrincipalName", MatchingPriority: 1},
			{Target: "active", Type: provisioning.Expression, Source: `Switch([IsSoftDeleted], , "False", "True", "True", "False")`},
		}, lines...)
	})
}

func TestDefaultMappingIsTheDialects(t *testing.T) {
	t.Parallel()
	l := newLab(t, mapped(t, func(*provisioning.Mapping) {}))
	shapes[0].given(l)
	l.run()
	l.expect("entra-legacy/create.txt")
}

// TestMappings holds what a new person and a changed one look like under a mapping of one's own.
func TestMappings(t *testing.T) {
	t.Parallel()
	line := func(target, kind, source string, change ...func(*provisioning.AttributeMapping)) provisioning.AttributeMapping {
		out := provisioning.AttributeMapping{Target: target, Type: kind, Source: source}
		for _, c := range change {
			c(&out)
		}
		return out
	}
	flow := func(name string) func(*provisioning.AttributeMapping) {
		return func(m *provisioning.AttributeMapping) { m.FlowType = name }
	}
	for name, test := range map[string]struct {
		line            provisioning.AttributeMapping
		created, update string // what the line adds to the POST, and the operations of the PATCH
	}{
		"constant":             {line("userType", "Constant", `Emp "x"`), `,"userType":"Emp \"x\""`, ""},
		"expression":           {line("nickName", "Expression", `ToUpper(Left([jobTitle], 2))`), `,"nickName":"LE"`, `{"op":"Replace","path":"nickName","value":"BO"}`},
		"created only":         {line("title", "Direct", "jobTitle", flow("ObjectAddOnly")), `,"title":"Lead"`, ""},
		"default":              {line("title", "Direct", "department", func(m *provisioning.AttributeMapping) { m.Default = "none" }), `,"title":"none"`, ""},
		"none":                 {line("title", "None", "", func(m *provisioning.AttributeMapping) { m.Default = "none" }), `,"title":"none"`, ""},
		"none without default": {line("title", "None", ""), "", ""},
		"if empty":             {line("title", "Direct", "jobTitle", flow("AttributeAddOnly")), `,"title":"Lead"`, ""},
		"add only":             {line("title", "Direct", "jobTitle", flow("ValueAddOnly")), `,"title":"Lead"`, `{"op":"Add","path":"title","value":"Boss"}`},
		"values only":          {line("title", "Direct", "jobTitle", flow("MultiValueAddOnly")), `,"title":"Lead"`, ""},
		"always": {
			line("title", "Constant", "Lead", func(m *provisioning.AttributeMapping) { m.FlowBehavior = "FlowAlways" }),
			`,"title":"Lead"`, `{"op":"Replace","path":"title","value":"Lead"}`,
		},
		"extension": {line(own+":level", "Direct", "jobTitle"), `,"` + own + `":{"level":"Lead"}`, `{"op":"Replace","path":"` + own + `:level","value":"Boss"}`},
		"long name": {
			line("urn:ietf:params:scim:schemas:core:2.0:User:title", "Direct", "jobTitle"), `,"title":"Lead"`,
			`{"op":"Replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:title","value":"Boss"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, few(t, test.line))
			p := l.assigned("ada", "jobTitle", "Lead")
			l.run()
			posted := l.sent()
			for _, always := range []string{`"userName":"ada@corp.example"`, `,"active":true`, `,"meta":{"resourceType":"User"}`, `,"roles":[]`} {
				posted = strings.Replace(posted, always, "", 1)
			}
			want := "GET /scim/Users?filter=userName+eq+%22ada%40corp.example%22\nPOST /scim/Users\n" +
				`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","` + enterprise + `"],` + test.created + "}\n"
			if posted != want {
				t.Errorf("posted %s, want %s", posted, want)
			}
			l.change(p, "jobTitle", "Boss")
			l.run()
			want = "GET /scim/Users/u1\n"
			if test.update != "" {
				want += "PATCH /scim/Users/u1\n" + patching + "[" + test.update + "]}\n"
			}
			l.expectText(want)
		})
	}
}

func TestNoneFillsWhatIsEmpty(t *testing.T) {
	t.Parallel()
	l := newLab(t, few(t, provisioning.AttributeMapping{Target: "title", Type: provisioning.None, Default: "none"}))
	l.assigned("ada")
	l.bridge.resources["/Users/u9"] = `{"id":"u9","userName":"ada@corp.example","active":true}`
	l.run()
	l.expectText("GET /scim/Users?filter=userName+eq+%22ada%40corp.example%22\nPATCH /scim/Users/u9\n" + patching + `[{"op":"Add","path":"title","value":"none"}]}` + "\n")
}

func TestListsOfOnesOwn(t *testing.T) {
	t.Parallel()
	change := func(m *provisioning.Mapping) {
		m.User.Attributes = append(m.User.Attributes[:2:2],
			provisioning.AttributeMapping{Target: own + ":departments", Type: provisioning.Expression, Source: `Split([department], ";")`},
			provisioning.AttributeMapping{Target: own + ":external", Type: provisioning.Expression, Source: `IsPresent([jobTitle])`})
		m.User.Added = []dialect.Target{{Name: own + ":departments", Multivalued: true}, {Name: own + ":external", Type: "Boolean"}}
	}
	l := newLab(t, mapped(t, change))
	p := l.assigned("ada", "department", "1;2")
	l.run()
	if sent := l.sent(); !strings.Contains(sent, `"`+own+`":{"departments":[{"value":"1"},{"value":"2"}],"external":false}`) {
		t.Errorf("posted %s", sent)
	}
	l.change(p, "department", "2;3")
	l.change(p, "jobTitle", "Lead")
	l.run()
	l.expectText("GET /scim/Users/u1\nPATCH /scim/Users/u1\n" + patching +
		`[{"op":"Add","path":"` + own + `:departments","value":[{"value":"3"}]},{"op":"Replace","path":"` + own + `:external","value":"True"}]}` + "\n")
}

func TestActionsAtTheBridge(t *testing.T) {
	t.Parallel()
	flows := func(flows ...string) func(*provisioning.Settings) {
		return mapped(t, func(m *provisioning.Mapping) { m.User.FlowTypes, m.Group.FlowTypes = flows, flows })
	}
	t.Run("no Add", func(t *testing.T) {
		t.Parallel()
		l := newLab(t, flows("Update", "Delete"))
		l.assigned("ada")
		cycle := l.run()
		l.expectCounts(cycle, "other/skipped:1")
		l.expectText("GET /scim/Users?filter=userName+eq+%22ada%40corp.example%22\n")
		if log := l.job.Log(0); log[0].SkipReason != "ActionExcluded" {
			t.Errorf("skipped because of %s", log[0].SkipReason)
		}
	})
	t.Run("no Update", func(t *testing.T) {
		t.Parallel()
		l := newLab(t, flows("Add", "Delete"))
		p := l.assigned("ada")
		l.run()
		l.change(p, "displayName", "Countess")
		l.run()
		l.expectText("GET /scim/Users/u1\n")
	})
	t.Run("no Delete", func(t *testing.T) {
		t.Parallel()
		l := newLab(t, flows("Add", "Update"))
		g, p := l.group("Engineering"), l.assigned("ada")
		l.run()
		l.must(l.directory.Unassign(g.ID))
		l.must(l.directory.DeletePerson(p.ID))
		l.run()
		l.must(l.directory.Purge(p.ID))
		l.run()
		if sent := l.sent(); sent != "" {
			t.Errorf("sent %s", sent)
		}
	})
}

func TestGroupsThatAreNotMapped(t *testing.T) {
	t.Parallel()
	l := newLab(t, mapped(t, func(m *provisioning.Mapping) { m.Group = provisioning.ObjectMapping{} }))
	l.group("Engineering", l.person("ada"))
	l.expectCounts(l.run(), "create/success:1")
}

func TestNewMappingBeginsAnew(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.assigned("ada", "jobTitle", "Lead")
	l.run()
	l.configure(few(t, provisioning.AttributeMapping{Target: "nickName", Type: provisioning.Direct, Source: "jobTitle"}))
	if cycle := l.run(); cycle.Kind != "initial" {
		t.Errorf("the cycle is %s", cycle.Kind)
	}
	l.expectText("GET /scim/Users/u1\nPATCH /scim/Users/u1\n" + patching + `[{"op":"Add","path":"nickName","value":"Lead"}]}` + "\n")
	l.must(l.job.Configure(l.job.Status().Settings))
	if cycle := l.run(); cycle.Kind != "incremental" {
		t.Errorf("after the same mapping the cycle is %s", cycle.Kind)
	}
}

func TestObjectsThatCannotBeMapped(t *testing.T) {
	t.Parallel()
	expression := func(target, source string) func(*provisioning.Settings) {
		return few(t, provisioning.AttributeMapping{Target: target, Type: provisioning.Expression, Source: source})
	}
	for name, test := range map[string]struct {
		change     func(*provisioning.Settings)
		upn        string
		code, says string
	}{
		"malformed date":    {expression("title", `CDate([jobTitle])`), "ada", "FunctionEvaluationFailed", `function CDate: "Lead" is no date`},
		"several values":    {expression("title", `Split("a,b", ",")`), "ada", "SchemaPropertyCanOnlyAcceptValue", "several values"},
		"special character": {few(t), `a&b`, "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering", "special characters"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t, test.change)
			l.assigned(test.upn, "jobTitle", "Lead")
			l.expectCounts(l.run(), map[bool]string{true: "update/failure:1", false: "create/failure:1"}[name == "special character"])
			if log := l.job.Log(0); log[0].ErrorCode != test.code || !strings.Contains(log[0].Reason, test.says) {
				t.Errorf("logged %s: %s", log[0].ErrorCode, log[0].Reason)
			}
			if strings.Contains(l.sent(), "POST") {
				t.Error("a resource was made of it")
			}
		})
	}
}

func TestRedactedValuesAreNotLogged(t *testing.T) {
	t.Parallel()
	l := newLab(t, few(t, provisioning.AttributeMapping{Target: "title", Type: provisioning.Expression, Source: `Redact([jobTitle])`}))
	l.assigned("ada", "jobTitle", "Secretive")
	l.run()
	log := l.job.Log(0)
	if last := log[0].Modified[len(log[0].Modified)-1]; last.Name != "title" || last.New != "[Redact]" || !strings.Contains(l.sent(), "Secretive") {
		t.Errorf("logged %+v, sent %s", last, l.sent())
	}
}

func TestMappingsRefused(t *testing.T) {
	t.Parallel()
	line := func(target, kind, source string) func(*provisioning.Settings) {
		return few(t, provisioning.AttributeMapping{Target: target, Type: kind, Source: source})
	}
	for name, test := range map[string]struct {
		change     func(*provisioning.Settings)
		code, says string
	}{
		"id":                  {line("id", "Direct", "objectId"), "id-mapped", "id cannot be a target"},
		"long id":             {line("urn:ietf:params:scim:schemas:core:2.0:User:id", "Direct", "objectId"), "id-mapped", "id cannot be a target"},
		"unknown":             {line("shoeSize", "Direct", "jobTitle"), "target-unknown", "the mapping of User to shoeSize: there is no such attribute"},
		"photo":               {line(`photos[type eq "photo"].value`, "Direct", "jobTitle"), "target-unknown", "no such attribute"},
		"password":            {line("password", "Constant", "x"), "target-unknown", "no such attribute"},
		"other extension":     {line("urn:acme:User:level", "Direct", "jobTitle"), "target-unknown", "one of your own is named"},
		"complex extension":   {line(own+":level.value", "Direct", "jobTitle"), "target-unknown", "has no sub-attributes"},
		"part":                {line("name.initials", "Direct", "jobTitle"), "target-unknown", "no such part"},
		"no part":             {line("name", "Direct", "jobTitle"), "target-unknown", "one of them must be named"},
		"list without filter": {line("emails.value", "Direct", "mail"), "target-unknown", "no such part"},
		"filter without part": {line(`emails[type eq "work"]`, "Direct", "mail"), "target-unknown", "no such part"},
		"path":                {line("emails[", "Direct", "mail"), "path-malformed", "attribute path"},
		"twice":               {line("USERNAME", "Direct", "mail"), "target-twice", "it is there twice"},
		"function":            {line("title", "Expression", `Upper([jobTitle])`), "expression-malformed", "the mapping of User to title: the expression \"Upper([jobTitle])\": at character 1: there is no function Upper"},
		"computed manager":    {line(enterprise+":manager", "Expression", `Switch([manager], "", "a", "b")`), "reference-computed", "mapped directly"},
		"type":                {line("title", "Formula", "x"), "mapping-malformed", "choose the type Direct"},
		"no attribute":        {line("title", "Direct", ""), "mapping-malformed", "name an attribute"},
		"bracketed attribute": {line("title", "Direct", "[mail]"), "mapping-malformed", "without brackets"},
		"no constant":         {line("title", "Constant", ""), "mapping-malformed", "give a text"},
		"no expression":       {line("title", "Expression", " "), "mapping-malformed", "give an expression"},
		"none with source":    {line("title", "None", "x"), "mapping-malformed", "has no source"},
		"flow":                {few(t, provisioning.AttributeMapping{Target: "title", Type: "Direct", Source: "x", FlowType: "Never"}), "no-such-flow", "choose among Always"},
		"behaviour":           {few(t, provisioning.AttributeMapping{Target: "title", Type: "Direct", Source: "x", FlowBehavior: "Never"}), "no-such-flow", "choose FlowWhenChanged"},
		"priority":            {few(t, provisioning.AttributeMapping{Target: "title", Type: "Direct", Source: "x", MatchingPriority: -1}), "match-malformed", "negative"},
		"matching list":       {few(t, provisioning.AttributeMapping{Target: "roles", Type: "Direct", Source: "x", MatchingPriority: 2}), "match-malformed", "cannot be matched"},
		"no matching":         {mapped(t, func(m *provisioning.Mapping) { m.User.Attributes = m.User.Attributes[1:] }), "no-matching-attribute", "give one attribute"},
		"people disabled":     {mapped(t, func(m *provisioning.Mapping) { m.User.Enabled = false }), "users-not-mapped", "only that of groups"},
		"action":              {mapped(t, func(m *provisioning.Mapping) { m.Group.FlowTypes = []string{"Create"} }), "no-such-flow", "choose among Add"},
		"added type":          {mapped(t, func(m *provisioning.Mapping) { m.User.Added = []dialect.Target{{Name: own + ":a", Type: "Reference"}} }), "type-unknown", "choose String"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			settings := provisioning.Settings{BaseURL: "https://bridge.example/scim"}
			test.change(&settings)
			if err := l.job.Configure(settings); !refusal.Is(err, test.code) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error %v, want %s: %s", err, test.code, test.says)
			}
			if l.job.Status().Settings.Mapping != nil {
				t.Error("a refused mapping was kept")
			}
		})
	}
}
