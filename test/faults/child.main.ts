import { startConcord } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';

/** Concord as `src/main.ts` starts it, with the timing that the test wants; it says by IPC when it is ready. */
const config = loadConfig(process.env);
const timing = JSON.parse(process.env.CONCORD_TIMING ?? '{}');
process.on('disconnect', () => process.exit());
await startConcord(config, createLogger(config.logLevel), timing);
process.send?.('ready');
