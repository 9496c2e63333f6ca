import { type Kysely, sql } from 'kysely';

/** When a person wants not to be disturbed, as Slack last told it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table people
    add column dnd_from timestamptz,
    add column dnd_until timestamptz,
    add constraint people_dnd_check check ((dnd_from is null) = (dnd_until is null) and dnd_from < dnd_until)`,
  `comment on column people.dnd_from is 'Do-not-disturb at Slack, the one that runs or comes next; null: none'`,
];
