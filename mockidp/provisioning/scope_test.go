package provisioning

import (
	"testing"
	"time"

	"github.com/scimproof/scimproof/mockidp/dialect"
	"github.com/scimproof/scimproof/mockidp/directory"
)

// No dialect writes tombstones by default, so that the setting is tested from within.
func TestTombstone(t *testing.T) {
	t.Parallel()
	const id = "5e6c9cae-ab4d-4239-8ad0-174391d110eb"
	people := directory.New(time.Now, nil)
	added := directory.Person{ID: id, Enabled: true, Attributes: map[string]string{"userPrincipalName": "ada@corp.example"}}
	if _, err := people.AddPerson(added); err != nil {
		t.Fatal(err)
	}
	if err := people.DeletePerson(id); err != nil {
		t.Fatal(err)
	}
	for setting, want := range map[string]string{
		"plain":     "ada@corp.example",
		"tombstone": "5e6c9caeab4d42398ad0174391d110ebada@corp.example",
	} {
		r := &run{job: New(Options{Directory: people}), dialect: &dialect.Dialect{DeletedUPN: setting}}
		if got := r.source(&item{id: id, kind: kindUser}).value("userPrincipalName"); got != want {
			t.Errorf("%s: %q, want %q", setting, got, want)
		}
	}
}
