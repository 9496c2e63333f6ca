import { type Kysely, sql } from 'kysely';

/** What the departments do together, and proposals that change it once they are agreed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table initiatives (
    workspace_id text not null references workspaces,
    id integer not null,
    creation_key text not null,
    created_by text not null,
    name text not null check (name <> ''),
    direction text not null default '',
    extent text not null default '',
    channel_id text,
    status text not null default 'idea'
      check (status in ('idea', 'agreed', 'under_way', 'paused', 'done', 'dropped')),
    links jsonb not null default '[]',
    direction_agreement integer,
    extent_agreement integer,
    status_agreement integer,
    created_at timestamptz not null default concord_now(),
    changed_at timestamptz not null default concord_now(),
    primary key (workspace_id, id),
    unique (workspace_id, creation_key)
  )`,
  `comment on column initiatives.id is 'Counted in its workspace'`,
  `comment on column initiatives.direction_agreement is 'The agreement that says so; null: none does, and it can be changed freely'`,

  `create table initiative_names (
    workspace_id text not null,
    name_key text not null,
    initiative_id integer not null,
    primary key (workspace_id, name_key),
    foreign key (workspace_id, initiative_id) references initiatives (workspace_id, id)
  )`,
  `comment on table initiative_names is 'Every name it has or had, in lower case: what was written under one of them belongs to it'`,

  `create table initiative_departments (
    workspace_id text not null,
    initiative_id integer not null,
    department_id integer not null,
    sponsor_user_id text,
    primary key (workspace_id, initiative_id, department_id),
    foreign key (workspace_id, initiative_id) references initiatives (workspace_id, id),
    foreign key (workspace_id, department_id) references departments (workspace_id, id)
  )`,
  `comment on column initiative_departments.sponsor_user_id is 'Null: the lead of the department'`,

  `alter table proposals add column on_closed_task text, add column on_closed_payload jsonb`,
  `comment on column proposals.on_closed_task is 'The job to enqueue when it closes; such a proposal cannot be reworded'`,
];
