package mockidp

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/scimproof/scimproof/internal/api"
	"github.com/scimproof/scimproof/internal/fault"
	"github.com/scimproof/scimproof/internal/refusal"
	"github.com/scimproof/scimproof/mockidp/directory"
)

// param is a name in the path as the caller meant it.
func param(c *gin.Context, key string) string {
	raw := c.Param(key)
	if name, err := url.PathUnescape(raw); err == nil {
		return name
	}
	return raw
}

// since reads the number that a list begins after; on failure it has answered and returns false.
func since(c *gin.Context) (int, bool) {
	text := c.DefaultQuery("since", "0")
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		api.Refuse(c, refusal.New(refusal.Invalid, "bad-parameter", "the parameter since is %q", text).
			WithHint("give the number of the last line you know, or 0"))
		return 0, false
	}
	return n, true
}

// done answers an edit that has nothing to show.
func done(c *gin.Context, err error) { api.Answer(c, http.StatusNoContent, nil, err) }

func (t *tenant) addPerson(c *gin.Context) {
	p := directory.Person{Enabled: true} // unless the request says otherwise
	if !api.Read(c, &p) {
		return
	}
	added, err := t.directory.AddPerson(p)
	api.Answer(c, http.StatusCreated, added, err)
}

func (t *tenant) listPeople(c *gin.Context) {
	api.Answer(c, http.StatusOK, t.directory.People(), nil)
}

func (t *tenant) showPerson(c *gin.Context) {
	p, err := t.directory.Person(param(c, "name"))
	api.Answer(c, http.StatusOK, p, err)
}

func (t *tenant) changePerson(c *gin.Context) {
	var change directory.PersonChange
	if !api.Read(c, &change) {
		return
	}
	p, err := t.directory.ChangePerson(param(c, "name"), change)
	api.Answer(c, http.StatusOK, p, err)
}

func (t *tenant) deletePerson(c *gin.Context) { done(c, t.directory.DeletePerson(param(c, "name"))) }

func (t *tenant) addGroup(c *gin.Context) {
	var g directory.Group
	if !api.Read(c, &g) {
		return
	}
	added, err := t.directory.AddGroup(g)
	api.Answer(c, http.StatusCreated, added, err)
}

func (t *tenant) listGroups(c *gin.Context) {
	api.Answer(c, http.StatusOK, t.directory.Groups(), nil)
}

func (t *tenant) showGroup(c *gin.Context) {
	g, err := t.directory.Group(param(c, "group"))
	api.Answer(c, http.StatusOK, g, err)
}

func (t *tenant) changeGroup(c *gin.Context) {
	var change directory.GroupChange
	if !api.Read(c, &change) {
		return
	}
	g, err := t.directory.ChangeGroup(param(c, "group"), change)
	api.Answer(c, http.StatusOK, g, err)
}

func (t *tenant) deleteGroup(c *gin.Context) { done(c, t.directory.DeleteGroup(param(c, "group"))) }

func (t *tenant) addMember(c *gin.Context) {
	done(c, t.directory.AddMember(param(c, "group"), param(c, "name")))
}

func (t *tenant) removeMember(c *gin.Context) {
	done(c, t.directory.RemoveMember(param(c, "group"), param(c, "name")))
}

func (t *tenant) showBin(c *gin.Context) {
	api.Answer(c, http.StatusOK, t.directory.RecycleBin(), nil)
}

func (t *tenant) restore(c *gin.Context) { done(c, t.directory.Restore(param(c, "id"))) }

func (t *tenant) purge(c *gin.Context) { done(c, t.directory.Purge(param(c, "id"))) }

func (t *tenant) listAssignments(c *gin.Context) {
	api.Answer(c, http.StatusOK, t.directory.Assignments(), nil)
}

func (t *tenant) assign(c *gin.Context) { done(c, t.directory.Assign(param(c, "name"))) }

func (t *tenant) unassign(c *gin.Context) { done(c, t.directory.Unassign(param(c, "name"))) }

func (t *tenant) listChanges(c *gin.Context) {
	if mark, ok := since(c); ok {
		api.Answer(c, http.StatusOK, t.directory.Changes(mark), nil)
	}
}

func (t *tenant) listExchanges(c *gin.Context) {
	if mark, ok := since(c); ok {
		api.Answer(c, http.StatusOK, t.journal.Since(mark), nil)
	}
}

func (t *tenant) listFaults(c *gin.Context) {
	api.Answer(c, http.StatusOK, t.faults.Rules(), nil)
}

func (t *tenant) setFaults(c *gin.Context) {
	var rules []fault.Rule
	if !api.Read(c, &rules) {
		return
	}
	for i := range rules {
		rules[i].Used = 0 // a rule counts from when it is set
	}
	if err := t.faults.Replace(rules); err != nil {
		api.Refuse(c, refusal.New(refusal.Invalid, "bad-fault-rule", "set the faults: %v", err))
		return
	}
	done(c, nil)
}
