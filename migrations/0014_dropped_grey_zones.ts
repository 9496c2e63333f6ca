import { type Kysely, sql } from 'kysely';

/** A grey zone of which too few departments are left is dropped. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table grey_zones drop constraint grey_zones_state_check,
    add constraint grey_zones_state_check check (state in ('asking', 'open', 'closed', 'dropped'))`,
  `comment on column grey_zones.state is
    'asking: answers come in, unseen; open: seen, without an owner; closed: it has an owner; dropped: nobody is left to decide'`,
];
