// better-auth with its SCIM plug-in and the tables in memory: the way its
// documentation puts them together. Usage: TOKEN=... node server.js PORT
import {randomBytes} from "node:crypto";
import {createServer} from "node:http";
import {scim} from "@better-auth/scim";
import {betterAuth} from "better-auth";
import {memoryAdapter} from "better-auth/adapters/memory";
import {getAuthTables} from "better-auth/db";
import {toNodeHandler} from "better-auth/node";

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
const tables = Object.values(getAuthTables(options)).map(({modelName}) => [modelName, []]);

createServer(toNodeHandler(betterAuth({...options, database: memoryAdapter(Object.fromEntries(tables))})))
    .listen(port, "127.0.0.1");
