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

// The smallest files that are a log.
const (
	someLogs     = "id,changeId,activityDateTime,provisioningAction,provisioningStatusInfo.status\ne1,k1,2026-09-04T03:00:54Z,create,success\ne2,k2,2026-09-04T03:01:00Z,update,failure\n"
	someSteps    = "changeId,name,provisioningStepType,status\nk2,EntryImport,import,success\nk1,EntryExportAdd,export,success\n"
	someModified = "changeId,displayName,oldValue,newValue\nk1,title,,Engineer\n"
)

func some() []Entry {
	at := time.Date(2026, 9, 4, 3, 0, 54, 0, time.UTC)
	return []Entry{
		{
			ID: "e1", Change: "k1", At: at, Action: "create", Status: Status{Status: "success"},
			Steps: []Step{{Name: "EntryExportAdd", Type: "export", Status: "success"}}, Modified: []Modified{{"title", "", "Engineer"}},
		},
		{ID: "e2", Change: "k2", At: at.Add(6 * time.Second), Action: "update", Status: Status{Status: "failure"}, Steps: []Step{{Name: "EntryImport", Type: "import", Status: "success"}}},
	}
}

func parse(logs, steps, modified string) (Log, error) {
	return ParseCSV(File{LogsFile, []byte(logs)}, File{StepsFile, []byte(steps)}, File{ModifiedFile, []byte(modified)})
}

func TestCSVIsTakenAsSpreadsheetsLeaveIt(t *testing.T) {
	t.Parallel()
	crlf := strings.NewReplacer("\n", "\r\n")
	tests := map[string]struct {
		logs, steps, modified string
		notes                 []string
	}{
		"as written":         {someLogs, someSteps, someModified, nil},
		"byte order mark":    {"\ufeff" + someLogs, "\ufeff" + someSteps, "\ufeff" + someModified, nil},
		"CRLF":               {crlf.Replace(someLogs), crlf.Replace(someSteps), crlf.Replace(someModified), nil},
		"quotes":             {`"id","changeId",` + someLogs[len("id,changeId,"):], someSteps, strings.ReplaceAll(someModified, "title", `"title"`), nil},
		"other spelling":     {strings.NewReplacer("changeId", "Change ID", "activityDateTime", "Activity Date Time", "create", "Create").Replace(someLogs), someSteps, someModified, nil},
		"no last line end":   {strings.TrimSuffix(someLogs, "\n"), someSteps, someModified, nil},
		"an unknown column":  {someLogs, someSteps, "Extra," + strings.Replace(someModified, "\nk1", "\nx,k1", 1), []string{ModifiedFile + `: the column "Extra" is not known and was passed over`}},
		"columns turned":     {someLogs, someSteps, "newValue,displayName,changeId\nEngineer,title,k1\n", nil},
		"the minute's zone":  {strings.Replace(someLogs, "03:00:54Z", "05:00:54+02:00", 1), someSteps, someModified, nil},
		"an empty line more": {someLogs + "\n", someSteps + "\n\n", someModified, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log, err := parse(test.logs, test.steps, test.modified)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(log.Entries, some()) || !reflect.DeepEqual(log.Notes, test.notes) {
				t.Errorf("got %+v\nnotes %q", log.Entries, log.Notes)
			}
		})
	}
}

func TestCSVThatIsNoLogIsRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ logs, steps, modified, want string }{
		"nothing":               {"", someSteps, someModified, "ProvisioningLogs.csv is empty"},
		"a column is missing":   {strings.Replace(someLogs, "provisioningAction", "what", 1), someSteps, someModified, "ProvisioningLogs.csv, row 1: there is no column provisioningAction"},
		"a column twice":        {someLogs, someSteps, strings.Replace(someModified, "oldValue", "New Value", 1), "ProvisioningLogs_ModifiedProperties.csv, row 1: the column newValue stands there twice"},
		"an unknown action":     {strings.Replace(someLogs, "update", "explode", 1), someSteps, someModified, `ProvisioningLogs.csv, row 3, column provisioningAction: "explode" is none of create, update`},
		"an unknown status":     {someLogs, strings.Replace(someSteps, "import,success", "import,fine", 1), someModified, `ProvisioningLogs_ProvisioningSteps.csv, row 2, column status: "fine" is none of success`},
		"no time":               {strings.Replace(someLogs, "2026-09-04T03:01:00Z", "9/4/2026 3:01 AM", 1), someSteps, someModified, `row 3, column activityDateTime: "9/4/2026 3:01 AM" is no time`},
		"a time past all years": {strings.Replace(someLogs, "2026-09-04T03:01:00Z", "9999-12-31T23:59:59-23:00", 1), someSteps, someModified, `row 3, column activityDateTime`},
		"an id twice":           {strings.Replace(someLogs, "e2", "e1", 1), someSteps, someModified, `ProvisioningLogs.csv, row 3, column id: "e1" stands in an earlier row too`},
		"a change twice":        {strings.Replace(someLogs, "k2", "k1", 1), someSteps, someModified, `ProvisioningLogs.csv, row 3, column changeId: "k1" stands in an earlier row too`},
		"a change of nobody's":  {someLogs, strings.Replace(someSteps, "k2", "k9", 1), someModified, `ProvisioningLogs_ProvisioningSteps.csv, row 2, column changeId: "k9" is no change of ProvisioningLogs.csv`},
		"an empty cell":         {someLogs, someSteps, strings.Replace(someModified, "title", "", 1), "ProvisioningLogs_ModifiedProperties.csv, row 2, column displayName: is empty"},
		"a cell too few":        {strings.Replace(someLogs, "update,failure", "update", 1), someSteps, someModified, "ProvisioningLogs.csv, row 3: has 4 cells, and the header 5"},
		"a quote left open":     {someLogs, someSteps, strings.Replace(someModified, "Engineer", `"Engineer`, 1), "ProvisioningLogs_ModifiedProperties.csv, row 2: "},
		"a huge cell":           {someLogs, someSteps, strings.Replace(someModified, "Engineer", strings.Repeat("x", 1<<20+1), 1), "ProvisioningLogs_ModifiedProperties.csv, row 2, column newValue: has 1048577 bytes"},
		"no UTF-8":              {someLogs, someSteps, strings.Replace(someModified, "Engineer", "\xff\xfe", 1), "ProvisioningLogs_ModifiedProperties.csv, row 2, column newValue: is not UTF-8"},
		"details of no kind": {
			someLogs, strings.NewReplacer("status\n", "status,details\n", "success\n", "success,[1]\n").Replace(someSteps), someModified,
			`ProvisioningLogs_ProvisioningSteps.csv, row 2, column details: "[1]" is no JSON object`,
		},
		"a column without cells": {strings.Replace(someLogs, "provisioningStatusInfo.status", "provisioningStatusInfo.status,durationInMilliseconds", 1), someSteps, someModified, "row 2: has 5 cells, and the header 6"},
		"no number": {
			strings.NewReplacer(".status\n", ".status,durationInMilliseconds\n", "success\n", "success,-1\n", "failure\n", "failure,2\n").Replace(someLogs), someSteps, someModified,
			`ProvisioningLogs.csv, row 2, column durationInMilliseconds: "-1" is no number of milliseconds`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log, err := parse(test.logs, test.steps, test.modified)
			if err == nil || !strings.Contains(err.Error(), test.want) || log.Entries != nil {
				t.Errorf("got %d entries, %v; want %q", len(log.Entries), err, test.want)
			}
		})
	}
}

const someJSON = `[{"id":"e1","changeId":"k1","activityDateTime":"2026-09-04T03:00:54Z","provisioningAction":"create","provisioningStatusInfo":{"status":"success","errorInformation":null},` +
	`"provisioningSteps":[{"name":"EntryExportAdd","provisioningStepType":"export","status":"success"}],"modifiedProperties":[{"displayName":"title","oldValue":null,"newValue":"Engineer"}]},` +
	`{"id":"e2","changeId":"k2","activityDateTime":"2026-09-04T03:01:00.0000000Z","provisioningAction":"update","provisioningStatusInfo":{"status":"failure"},` +
	`"provisioningSteps":[{"name":"EntryImport","provisioningStepType":"import","status":"success","description":null,"details":{}}],"new":{"member":[1]}}]`

