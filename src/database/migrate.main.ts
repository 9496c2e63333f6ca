import { ConfigError, loadDatabaseConfig } from '../config.ts';
import { createLogger } from '../logger.ts';
import { DatabaseNewerError, migrate } from './migrate.ts';

try {
  const { databaseUrl } = loadDatabaseConfig(process.env);
  const names = await migrate(databaseUrl, createLogger('warn'));
  console.log(names.length > 0 ? `Migrated: ${names.join(', ')}` : 'The database is up to date.');
} catch (error) {
  const isExplained = error instanceof ConfigError || error instanceof DatabaseNewerError;
  console.error(isExplained ? error.message : error);
  process.exitCode = 1;
}
