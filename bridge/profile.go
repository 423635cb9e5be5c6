package bridge

import (
	"io/fs"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"github.com/scimproof/scimproof/internal/oneormore"
)

// Profile describes one bridge: what it is, how it is started and what it can
// do. It is read from a yaml file whose keys are those below; LoadProfile fills
// in the defaults.
//
// Strings of Image, Process, TokenExec and Exec may hold {port}, {token}, {cache}
// (a directory of the profile's own that is kept), {vault_url}, {version} and
// {env:NAME} (a variable of the environment, which must be set); those of TokenExec
// and Exec also {url} (the SCIM root of the bridge, which is up by then).
type Profile struct {
	Name  string `yaml:"name"`            // the file's name without .yaml; how the command line names it
	Title string `yaml:"title,omitempty"` // the name in reports; Name by default
	About string `yaml:"about,omitempty"` // one sentence

	// What the bridge is: exactly one of these four.
	Reference bool     `yaml:"reference,omitempty"` // the reference bridge
	Image     *Image   `yaml:"image,omitempty"`     // a container
	Process   *Process `yaml:"process,omitempty"`   // a command on this machine
	URL       string   `yaml:"url,omitempty"`       // the SCIM root of a bridge that already runs

	SCIMPath string `yaml:"scim_path,omitempty"` // where SCIM begins on the bridge's host, like /scim/v2; url says it itself

	// The bearer token: one of these, or none if each account yields its own.
	Token     string   `yaml:"token,omitempty"`      // of a test server
	TokenEnv  string   `yaml:"token_env,omitempty"`  // environment variable that holds it
	TokenExec []string `yaml:"token_exec,omitempty"` // command that prints it, and prepares the bridge if need be, once it is up; no shell

	OAuth *OAuth `yaml:"oauth,omitempty"` // a client at the bridge's token endpoint, if it has one

	Accounts     int      `yaml:"accounts,omitempty"`     // 1: one account, scenarios one after the other; 0: each scenario's account yields its own token
	Reader       Reader   `yaml:"reader,omitempty"`       // who tells the state behind the bridge: mockvault (default of the reference bridge), scim (of all others) or exec
	Exec         []string `yaml:"exec,omitempty"`         // command of the reader exec; no shell (docs/profiles.md)
	Capabilities []string `yaml:"capabilities,omitempty"` // what it can do, beyond what follows from the rest; see Capabilities
	Rename       Rename   `yaml:"rename,omitempty"`       // what becomes of a changed address: pending, at-once (default), ignored, refused
	Delete       Delete   `yaml:"delete,omitempty"`       // what SCIM DELETE does: suspends, removes (default)

	Users        Users           `yaml:"users,omitempty"`         // what it asks of every user
	Ready        Ready           `yaml:"ready,omitempty"`         // how to see that it is up
	Settle       Duration        `yaml:"settle,omitempty"`        // how long a step waits for a state to come about; 10s by default
	KnownFailing oneormore.Texts `yaml:"known_failing,omitempty"` // file or files of known deviations, beside the profile
	Sends        string          `yaml:"sends,omitempty"`         // dialect the directory speaks to it by default

	Version  string             `yaml:"version,omitempty"`  // the one there is, or the one meant when none is named
	Versions map[string]Version `yaml:"versions,omitempty"` // what is different in other versions, by version

	beside fs.FS // the directory of the profile's file
}

// Users is what a bridge asks of users beyond the standard, so that the suite
// makes such as it takes.
type Users struct {
	Domain     string            `yaml:"domain,omitempty"`     // of their addresses; contoso.example by default
	Attributes map[string]any    `yaml:"attributes,omitempty"` // SCIM attributes that each has, if a scenario does not say otherwise; those of an extension under its URN
	Directory  map[string]string `yaml:"directory,omitempty"`  // the same for people in the directory, by the names of the directory
}

