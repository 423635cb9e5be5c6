package steps

import "testing"

const sample = `{
  "schemas": ["urn:a", "urn:b"],
  "userName": "ada",
  "name": {"familyName": "King"},
  "emails": [{"value": "w@contoso.example", "type": "work"}, {"value": "h@contoso.example", "type": "home", "primary": true}],
  "roles": [],
  "title": null,
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Engines", "manager": {"value": "7"}}
}`

func TestLook(t *testing.T) {
	t.Parallel()
	document, err := decode([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		path, want string // want as JSON; "" when there is nothing
	}{
		{`userName`, `"ada"`},
		{`USERNAME`, `"ada"`},
		{`name.familyName`, `"King"`},
		{`emails[0].value`, `"w@contoso.example"`},
		{`emails[type eq "home"].value`, `"h@contoso.example"`},
		{`emails[primary eq "true"].type`, `"home"`},
		{`schemas[value eq "urn:b"]`, `"urn:b"`},
		{`roles`, `[]`},
		{`title`, `null`},
		{`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User`, `{"department":"Engines","manager":{"value":"7"}}`},
		{`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`, `"Engines"`},
		{`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value`, `"7"`},
		{`emails[2]`, ``},
		{`emails[type eq "other"]`, ``},
		{`name.givenName`, ``},
		{`userName.length`, ``},
		{`emails[type eq`, ``},
		{`[`, ``},
		{`..`, ``},
	} {
		got, found := look(document, tt.path)
		if found != (tt.want != "") || found && encode(got) != tt.want {
			t.Errorf("%s: %s, %v; want %q", tt.path, encode(got), found, tt.want)
		}
	}
}

func FuzzLook(f *testing.F) {
	f.Add(`emails[type eq "home"].value`)
	f.Add(`urn:x:2.0:User:a.b[0]`)
	f.Add(`[[[...`)
	document, err := decode([]byte(sample))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(_ *testing.T, path string) { look(document, path) })
}

func TestAssigned(t *testing.T) {
	t.Parallel()
	const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	for _, tt := range []struct{ given, want string }{
		{`{"userName": "ada", "title": null, "emails": [], "name": {}}`, `{"userName":"ada"}`},
		{`{"active": false, "emails": [{"value": "a", "primary": false}]}`, `{"active":false,"emails":[{"primary":false,"value":"a"}]}`},
		{`{"schemas": ["urn:a", "` + enterprise + `"], "` + enterprise + `": {"manager": {}}}`, `{"schemas":["urn:a"]}`},
		{
			`{"schemas": ["` + enterprise + `"], "` + enterprise + `": {"department": "Engines"}}`,
			`{"schemas":["` + enterprise + `"],"` + enterprise + `":{"department":"Engines"}}`,
		},
		{`{"name": {"familyName": null}}`, `null`},
	} {
		document, err := decode([]byte(tt.given))
		if err != nil {
			t.Fatal(err)
		}
		if got := encode(assigned(document)); got != tt.want {
			t.Errorf("assigned(%s) = %s, want %s", tt.given, got, tt.want)
		}
	}
}
