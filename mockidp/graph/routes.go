package graph

import (
	"net/http"
	"strings"
)

// route is one request of the API: how it is asked for, what answers it, and
// what the OpenAPI description says of it.
type route struct {
	method, path string // as OpenAPI writes it: /users/{user}
	summary      string
	status       int    // of a success
	takes        string // schema of the request's body; "" for none
	gives        string // schema of the answer; "" for none
	handle       func(*call) (any, error)
	open         bool // needs no token, and has no version before its path
}

// versions are what stands before the path.
func (r route) versions() []string {
	if r.open {
		return []string{""}
	}
	return []string{"/v1.0", "/beta"}
}

// pattern is the path as the router writes it: /users/:user.
func (r route) pattern() string { return strings.NewReplacer("{", ":", "}", "").Replace(r.path) }

const (
	ok        = http.StatusOK
	created   = http.StatusCreated
	noContent = http.StatusNoContent
)

// routes is the whole API.
func routes() []route {
	all := []route{}
	for _, part := range [][]route{signInRoutes(), peopleRoutes(), groupRoutes(), appRoutes(), principalRoutes(), jobRoutes()} {
		all = append(all, part...)
	}
	return all
}

func signInRoutes() []route {
	return []route{
		{method: "POST", path: "/{tenant}/oauth2/v2.0/token", summary: "Ask for a token with a client's secret", status: ok, takes: "tokenRequest", gives: "token", handle: token, open: true},
		{method: "GET", path: "/{tenant}/v2.0/.well-known/openid-configuration", summary: "OpenID Connect discovery", status: ok, gives: "openIDConfiguration", handle: openIDConfiguration, open: true},
		{method: "GET", path: "/{tenant}/discovery/v2.0/keys", summary: "Keys that verify tokens", status: ok, gives: "keySet", handle: keySet, open: true},
		{method: "GET", path: "/common/discovery/instance", summary: "Whether an authority is known", status: ok, gives: "instances", handle: instances, open: true},
		{method: "GET", path: "/metadata/endpoints", summary: "This server as a cloud", status: ok, gives: "cloud", handle: cloud, open: true},
		{method: "GET", path: "/openapi.json", summary: "This description", status: ok, gives: "object", handle: openAPI, open: true},
	}
}

func peopleRoutes() []route {
	return []route{
		{method: "POST", path: "/users", summary: "Make a person", status: created, takes: "user", gives: "user", handle: createUser},
		{method: "GET", path: "/users", summary: "List people", status: ok, gives: "[user", handle: listUsers},
		{method: "GET", path: "/users/$count", summary: "Count people", status: ok, gives: "text", handle: countUsers},
		{method: "GET", path: "/users/{user}", summary: "Read a person by id or user principal name", status: ok, gives: "user", handle: showUser},
		{method: "PATCH", path: "/users/{user}", summary: "Change a person", status: noContent, takes: "user", handle: changeUser},
		{method: "DELETE", path: "/users/{user}", summary: "Move a person to the recycle bin", status: noContent, handle: deleteUser},
		{method: "GET", path: "/users/{user}/manager", summary: "Read a person's manager", status: ok, gives: "user", handle: showManager},
		{method: "PUT", path: "/users/{user}/manager/$ref", summary: "Set a person's manager", status: noContent, takes: "reference", handle: setManager},
		{method: "DELETE", path: "/users/{user}/manager/$ref", summary: "Take a person's manager away", status: noContent, handle: removeManager},
		{method: "GET", path: "/users/{user}/memberOf", summary: "List the groups of a person", status: ok, gives: "[directoryObject", handle: listMemberships},
		{method: "GET", path: "/directoryObjects/{object}", summary: "Read a person or group", status: ok, gives: "directoryObject", handle: showDirectoryObject},
		{method: "GET", path: "/directory/deletedItems/microsoft.graph.user", summary: "List people in the recycle bin", status: ok, gives: "[directoryObject", handle: deleted("user")},
		{method: "GET", path: "/directory/deletedItems/microsoft.graph.group", summary: "List groups in the recycle bin", status: ok, gives: "[directoryObject", handle: deleted("group")},
		{method: "GET", path: "/directory/deletedItems/graph.user", summary: "The same, as generated clients write it", status: ok, gives: "[directoryObject", handle: deleted("user")},
		{method: "GET", path: "/directory/deletedItems/graph.group", summary: "The same, as generated clients write it", status: ok, gives: "[directoryObject", handle: deleted("group")},
		{method: "GET", path: "/directory/deletedItems/{object}", summary: "Read what is in the recycle bin", status: ok, gives: "directoryObject", handle: showDeleted},
		{method: "POST", path: "/directory/deletedItems/{object}/restore", summary: "Take it out of the recycle bin", status: ok, gives: "directoryObject", handle: restoreDeleted},
		{method: "DELETE", path: "/directory/deletedItems/{object}", summary: "Delete it for good", status: noContent, handle: purgeDeleted},
	}
}

