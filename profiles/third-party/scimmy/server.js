// scimmy and scimmy-routers behind express, with a store in memory: the way
// their READMEs put them together. Usage: TOKEN=... node server.js PORT
import {randomUUID, timingSafeEqual} from "node:crypto";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

const port = Number(process.argv[2]);
const expected = Buffer.from(process.env.TOKEN ?? "");

/** Handlers for one kind of resource; unique is an attribute that no two of them may share. */
function handlers({unique} = {}) {
    const stored = new Map();
    const fold = (value) => String(value).toLowerCase();

    function find(id) {
        if (!stored.has(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
        return stored.get(id);
    }

    return {
        ingress(resource, data) {
            const id = resource.id ?? randomUUID();
            const before = resource.id ? find(id) : undefined;
            for (const other of unique ? stored.values() : [])
                if (other.id !== id && fold(other[unique]) === fold(data[unique]))
                    throw new SCIMMY.Types.Error(409, "uniqueness", `${unique} is taken`);
            const now = new Date().toISOString();
            const after = {
                ...JSON.parse(JSON.stringify(data)), id,
                meta: {created: before?.meta.created ?? now, lastModified: now}
            };
            stored.set(id, after);
            return after;
        },
        egress(resource) {
            if (resource.id) return find(resource.id);
            const all = [...stored.values()];
            return resource.filter ? resource.filter.match(all) : all;
        },
        degress(resource) {
            find(resource.id);
            stored.delete(resource.id);
        }
    };
}

SCIMMY.Resources.declare(SCIMMY.Resources.User, {
    extensions: [{schema: SCIMMY.Schemas.EnterpriseUser, required: false}],
    ...handlers({unique: "userName"})
});
SCIMMY.Resources.declare(SCIMMY.Resources.Group, handlers());

function authenticate(request) {
    const [, token] = /^Bearer +(.*)$/i.exec(request.header("Authorization") ?? "") ?? [];
    const given = Buffer.from(token ?? "");
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
        throw new Error("give the bearer token");
}

express()
    .use("/scim", new SCIMMYRouters({type: "bearer", handler: authenticate}))
    .listen(port, "127.0.0.1");
