package mockidp

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"net"
	"time"
)

// certificates are those of a server and of the authority that signed them. They
// live as long as the process, and their keys never leave it.
type certificates struct {
	authority []byte // PEM
	server    tls.Certificate
}

// certificateLife is longer than any lab lives, and short enough for clients
// that look at it.
const certificateLife = 365 * 24 * time.Hour

// serverNames are the names that a server in this process or in a container is called by.
func serverNames() []string { return []string{"localhost", "mockidp", "directory.lab"} }

func newCertificates() (certificates, error) {
	authority := x509.Certificate{IsCA: true, KeyUsage: x509.KeyUsageCertSign}
	authorityKey, err := issue(&authority, "scimproof", nil, nil)
	if err != nil {
		return certificates{}, fmt.Errorf("make a certificate authority: %w", err)
	}
	server := x509.Certificate{
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames: serverNames(), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	key, err := issue(&server, "localhost", &authority, authorityKey)
	if err != nil {
		return certificates{}, fmt.Errorf("make a certificate: %w", err)
	}
	return certificates{
		authority: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: authority.Raw}),
		server:    tls.Certificate{Certificate: [][]byte{server.Raw}, PrivateKey: key},
	}, nil
}

// issue fills in a certificate, signs it and returns its key. One without an issuer signs itself.
func issue(c *x509.Certificate, name string, issuer *x509.Certificate, issuerKey *ecdsa.PrivateKey) (*ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller says what was attempted
	}
	now := time.Now()
	c.Subject, c.BasicConstraintsValid = pkix.Name{CommonName: name}, true
	c.NotBefore, c.NotAfter = now.Add(-time.Hour), now.Add(certificateLife)
	if issuer == nil {
		issuer, issuerKey = c, key
	}
	raw, err := x509.CreateCertificate(rand.Reader, c, issuer, key.Public(), issuerKey)
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller says what was attempted
	}
	parsed, err := x509.ParseCertificate(raw)
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller says what was attempted
	}
	*c = *parsed
	return key, nil
}

// TLS lets the server answer under a certificate of its own, whose authority
// Client.Graph tells. Clients of Microsoft's sign-in take nothing but https.
func (s *Server) TLS() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			made, err := s.certificates()
			return &made.server, err
		},
	}
}
