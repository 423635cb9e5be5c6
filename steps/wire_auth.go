package steps

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// challengeSentences judge how the bridge asks for credentials.
func challengeSentences() []Sentence {
	return []Sentence{
		{
			Then: `the bridge challenges by {text} with a parameter, if at all`,
			Do:   func(w *World) any { return w.challengesBy },
		},
		{
			Then: `no challenge names a parameter twice`,
			Do:   func(w *World) any { return w.challengesOnce },
		},
		{
			Then: `any challenge has {text} as {text}`,
			Do:   func(w *World) any { return w.challengeHas },
		},
		{
			Then: `the challenge has no {text}`,
			Do:   func(w *World) any { return w.challengeHasNo },
		},
	}
}

// challenge is one way to authenticate that an answer offers (RFC 9110 11.6.1).
type challenge struct {
	scheme     string
	parameters [][2]string // name in lower case, and value
}

var (
	commaOutsideQuotes = regexp.MustCompile(`(?:[^",]|"(?:[^"\\]|\\.)*")+`)
	authParameter      = regexp.MustCompile(`^([!#$%&'*+.^_|~0-9A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"=]+))$`)
)

// challengesIn reads all challenges, in one header or several.
func challengesIn(header http.Header) []challenge {
	var list []challenge
	for _, line := range header.Values("WWW-Authenticate") {
		for _, item := range commaOutsideQuotes.FindAllString(line, -1) {
			item = strings.TrimSpace(item)
			if !authParameter.MatchString(item) {
				scheme, rest, _ := strings.Cut(item, " ")
				list, item = append(list, challenge{scheme: scheme}), strings.TrimSpace(rest)
			}
			if m := authParameter.FindStringSubmatch(item); m != nil && len(list) > 0 {
				last := &list[len(list)-1]
				last.parameters = append(last.parameters, [2]string{strings.ToLower(m[1]), m[2] + m[3]})
			}
		}
	}
	return list
}

// offered finds the challenge of a scheme; schemes have no letter case. That there is
// a challenge at all is another requirement, so none is no fault here.
func (w *World) offered(scheme string) (*challenge, error) {
	if len(w.said.answer.Header.Values("WWW-Authenticate")) == 0 {
		return nil, nil //nolint:nilnil // none, and no fault
	}
	for _, c := range challengesIn(w.said.answer.Header) {
		if strings.EqualFold(c.scheme, scheme) {
			return &c, nil
		}
	}
	return nil, mismatch("a challenge "+scheme, "%q", w.said.answer.Header.Values("WWW-Authenticate"))
}

func (w *World) challengesBy(_ context.Context, scheme string) error {
	c, err := w.offered(scheme)
	if c != nil && len(c.parameters) == 0 {
		return mismatch("a parameter after "+scheme+", such as realm", "%q", w.said.answer.Header.Values("WWW-Authenticate"))
	}
	return err
}

func (w *World) challengesOnce(context.Context) error {
	for _, c := range challengesIn(w.said.answer.Header) {
		seen := map[string]bool{}
		for _, p := range c.parameters {
			if seen[p[0]] {
				return mismatch("each parameter once", "%s twice in %q", p[0], w.said.answer.Header.Values("WWW-Authenticate"))
			}
			seen[p[0]] = true
		}
	}
	return nil
}

func (w *World) challengeHas(_ context.Context, name, value string) error {
	c, err := w.offered("Bearer")
	if c == nil {
		return err
	}
	for _, p := range c.parameters {
		if p[0] == name && p[1] == value {
			return nil
		}
	}
	return mismatch(fmt.Sprintf("%s=%q in the challenge", name, value), "%q", w.said.answer.Header.Values("WWW-Authenticate"))
}

func (w *World) challengeHasNo(_ context.Context, name string) error {
	for _, c := range challengesIn(w.said.answer.Header) {
		for _, p := range c.parameters {
			if p[0] == name {
				return mismatch("no "+name+" in a challenge", "%s=%q", name, p[1])
			}
		}
	}
	return nil
}
