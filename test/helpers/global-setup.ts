import { startTemporaryPostgres } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';
import { createLogger } from '../../src/logger.ts';
import { keepServer, templateDatabase } from './database-server.ts';

/** One server for the whole run, with a migrated database from which every test's own is copied. */
export default async function globalSetup(): Promise<void> {
  const server = await startTemporaryPostgres({ maxConnections: 300 });
  keepServer(server);
  await server.createDatabase(templateDatabase);
  await migrate(server.url(templateDatabase), createLogger('warn'));
}
