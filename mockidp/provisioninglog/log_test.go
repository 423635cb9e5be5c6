package provisioninglog

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// grace is an entry that has everything, and hostile texts in it.
func grace() Entry {
	return Entry{
		ID: "e1", At: time.Date(2026, 9, 4, 3, 0, 54, 94098600, time.UTC), Tenant: "t1", Job: "scim.t1.a1", Cycle: "c1", Change: "k1",
		Action: "create", Milliseconds: 3236,
		Status: Status{"failure", &Error{
			"SystemForCrossDomainIdentityManagementServiceIncompatible", "StatusCode: BadRequest\nWeb Response: {\"detail\":\"no, not so\"}", "see, there", "nonServiceFailure", "=cmd|' /C calc'!A0",
		}},
		Steps: []Step{
			{"EntryImportAdd", "import", "success", "Received User", Details{"objectId": "p1", "accountEnabled": "True"}},
			{"EntryExportAdd", "export", "failure", "-1+1", nil},
		},
		Modified: []Modified{{"userName", "", "grace@contoso.example"}, {`phoneNumbers[type eq "work"].value`, "'quoted'", "+49 30 1234"}, {"title", "@SUM(1)", "'=a"}},
		App:      Named{"a1", "Vault"},
		Source:   System{Named{"s1", "Azure Active Directory"}, nil}, Target: System{Named{"s2", "Vault"}, Details{"ApplicationId": "x"}},
		InitiatedBy: Initiator{"system", Named{"", "Azure AD Provisioning Service"}},
		From:        Identity{"User", Named{"p1", "Grace; \"Hopper\""}, Details{"ReportableIdentifier": "grace@contoso.example"}},
		To:          Identity{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", Named{}, nil},
	}
}

func ada() Entry {
	return Entry{
		ID: "e2", At: time.Date(2026, 9, 4, 3, 1, 0, 0, time.UTC), Change: "k2", Action: "other",
		Status: Status{"skipped", &Error{Code: "RedundantExport", Category: "success"}},
		Steps:  []Step{{Name: "EntrySynchronizationSkip", Type: "processing", Status: "skipped"}},
	}
}

func TestWhatWasWrittenIsReadAgain(t *testing.T) {
	t.Parallel()
	want := []Entry{grace(), ada(), {ID: "e3", At: ada().At, Change: "k3", Action: "update", Status: Status{Status: "success"}}}
	folder := t.TempDir()
	if err := Write(folder, want); err != nil {
		t.Fatal(err)
	}
	alone := filepath.Join(folder, JSONFile)
	for _, path := range []string{alone, folder} {
		checkRead(t, path, want)
	}
	if err := os.Remove(alone); err != nil {
		t.Fatal(err)
	}
	checkRead(t, folder, want)
}

func checkRead(t *testing.T, path string, want []Entry) {
	t.Helper()
	log, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(log.Entries, want) || log.Notes != nil {
		t.Errorf("%s:\n got %+v, notes %q\nwant %+v", path, log.Entries, log.Notes, want)
	}
}

func TestNothingToTellIsAnEmptyLog(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := WriteJSON(&out, nil); err != nil || out.String() != "[]\n" {
		t.Errorf("got %q, %v, want an empty array", out.String(), err)
	}
	folder := t.TempDir()
	if err := Write(folder, nil); err != nil {
		t.Fatal(err)
	}
	checkRead(t, folder, nil)
}

func TestTheFilesHaveTheShapeThatTheyPromise(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		JSONFile: `[{"activityDateTime":"2026-09-04T03:01:00Z","changeId":"k2","cycleId":"","durationInMilliseconds":0,"id":"e2",` +
			`"initiatedBy":{"displayName":"","id":"","initiatorType":""},"jobId":"","modifiedProperties":[],"provisioningAction":"other",` +
			`"provisioningStatusInfo":{"errorInformation":{"additionalDetails":null,"errorCategory":"success","errorCode":"RedundantExport","reason":null,"recommendedAction":null},"status":"skipped"},` +
			`"provisioningSteps":[{"description":"","details":{},"name":"EntrySynchronizationSkip","provisioningStepType":"processing","status":"skipped"}],` +
			`"servicePrincipal":{"displayName":"","id":""},"sourceIdentity":{"details":{},"displayName":"","id":"","identityType":""},"sourceSystem":{"details":{},"displayName":"","id":""},` +
			`"targetIdentity":{"details":{},"displayName":"","id":"","identityType":""},"targetSystem":{"details":{},"displayName":"","id":""},"tenantId":""}]` + "\n",
		StepsFile: "changeId,name,provisioningStepType,status,description,details\nk2,EntrySynchronizationSkip,processing,skipped,,\n",
	} {
		var out bytes.Buffer
		if err := Render(&out, file, []Entry{ada()}); err != nil || out.String() != want {
			t.Errorf("%s: %v\n got %s\nwant %s", file, err, out.String(), want)
		}
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	t.Parallel()
	e := grace()
	e.Modified = []Modified{{"a", "=cmd|' /C calc'!A0", "+1"}, {"b", "-1", "@SUM(A1)"}, {"c", "\t=1", "\r=1"}, {"d", "'=1", "''=1"}, {"e", "'plain'", "1=1"}, {"f", "＝1", "one\r\ntwo"}}
	var out bytes.Buffer
	if err := WriteCSV(&out, ModifiedFile, []Entry{e}); err != nil {
		t.Fatal(err)
	}
	want := "changeId,displayName,oldValue,newValue\n" +
		"k1,a,'=cmd|' /C calc'!A0,'+1\n" +
		"k1,b,'-1,'@SUM(A1)\n" +
		"k1,c,'\t=1,\"'\r=1\"\n" +
		"k1,d,''=1,'''=1\n" +
		"k1,e,'plain',1=1\n" +
		"k1,f,'＝1,\"one\ntwo\"\n"
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
}

func TestOnlyTheFilesThereAreAreWritten(t *testing.T) {
	t.Parallel()
	err := WriteCSV(&bytes.Buffer{}, "Other.csv", nil)
	if err == nil || !strings.Contains(err.Error(), `no file "Other.csv"`) {
		t.Errorf("got %v", err)
	}
}
