import { type Kysely, sql } from 'kysely';

/** What a request that comes again must find as it left it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table syncs add column skip_key text, add column carried_over integer not null default 0`,
  `comment on column syncs.skip_key is 'The request that skipped it as the next one; come again, it means the same one'`,
  `comment on column syncs.carried_over is 'How many items of its agenda went on to the next'`,
];
