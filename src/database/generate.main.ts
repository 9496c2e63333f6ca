import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../logger.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { tableTypes } from './generated-types.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';
import { dumpSchema } from './schema-dump.ts';

/** Writes what is derived from the migrations: the table types, and the schema as plain SQL for reviewers. */
const server = await startEmbeddedPostgres({
  dataDir: join(tmpdir(), `concord-generate-${randomBytes(8).toString('hex')}`),
  ephemeral: true,
});
try {
  await migrate(server.url(), createLogger('warn'));
  const pool = createPool(server.url());
  writeFileSync(new URL('generated.ts', import.meta.url), await tableTypes(server.url(), pool));
  writeFileSync(new URL('../../migrations/schema.sql', import.meta.url), await dumpSchema(pool));
  await pool.end();
} finally {
  await server.destroy();
}
