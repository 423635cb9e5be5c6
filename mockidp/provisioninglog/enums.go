package provisioninglog

import (
	"fmt"
	"slices"
	"strings"
)

// The values that enumerations of Graph have. Each has unknownFutureValue besides.
var (
	actions    = []string{"create", "update", "disable", "delete", "stagedDelete", "other"}               //nolint:gochecknoglobals // constant table
	statuses   = []string{"success", "failure", "skipped", "warning"}                                     //nolint:gochecknoglobals // constant table
	stepTypes  = []string{"import", "scoping", "matching", "processing", "referenceResolution", "export"} //nolint:gochecknoglobals // constant table
	categories = []string{"failure", "nonServiceFailure", "success"}                                      //nolint:gochecknoglobals // constant table
	initiators = []string{"user", "application", "system"}                                                //nolint:gochecknoglobals // constant table
)

// member gives a value of an enumeration the case that it has there: the portal
// and older versions of the API write some in capitals.
func member(of []string, value string) (string, error) {
	for _, known := range append(slices.Clone(of), "unknownFutureValue") {
		if strings.EqualFold(known, value) {
			return known, nil
		}
	}
	return "", fmt.Errorf("%q is none of %s", shortened(value), strings.Join(of, ", "))
}

// shortened is enough of a text to find it by.
func shortened(text string) string {
	const most = 60
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "..."
}
