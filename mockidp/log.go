package mockidp

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/provisioninglog"
)

// exportLog answers the provisioning log of all jobs as the portal's JSON download has it.
func (t *tenant) exportLog(c *gin.Context) { t.export(c, provisioninglog.JSONFile) }

// exportLogFile answers one of the portal's files, by its name.
func (t *tenant) exportLogFile(c *gin.Context) { t.export(c, param(c, "file")) }

func (t *tenant) export(c *gin.Context, file string) {
	if names := provisioninglog.Files(); !slices.Contains(names, file) {
		api.Refuse(c, refusal.New(refusal.NotFound, "no-such-file", "the provisioning log has no file %q", file).WithHint("the files are %s", strings.Join(names, ", ")))
		return
	}
	var out bytes.Buffer
	if err := provisioninglog.Render(&out, file, t.graph.Log()); err != nil {
		api.Refuse(c, err)
		return
	}
	kind := "text/csv; charset=utf-8"
	if file == provisioninglog.JSONFile {
		kind = "application/json; charset=utf-8"
	}
	c.Data(http.StatusOK, kind, out.Bytes())
}

// ProvisioningLog is the log of all jobs of the tenant as Entra shows it, the newest entry first.
func (t *TenantClient) ProvisioningLog(ctx context.Context) ([]provisioninglog.Entry, error) {
	return api.Call[[]provisioninglog.Entry](ctx, t.api, http.MethodGet, "/log.json", nil)
}
