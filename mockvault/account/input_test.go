package account_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockvault/account"
)

func TestRefusedInput(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", 257)
	deep := strings.Repeat(`{"a":`, 33) + "1" + strings.Repeat("}", 33)
	for name, tc := range map[string]struct {
		in   account.NewMember
		code string
	}{
		"no address":                   {account.NewMember{}, "bad-address"},
		"no at":                        {account.NewMember{Email: "ada"}, "bad-address"},
		"two ats":                      {account.NewMember{Email: "a@b@contoso.example"}, "bad-address"},
		"no local part":                {account.NewMember{Email: "@contoso.example"}, "bad-address"},
		"no domain":                    {account.NewMember{Email: "ada@"}, "bad-address"},
		"empty label":                  {account.NewMember{Email: "ada@contoso..example"}, "bad-address"},
		"blank":                        {account.NewMember{Email: "ada l@contoso.example"}, "bad-address"},
		"blank in the domain":          {account.NewMember{Email: "ada@contoso .example"}, "bad-address"},
		"control character":            {account.NewMember{Email: "ada\r\nBcc:x@contoso.example"}, "bad-address"},
		"no UTF-8":                     {account.NewMember{Email: "ada\xff@contoso.example"}, "bad-address"},
		"angle brackets":               {account.NewMember{Email: "<ada@contoso.example>"}, "bad-address"},
		"address of 255 bytes":         {account.NewMember{Email: strings.Repeat("a", 239) + "@contoso.example"}, "bad-address"},
		"control character in a name":  {account.NewMember{Email: "ada@contoso.example", Name: "Ada\x07"}, "bad-text"},
		"name of 257 characters":       {account.NewMember{Email: "ada@contoso.example", Name: long}, "bad-text"},
		"name in no UTF-8":             {account.NewMember{Email: "ada@contoso.example", Name: "\xc3"}, "bad-text"},
		"external id too long":         {account.NewMember{Email: "ada@contoso.example", ExternalID: strings.Repeat("x", 513)}, "bad-text"},
		"attributes: list":             {account.NewMember{Email: "ada@contoso.example", Attributes: json.RawMessage(`[]`)}, "bad-attributes"},
		"attributes: text":             {account.NewMember{Email: "ada@contoso.example", Attributes: json.RawMessage(`"x"`)}, "bad-attributes"},
		"attributes: broken":           {account.NewMember{Email: "ada@contoso.example", Attributes: json.RawMessage(`{"a":`)}, "bad-attributes"},
		"attributes: two objects":      {account.NewMember{Email: "ada@contoso.example", Attributes: json.RawMessage(`{}{}`)}, "bad-attributes"},
		"attributes: too deep":         {account.NewMember{Email: "ada@contoso.example", Attributes: json.RawMessage(deep)}, "bad-attributes"},
		"attributes: more than 64 KiB": {account.NewMember{Email: "ada@contoso.example", Attributes: json.RawMessage(`{"a":"` + strings.Repeat("x", 65536) + `"}`)}, "bad-attributes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := open(t, account.Settings{})
			m := active(t, a, "bob@contoso.example")
			unchanged(t, a, func() {
				_, err := a.Provision(tc.in)
				refused(t, err, refusal.Invalid, tc.code)
				_, err = a.ChangeMember(account.Bridge, m.ID, 0, account.MemberChange{
					Email: &tc.in.Email, Name: &tc.in.Name, ExternalID: &tc.in.ExternalID, Attributes: tc.in.Attributes, Active: new(false),
				})
				refused(t, err, refusal.Invalid, tc.code)
			})
		})
	}
}

func TestAcceptedInput(t *testing.T) {
	t.Parallel()
	a := open(t, account.Settings{})
	for _, email := range []string{
		"ada+vault@contoso.example", "ada/king@contoso.example", "o'hara@contoso.example", "bob_fabrikam.example#EXT#@contoso.example",
		"müller@contoso.example", "ada@bücher.example", "ada@localhost", strings.Repeat("a", 238) + "@contoso.example",
	} {
		must[account.Member](t)(a.Provision(account.NewMember{Email: email, Name: strings.Repeat("é", 256), Attributes: json.RawMessage("null")}))
	}
}
