import { type Kysely, sql } from 'kysely';

/** Calendars sent as Slack files, each asked for once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table calendar_files (
    workspace_id text not null references workspaces,
    id integer generated always as identity,
    creation_key text not null,
    user_id text not null,
    series_id integer,
    slack_file_id text,
    settled_at timestamptz,
    created_at timestamptz not null default concord_now(),
    primary key (workspace_id, id),
    unique (workspace_id, creation_key),
    foreign key (workspace_id, series_id) references sync_series (workspace_id, id)
  )`,
  `comment on column calendar_files.user_id is 'Who asked and gets it'`,
  `comment on column calendar_files.series_id is 'Null: all series of the person'`,
  `comment on column calendar_files.slack_file_id is 'Slack has its bytes; it is this file that is shared, however often that is tried'`,
  `comment on column calendar_files.settled_at is 'It was sent, or the person told that it cannot be'`,
];
