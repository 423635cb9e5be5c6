package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/scimproof/scimproof/internal/report"
	"github.com/scimproof/scimproof/internal/verdict"
	"github.com/scimproof/scimproof/steps"
)

// isTerminal tells whether a person looks at w.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && isatty.IsTerminal(file.Fd())
}

// consoleOptions are colours and the width of the terminal, if a person looks
// at w. Colours follow the NO_COLOR convention.
func consoleOptions(w io.Writer) report.Options {
	if !isTerminal(w) {
		return report.Options{}
	}
	width, _, err := term.GetSize(int(w.(*os.File).Fd())) //nolint:forcetypeassert // isTerminal saw that it is a file
	if err != nil {
		width = 0
	}
	return report.Options{Color: os.Getenv("NO_COLOR") == "", Width: width}
}

// progress shows how far a run is: one moving line on a terminal, a line for
// each phase elsewhere. Steps tell it from several goroutines.
type progress struct {
	mu      sync.Mutex
	out     io.Writer
	bar     *progressbar.ProgressBar
	moving  bool
	trouble int
}

func newProgress(out io.Writer) *progress { return &progress{out: out, moving: isTerminal(out)} }

func (p *progress) tell(now steps.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case !p.moving && now.Phase != "":
		_, _ = fmt.Fprintf(p.out, "scimproof: %s\n", now.Phase)
	case !p.moving:
	case now.Phase != "":
		p.line(now.Total).Describe(now.Phase)
	default:
		if v := now.Last.Verdict; v == verdict.Failed || v == verdict.Blocked || v == verdict.UnexpectedPass {
			p.trouble++
		}
		bar := p.line(now.Total)
		bar.Describe(fmt.Sprintf("judging, %d not passed", p.trouble))
		_ = bar.Set(now.Done)
	}
}

func (p *progress) line(total int) *progressbar.ProgressBar {
	if p.bar == nil {
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.out), progressbar.OptionShowCount(),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(false), progressbar.OptionSetWidth(barWidth),
			progressbar.OptionThrottle(barPause))
	}
	return p.bar
}

const (
	barWidth = 24
	barPause = 50 * time.Millisecond // a bar that is drawn more often only flickers
)

func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

// oneLine is an error as a user reads it; the lines of a log stay apart.
func oneLine(err error) string {
	var text strings.Builder
	for line := range strings.SplitSeq(err.Error(), "\n") {
		line = strings.Join(strings.Fields(line), " ")
		switch {
		case text.Len() == 0 || line == "":
		case strings.HasSuffix(text.String(), ":"):
			text.WriteString(" ")
		default:
			text.WriteString(" | ")
		}
		text.WriteString(line)
	}
	return text.String()
}

// version is the module's version, or the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && info.Main.Version == "(devel)" {
			return s.Value[:12]
		}
	}
	return info.Main.Version
}
