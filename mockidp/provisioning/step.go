package provisioning

import (
	"slices"
	"strconv"
	"strings"
)

// draft is a record under way. A step takes a byte, and its words are made when
// somebody reads them, because a large tenant has many records.
type draft struct {
	Record // without its steps
	steps  [mostSteps]stepCode
}

// mostSteps is how many steps one line has at most.
const mostSteps = 8

// stepCode names one row of stepTable; 0 is none.
type stepCode uint8

// The steps. Those of scoping are followed by one for each of the eight
// combinations of their three facts.
const (
	importedAdd stepCode = iota + 1
	importedUpdate
	importedDelete
	toBeCreated
	matchedTarget
	nothingSent
	keptBack
	resolved
	exportedReference
	exportedAdd
	exportedUpdate
	exportedDelete
	failedAdd
	failedUpdate
	failedDelete
	scoped
)

// stepTable holds what the log says of each step (docs/entra.md, log).
var stepTable = map[stepCode]Step{ //nolint:gochecknoglobals // constant table
	importedAdd:       {"EntryImportAdd", "import", success, "received {kind} {name} from the directory"},
	importedUpdate:    {"EntryImportUpdate", "import", success, "received {kind} {name} from the directory"},
	importedDelete:    {"EntryImportDelete", "import", success, "received {kind} {name} from the directory"},
	toBeCreated:       {"EntrySynchronizationAdd", "matching", success, "no resource matches: it will be created"},
	matchedTarget:     {"EntrySynchronizationUpdate", "matching", success, "matched the resource {target}"},
	nothingSent:       {"EntrySynchronizationSkip", "processing", skipped, "nothing was sent: {skip}"},
	keptBack:          {"EntrySynchronizationSkip", "processing", skipped, "kept back: more deletes than the limit allows"},
	resolved:          {"EntrySynchronizationUpdate", "referenceResolution", success, "resolved {attribute}"},
	exportedReference: {"EntryExportUpdate", "export", success, "update {attribute}"},
	exportedAdd:       {"EntryExportAdd", "export", success, "{action} {kind} {name}"},
	exportedUpdate:    {"EntryExportUpdate", "export", success, "{action} {kind} {name}"},
	exportedDelete:    {"EntryExportDelete", "export", success, "{action} {kind} {name}"},
	failedAdd:         {"EntryExportAdd", "export", failing, "{action} {kind} {name} failed"},
	failedUpdate:      {"EntryExportUpdate", "export", failing, "{action} {kind} {name} failed"},
	failedDelete:      {"EntryExportDelete", "export", failing, "{action} {kind} {name} failed"},
}

// exportSteps are the last steps of an action, done and failed.
var exportSteps = map[string][2]stepCode{ //nolint:gochecknoglobals // constant table
	actionCreate: {exportedAdd, failedAdd}, actionUpdate: {exportedUpdate, failedUpdate},
	actionDisable: {exportedUpdate, failedUpdate}, actionDelete: {exportedDelete, failedDelete},
}

// scopedAs is the step that says what scoping found of the object.
func scopedAs(s *source) stepCode {
	code := scoped
	for i, fact := range []bool{s.entitled, s.enabled && !s.binned, s.softDeleted()} {
		if fact {
			code += 1 << i
		}
	}
	return code
}

func (v *visit) step(code stepCode) {
	if at := slices.Index(v.record.steps[:], 0); at >= 0 {
		v.record.steps[at] = code
	}
}

// told is the record with its steps in words.
func (d draft) told() Record {
	record := d.Record
	attribute := ""
	if len(record.Modified) > 0 {
		attribute = record.Modified[0].Name
	}
	words := strings.NewReplacer("{kind}", record.Kind, "{name}", strconv.Quote(record.Name), "{target}", record.Target,
		"{action}", record.Action, "{skip}", record.SkipReason, "{attribute}", attribute)
	for _, code := range d.steps {
		switch {
		case code >= scoped:
			facts := code - scoped
			record.Steps = append(record.Steps, Step{"EntrySynchronizationScoping", "scoping", success, "in scope: " + text(facts&1 != 0) +
				", enabled: " + text(facts&2 != 0) + ", IsSoftDeleted: " + text(facts&4 != 0)})
		case code > 0:
			step := stepTable[code]
			step.Description = words.Replace(step.Description)
			record.Steps = append(record.Steps, step)
		}
	}
	return record
}