func TestJSONIsTakenInEveryShapeOfTheService(t *testing.T) {
	t.Parallel()
	older := strings.NewReplacer(`"provisioningAction":"create"`, `"action":"Create"`,
		`"provisioningStatusInfo":{"status":"failure"}`, `"statusInfo":{"@odata.type":"#microsoft.graph.statusDetails","status":"Failure"}`)
	tests := map[string]struct {
		text  string
		notes []string
	}{
		"the portal's array": {someJSON, nil},
		"byte order mark":    {"\ufeff" + someJSON, nil},
		"an answer of Graph": {`{"@odata.context":"x","value":` + someJSON + `}`, nil},
		"a page":             {`{"@odata.nextLink":"y","value":` + someJSON + `}`, []string{"log.json is one page of an answer; the next pages are not in it"}},
		"older names":        {older.Replace(someJSON), nil},
		"names in capitals":  {strings.NewReplacer(`"provisioningAction"`, `"ProvisioningAction"`, `"changeId"`, `"ChangeId"`).Replace(someJSON), nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log, err := ParseJSON(File{"log.json", []byte(test.text)})
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(log.Entries, some()) || !reflect.DeepEqual(log.Notes, test.notes) {
				t.Errorf("got %+v\nnotes %q", log.Entries, log.Notes)
			}
		})
	}
}

func TestOlderNamesTellTheSame(t *testing.T) {
	t.Parallel()
	log, err := ParseJSON(File{"log.json", []byte(`[{"id":"e","changeId":"k","activityDateTime":"2026-09-04T03:00:54Z","action":"Update",` +
		`"statusInfo":{"status":"failure","errorCode":"InvalidAnchor","reason":"gone","errorCategory":"NonServiceFailure"},` +
		`"initiatedBy":{"initiatingType":"system","displayName":"Service"},"sourceIdentity":{"details":{"odatatype":"User","n":[1,2],"none":null}}}]`)})
	if err != nil {
		t.Fatal(err)
	}
	want := Entry{
		ID: "e", Change: "k", At: time.Date(2026, 9, 4, 3, 0, 54, 0, time.UTC), Action: "update",
		Status:      Status{"failure", &Error{Code: "InvalidAnchor", Reason: "gone", Category: "nonServiceFailure"}},
		InitiatedBy: Initiator{"system", Named{"", "Service"}}, From: Identity{Details: Details{"odatatype": "User", "n": "[1,2]", "none": ""}},
	}
	if !reflect.DeepEqual(log.Entries, []Entry{want}) {
		t.Errorf("got %+v", log.Entries)
	}
}

func TestJSONThatIsNoLogIsRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ old, new, want string }{
		"nothing":            {someJSON, ``, "log.json: line 1 is not JSON"},
		"broken":             {`"e2"`, "\n\n\"e2", "log.json: line 3 is not JSON"},
		"something else":     {someJSON, `{"error":{}}`, "log.json: no provisioning log"},
		"a text":             {someJSON, `"log"`, "log.json: no provisioning log"},
		"no id":              {`"id":"e2",`, ``, "log.json, entry 2: id is missing"},
		"an id twice":        {`"e2"`, `"e1"`, `log.json, entry 2: id "e1" is that of entry 1 too`},
		"no action":          {`"provisioningAction":"create",`, ``, "log.json, entry 1: provisioningAction is missing"},
		"an unknown action":  {`"update"`, `"explode"`, `log.json, entry 2: provisioningAction: "explode" is none of create`},
		"an unknown step":    {`"export"`, `"teleport"`, `log.json, entry 1: provisioningSteps[0].provisioningStepType: "teleport" is none of import`},
		"another type":       {`"e2"`, `7`, "log.json, entry 2: id has the wrong type (number)"},
		"no time":            {`2026-09-04T03:00:54Z`, `yesterday`, `log.json, entry 1: activityDateTime: "yesterday" is no time`},
		"details of no kind": {`"details":{}`, `"details":"x"`, "log.json, entry 2: not an entry: details are no object"},
		"null":               {`[{`, `[null,{`, "log.json, entry 1: id is missing"},
		"a huge value":       {`Engineer`, strings.Repeat("x", 1<<20+1), "log.json, entry 1: modifiedProperties[0].newValue has 1048577 bytes"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log, err := ParseJSON(File{"log.json", []byte(strings.Replace(someJSON, test.old, test.new, 1))})
			if err == nil || !strings.Contains(err.Error(), test.want) || log.Entries != nil {
				t.Errorf("got %d entries, %v; want %q", len(log.Entries), err, test.want)
			}
		})
	}
}

