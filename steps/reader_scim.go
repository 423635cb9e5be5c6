package steps

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/scimproof/scimproof/internal/scim"
	"github.com/scimproof/scimproof/mockvault/account"
)

// scimReader reads the account back over the bridge itself: the only way when
// nothing is known of the account but its SCIM surface. It asks for the
// scenario's own people and groups and for nobody else.
type scimReader struct{ world *World }

// scim is the harness's own client of the scenario's bridge.
func (w *World) scim() scim.Client {
	return scim.Client{Root: w.bridge.HostURL(), Token: w.token, HTTP: w.client()}
}

func (r scimReader) Members(ctx context.Context) ([]account.Member, error) {
	var members []account.Member
	for _, p := range r.world.people {
		for _, address := range p.addresses {
			found, err := r.world.users(ctx, address)
			if err != nil {
				return nil, err
			}
			for _, user := range found {
				if m := memberOf(user); !slices.ContainsFunc(members, func(o account.Member) bool { return o.ID == m.ID }) {
					members = append(members, m)
				}
			}
		}
	}
	return members, nil
}

// users asks the bridge for the users of one user name, as a directory does.
func (w *World) users(ctx context.Context, address string) ([]gjson.Result, error) {
	return w.resources(ctx, "/Users", "userName", address)
}

func (w *World) resources(ctx context.Context, endpoint, attribute, value string) ([]gjson.Result, error) {
	filter := fmt.Sprintf("%s eq %q", attribute, value)
	exchange, err := w.scim().Get(ctx, endpoint+"?filter="+url.QueryEscape(filter))
	if err != nil {
		return nil, fmt.Errorf("ask the bridge for %s: %w", filter, err)
	}
	if exchange.Status != http.StatusOK || !gjson.ValidBytes(exchange.Body) {
		return nil, mismatch("a list for "+filter, "%d %.200s", exchange.Status, exchange.Body)
	}
	found := gjson.GetBytes(exchange.Body, "Resources").Array()
	return slices.DeleteFunc(found, func(res gjson.Result) bool {
		return !strings.EqualFold(res.Get(attribute).String(), value)
	}), nil
}

func memberOf(user gjson.Result) account.Member {
	m := account.Member{
		ID:         user.Get("id").String(),
		Email:      user.Get("userName").String(),
		Name:       cmp.Or(user.Get("displayName").String(), user.Get("name.formatted").String()),
		ExternalID: user.Get("externalId").String(),
		State:      account.Active,
		Type:       account.RegularMember,
	}
	if active := user.Get("active"); active.Exists() && !active.Bool() {
		m.State = account.Suspended
	}
	return m
}

func (r scimReader) Groups(ctx context.Context) ([]account.Group, error) {
	var groups []account.Group
	for name := range r.world.groups {
		found, err := r.world.resources(ctx, "/Groups", "displayName", r.world.names.group(name))
		if err != nil {
			return nil, err
		}
		for _, listed := range found {
			group, err := r.group(ctx, listed.Get("id").String())
			if err != nil {
				return nil, err
			}
			groups = append(groups, group)
		}
	}
	return groups, nil
}

// group reads one group, for a list may leave its members out.
func (r scimReader) group(ctx context.Context, id string) (account.Group, error) {
	exchange, err := r.world.scim().Get(ctx, "/Groups/"+url.PathEscape(id))
	if err != nil {
		return account.Group{}, fmt.Errorf("ask the bridge for group %s: %w", id, err)
	}
	if exchange.Status != http.StatusOK {
		return account.Group{}, mismatch("group "+id, "%d %.200s", exchange.Status, exchange.Body)
	}
	body := gjson.ParseBytes(exchange.Body)
	group := account.Group{ID: id, Name: body.Get("displayName").String(), Type: account.UserDefined}
	for _, member := range body.Get("members.#.value").Array() {
		group.Members = append(group.Members, member.String())
	}
	return group, nil
}

func (r scimReader) Seed(ctx context.Context, address, name string) error {
	exchange, err := r.world.scim().Post(ctx, "/Users", r.world.demanded(map[string]any{
		"schemas":     []any{userSchema},
		"userName":    address,
		"displayName": name,
		"name":        map[string]string{"formatted": name, "givenName": name, "familyName": name},
		"emails":      []map[string]any{{"value": address, "type": "work", "primary": true}},
		"active":      true,
	}))
	if err != nil {
		return err //nolint:wrapcheck // the client's error says what was attempted
	}
	if exchange.Status != http.StatusCreated && exchange.Status != http.StatusOK {
		return fmt.Errorf("the bridge answered %d %.200s", exchange.Status, exchange.Body)
	}
	return nil
}

// CleanUp removes the scenario's groups, then its people, and goes on after an error.
func (r scimReader) CleanUp(ctx context.Context) error {
	var problems []error
	groups, err := r.Groups(ctx)
	problems = append(problems, err)
	for _, g := range groups {
		r.world.remove(ctx, "/Groups/"+url.PathEscape(g.ID))
	}
	members, err := r.Members(ctx)
	problems = append(problems, err)
	for _, m := range members {
		r.world.remove(ctx, "/Users/"+url.PathEscape(m.ID))
	}
	return errors.Join(problems...)
}
