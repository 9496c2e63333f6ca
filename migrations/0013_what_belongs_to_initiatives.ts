import { type Kysely, sql } from 'kysely';

/** Agenda items and follow-ups can belong to an initiative. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table agenda_items add column initiative_id integer,
    add foreign key (workspace_id, initiative_id) references initiatives (workspace_id, id)`,
  `alter table follow_ups add column initiative_id integer,
    add foreign key (workspace_id, initiative_id) references initiatives (workspace_id, id)`,
];
