// The directory sync of @boxyhq/saml-jackson behind node's own web server, with
// its store in memory. Ory Polis, whose core it is, hands requests over in the
// same way. /scim/v2 is the one directory there is; /account tells what became of it.
// Usage: TOKEN=... node server.js PORT
import {createServer} from "node:http";
import jackson from "@boxyhq/saml-jackson";

const port = Number(process.argv[2]);
const tenant = {tenant: "contoso.example", product: "scimproof"};

const {directorySyncController: sync} = await jackson.controllers({
    externalUrl: `http://127.0.0.1:${port}`,
    samlPath: "/api/oauth/saml",
    scimPath: "/scim",
    db: {engine: "mem"},
    noAnalytics: true,
    logger: {info() {}}
});
const {data: directory, error} = await sync.directories.create({...tenant, name: "Contoso", type: "azure-scim-v2"});
if (error) throw error;

/** The library makes up the directory's secret; the token that is asked for stands for it, any other for itself. */
function secretOf(request) {
    const token = /^Bearer (.*)$/i.exec(request.headers.authorization ?? "")?.[1] ?? null;
    return token && token === process.env.TOKEN ? directory.scim.secret : token;
}

async function textOf(request) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
}

async function scim(request, url) {
    const [resourceType = "", resourceId] = url.pathname.split("/").slice(3).map(decodeURIComponent);
    const text = await textOf(request);
    const number = (name) => url.searchParams.has(name) ? parseInt(url.searchParams.get(name)) : undefined;
    return sync.requests.handle({
        method: request.method,
        body: text ? JSON.parse(text) : undefined,
        directoryId: directory.id,
        resourceType,
        resourceId,
        apiSecret: secretOf(request),
        query: {count: number("count"), startIndex: number("startIndex"), filter: url.searchParams.get("filter") ?? undefined}
    });
}

/** The account as an application that uses the library sees it, in the form of docs/profiles.md. */
async function account(request) {
    if (secretOf(request) !== directory.scim.secret) return {status: 401};
    const users = sync.users.setTenantAndProduct(tenant.tenant, tenant.product);
    const groups = sync.groups.setTenantAndProduct(tenant.tenant, tenant.product);
    const {data: people} = await users.getAll({directoryId: directory.id});
    const {data: all} = await groups.getAll({directoryId: directory.id});
    const membersOf = async (group) => (await groups.getGroupMembers({groupId: group.id})).data.map(({user_id}) => user_id);
    return {
        status: 200,
        data: {
            members: people.map(({id, email, first_name, last_name, active, raw}) => ({
                id,
                email,
                name: raw.displayName ?? `${first_name} ${last_name}`,
                state: active ? "active" : "suspended", // for an application any text is a yes
                external_id: raw.externalId ?? ""
            })),
            groups: await Promise.all(all.map(async (group) => ({id: group.id, name: group.name, members: await membersOf(group)})))
        }
    };
}

createServer(async (request, response) => {
    const url = new URL(request.url, "http://127.0.0.1");
    let answer;
    try {
        if (url.pathname === "/account") answer = await account(request);
        else if (url.pathname.startsWith("/scim/v2/")) answer = await scim(request, url);
        else answer = {status: 404};
    } catch (failure) {
        console.error(failure);
        answer = {status: failure instanceof SyntaxError ? 400 : 500}; // Next.js, under Polis, answers 400 to what is no JSON
    }
    response.writeHead(answer.status, {"Content-Type": "application/json; charset=utf-8"});
    response.end(JSON.stringify(answer.data ?? {}));
}).listen(port, "127.0.0.1");
