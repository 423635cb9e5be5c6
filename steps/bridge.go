package steps

import (
	"context"
	"fmt"

	"github.com/tidwall/gjson"
)

// bridgeSentences are about the bridge itself: which generation runs, and what
// it says of a person when it is asked.
func bridgeSentences() []Sentence {
	return []Sentence{
		{
			Given: `the bridge runs generation {version}`,
			Do:    func(w *World) any { return w.useGeneration },
		},
		{
			Given: `the bridge was upgraded to generation {version}`,
			When:  `the bridge is upgraded to generation {version}`,
			Do:    func(w *World) any { return w.useGeneration },
		},
		{
			Then: `the bridge reports the ` + attributeWords + ` {text} for {address}`,
			Do:   func(w *World) any { return w.reports },
		},
		{
			Then: `the bridge reports {address} as the manager of {address}`,
			Do:   func(w *World) any { return w.reportsManager },
		},
	}
}

// useGeneration puts another generation of the bridge in front of the same
// account, as an upgrade in place does: address and token stay what they were
// to the account, and the job goes on with the links it has.
func (w *World) useGeneration(ctx context.Context, version string) error {
	other, err := w.run.generations.get(ctx, version)
	if err != nil {
		return err
	}
	w.bridge = other
	w.settings.BaseURL = other.URL()
	return w.configure(ctx)
}

func (w *World) reports(ctx context.Context, word, value, address string) error {
	expected := fmt.Sprintf("%s %q", word, value)
	return w.lookAt(ctx, address, expected, func(user gjson.Result) (string, bool) {
		got := user.Get(targetOf(word)).String()
		return fmt.Sprintf("%s %q", word, got), got == value
	})
}

func (w *World) reportsManager(ctx context.Context, manager, address string) error {
	m, err := w.member(ctx, w.names.address(manager))
	if err != nil {
		return err
	}
	return w.lookAt(ctx, address, "manager "+m.ID, func(user gjson.Result) (string, bool) {
		got := user.Get(enterprise + ".manager.value").String()
		return fmt.Sprintf("manager %q", got), got == m.ID
	})
}

// lookAt reads the person over the bridge until the look is satisfied.
func (w *World) lookAt(ctx context.Context, address, expected string, look func(gjson.Result) (actual string, ok bool)) error {
	address = w.names.address(address)
	return w.Settle(ctx, expected, func(ctx context.Context) error {
		found, err := w.users(ctx, address)
		if err != nil {
			return err
		}
		if len(found) != 1 {
			return mismatch("one user "+address, "%d", len(found))
		}
		if actual, ok := look(found[0]); !ok {
			return mismatch(expected, "%s", actual)
		}
		return nil
	})
}

func targetOf(word string) string {
	for _, row := range attributes {
		if row.word == word {
			return row.target
		}
	}
	return ""
}
