import { sql } from 'kysely';
import type { Db } from '../database/pool.ts';
import type { Claim } from '../jobs/heartbeat.ts';
import { enqueueDelivery } from './messenger.repository.ts';

/** Longer than it takes until a waiting message has its job, however busy everybody is. */
const strandedAfterSeconds = 10;
const batch = 100;

/**
 * Messages that wait in a channel for whose delivery there is no job. It happens when a process that seemed dead
 * finishes a job that was given back and enqueued anew meanwhile: graphile-worker deletes it by its id.
 */
export function strandedClaim(db: Db): Claim {
  return {
    name: 'stranded messages',
    async claim() {
      const { rows } = await sql<{ workspace_id: string; channel_id: string }>`
        select distinct m.workspace_id, m.channel_id from messages m
        where m.state in ('pending', 'posted') and (m.sent_revision < m.revision or not m.reactions_sent)
          and m.queued_at < clock_timestamp() - make_interval(secs => ${strandedAfterSeconds})
          and not exists (
            select from graphile_worker.jobs j where j.key = 'deliver:' || m.workspace_id || ':' || m.channel_id)
        limit ${batch}`.execute(db);
      for (const { workspace_id: workspaceId, channel_id: channelId } of rows) {
        await enqueueDelivery(db, { workspaceId, channelId });
      }
    },
  };
}
