package provisioninglog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The files of a log. The portal's are named so, without an extension in
// Microsoft's documentation; the name of the JSON file is ours.
const (
	JSONFile     = "ProvisioningLogs.json"
	LogsFile     = "ProvisioningLogs.csv"
	StepsFile    = "ProvisioningLogs_ProvisioningSteps.csv"
	ModifiedFile = "ProvisioningLogs_ModifiedProperties.csv"
)

// fileLimit is the largest file that is read, in bytes.
const fileLimit = 256 << 20

// File is the content of a file under the name that errors have for it.
type File struct {
	Name string
	Data []byte
}

// text is the content without a byte order mark.
func (f File) text() ([]byte, error) {
	if len(f.Data) > fileLimit {
		return nil, fmt.Errorf("%s has more than the %d MiB that are read", f.Name, fileLimit>>20)
	}
	return bytes.TrimPrefix(f.Data, []byte("\ufeff")), nil
}

// Render is one file of the log by its name.
func Render(out io.Writer, file string, entries []Entry) error {
	if file == JSONFile {
		return WriteJSON(out, entries)
	}
	return WriteCSV(out, file, entries)
}

// Files are the names of all files of a log.
func Files() []string { return []string{JSONFile, LogsFile, StepsFile, ModifiedFile} }

// Read reads a log: a JSON file, or a folder that holds JSONFile or the three
// CSV files. Where a folder has both, JSON is read, for it holds more.
func Read(path string) (Log, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return Log{}, fmt.Errorf("read the provisioning log: %w", err)
	case !info.IsDir() && strings.EqualFold(filepath.Ext(path), ".csv"):
		return Log{}, fmt.Errorf("read the provisioning log: %s is one of three files; give the folder with %s, %s and %s", path, LogsFile, StepsFile, ModifiedFile)
	case !info.IsDir():
		return readWith(func(files []File) (Log, error) { return ParseJSON(files[0]) }, path)
	}
	log, err := readWith(func(files []File) (Log, error) { return ParseJSON(files[0]) }, filepath.Join(path, JSONFile))
	if !errors.Is(err, fs.ErrNotExist) {
		return log, err
	}
	return readWith(func(files []File) (Log, error) { return ParseCSV(files[0], files[1], files[2]) },
		filepath.Join(path, LogsFile), filepath.Join(path, StepsFile), filepath.Join(path, ModifiedFile))
}

func readWith(parse func([]File) (Log, error), paths ...string) (Log, error) {
	files := make([]File, len(paths))
	for i, path := range paths {
		data, err := readBounded(path)
		if err != nil {
			return Log{}, fmt.Errorf("read the provisioning log: %w", err)
		}
		files[i] = File{filepath.Base(path), data}
	}
	log, err := parse(files)
	if err != nil {
		return Log{}, fmt.Errorf("read the provisioning log: %w", err)
	}
	return log, nil
}

// readBounded reads one byte more than a log may have, at most.
func readBounded(path string) ([]byte, error) {
	file, err := os.Open(path) //nolint:gosec // the user names the file
	if err != nil {
		return nil, err //nolint:wrapcheck // names the file
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, fileLimit+1)) //nolint:wrapcheck // names the file
}

// Write puts a log into a folder, as JSON and as the three CSV files. The folder is made if need be.
func Write(folder string, entries []Entry) error {
	if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // readable for all, as reports are
		return fmt.Errorf("write the provisioning log: %w", err)
	}
	for _, name := range Files() {
		var out bytes.Buffer
		if err := Render(&out, name, entries); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), out.Bytes(), 0o644); err != nil { //nolint:gosec // see above
			return fmt.Errorf("write the provisioning log: %w", err)
		}
	}
	return nil
}
