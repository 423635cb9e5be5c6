package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// mustExplain makes sure that a command refused in one line and did nothing else.
func mustExplain(t *testing.T, got outcome, want string) {
	t.Helper()
	if got.code != 2 {
		t.Errorf("exit code %d, want 2", got.code)
	}
	if got.stdout != "" {
		t.Errorf("stdout holds %q, want nothing", got.stdout)
	}
	if strings.Count(got.stderr, "\n") != 1 || !like("scimproof: "+want+"\n", got.stderr) {
		t.Errorf("stderr:\n%s\nwant the one line:\nscimproof: %s", got.stderr, want)
	}
}

func TestBadInput(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, args, want string }{
		{"command", "judge", `scimproof does not know "judge"; see scimproof --help`},
		{"help of an unknown command", "help judge", `scimproof does not know "judge"; see scimproof --help`},
		{"shell", "completion tcsh", `scimproof completion does not know "tcsh"; see scimproof completion --help`},
		{"flag", "test --colour", `unknown flag: --colour; see scimproof test --help`},
		{"number", "test --seed one", `invalid argument "one" for "--seed" flag: ...; see scimproof test --help`},
		{"wait that has no end", "test --settle 0s", `--settle is 0s; give a duration above zero, like 500ms or 10s`},
		{"negative number", "test --parallel -3", `--parallel is -3; give the number of scenarios at once, or 0`},
		{"variable that is not set", "test --bridge-url=", `--bridge-url is empty; give it a value or leave it away`},

		{"profile", "test --bridge nosuch", `unknown profile "nosuch"; known are 1password, ... refbridge, ... or give the path of a yaml file`},
		{"profile's file", "test --bridge ./nosuch.yaml", `read profile: open ./nosuch.yaml: no such file or directory`},
		{"generation", "test --version-profile 3", `profile refbridge has no version "3"; it knows 1.4, 1.6, 2.x, hosted, rfc`},
		{"defect", "test --defect nosuch", `start the lab: there is no defect "nosuch"; scimproof list defects shows all`},
		{"dialect", "test --dialect klingon", `there is no dialect "klingon"; choose one of customappsso2017, entra-compliant...`},
		{"runtime", "test --runtime moon", `start the lab: unknown runtime "moon"; ...`},
		{"runtime that does not suit", "test --runtime attach", `start the lab: the runtime attach does not suit profile refbridge; leave it away, or say docker`},
		{"reader", "test --reader tarot", `unknown reader "tarot"; the readers are mockvault, scim and exec`},
		{"known deviations", "test --known-failing nosuch.yaml", `read known deviations: open nosuch.yaml: no such file or directory`},
		{"token for a bridge without", "test --bridge-token x", `profile refbridge takes no bearer token from outside, for each of its accounts yields its own; give none`},

		{"tag", "test --tags @nosuch", `no scenario has the tag @nosuch; scimproof list scenarios shows the tags`},
		{"tag without @", "test --tags rename", `tag expression "rename": "rename" is no tag; tags begin with @; write it like "@rename and not @groups"`},
		{"tag expression that ends", "test --tags @rename~and", `tag expression "@rename and": ends too early; write it like "@rename and not @groups"`},
		{"tag expression with an open bracket", "test --tags (@rename", `tag expression "(@rename": a bracket is not closed; write it like "@rename and not @groups"`},
		{"tags that exclude each other", "test --tags @rename~and~@leave", `no scenario is left by these paths and tags; scimproof list scenarios shows all`},
		{"path", "test nosuch", `no feature file or folder "nosuch", neither here nor among the built-in ones; scimproof list scenarios shows those`},
		{"feature file", "test features/nosuch.feature", `no feature file or folder "features/nosuch.feature", neither here nor among the built-in ones; scimproof list scenarios shows those`},
		{"line", "test features/lifecycle/rename.feature:9999", `no scenario at "features/lifecycle/rename.feature:9999"; give a folder, a .feature file or FILE:LINE of a scenario, rule or examples row`},

		{"two bridges", "test --bridge-url http://bridge.example/scim --bridge refbridge", `--bridge-url and --bridge exclude each other; give one of them`},
		{"URL and image", "test --bridge-url http://bridge.example/scim --bridge-image bridge:1", `--bridge-url and --bridge-image exclude each other; give one of them`},
		{"URL and generation", "test --bridge-url http://bridge.example/scim --version-profile 1.4", `--bridge-url and --version-profile exclude each other; give one of them`},
		{"URL and defect", "test --bridge-url http://bridge.example/scim --defect create-400", `start the lab: only the reference bridge can have the defect create-400, not profile attached`},
		{"image for a command", "test --bridge example --bridge-image bridge:1", `start the lab: profile example is not started from an image, so that no other image can be given`},
		{"URL without a scheme", "test --bridge-url bridge.example/scim", `"bridge.example/scim" is no URL of a bridge; give the SCIM root, like https://bridge.example/scim/v2`},

		{"nothing to list", "list", `say what to list: scenarios, requirements, dialects, behaviours, profiles, capabilities, defects, steps`},
		{"list of something else", "list bridges", `say what to list: scenarios, requirements, dialects, behaviours, profiles, capabilities, defects, steps`},
		{"nothing to explain", "explain", `give one requirement id (scimproof list requirements), one location (scimproof list scenarios) or one behaviour (scimproof list behaviours)`},
		{"requirement", "explain RFC7644-99-01", `no requirement "RFC7644-99-01"; scimproof list requirements shows all`},
		{"location", "explain features/nosuch.feature:3", `no feature file or folder "features/nosuch.feature:3", neither here nor among the built-in ones; scimproof list scenarios shows those`},
		{"no report", "report", `give one report.json, which scimproof test --report DIR writes`},
		{"report that is not there", "report nosuch.json", `read report: open nosuch.json: no such file or directory (scimproof test --report DIR writes report.json)`},
		{"serve with an argument", "serve now", `scimproof serve does not know "now"; see scimproof serve --help`},
		{"serve's defect", "serve --defect nosuch", `start the lab: there is no defect "nosuch"; scimproof list defects shows all`},
		{"serve's address", "serve --runtime embedded --directory-listen nowhere", `--directory-listen is "nowhere"; give HOST:PORT, like 127.0.0.1:9001`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			args := strings.Fields(tc.args)
			for i := range args {
				args[i] = strings.ReplaceAll(args[i], "~", " ")
			}
			mustExplain(t, run(t, args...), tc.want)
		})
	}
}

