package graph

import (
	"net/http"

	"github.com/scimproof/scimproof/internal/refusal"
)

// Object connections tie objects of the directory to those of the bridge. A list
// of all is refused, as the service does.
func listConnections(c *call) (any, error) {
	if _, _, err := c.job(); err != nil {
		return nil, err
	}
	return nil, badRequest("Object connections can only be read one by one.")
}

func showConnection(c *call) (any, error) {
	_, job, err := c.job()
	if err != nil {
		return nil, err
	}
	found, err := job.Connection(c.named("connection"))
	if err != nil {
		return nil, notFound(c.named("connection"))
	}
	return map[string]any{
		"@odata.context": c.context("objectConnections/$entity"), "objectId": found.Object, "sourceAnchor": found.Object, "targetAnchor": found.Target,
		"displayName": found.Name, "objectTypeName": found.Kind,
	}, nil
}

// deleteConnection forgets a connection; one that is not there is forgotten
// already, and a job that is active keeps all.
func deleteConnection(c *call) (any, error) {
	_, job, err := c.job()
	if err != nil {
		return nil, err
	}
	err = job.Disconnect(c.named("connection"))
	refused, _ := refusal.Of(err)
	switch {
	case refused == nil:
		return nil, err //nolint:wrapcheck // our own fault, if any
	case refused.Kind == refusal.NotFound:
		return nil, nil
	case refused.Kind == refusal.Conflict:
		return nil, &problem{status: http.StatusConflict, code: "Conflict", message: refused.Error()}
	default:
		return nil, err //nolint:wrapcheck // a refusal, answered in Graph's words
	}
}
