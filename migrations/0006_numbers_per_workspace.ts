import { type Kysely, sql } from 'kysely';

/** S-1 and ST-1 are each workspace's own; numbers given before stay. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table sync_series alter column id drop identity`,
  `comment on column sync_series.id is 'Counted in its workspace: 1 is S-1'`,

  `alter table standups alter column id drop identity`,
  `comment on column standups.id is 'Counted in its workspace: 1 is ST-1'`,
];
