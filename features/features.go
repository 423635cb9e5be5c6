// Package features holds the product: the scenarios by which a bridge is judged.
package features

import "embed"

// FS holds every feature file, by subject: "lifecycle/join.feature", "cases/entra/booleans.feature".
//
//go:embed */*.feature */*/*.feature
var FS embed.FS