func TestBadFiles(t *testing.T) {
	t.Parallel()
	const rule = "Feature: Ours\n  @req:BRIDGE-JOIN-01\n  Rule: It works\n    Scenario: "
	for _, tc := range []struct{ name, args, file, text, want string }{
		{"yaml", "test --bridge our.yaml", "our.yaml", "name: [", `our.yaml:1: name: sequence end token ']' not found`},
		{"key of a profile", "test --bridge our.yaml", "our.yaml", "name: our\nurll: http://127.0.0.1/\n", `our.yaml:2: unknown field "urll"`},
		{"value in a profile", "test --bridge our.yaml", "our.yaml", "name: our\nurl: http://127.0.0.1/\nready:\n  timeout: soon\n", `our.yaml:4: timeout: want a number with a unit, like 300ms or 10s`},
		{"profile of two bridges", "serve --bridge our.yaml", "our.yaml", "name: our\nreference: true\nurl: http://127.0.0.1/\n", `our.yaml:1: name: the profile says 2 of reference, image, process and url; it must say exactly one`},
		{"known deviation without a reason", "test --known-failing our.yaml", "our.yaml", "- scenario: A person joins\n", `our.yaml:1: entry has no reason; say why scenario "A person joins" is known to fail`},
		{"undefined step", "test our", "our/moon.feature", rule + "The moon\n      Given the moon is full\n", `our/moon.feature:5: no sentence says Given "the moon is full"; scimproof list steps shows all`},
		{"feature that is none", "test our/moon.feature", "our/moon.feature", "Scenario: The moon\n", `parse feature our/moon.feature: ...(1:1): expected: ...`},
		{"feature with a table cut off", "explain our/moon.feature:4", "our/moon.feature", rule + "The moon\n      Given the account has these members:\n        | address |\n        | ada\n", `parse feature our/moon.feature: ...(7:9): ...`},
		{"feature without scenarios", "test our", "our/moon.feature", "Feature: The moon\n", `no scenario at "our"; give a folder, a .feature file or FILE:LINE of a scenario, rule or examples row`},
		{"two scenarios of one name", "test our", "our/moon.feature", rule + "A\n    Scenario: A\n", `our/moon.feature:5: the scenario name "A" is taken by our/moon.feature:4; names are unique`},
		{"report that is none", "report our.json", "our.json", "<html>", `read report our.json: line 1 is not JSON: invalid character '<' looking for beginning of value (scimproof test --report DIR writes report.json)`},
		{"report of something else", "report our.json", "our.json", "{}", `read report our.json: not a report: it has no "schema"; give the report.json of a run (scimproof test --report DIR writes report.json)`},
		{"report of another schema", "report our.json", "our.json", `{"schema":2}`, `read report our.json: schema 2, but this scimproof reads schema 1; use the scimproof that wrote it (scimproof test --report DIR writes report.json)`},
		{"form of report", "report our.json --format pdf", "our.json", `{"schema":1}`, `unknown report format "pdf"; choose one of badge, console, html, json, junit, markdown, statement`},
		{"report folder that is a file", "test --report our.json/report", "our.json", "{}", `make the report's folder: mkdir our.json: not a directory`},
		{"folder of logs that is a file", "test --provisioning-log our.json", "our.json", "{}", `make the provisioning log's folder: mkdir our.json: not a directory`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir, tc.file, tc.text)
			mustExplain(t, begin(t, dir, strings.Fields(tc.args)...).wait(t), tc.want)
		})
	}
}

