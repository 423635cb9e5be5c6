package graph

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// apply writes secrets into a job's settings; keys that no setting stands for change nothing.
func apply(settings *provisioning.Settings, given map[string]string, template string) error {
	for _, key := range slices.Sorted(maps.Keys(given)) {
		value := given[key]
		var err error
		switch key {
		case "BaseAddress":
			settings.Dialect = templateDialect(template)
			err = readBase(settings, value)
		case "SecretToken":
			settings.Token = value
		case "SyncAll":
			var all bool
			if all, err = flag(key, value); all {
				settings.Scope = provisioning.All
			} else {
				settings.Scope = provisioning.Assigned
			}
		case "SkipOutOfScopeDeletions":
			var skip bool
			skip, err = flag(key, value)
			settings.Skips = map[string]bool{key: skip}
		case "HardDeletesEnabled":
			var enabled bool
			enabled, err = flag(key, value)
			settings.Switches.NoHardDeletes = !enabled
		case "Oauth2ClientId":
			settings.Auth.ClientID = value
		case "Oauth2ClientSecret":
			settings.Auth.ClientSecret = value
		case "Oauth2TokenExchangeUri":
			settings.Auth.TokenURL = value
		case "Oauth2AccessToken":
			settings.Auth.AccessToken = value
		case "Oauth2AccessTokenCreationTime":
			settings.Auth.AccessTokenCreated, err = time.Parse(time.RFC3339, value)
			if err != nil {
				err = badRequest("The value '" + value + "' of " + key + " is not a time.")
			}
		case "SyncNotificationSettings":
			err = readNotifications(settings, value)
		}
		if err != nil {
			return err
		}
	}
	if settings.Auth.TokenURL != "" && settings.Auth.Kind == "" {
		settings.Auth.Kind = provisioning.ClientCredentials
	}
	return nil
}

func flag(key, value string) (bool, error) {
	out, err := strconv.ParseBool(strings.ToLower(value))
	if err != nil {
		return false, badRequest("The value '" + value + "' of " + key + " is neither true nor false.")
	}
	return out, nil
}

// featureFlags are the keys that an address can end in, and the dialects they choose.
var featureFlags = map[string]string{ //nolint:gochecknoglobals // constant table
	"aadoptscim062020":       "entra-compliant",
	"azureadscimpatch062020": "entra-compliant",
	"azureadscimpatch2017":   "entra-legacy",
}

// readBase splits an address into the bridge's root and a feature flag.
func readBase(settings *provisioning.Settings, address string) error {
	base, err := url.Parse(strings.TrimSpace(address))
	if err != nil || base.Host == "" {
		return badRequest("The BaseAddress is not the address of a SCIM endpoint.")
	}
	if base.RawQuery != "" {
		dialect, known := featureFlags[strings.ToLower(strings.TrimSuffix(base.RawQuery, "="))]
		if !known {
			return badRequest("The BaseAddress ends in a query that is no feature flag.")
		}
		settings.Dialect, base.RawQuery = dialect, ""
	}
	settings.BaseURL = strings.TrimRight(base.String(), "/")
	return nil
}

// readNotifications reads the JSON text with the limit of deletes and whom to write to.
func readNotifications(settings *provisioning.Settings, value string) error {
	var n struct {
		Enabled                bool
		DeleteThresholdEnabled bool
		DeleteThresholdValue   int
		Recipients             string
	}
	if err := json.Unmarshal([]byte(value), &n); err != nil {
		return badRequest("The value of SyncNotificationSettings is not the JSON text of such settings.")
	}
	settings.Limits.Deletes, settings.Recipients = 0, nil
	if n.DeleteThresholdEnabled {
		settings.Limits.Deletes = n.DeleteThresholdValue
	}
	if n.Enabled {
		settings.Recipients = strings.FieldsFunc(n.Recipients, func(r rune) bool { return strings.ContainsRune(",; ", r) })
	}
	return nil
}
