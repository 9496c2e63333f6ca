import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table lanes add column conversation_id text`.execute(db);
  await sql`comment on column lanes.conversation_id is
    'Of a direct message: the conversation that Slack opened for it; null: it was never asked'`.execute(db);
}