func TestPathsThatHoldNoLog(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	lone := filepath.Join(folder, LogsFile)
	if err := os.WriteFile(lone, []byte(someLogs), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(folder, "none"): "none",
		lone:                          "is one of three files; give the folder",
		folder:                        StepsFile,
	} {
		if log, err := Read(path); err == nil || !strings.Contains(err.Error(), want) || log.Entries != nil {
			t.Errorf("%s: got %v, want %q", path, err, want)
		}
	}
}

func FuzzParseJSON(f *testing.F) {
	f.Add([]byte(someJSON))
	f.Add([]byte(`{"value":[]}`))
	f.Add([]byte(`[{"id":"a","changeId":"","activityDateTime":"0000-01-01T00:00:00-23:59"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		log, err := ParseJSON(File{"log.json", data})
		if err == nil {
			checkKept(t, log.Entries)
		}
	})
}

func FuzzParseCSV(f *testing.F) {
	f.Add([]byte(someLogs), []byte(someSteps), []byte(someModified))
	f.Add([]byte(someLogs), []byte("changeId,name,provisioningStepType,status,details\nk1,=a,import,success,\"{\"\"a\"\":1}\"\n"), []byte("changeId,displayName\nk1,\"''=\r\r\n1\"\n"))
	f.Fuzz(func(t *testing.T, logs, steps, modified []byte) {
		log, err := ParseCSV(File{LogsFile, logs}, File{StepsFile, steps}, File{ModifiedFile, modified})
		if err == nil {
			checkKept(t, log.Entries)
		}
	})
}

// checkKept writes what was read and reads it again. A log with a change that stands
// twice, which only JSON can have, is no matter of CSV.
func checkKept(t *testing.T, entries []Entry) {
	t.Helper()
	var files [4]File
	for i, name := range Files() {
		var out bytes.Buffer
		if err := Render(&out, name, entries); err != nil {
			t.Fatalf("write %s of %+v: %v", name, entries, err)
		}
		files[i] = File{name, out.Bytes()}
	}
	log, err := ParseJSON(files[0])
	if err != nil || !reflect.DeepEqual(log.Entries, entries) {
		t.Errorf("JSON: %v\n got %+v\nwant %+v", err, log.Entries, entries)
	}
	log, err = ParseCSV(files[1], files[2], files[3])
	if err != nil && strings.Contains(err.Error(), "stands in an earlier row too") {
		return
	}
	for i := range entries {
		withLineEnds(&entries[i])
	}
	if err != nil || !reflect.DeepEqual(log.Entries, entries) {
		t.Errorf("CSV: %v\n got %+v\nwant %+v", err, log.Entries, entries)
	}
}

// withLineEnds is what CSV holds of an entry.
func withLineEnds(e *Entry) {
	for _, c := range logColumns {
		_ = c.set(e, lineEnd.ReplaceAllString(c.get(e), "\n"))
	}
	for i := range e.Steps {
		for _, c := range stepColumns {
			_ = c.set(&e.Steps[i], lineEnd.ReplaceAllString(c.get(&e.Steps[i]), "\n"))
		}
	}
	for i := range e.Modified {
		for _, c := range modifiedColumns {
			_ = c.set(&e.Modified[i], lineEnd.ReplaceAllString(c.get(&e.Modified[i]), "\n"))
		}
	}
}
