package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/scimproof/scimproof/bridge"
	"github.com/scimproof/scimproof/internal/lab"
	"github.com/scimproof/scimproof/mockvault"
)

// closeLimit bounds the end of a lab.
const closeLimit = 30 * time.Second

// on lets somebody judge a reference bridge that listens on the loopback address,
// with an empty account behind it whose clock shows the real time.
func on(ctx context.Context, generation, defect string, judge func(target) error) (err error) {
	profile, err := bridge.LoadProfile("refbridge")
	if err != nil {
		return err //nolint:wrapcheck // says enough
	}
	up, err := lab.Up(ctx, lab.Options{Profile: profile, Runtime: lab.Embedded, Version: generation, Defect: defect, Listen: &lab.Listen{}})
	if err != nil {
		return fmt.Errorf("start a bridge: %w", err)
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
		defer cancel()
		err = errors.Join(err, up.Close(closing))
	}()
	account, err := up.Vault.CreateAccount(ctx, mockvault.AccountSpec{Start: time.Now()})
	if err != nil {
		return fmt.Errorf("make an account: %w", err)
	}
	token, err := up.Vault.Account(account.ID).EnableProvisioning(ctx)
	if err != nil {
		return fmt.Errorf("switch provisioning on: %w", err)
	}
	return judge(target{up.Endpoints.Bridge.URL, token})
}

// tryOn lets a rival judge a reference bridge.
func (r rival) tryOn(ctx context.Context, dir, generation, defect string) (found []finding, took time.Duration, err error) {
	err = on(ctx, generation, defect, func(at target) error {
		found, took, err = r.run(ctx, dir, at)
		return err
	})
	return found, took, err
}
