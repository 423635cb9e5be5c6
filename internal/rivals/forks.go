package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// fork is a driver that stays and judges one server after the other, each in a
// child of its own: so the libraries, which take longer to load than a server to
// judge, are loaded once only. What is timed is never run like this.
type fork struct {
	in    io.WriteCloser
	out   *bufio.Scanner
	files string // the folder of what it prints
	cmd   *exec.Cmd
}

// lateCode is how a child ends that the driver's own limit ended.
const lateCode = "-14"

func newFork(ctx context.Context, dir string) (*fork, error) {
	folder, err := os.MkdirTemp("", "rivals")
	if err != nil {
		return nil, err //nolint:wrapcheck // says enough
	}
	f := &fork{files: folder, cmd: exec.CommandContext(ctx, filepath.Join(dir, python), filepath.Join(dir, driver))} //nolint:gosec // running it is the purpose
	in, err := f.cmd.StdinPipe()
	if err != nil {
		return nil, err //nolint:wrapcheck // says enough
	}
	out, err := f.cmd.StdoutPipe()
	if err != nil {
		return nil, err //nolint:wrapcheck // says enough
	}
	f.in, f.out = in, bufio.NewScanner(out)
	if err := f.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the driver: %w", err)
	}
	return f, nil
}

// run judges a server.
func (f *fork) run(at target) (output, error) {
	printed, complaints := filepath.Join(f.files, "printed"), filepath.Join(f.files, "complaints")
	if _, err := fmt.Fprintf(f.in, "%s\t%s\t%s\t%s\n", at.url, at.token, printed, complaints); err != nil {
		return output{}, fmt.Errorf("name a server to the driver: %w", err)
	}
	if !f.out.Scan() {
		return output{}, errors.Join(errors.New("the driver ended"), f.out.Err())
	}
	o := output{late: f.out.Text() == lateCode}
	var err error
	if o.printed, err = os.ReadFile(printed); err != nil { //nolint:gosec // just named
		return o, err //nolint:wrapcheck // names the file
	}
	o.complaints, err = os.ReadFile(complaints) //nolint:gosec // just named
	return o, err                               //nolint:wrapcheck // names the file
}

// close ends the driver.
func (f *fork) close() error {
	return errors.Join(f.in.Close(), f.cmd.Wait(), os.RemoveAll(f.files))
}

// forks are drivers that wait for a server to judge.
type forks chan *fork

func newForks(ctx context.Context, dir string, n int) (forks, error) {
	all := make(forks, n)
	for range n {
		f, err := newFork(ctx, dir)
		if err != nil {
			return nil, errors.Join(err, all.close())
		}
		all <- f
	}
	return all, nil
}

func (all forks) run(at target) (output, error) {
	f := <-all
	defer func() { all <- f }()
	return f.run(at)
}

func (all forks) close() error {
	close(all)
	var err error
	for f := range all {
		err = errors.Join(err, f.close())
	}
	return err
}
