package mockidp

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/duration"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/graph"
	"github.com/scimproof/scimproof/mockidp/provisioning"
)

// job is what a tenant needs of *provisioning.Job.
type job interface {
	graph.Job
	Run(ctx context.Context) (provisioning.Cycle, error) // a cycle now, whether it is due or not
	NextDue() (time.Time, bool)
	OnDemand(ctx context.Context, names []string) (provisioning.Cycle, error)
	Outbox(since int) []provisioning.Mail
	Activities(since int) []provisioning.Activity
	Quarantine(message string) error
	Connections() []provisioning.Connection
}

// newJob makes the job of one tenant.
type newJob func(provisioning.Options) job

func (t *tenant) showJob(c *gin.Context) { api.Answer(c, http.StatusOK, t.job.Status(), nil) }

func (t *tenant) configureJob(c *gin.Context) {
	var settings provisioning.Settings
	if !api.Read(c, &settings) {
		return
	}
	err := t.configure(settings)
	api.Answer(c, http.StatusOK, t.job.Status(), err)
}

// configure sets the job up. Its secrets are kept out of the journal before anything
// can be sent with them.
func (t *tenant) configure(settings provisioning.Settings) error {
	t.journal.Hide(settings.Secrets()...)
	return t.job.Configure(settings) //nolint:wrapcheck // a refusal that says it all
}

func (t *tenant) validateJob(c *gin.Context) { done(c, t.job.Validate(c.Request.Context())) }

func (t *tenant) startJob(c *gin.Context) { done(c, t.job.Start()) }

func (t *tenant) pauseJob(c *gin.Context) { done(c, t.job.Pause()) }

func (t *tenant) restartJob(c *gin.Context) {
	var restart struct {
		ResetScope []provisioning.ResetScope `json:"reset_scope"`
	}
	if api.Read(c, &restart) {
		done(c, t.job.Restart(restart.ResetScope...))
	}
}

func (t *tenant) quarantineJob(c *gin.Context) {
	var request struct {
		Message string `json:"message"`
	}
	if api.Read(c, &request) {
		done(c, t.job.Quarantine(request.Message))
	}
}

func (t *tenant) listConnections(c *gin.Context) {
	api.Answer(c, http.StatusOK, t.job.Connections(), nil)
}

func (t *tenant) showConnection(c *gin.Context) {
	connection, err := t.job.Connection(param(c, "id"))
	api.Answer(c, http.StatusOK, connection, err)
}

func (t *tenant) disconnect(c *gin.Context) { done(c, t.job.Disconnect(param(c, "id"))) }

func (t *tenant) listRecords(c *gin.Context) { listSince(c, t.job.Log) }

func (t *tenant) listMails(c *gin.Context) { listSince(c, t.job.Outbox) }

func (t *tenant) listActivities(c *gin.Context) { listSince(c, t.job.Activities) }

// listSince answers with what a log has after the number in the query.
func listSince[T any](c *gin.Context, log func(since int) []T) {
	if mark, ok := since(c); ok {
		api.Answer(c, http.StatusOK, log(mark), nil)
	}
}

func (t *tenant) runCycle(c *gin.Context) {
	var cycle provisioning.Cycle
	err := t.inTurn(c.Request.Context(), func(ctx context.Context) (err error) {
		if due, ok := t.job.NextDue(); ok {
			t.passTo(due)
		}
		if cycle, err = t.job.Run(ctx); err == nil {
			cycle.Records = t.job.Log(cycle.Before)
		}
		return err
	})
	api.Answer(c, http.StatusOK, cycle, err)
}

func (t *tenant) provisionOnDemand(c *gin.Context) {
	var request struct {
		Objects []string `json:"objects"`
	}
	if !api.Read(c, &request) {
		return
	}
	var cycle provisioning.Cycle
	err := t.inTurn(c.Request.Context(), func(ctx context.Context) (err error) {
		cycle, err = t.job.OnDemand(ctx, request.Objects)
		return err
	})
	api.Answer(c, http.StatusOK, cycle, err)
}

func (t *tenant) advanceClock(c *gin.Context) {
	var request struct {
		By *duration.Duration `json:"by"`
	}
	if !api.Read(c, &request) {
		return
	}
	if request.By == nil || *request.By < 0 {
		api.Refuse(c, refusal.New(refusal.Invalid, "bad-advance", "the clock goes forward by some time").WithHint(`send {"by":"40m"}`))
		return
	}
	var cycles []provisioning.Cycle
	err := t.inTurn(c.Request.Context(), func(ctx context.Context) (err error) {
		cycles, err = t.advance(ctx, time.Duration(*request.By))
		return err
	})
	api.Answer(c, http.StatusOK, cycles, err)
}
