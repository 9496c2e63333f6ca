import { startEmbeddedPostgres } from '../../src/database/embedded.ts';

const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', ephemeral: true });
console.log(JSON.stringify({ serverPid: server.pid, url: server.url(), dataDir: server.dataDir }));
setInterval(() => {}, 60_000);
