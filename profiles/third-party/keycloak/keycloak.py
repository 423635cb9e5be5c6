"""Prepares a Keycloak for SCIM and tells what became of the account.

    keycloak.py token URL           makes the realm of the SCIM root URL and prints a bearer token
    keycloak.py account URL TOKEN   prints the account, read through Keycloak's own admin API

It needs nothing but Python. The administrator's password is in the environment,
where Keycloak itself takes it from.
"""

import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:"

# A realm keeps what its user profile knows; each name goes with an attribute of SCIM.
PROFILE = {
    "externalId": "externalId",
    "displayName": "displayName",
    "formattedName": "name.formatted",
    "middleName": "name.middleName",
    "honorificPrefix": "name.honorificPrefix",
    "honorificSuffix": "name.honorificSuffix",
    "nickName": "nickName",
    "profileUrl": "profileUrl",
    "title": "title",
    "userType": "userType",
    "preferredLanguage": "preferredLanguage",
    "locale": "locale",
    "timezone": "timezone",
    "employeeNumber": ENTERPRISE + "employeeNumber",
    "costCenter": ENTERPRISE + "costCenter",
    "organization": ENTERPRISE + "organization",
    "division": ENTERPRISE + "division",
    "department": ENTERPRISE + "department",
    "manager": ENTERPRISE + "manager.value",
}
ROLES = {"manage-users", "view-users", "query-users", "query-groups"}
PAGE = 1000


class Server:
    """One Keycloak, spoken to with one token."""

    def __init__(self, base, token=None):
        self.base, self.token = base, token

    def call(self, method, path, body=None, form=None):
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        data = None
        if body is not None:
            data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        if form is not None:
            data = urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(self.base + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                text = response.read()
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path} answers {error.code}: {error.read(300).decode(errors='replace')}")
        except OSError as error:
            sys.exit(f"{method} {path}: {error}")
        return json.loads(text) if text else None

    def pages(self, path):
        """Everything that is listed at path."""
        first = 0
        while page := self.call("GET", f"{path}{'&' if '?' in path else '?'}first={first}&max={PAGE}"):
            yield from page
            first += len(page)

    def login(self, realm, **form):
        self.token = None
        path = f"/realms/{realm}/protocol/openid-connect/token"
        self.token = self.call("POST", path, form=form)["access_token"]


def prepare(server, realm, root, secret):
    """Makes the realm with a client that may speak SCIM."""
    admin = f"/admin/realms/{realm}"
    server.call("POST", "/admin/realms", {
        "realm": realm, "enabled": True, "scimApiEnabled": True,
        "editUsernameAllowed": True, "accessTokenLifespan": 86400,
    })
    profile = server.call("GET", admin + "/users/profile")
    for attribute in profile["attributes"]:
        if attribute["name"] != "username":
            attribute.pop("required", None)  # a realm asks everybody for an address and a name unless told otherwise
    profile["attributes"] += [
        {
            "name": name,
            "permissions": {"view": ["admin"], "edit": ["admin"]},
            "annotations": {"kc.scim.schema.attribute": attribute},
        }
        for name, attribute in PROFILE.items()
    ]
    server.call("PUT", admin + "/users/profile", profile)
    server.call("POST", admin + "/clients", {
        "clientId": "directory", "secret": secret, "serviceAccountsEnabled": True,
        "protocolMappers": [{
            "name": "scim", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
            "config": {"included.custom.audience": root, "access.token.claim": "true"},
        }],
    })
    clients = {client["clientId"]: client["id"] for client in server.call("GET", admin + "/clients")}
    account = server.call("GET", f"{admin}/clients/{clients['directory']}/service-account-user")["id"]
    roles = server.call("GET", f"{admin}/clients/{clients['realm-management']}/roles")
    server.call("POST", f"{admin}/users/{account}/role-mappings/clients/{clients['realm-management']}",
                [role for role in roles if role["name"] in ROLES])


def token(server, realm, root):
    password = os.environ["KC_BOOTSTRAP_ADMIN_PASSWORD"]
    server.login("master", grant_type="password", client_id="admin-cli",
                 username=os.environ["KC_BOOTSTRAP_ADMIN_USERNAME"], password=password)
    prepare(server, realm, root, password)
    server.login(realm, grant_type="client_credentials", client_id="directory", client_secret=password)
    return server.token


def member(user):
    kept = {name: values[0] for name, values in user.get("attributes", {}).items()}
    plain = " ".join(filter(None, (user.get("firstName"), user.get("lastName"))))
    return {
        "id": user["id"],
        "email": user["username"],
        "name": kept.get("displayName", plain),
        "state": "active" if user["enabled"] else "suspended",
        "external_id": kept.get("externalId", ""),
    }


def account(server, realm):
    admin = f"/admin/realms/{realm}"
    groups = []
    for group in server.pages(admin + "/groups"):
        people = server.pages(f"{admin}/groups/{group['id']}/members?briefRepresentation=true")
        groups.append({"id": group["id"], "name": group["name"], "members": [user["id"] for user in people]})
    users = server.pages(admin + "/users?briefRepresentation=false")
    return json.dumps({"members": [member(user) for user in users], "groups": groups})


def main(task, root, bearer=None):
    base, _, rest = root.partition("/realms/")
    realm = rest.partition("/")[0]
    print(token(Server(base), realm, root) if task == "token" else account(Server(base, bearer), realm))


if __name__ == "__main__":
    main(*sys.argv[1:])
