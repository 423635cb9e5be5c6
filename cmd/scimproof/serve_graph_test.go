package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/tidwall/gjson"

	"github.com/scimproof/scimproof/internal/wait"
	"github.com/scimproof/scimproof/mockidp"
)

// driveGraph gets a token and reads the provisioning log, over TLS and with
// nothing but what `serve` told.
func driveGraph(t *testing.T, g graphAccess) {
	t.Helper()
	pem, err := os.ReadFile(g.CAFile)
	if err != nil {
		t.Fatal(err)
	}
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM(pem) {
		t.Fatalf("%s holds no certificate", g.CAFile)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS12}}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	read := func(method, address, body string, header ...string) gjson.Result {
		req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set(header[0], header[1])
		answer, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = answer.Body.Close() }()
		text, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%s %s: %d %s (%v)", method, address, answer.StatusCode, text, err)
		}
		return gjson.ParseBytes(text)
	}
	form := url.Values{
		"grant_type": {"client_credentials"}, "client_id": {g.ClientID}, "client_secret": {g.ClientSecret}, "scope": {"https://graph.microsoft.com/.default"},
	}
	token := read("POST", g.Authority+"/"+g.Tenant+"/oauth2/v2.0/token", form.Encode(), "Content-Type", "application/x-www-form-urlencoded").Get("access_token").String()
	log := read("GET", g.URL+"/v1.0/auditLogs/provisioning", "", "Authorization", "Bearer "+token)
	if got := log.Get("value.0.sourceIdentity.displayName").String(); got != "Ada King" {
		t.Errorf("the log begins with %q, want Ada King: %s", got, log.Raw)
	}
}

func TestServeLetsTimePass(t *testing.T) {
	t.Parallel()
	r := begin(t, t.TempDir(), "serve", "--json", "--runtime", "embedded", "--speed", "3600")
	s := gjson.Parse(r.await(t, r.stdout, "{"))
	tenant := mockidp.NewClient(s.Get("directory.url").String(), s.Get("directory.admin_token").String(), http.DefaultClient).Tenant(s.Get("directory.tenant").String())
	limited, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	err := wait.Until(limited, "an hour of the directory's time", func(ctx context.Context) error {
		info, err := tenant.Info(ctx)
		if err == nil && info.Now.Before(time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)) {
			err = fmt.Errorf("it is %s", info.Now)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	r.mustEnd(t)
	if _, err := os.Stat(s.Get("graph.ca_file").String()); !os.IsNotExist(err) {
		t.Errorf("the file of the certificate is left behind: %v", err)
	}
}
