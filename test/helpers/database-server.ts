import type { EmbeddedPostgres } from '../../src/database/embedded.ts';

/** Migrated, and never written to by a test. */
export const templateDatabase = 'template_concord';

const variable = 'CONCORD_TEST_DATABASE_URL';
const kept = globalThis as typeof globalThis & { concordTestServer?: EmbeddedPostgres };

/** Set-up and teardown run in one process but load their modules apart; tests run in others. */
export function keepServer(server: EmbeddedPostgres): void {
  kept.concordTestServer = server;
  process.env[variable] = server.url();
}

export function keptServer(): EmbeddedPostgres | undefined {
  return kept.concordTestServer;
}

/** The address of a database on the run's server. */
export function testServerUrl(database: string): string {
  const url = new URL(process.env[variable] ?? '');
  url.pathname = `/${database}`;
  return url.href;
}
