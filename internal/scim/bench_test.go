package scim_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/internal/scim"
)

const benchFilter = `userType eq "Employee" and (emails co "example.com" or emails[type eq "work" and value ew "contoso.example"])`

func BenchmarkParseFilter(b *testing.B) {
	for b.Loop() {
		if _, err := scim.ParseFilter(benchFilter); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatches(b *testing.B) {
	filter, err := scim.ParseFilter(benchFilter)
	if err != nil {
		b.Fatal(err)
	}
	user, r := scim.UserType(), barbara(b)
	b.Run("single", func(b *testing.B) {
		for b.Loop() {
			if _, err := filter.Matches(r, user); err != nil {
				b.Fatal(err)
			}
		}
	})
	matches, err := filter.Compile(user)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("compiled", func(b *testing.B) {
		for b.Loop() {
			matches(r)
		}
	})
}

func BenchmarkDecodeResource(b *testing.B) {
	body := []byte(barbaraText)
	for b.Loop() {
		if _, err := scim.DecodeResource(body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkValidate(b *testing.B) {
	user, r := scim.UserType(), barbara(b)
	for b.Loop() {
		if _, err := scim.Validate(user, r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkApply(b *testing.B) {
	b.Run("user", func(b *testing.B) {
		user, r := scim.UserType(), barbara(b)
		ops := []scim.Operation{
			{Op: "replace", Path: "userName", Value: "new@contoso.example"},
			{Op: "replace", Path: `emails[type eq "work"].value`, Value: "new@contoso.example"},
			{Op: "replace", Path: enterprise + ":department", Value: "Sales"},
		}
		for b.Loop() {
			if _, _, err := scim.Apply(user, r, ops, scim.Tolerant()); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, size := range []int{1000, 10000} {
		rt, group := scim.GroupType(), groupOf(size)
		for _, op := range []scim.Operation{
			{Op: "add", Path: "members", Value: []any{map[string]any{"value": "new"}}},
			{Op: "remove", Path: `members[value eq "500"]`},
		} {
			b.Run(fmt.Sprintf("%s member of %d", op.Op, size), func(b *testing.B) {
				for b.Loop() {
					if _, _, err := scim.Apply(rt, group, []scim.Operation{op}, scim.Tolerant()); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func groupOf(size int) scim.Resource {
	members := make([]any, size)
	for i := range members {
		members[i] = map[string]any{"value": fmt.Sprint(i), "type": "User"}
	}
	return scim.Resource{"displayName": "Guides", "members": members}
}

func BenchmarkProject(b *testing.B) {
	user, r := scim.UserType(), barbara(b)
	for _, names := range []string{"", "userName,name.givenName,emails.value"} {
		var attributes []string
		if names != "" {
			attributes = strings.Split(names, ",")
		}
		b.Run("attributes="+names, func(b *testing.B) {
			for b.Loop() {
				scim.Project(user, r, attributes, nil)
			}
		})
	}
}
