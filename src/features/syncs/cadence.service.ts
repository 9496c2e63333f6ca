import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { type Cadence, cadence } from './cadence.ts';
import type { Series } from './series.ts';
import * as repository from './sync.repository.ts';

/** Two quarters and the year before now are all that is looked at. */
const lookBackMs = 400 * 86_400_000;

export type CadenceService = ReturnType<typeof createCadenceService>;

export function createCadenceService({ db }: { db: Db }) {
  return {
    async of({ workspaceId, id, timezone }: Series): Promise<Cadence> {
      const now = await databaseNow(db);
      const from = new Date(now.getTime() - lookBackMs);
      const syncs = await repository.syncsBetween(db, workspaceId, id, { from, until: now });
      return cadence(syncs, now, timezone);
    },
  };
}
