package steps

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/mockvault/account"
)

func printing(text string) execReader {
	return execReader{print: func(context.Context) ([]byte, error) { return []byte(text), nil }}
}

func TestExecReader(t *testing.T) {
	t.Parallel()
	r := printing(`{
		"members": [
			{"id": "m1", "email": "ada@contoso.example", "name": "Ada", "state": "active", "external_id": "x1"},
			{"id": "m2", "email": "bob@contoso.example", "state": "suspended"}
		],
		"groups": [{"id": "g1", "name": "Engineering", "members": ["m1"]}, {"id": "g2", "name": "Nobody", "members": []}]
	}`)
	members, err := r.Members(t.Context())
	if want := []account.Member{
		{ID: "m1", Email: "ada@contoso.example", Name: "Ada", State: account.Active, ExternalID: "x1", Type: account.RegularMember},
		{ID: "m2", Email: "bob@contoso.example", State: account.Suspended, Type: account.RegularMember},
	}; err != nil || !reflect.DeepEqual(members, want) {
		t.Errorf("Members = %+v, %v", members, err)
	}
	groups, err := r.Groups(t.Context())
	if want := []account.Group{
		{ID: "g1", Name: "Engineering", Members: []string{"m1"}, Type: account.UserDefined},
		{ID: "g2", Name: "Nobody", Members: []string{}, Type: account.UserDefined},
	}; err != nil || !reflect.DeepEqual(groups, want) {
		t.Errorf("Groups = %+v, %v", groups, err)
	}
}

// Garbage must not become a verdict about a bridge.
func TestExecReaderOfGarbage(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, text, want string }{
		{"nothing", "", "no account: EOF"},
		{"a web page", "<html>", "no account: invalid character"},
		{"half", `{"members": [`, "no account: unexpected EOF"},
		{"two", `{"members": [], "groups": []} {}`, "more than one JSON value"},
		{"an array", `[]`, "no account: json: cannot unmarshal array"},
		{"an error in JSON", `{"error": "unauthorized"}`, `no account: json: unknown field "error"`},
		{"no groups", `{"members": []}`, "members and groups have to be there"},
		{"no state", `{"members": [{"id": "m1", "email": "a@b.example"}], "groups": []}`, "want an id, an email and a state of [\"active\""},
		{"no id", `{"members": [{"email": "a@b.example", "state": "active"}], "groups": []}`, "want an id"},
		{"no address", `{"members": [{"id": "m1", "state": "active"}], "groups": []}`, "want an id, an email"},
		{"twice", `{"members": [{"id": "m", "email": "a", "state": "active"}, {"id": "m", "email": "b", "state": "active"}], "groups": []}`, "the member m twice"},
		{"group of null", `{"members": [], "groups": [{"id": "g1", "name": "x", "members": null}]}`, "want an id, a name and members"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := printing(tc.text).Members(t.Context())
			_, groupsErr := printing(tc.text).Groups(t.Context())
			if err == nil || groupsErr == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got  %v\nwant %s", err, tc.want)
			}
		})
	}
	broken := errors.New("it took longer than 30s")
	r := execReader{print: func(context.Context) ([]byte, error) { return nil, broken }}
	if _, err := r.Members(t.Context()); !errors.Is(err, broken) {
		t.Errorf("Members = %v, want %v", err, broken)
	}
}

func FuzzParseState(f *testing.F) {
	f.Add([]byte(`{"members": [{"id": "m1", "email": "a@b.example", "state": "active"}], "groups": []}`))
	f.Add([]byte(`{"members": null, "groups": [{"members": ["x"]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		state, err := parseState(text)
		if err != nil {
			return
		}
		for _, m := range state.Members {
			if m.ID == "" || m.Email == "" || m.State == "" {
				t.Errorf("took the member %+v", m)
			}
		}
	})
}
