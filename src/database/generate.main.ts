import { writeFileSync } from 'node:fs';
import { createLogger } from '../logger.ts';
import { startTemporaryPostgres } from './embedded.ts';
import { tableTypes } from './generated-types.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';
import { dumpSchema } from './schema-dump.ts';

/** Writes what is derived from the migrations: the table types, and the schema as plain SQL for reviewers. */
const server = await startTemporaryPostgres();
try {
  await migrate(server.url(), createLogger('warn'));
  const pool = createPool(server.url());
  writeFileSync(new URL('generated.ts', import.meta.url), await tableTypes(server.url(), pool));
  writeFileSync(new URL('../../migrations/schema.sql', import.meta.url), await dumpSchema(pool));
  await pool.end();
} finally {
  await server.destroy();
}