// answers makes a server that answers every path in one way, except for those given.
func answers(status int, kind, body string, except map[string]http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if handle, ok := except[r.URL.Path]; ok {
			handle(w, r)
			return
		}
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

func TestBadAddresses(t *testing.T) {
	t.Parallel()
	const scim = "application/scim+json"
	html := answers(http.StatusOK, "text/html; charset=utf-8", "<!doctype html><title>Sign in</title>", nil)
	refusing := answers(http.StatusUnauthorized, scim, `{"status":"401"}`, nil)
	missing := answers(http.StatusNotFound, scim, `{"status":"404"}`, nil)
	config := answers(http.StatusOK, scim, `{"patch":{"supported":true}}`, nil)
	public := func(users http.HandlerFunc) http.HandlerFunc {
		return answers(http.StatusOK, scim, "{}", map[string]http.HandlerFunc{"/scim/ServiceProviderConfig": config, "/scim/Users": users})
	}
	for _, tc := range []struct {
		name   string
		serve  http.HandlerFunc
		args   string
		want   string
		closed bool
	}{
		{"a web page", html, "--bridge-token x", `start the lab: attach to {url}: GET /ServiceProviderConfig answers a web page (200 OK), not SCIM; give the SCIM root, which often ends in /scim or /scim/v2`, false},
		{"a web page behind discovery", public(html), "--bridge-token x", `{url}/Users answers a web page (200), not SCIM; the URL has to be the SCIM root, like https://bridge.example/scim/v2`, false},
		{"a wrong token", refusing, "--bridge-token x", `start the lab: attach to {url}: GET /ServiceProviderConfig answers 401 Unauthorized: the token is wrong; give the bridge's bearer token`, false},
		{"a wrong token behind discovery", public(refusing), "--bridge-token x", `the bridge at {url} refuses the token (401); give the right one with --bridge-token or SCIMPROOF_BRIDGE_TOKEN`, false},
		{"no token", public(refusing), "", `the bridge at {url} refuses to answer without a token (401); give the right one with --bridge-token or SCIMPROOF_BRIDGE_TOKEN`, false},
		{"no SCIM", missing, "--bridge-token x", `start the lab: attach to {url}: GET /Users?count=1 answers 404 Not Found, not SCIM; give the SCIM root, which often ends in /scim or /scim/v2`, false},
		{"no users", public(missing), "--bridge-token x", `{url}/Users does not exist (404); the URL has to be the SCIM root, like https://bridge.example/scim/v2`, false},
		{"nobody", html, "--bridge-token x", `start the lab: attach to {url}: dial tcp ...: connect: connection refused; is the address right, and is it up?`, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(tc.serve)
			defer server.Close()
			if tc.closed {
				server.Close()
			}
			url := server.URL + "/scim"
			got := run(t, append([]string{"test", "--bridge-url", url}, strings.Fields(tc.args)...)...)
			mustExplain(t, got, strings.ReplaceAll(tc.want, "{url}", url))
		})
	}
}

func TestBridgesThatDoNotStart(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, part, more, want string }{
		{"never ready", "unready", "ready: {path: /health, status: 200, timeout: 2s}",
			`start the lab: start bridge unready: GET http://127.0.0.1:.../health: not within ... (... looks); last: answered 503 Service Unavailable, want 200; the end of its log: loading the certificate | waiting for redis`},
		{"a port that cannot be", "stuck", "ready: {path: /healthz, timeout: 20s}\nversion: v\nversions: {v: {env: {" + portVariable + ": \"99999\"}}}",
			`start the lab: start bridge stuck: ended before it was ready: exit status 3; the end of its log: listen tcp: address 99999: invalid port`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			file := profileOf(t, dir, tc.part, tc.more)
			mustExplain(t, begin(t, dir, "test", "--bridge", filepath.Base(file)).wait(t), tc.want)
		})
	}
	t.Run("a command that is not there", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		write(t, dir, "our.yaml", "name: our\nprocess: {command: [./nosuch, --serve]}\ntoken: x\naccounts: 1\n")
		mustExplain(t, begin(t, dir, "test", "--bridge", "our.yaml").wait(t), `start the lab: start bridge our: run ./nosuch --serve: fork/exec ./nosuch: no such file or directory`)
	})
}