// OAuth is a client that was registered for the directory (RFC 6749 4.4).
type OAuth struct {
	TokenURL  string `yaml:"token_url"`         // an address, or a path on the bridge's host
	ClientID  string `yaml:"client_id"`         // of the client
	SecretEnv string `yaml:"client_secret_env"` // environment variable that holds its secret
	Scope     string `yaml:"scope,omitempty"`   // asked for; none by default
}

// Image is a bridge in a container.
type Image struct {
	Ref     string            `yaml:"ref"`               // like registry.example/bridge:1.0
	Port    int               `yaml:"port"`              // inside the container
	Env     map[string]string `yaml:"env,omitempty"`     // of the container
	Command []string          `yaml:"command,omitempty"` // instead of the image's own
	Files   []File            `yaml:"files,omitempty"`   // put into the container before it starts
}

// File goes into a container.
type File struct {
	Source string `yaml:"source"` // path on this machine
	Target string `yaml:"target"` // path in the container
}

// Process is a bridge that is started by a command on this machine.
type Process struct {
	Command []string          `yaml:"command"`         // program and arguments; no shell
	Dir     string            `yaml:"dir,omitempty"`   // working directory; that of the run by default
	Env     map[string]string `yaml:"env,omitempty"`   // added to the environment
	Port    int               `yaml:"port,omitempty"`  // where it listens on 127.0.0.1; 0: a free one
	Files   []string          `yaml:"files,omitempty"` // copied from beside the profile into {cache} before the set-up
	Setup   []string          `yaml:"setup,omitempty"` // shell lines that install it, run once in {cache}
}

// Ready says how to see that a bridge is up.
type Ready struct {
	Path    string   `yaml:"path,omitempty"`    // on the bridge's host; SCIMPath + /ServiceProviderConfig by default
	Status  int      `yaml:"status,omitempty"`  // the status wanted; 0: any below 500
	Timeout Duration `yaml:"timeout,omitempty"` // how long it may take; 30s by default
}

// Version is what is different in one version of a bridge.
type Version struct {
	About  string            `yaml:"about,omitempty"`  // one sentence
	Image  string            `yaml:"image,omitempty"`  // instead of Image.Ref
	Env    map[string]string `yaml:"env,omitempty"`    // added to the environment of image or process
	Delete Delete            `yaml:"delete,omitempty"` // instead of the profile's

	Capabilities []string `yaml:"capabilities,omitempty"` // beside the profile's
}

// Reader tells the state behind a bridge.
type Reader string

// The readers.
const (
	ReaderMockVault Reader = "mockvault" // the mock vault is the account
	ReaderSCIM      Reader = "scim"      // read back over the bridge itself
	ReaderExec      Reader = "exec"      // told by a command of the vendor's
)

// Rename is what becomes of an address that changed in the directory.
type Rename string

// The ways to rename. A bridge that ignores changes may still carry other attributes.
const (
	RenamePending Rename = "pending" // waits for the member
	RenameAtOnce  Rename = "at-once" // takes effect without anybody's confirmation
	RenameIgnored Rename = "ignored" // accepted and without effect
	RenameRefused Rename = "refused" // answered with an error
)

// Delete is what SCIM DELETE of a user does to the member.
type Delete string

// The ways to delete.
const (
	DeleteSuspends Delete = "suspends"
	DeleteRemoves  Delete = "removes"
)

// Duration is real time, in yaml like 300ms or 10s.
type Duration time.Duration

// UnmarshalYAML reads a duration; its error knows the line.
func (d *Duration) UnmarshalYAML(node ast.Node) error {
	parsed, err := time.ParseDuration(node.GetToken().Value)
	if err != nil || parsed < 0 {
		return &yaml.SyntaxError{Message: "want a number with a unit, like 300ms or 10s", Token: node.GetToken()}
	}
	*d = Duration(parsed)
	return nil
}

// MarshalText is the form of String.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// String is time.Duration's.
func (d Duration) String() string { return time.Duration(d).String() }
