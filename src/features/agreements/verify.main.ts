import { parseArgs } from 'node:util';
import { ConfigError, loadDatabaseConfig } from '../../config.ts';
import { createDatabase, createPool } from '../../database/pool.ts';
import { createLogger } from '../../logger.ts';
import { texts } from '../../text/text.ts';
import { type AgreementService, createAgreementService } from './agreement.service.ts';
import { faultText } from './verification.views.ts';

const usage = 'Usage: npm run verify-ledger [-- --workspace T0123456789]';

/** Exit status: 0 every ledger is intact, 1 one is damaged, 2 they could not be checked. */
async function main(): Promise<number> {
  const workspace = readWorkspace();
  const { databaseUrl } = loadDatabaseConfig(process.env);
  // Without a limit on statements: a large ledger may take longer than a person would wait.
  const pool = createPool(databaseUrl, { max: 2, statementTimeoutMs: 0, applicationName: 'concord verify' });
  try {
    const agreements = createAgreementService({ db: createDatabase(pool), log: createLogger('silent') });
    const known = await agreements.workspaces();
    if (workspace !== undefined && !known.includes(workspace)) {
      console.error(`There is no workspace ${workspace} in this database. There are: ${known.join(', ')}`);
      return 2;
    }
    if (known.length === 0) console.log('There is no workspace in this database yet.');
    let areIntact = true;
    for (const id of workspace === undefined ? known : [workspace]) {
      areIntact = (await verifyOne(agreements, id)) && areIntact;
    }
    return areIntact ? 0 : 1;
  } finally {
    await pool.end();
  }
}

function readWorkspace(): string | undefined {
  return parseArgs({ options: { workspace: { type: 'string' } } }).values.workspace;
}

async function verifyOne(agreements: AgreementService, id: string): Promise<boolean> {
  const { ok, entries, head, faults } = await agreements.verify(id);
  if (ok) {
    const end =
      head === null || entries === 0 ? '' : `, agreements: ${head.agreements}, last hash: ${head.hash}`;
    console.log(`${id}: intact, entries: ${entries}${end}`);
  } else {
    console.log(`${id}: DAMAGED, entries: ${entries}, faults: ${faults.length}`);
    for (const fault of faults) console.log(`  - ${faultText(texts('en'), fault)}`);
  }
  return ok;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = 2;
  const isUsage =
    error instanceof TypeError && 'code' in error && `${error.code}`.startsWith('ERR_PARSE_ARGS');
  if (error instanceof ConfigError) console.error(error.message);
  else if (isUsage) console.error(`${error.message}\n${usage}`);
  else console.error(`The ledger could not be checked: ${reasonOf(error)}`);
}
