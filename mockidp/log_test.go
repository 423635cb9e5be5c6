package mockidp_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/scimproof/scimproof/mockidp"
	"github.com/scimproof/scimproof/mockidp/directory"
	"github.com/scimproof/scimproof/mockidp/provisioning"
	"github.com/scimproof/scimproof/mockidp/provisioninglog"
)

// TestTheLogIsDownloadedAsThePortalHasIt takes the log of a job as JSON and as CSV.
func TestTheLogIsDownloadedAsThePortalHasIt(t *testing.T) {
	t.Parallel()
	bridge := httptest.NewServer(&notebook{})
	t.Cleanup(bridge.Close)
	server := mockidp.New(mockidp.Options{AdminToken: "admin"})
	t.Cleanup(server.Close)
	here := httptest.NewServer(server)
	t.Cleanup(here.Close)
	client := mockidp.NewClient(here.URL, "admin", here.Client())
	made, err := client.CreateTenant(t.Context(), mockidp.TenantSpec{Seed: 1, Job: &provisioning.Settings{BaseURL: bridge.URL, Token: "s3cret"}})
	must(t, err)
	tenant := client.Tenant(made.ID)
	_, err = tenant.AddPerson(t.Context(), directory.Person{Enabled: true, Attributes: map[string]string{"userPrincipalName": "ada@corp.example", "jobTitle": "=1+1"}})
	must(t, err)
	must(t, tenant.Assign(t.Context(), "ada@corp.example"))
	_, err = tenant.RunCycle(t.Context())
	must(t, err)
	_, err = tenant.RunCycle(t.Context())
	must(t, err)

	root := here.URL + "/v1/tenants/" + made.ID
	files := make([]provisioninglog.File, 4)
	for i, name := range provisioninglog.Files() {
		kind, body := download(t, root+"/log/"+name, http.StatusOK)
		if want := map[bool]string{true: "application/json; charset=utf-8", false: "text/csv; charset=utf-8"}[i == 0]; kind != want {
			t.Errorf("%s is %s, want %s", name, kind, want)
		}
		files[i] = provisioninglog.File{Name: name, Data: []byte(body)}
	}
	if _, body := download(t, root+"/log.json", http.StatusOK); body != string(files[0].Data) {
		t.Errorf("log.json is %s\nand not %s", body, files[0].Data)
	}
	if !strings.Contains(string(files[3].Data), ",title,,'=1+1\n") {
		t.Errorf("the changed properties are %s", files[3].Data)
	}
	typed, err := tenant.ProvisioningLog(t.Context())
	must(t, err)
	checkEntries(t, typed)
	fromJSON, err := provisioninglog.ParseJSON(files[0])
	must(t, err)
	fromCSV, err := provisioninglog.ParseCSV(files[1], files[2], files[3])
	must(t, err)
	if !reflect.DeepEqual(fromJSON.Entries, typed) || !reflect.DeepEqual(fromCSV.Entries, typed) {
		t.Errorf("JSON %+v\nCSV %+v\nwant %+v", fromJSON.Entries, fromCSV.Entries, typed)
	}
	if _, body := download(t, root+"/log/Others.csv", http.StatusNotFound); !strings.Contains(body, "ProvisioningLogs_ProvisioningSteps.csv") {
		t.Errorf("another file: %s, want the names of all", body)
	}
}

func checkEntries(t *testing.T, log []provisioninglog.Entry) {
	t.Helper()
	if len(log) != 1 {
		t.Fatalf("got %d entries, want the creation only: %+v", len(log), log)
	}
	e := log[0]
	var types []string
	for _, step := range e.Steps {
		types = append(types, step.Type)
	}
	if e.Action != "create" || e.Status.Status != "success" || e.From.Details["ReportableIdentifier"] != "ada@corp.example" || e.To.ID != "1" ||
		!reflect.DeepEqual(types, []string{"import", "scoping", "matching", "export"}) || e.Modified[0] != (provisioninglog.Modified{Name: "userName", New: "ada@corp.example"}) {
		t.Errorf("the creation is %+v", e)
	}
}

func download(t *testing.T, url string, status int) (kind, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	must(t, err)
	request.Header.Set("Authorization", "Bearer admin")
	answer, err := http.DefaultClient.Do(request)
	must(t, err)
	defer func() { _ = answer.Body.Close() }()
	raw, err := io.ReadAll(answer.Body)
	must(t, err)
	if answer.StatusCode != status {
		t.Errorf("GET %s answered %d, want %d", url, answer.StatusCode, status)
	}
	return answer.Header.Get("Content-Type"), string(raw)
}

// TestASecretThatABridgeSaysBackIsNotDownloaded has a bridge that quotes the token in its refusal.
func TestASecretThatABridgeSaysBackIsNotDownloaded(t *testing.T) {
	t.Parallel()
	bridge := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, "no to "+r.Header.Get("Authorization"))
			return
		}
		(&notebook{}).ServeHTTP(w, r)
	}))
	t.Cleanup(bridge.Close)
	server := mockidp.New(mockidp.Options{AdminToken: "admin"})
	t.Cleanup(server.Close)
	here := httptest.NewServer(server)
	t.Cleanup(here.Close)
	client := mockidp.NewClient(here.URL, "admin", here.Client())
	made, err := client.CreateTenant(t.Context(), mockidp.TenantSpec{Seed: 1, Job: &provisioning.Settings{BaseURL: bridge.URL, Token: "s3cret"}})
	must(t, err)
	tenant := client.Tenant(made.ID)
	_, err = tenant.AddPerson(t.Context(), directory.Person{Enabled: true, Attributes: map[string]string{"userPrincipalName": "ada@corp.example"}})
	must(t, err)
	must(t, tenant.Assign(t.Context(), "ada@corp.example"))
	_, err = tenant.RunCycle(t.Context())
	must(t, err)
	for _, file := range []string{provisioninglog.JSONFile, provisioninglog.LogsFile} {
		if _, body := download(t, here.URL+"/v1/tenants/"+made.ID+"/log/"+file, http.StatusOK); !strings.Contains(body, "no to Bearer *") || strings.Contains(body, "s3cret") {
			t.Errorf("%s is %s, want the refusal without the token", file, body)
		}
	}
}
