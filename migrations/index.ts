import type { Migration } from 'kysely';
import * as foundation from './0001_foundation.ts';
import * as proposals from './0002_proposals.ts';
import * as ledger from './0003_ledger.ts';
import * as scheduleAndSyncs from './0004_schedule_and_syncs.ts';
import * as standups from './0005_standups.ts';

/** In order. Once landed, a migration is frozen: a change is a new one. */
export const migrations: Record<string, Migration> = {
  '0001_foundation': foundation,
  '0002_proposals': proposals,
  '0003_ledger': ledger,
  '0004_schedule_and_syncs': scheduleAndSyncs,
  '0005_standups': standups,
};