func groupRoutes() []route {
	return []route{
		{method: "POST", path: "/groups", summary: "Make a group", status: created, takes: "group", gives: "group", handle: createGroup},
		{method: "GET", path: "/groups", summary: "List groups", status: ok, gives: "[group", handle: listGroups},
		{method: "GET", path: "/groups/$count", summary: "Count groups", status: ok, gives: "text", handle: countGroups},
		{method: "GET", path: "/groups/{group}", summary: "Read a group", status: ok, gives: "group", handle: showGroup},
		{method: "PATCH", path: "/groups/{group}", summary: "Change a group, or add members to it", status: noContent, takes: "group", handle: changeGroup},
		{method: "DELETE", path: "/groups/{group}", summary: "Move a group to the recycle bin", status: noContent, handle: deleteGroup},
		{method: "GET", path: "/groups/{group}/members", summary: "List direct members", status: ok, gives: "[directoryObject", handle: listMembers},
		{method: "GET", path: "/groups/{group}/transitiveMembers", summary: "List members at any depth", status: ok, gives: "[directoryObject", handle: listTransitiveMembers},
		{method: "POST", path: "/groups/{group}/members/$ref", summary: "Add a member", status: noContent, takes: "reference", handle: addMember},
		{method: "DELETE", path: "/groups/{group}/members/{member}/$ref", summary: "Remove a member", status: noContent, handle: removeMember},
	}
}

func appRoutes() []route {
	return []route{
		{method: "GET", path: "/applicationTemplates", summary: "List templates of apps", status: ok, gives: "[applicationTemplate", handle: listTemplates},
		{method: "GET", path: "/applicationTemplates/{template}", summary: "Read a template", status: ok, gives: "applicationTemplate", handle: showTemplate},
		{method: "POST", path: "/applicationTemplates/{template}/instantiate", summary: "Make an application with its service principal", status: created, takes: "newApp", gives: "instantiated", handle: instantiate},
		{method: "POST", path: "/applications", summary: "Make an application", status: created, takes: "application", gives: "application", handle: createApplication},
		{method: "GET", path: "/applications", summary: "List applications", status: ok, gives: "[application", handle: listApplications},
		{method: "GET", path: "/applications/{application}", summary: "Read an application", status: ok, gives: "application", handle: showApplication},
		{method: "PATCH", path: "/applications/{application}", summary: "Change an application", status: noContent, takes: "application", handle: changeApplication},
		{method: "DELETE", path: "/applications/{application}", summary: "Remove an application with its service principal", status: noContent, handle: deleteApplication},
		{method: "POST", path: "/applications/{application}/addPassword", summary: "Make a client's secret", status: ok, takes: "object", gives: "passwordCredential", handle: addPassword},
	}
}

