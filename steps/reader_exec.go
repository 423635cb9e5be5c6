package steps

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/scimproof/scimproof/mockvault/account"
)

// execReader reads the account by a command of the vendor's that prints it
// (docs/profiles.md). Whoever is not there yet is made, and what the scenario
// left is removed, over the bridge itself.
type execReader struct {
	Reader
	print func(context.Context) ([]byte, error)
}

// state asks the command for the account behind the scenario's bridge.
func (w *World) state(ctx context.Context) ([]byte, error) { return w.run.lab.State(ctx, w.bridge) }

func (r execReader) Members(ctx context.Context) ([]account.Member, error) {
	state, err := r.read(ctx)
	if err != nil {
		return nil, err
	}
	members := make([]account.Member, len(state.Members))
	for i, m := range state.Members {
		members[i] = account.Member{
			ID: m.ID, Email: m.Email, Name: m.Name, ExternalID: m.ExternalID,
			State: states[m.State], Type: account.RegularMember,
		}
	}
	return members, nil
}

func (r execReader) Groups(ctx context.Context) ([]account.Group, error) {
	state, err := r.read(ctx)
	if err != nil {
		return nil, err
	}
	groups := make([]account.Group, len(state.Groups))
	for i, g := range state.Groups {
		groups[i] = account.Group{ID: g.ID, Name: g.Name, Members: g.Members, Type: account.UserDefined}
	}
	return groups, nil
}

func (r execReader) read(ctx context.Context) (printedState, error) {
	text, err := r.print(ctx)
	if err != nil {
		return printedState{}, fmt.Errorf("read the account: %w", err)
	}
	state, err := parseState(text)
	if err != nil {
		return printedState{}, fmt.Errorf("read the account: the command printed %w", err)
	}
	return state, nil
}

// printedState is what the command prints.
type printedState struct {
	Members []printedMember `json:"members"`
	Groups  []printedGroup  `json:"groups"`
}

type printedMember struct {
	ID         string `json:"id"`
	Email      string `json:"email"`
	Name       string `json:"name"`
	State      string `json:"state"` // a word of the features
	ExternalID string `json:"external_id"`
}

type printedGroup struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Members []string `json:"members"` // ids
}

// parseState reads what the command printed, strictly: a word that nobody knows
// would otherwise be a verdict about the bridge.
func parseState(text []byte) (printedState, error) {
	var state printedState
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&state); err != nil {
		return state, fmt.Errorf("no account: %w, in %.200q", err, text)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return state, fmt.Errorf("more than one JSON value, in %.200q", text)
	}
	if state.Members == nil || state.Groups == nil {
		return state, fmt.Errorf(`no account: members and groups have to be there, if only as [], in %.200q`, text)
	}
	seen := map[string]bool{}
	for _, m := range state.Members {
		if _, known := states[m.State]; m.ID == "" || m.Email == "" || !known {
			return state, fmt.Errorf("the member %+v, want an id, an email and a state of %q", m, stateNames())
		}
		if seen[m.ID] {
			return state, fmt.Errorf("the member %s twice", m.ID)
		}
		seen[m.ID] = true
	}
	for _, g := range state.Groups {
		if g.ID == "" || g.Name == "" || g.Members == nil {
			return state, fmt.Errorf("the group %+v, want an id, a name and members, if only as []", g)
		}
	}
	return state, nil
}

// stateNames are the words for the states of a member.
func stateNames() []string {
	var names []string
	for word := range states {
		names = append(names, word)
	}
	slices.Sort(names)
	return names
}
