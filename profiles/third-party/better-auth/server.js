// better-auth with its SCIM plug-in and the tables in memory: the way its
// documentation puts them together. Usage: TOKEN=... node server.js PORT
import {randomBytes, webcrypto} from "node:crypto";
import {createServer} from "node:http";
import {scim} from "@better-auth/scim";
import {betterAuth} from "better-auth";
import {memoryAdapter} from "better-auth/adapters/memory";
import {getAuthTables} from "better-auth/db";
import {toNodeHandler} from "better-auth/node";

globalThis.crypto ??= webcrypto; // Node 18, which Debian 12 has, knows it as a module alone
const port = Number(process.argv[2]);

const options = {
    baseURL: `http://127.0.0.1:${port}`,
    secret: randomBytes(32).toString("hex"),
    telemetry: {enabled: false},
    rateLimit: {enabled: false},
    plugins: [
        scim({
            connections: [{id: "directory", credentials: [{type: "bearer", id: "directory", token: process.env.TOKEN}]}],
            // The library's own switch for the schema that Entra names in its groups.
            compatibility: {microsoftEntra: {acceptLegacyGroupSchema: true}}
        })
    ]
};
const tables = Object.fromEntries(Object.values(getAuthTables(options)).map(({modelName}) => [modelName, []]));

// A transaction of the library's own adapter clones all tables twice and compares every
// row. As a user who is deleted over SCIM stays a user of the framework, the tables
// grow, and each request would take longer than the one before. This transaction
// notes the rows instead and puts them back when it fails; one follows the other.
const adapterOf = memoryAdapter(tables);
let last = Promise.resolve();
function database(options) {
    const adapter = adapterOf(options);
    const attempt = async (work) => {
        const before = Object.entries(tables).map(([name, rows]) => [name, rows.map((row) => ({...row}))]);
        try {
            return await work(adapter);
        } catch (error) {
            Object.assign(tables, Object.fromEntries(before));
            throw error;
        }
    };
    const transaction = (work) => {
        const next = last.then(() => attempt(work));
        last = next.catch(() => {});
        return next;
    };
    return {...adapter, transaction};
}

createServer(toNodeHandler(betterAuth({...options, database}))).listen(port, "127.0.0.1");