func principalRoutes() []route {
	return []route{
		{method: "POST", path: "/servicePrincipals", summary: "Make the service principal of an application", status: created, takes: "servicePrincipal", gives: "servicePrincipal", handle: createServicePrincipal},
		{method: "GET", path: "/servicePrincipals", summary: "List service principals", status: ok, gives: "[servicePrincipal", handle: listServicePrincipals},
		{method: "GET", path: "/servicePrincipals/{principal}", summary: "Read a service principal", status: ok, gives: "servicePrincipal", handle: showServicePrincipal},
		{method: "PATCH", path: "/servicePrincipals/{principal}", summary: "Change a service principal", status: noContent, takes: "servicePrincipal", handle: changeServicePrincipal},
		{method: "DELETE", path: "/servicePrincipals/{principal}", summary: "Remove a service principal", status: noContent, handle: deleteServicePrincipal},
		{method: "GET", path: "/servicePrincipals/{principal}/appRoleAssignedTo", summary: "List who has the app", status: ok, gives: "[appRoleAssignment", handle: listAssignments},
		{method: "POST", path: "/servicePrincipals/{principal}/appRoleAssignedTo", summary: "Give somebody the app", status: created, takes: "appRoleAssignment", gives: "appRoleAssignment", handle: createAssignment},
		{method: "GET", path: "/servicePrincipals/{principal}/appRoleAssignedTo/{assignment}", summary: "Read an assignment", status: ok, gives: "appRoleAssignment", handle: showAssignment},
		{method: "DELETE", path: "/servicePrincipals/{principal}/appRoleAssignedTo/{assignment}", summary: "Take the app away", status: noContent, handle: deleteAssignment},
	}
}

func jobRoutes() []route {
	const at = "/servicePrincipals/{principal}/synchronization"
	return []route{
		{method: "GET", path: at + "/templates", summary: "List templates of jobs", status: ok, gives: "[synchronizationTemplate", handle: listJobTemplates},
		{method: "GET", path: at + "/secrets", summary: "Read how the bridge is reached; secrets read *", status: ok, gives: "secrets", handle: showSecrets},
		{method: "PUT", path: at + "/secrets", summary: "Set how the bridge is reached", status: noContent, takes: "secrets", handle: setSecrets},
		{method: "GET", path: at + "/jobs", summary: "List jobs", status: ok, gives: "[synchronizationJob", handle: listJobs},
		{method: "POST", path: at + "/jobs", summary: "Make the job", status: created, takes: "newJob", gives: "synchronizationJob", handle: createJob},
		{method: "POST", path: at + "/jobs/validateCredentials", summary: "Try credentials before there is a job", status: noContent, takes: "credentials", handle: validateCredentials},
		{method: "GET", path: at + "/jobs/{job}", summary: "Read a job", status: ok, gives: "synchronizationJob", handle: showJob},
		{method: "DELETE", path: at + "/jobs/{job}", summary: "Delete a job", status: noContent, handle: deleteJob},
		{method: "POST", path: at + "/jobs/{job}/start", summary: "Start a job", status: noContent, handle: startJob},
		{method: "POST", path: at + "/jobs/{job}/pause", summary: "Pause a job", status: noContent, handle: pauseJob},
		{method: "POST", path: at + "/jobs/{job}/restart", summary: "Let a job start over", status: noContent, takes: "restart", handle: restartJob},
		{method: "POST", path: at + "/jobs/{job}/validateCredentials", summary: "Try credentials", status: noContent, takes: "credentials", handle: validateCredentials},
		{method: "POST", path: at + "/jobs/{job}/provisionOnDemand", summary: "Carry one person or group now", status: ok, takes: "demand", gives: "pair", handle: provisionOnDemand},
		{method: "GET", path: at + "/jobs/{job}/schema", summary: "Read what is mapped to what", status: ok, gives: "synchronizationSchema", handle: showSchema},
		{method: "PUT", path: at + "/jobs/{job}/schema", summary: "Set what is mapped to what", status: noContent, takes: "synchronizationSchema", handle: setSchema},
		{method: "PATCH", path: at + "/jobs/{job}/schema", summary: "The same, as generated clients write it", status: noContent, takes: "synchronizationSchema", handle: setSchema},
		{method: "GET", path: at + "/jobs/{job}/schema/filterOperators()", summary: "List operators of scoping filters", status: ok, gives: "[filterOperator", handle: listOperators},
		{method: "GET", path: at + "/jobs/{job}/objectConnections", summary: "Refused: connections are read one by one", status: ok, gives: "object", handle: listConnections},
		{method: "GET", path: at + "/jobs/{job}/objectConnections/{connection}", summary: "Read what ties an object to the bridge", status: ok, gives: "objectConnection", handle: showConnection},
		{method: "DELETE", path: at + "/jobs/{job}/objectConnections/{connection}", summary: "Forget what ties an object to the bridge", status: noContent, handle: deleteConnection},
		{method: "GET", path: "/auditLogs/provisioning", summary: "Read the provisioning log", status: ok, gives: "[provisioningObjectSummary", handle: listLog},
	}
}
