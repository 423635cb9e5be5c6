// Package enginetest is for tests that need a container engine, or a stub of a
// bridge to start.
package enginetest

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/scimproof/scimproof/internal/engine"
)

// Require returns the machine's engine. Without one the test is skipped; with
// CI=true it fails, so that a pipeline cannot lose its container tests unseen.
func Require(t testing.TB) *engine.Engine {
	t.Helper()
	e, err := engine.Connect(t.Context())
	switch {
	case err != nil && os.Getenv("CI") == "true":
		t.Fatalf("CI=true demands a container engine: %v", err)
	case err != nil:
		t.Skipf("needs a container engine: %v", err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// Stub builds the stub of a bridge, fit for a container without a C library,
// and returns the path of the program.
func Stub(t testing.TB) string {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	program := filepath.Join(t.TempDir(), "stub")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".")
	build.Dir = filepath.Join(filepath.Dir(here), "stub")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the stub: %v\n%s", err, out)
	}
	return program
}

// stubsKept is how many generations of the stub stay: more than there are
// checkouts tested at the same time on one machine.
const stubsKept = 16

// StubImage makes an image of the stub, which listens at port 8080, and returns its name.
func StubImage(t testing.TB, e *engine.Engine) string {
	t.Helper()
	program, err := os.ReadFile(Stub(t))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(program)
	ref := "scimproof/stub:" + hex.EncodeToString(sum[:6])
	if _, ok, err := e.Digest(t.Context(), ref); err != nil || ok {
		if err != nil {
			t.Fatal(err)
		}
		return ref
	}
	err = e.Build(t.Context(), ref, "stub", map[string][]byte{
		"Dockerfile": []byte("FROM scratch\nCOPY server /server\nUSER 65532\nEXPOSE 8080\nENTRYPOINT [\"/server\"]\n"),
		"server":     program,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Forget(t.Context(), "stub", stubsKept); err != nil {
		t.Error(err)
	}
	return ref
}
