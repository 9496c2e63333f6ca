import type { Migration } from 'kysely';
import * as foundation from './0001_foundation.ts';
import * as proposals from './0002_proposals.ts';
import * as ledger from './0003_ledger.ts';
import * as scheduleAndSyncs from './0004_schedule_and_syncs.ts';
import * as standups from './0005_standups.ts';
import * as numbersPerWorkspace from './0006_numbers_per_workspace.ts';
import * as calendarFiles from './0007_calendar_files.ts';
import * as doNotDisturb from './0008_do_not_disturb.ts';
import * as initiatives from './0009_initiatives.ts';
import * as repeatedRequests from './0010_repeated_requests.ts';
import * as polls from './0011_polls.ts';
import * as greyZones from './0012_grey_zones.ts';
import * as whatBelongsToInitiatives from './0013_what_belongs_to_initiatives.ts';
import * as droppedGreyZones from './0014_dropped_grey_zones.ts';
import * as conversations from './0015_conversations.ts';
import * as enqueue from './0016_enqueue.ts';

/** In order. Once landed, a migration is frozen: a change is a new one. */
export const migrations: Record<string, Migration> = {
  '0001_foundation': foundation,
  '0002_proposals': proposals,
  '0003_ledger': ledger,
  '0004_schedule_and_syncs': scheduleAndSyncs,
  '0005_standups': standups,
  '0006_numbers_per_workspace': numbersPerWorkspace,
  '0007_calendar_files': calendarFiles,
  '0008_do_not_disturb': doNotDisturb,
  '0009_initiatives': initiatives,
  '0010_repeated_requests': repeatedRequests,
  '0011_polls': polls,
  '0012_grey_zones': greyZones,
  '0013_what_belongs_to_initiatives': whatBelongsToInitiatives,
  '0014_dropped_grey_zones': droppedGreyZones,
  '0015_conversations': conversations,
  '0016_enqueue': enqueue,
};
