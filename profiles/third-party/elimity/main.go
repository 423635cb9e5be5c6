// Command elimity is a SCIM server made of github.com/elimity-com/scim and a
// store in memory, put together the way the library's README shows. It is the
// bridge of profiles/elimity.yaml.
//
//	TOKEN=secret elimity 8080
//
// DOCUMENTATION, if it is set, is the web address of the documentation, which the
// library shows as documentationUri.
package main

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/elimity-com/scim"
	"github.com/elimity-com/scim/errors"
	"github.com/elimity-com/scim/optional"
	"github.com/elimity-com/scim/schema"
)

func main() {
	if len(os.Args) != 2 || os.Getenv("TOKEN") == "" {
		fmt.Fprintln(os.Stderr, "usage: TOKEN=secret elimity PORT")
		os.Exit(2)
	}
	if err := serve("127.0.0.1:"+os.Args[1], os.Getenv("TOKEN")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(address, token string) error {
	schema.SetAllowStringValues(true) // the library's own switch for Entra's "False"
	user, enterprise, group := schema.CoreUserSchema(), schema.ExtensionEnterpriseUser(), schema.CoreGroupSchema()
	server, err := scim.NewServer(&scim.ServerArgs{
		ServiceProviderConfig: &scim.ServiceProviderConfig{
			DocumentationURI: optional.NewString(os.Getenv("DOCUMENTATION")),
			SupportFiltering: true, SupportPatch: true, MaxResults: 100,
		},
		ResourceTypes: []scim.ResourceType{
			{
				Name: "User", Endpoint: "/Users", Schema: user,
				SchemaExtensions: []scim.SchemaExtension{{Schema: enterprise}},
				Handler:          newStore("userName", user, enterprise),
			},
			{Name: "Group", Endpoint: "/Groups", Schema: group, Handler: newStore("", group)},
		},
	}, scim.WithBaseURL("http://"+address+"/v2"))
	if err != nil {
		return fmt.Errorf("put the server together: %w", err)
	}
	return (&http.Server{
		Addr:              address,
		Handler:           guarded(token, server),
		ReadHeaderTimeout: 10 * time.Second,
	}).ListenAndServe()
}

// guarded lets requests through that carry the bearer token, one at a time. The
// library leaves both to whoever uses it.
func guarded(token string, next http.Handler) http.Handler {
	var one sync.Mutex
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		scheme, given, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare([]byte(given), []byte(token)) == 1 {
			one.Lock()
			defer one.Unlock()
			next.ServeHTTP(w, r)
			return
		}
		challenge := `Bearer realm="scim"`
		if given != "" {
			challenge += `, error="invalid_token"`
		}
		w.Header().Set("Www-Authenticate", challenge)
		w.Header().Set("Content-Type", "application/scim+json")
		w.WriteHeader(http.StatusUnauthorized)
		_ = json.NewEncoder(w).Encode(errors.ScimError{Status: http.StatusUnauthorized, Detail: "give the bearer token"})
	})
}
