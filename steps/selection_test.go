package steps_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/steps"
)

func TestARequirementThatDoesNotExistIsNamed(t *testing.T) {
	t.Parallel()
	own, err := os.ReadFile("testdata/own.feature")
	if err != nil {
		t.Fatal(err)
	}
	feature := filepath.Join(t.TempDir(), "own.feature")
	wrong := strings.NewReplacer("BRIDGE-JOIN-01", "BRIDGE-JOIN-99",
		`the vendor is happy with "ada@contoso.example"`, `"ada@contoso.example" is active in the account`).Replace(string(own))
	if err := os.WriteFile(feature, []byte(wrong), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = steps.Run(t.Context(), steps.Config{Runtime: "embedded", Paths: []string{feature}})
	want := "own.feature:7: there is no requirement BRIDGE-JOIN-99; scimproof list requirements shows all"
	if err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("error %v, want one that ends in %q", err, want)
	}
}
