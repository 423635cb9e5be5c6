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

// closeLimit bounds the end of a server.
const closeLimit = 30 * time.Second

// target is the server that is judged.
type target struct{ url, token string }

// ground lets somebody judge a server that is new and empty, and ends it.
type ground func(ctx context.Context, judge func(target) error) error

// reference is a reference bridge that listens on the loopback address, with an
// empty account behind it that hands out the same ids each time. Its clock begins
// with what now says and stands still.
func reference(generation, defect string, now func() time.Time) ground {
	return func(ctx context.Context, judge func(target) error) (err error) {
		profile, err := bridge.LoadProfile("refbridge")
		if err != nil {
			return err //nolint:wrapcheck // says enough
		}
		up, err := lab.Up(ctx, lab.Options{Profile: profile, Runtime: lab.Embedded, Version: generation, Defect: defect, Listen: &lab.Listen{}})
		if err != nil {
			return fmt.Errorf("start a bridge: %w", err)
		}
		defer ending(ctx, up.Close, &err)
		account, err := up.Vault.CreateAccount(ctx, mockvault.AccountSpec{Seed: 1, Start: now()})
		if err != nil {
			return fmt.Errorf("make an account: %w", err)
		}
		token, err := up.Vault.Account(account.ID).EnableProvisioning(ctx)
		if err != nil {
			return fmt.Errorf("switch provisioning on: %w", err)
		}
		return judge(target{up.Endpoints.Bridge.URL, token})
	}
}

// elsewhere is the name of the profile of a server that nobody here wrote.
const elsewhere = "elimity"

// stranger is that server. scim2-tester judges none whose documentationUri is
// empty, so it gets one.
func stranger(progress func(string)) ground {
	return func(ctx context.Context, judge func(target) error) (err error) {
		profile, err := bridge.LoadProfile(elsewhere)
		if err != nil {
			return err //nolint:wrapcheck // says enough
		}
		profile.Process.Env["DOCUMENTATION"] = "https://contoso.example/scim"
		b, err := bridge.StartProcess(ctx, profile, bridge.Setting{Progress: progress})
		if err != nil {
			return err //nolint:wrapcheck // names the bridge
		}
		defer ending(ctx, b.Close, &err)
		return judge(target{b.HostURL(), b.Token()})
	}
}

// ending closes a server, also when ctx has ended, and adds to the error.
func ending(ctx context.Context, end func(context.Context) error, err *error) {
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
	defer cancel()
	*err = errors.Join(*err, end(closing))
}
