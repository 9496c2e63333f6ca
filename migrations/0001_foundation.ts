import { type Kysely, sql } from 'kysely';

/** Workspaces, people, departments, and what carries everything else: time, processes, outgoing messages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Database time decides what is due. The demo and the tests move it; in production the shift stays zero.
  `create table clock (
    only_row boolean primary key default true check (only_row),
    shift interval not null default '0'
  )`,
  `insert into clock default values`,
  `create function concord_now() returns timestamptz language sql stable
    as $$ select now() + (select shift from clock) $$`,

  // A running process shows here that it is alive; what a dead one held is given back to the others.
  `create table processes (
    id text primary key,
    worker_pool_ids text[] not null,
    seen_at timestamptz not null default now()
  )`,

  `create table workspaces (
    id text primary key,
    name text not null,
    bot_user_id text not null,
    locale text not null check (locale in ('en', 'de')),
    timezone text not null,
    country text,
    home_channel_id text,
    stance_emoji jsonb,
    set_up_at timestamptz,
    slack_paused_until timestamptz,
    created_at timestamptz not null default now()
  )`,
  `comment on column workspaces.stance_emoji is 'Own lists of reactions for each stance; null: the usual ones'`,
  `comment on column workspaces.slack_paused_until is 'Real time until which Slack asked this workspace to wait (Retry-After)'`,

  `create table people (
    workspace_id text not null references workspaces,
    user_id text not null,
    name text not null,
    locale text not null check (locale in ('en', 'de')),
    timezone text not null,
    is_workspace_admin boolean not null,
    is_guest boolean not null,
    is_bot boolean not null,
    deactivated boolean not null,
    synced_at timestamptz not null default now(),
    primary key (workspace_id, user_id)
  )`,

  `create table concord_admins (
    workspace_id text not null references workspaces,
    user_id text not null,
    added_by text not null,
    added_at timestamptz not null default now(),
    primary key (workspace_id, user_id)
  )`,

  `create table departments (
    workspace_id text not null references workspaces,
    id integer generated always as identity,
    name text not null check (name <> ''),
    user_group_id text,
    created_at timestamptz not null default now(),
    removed_at timestamptz,
    primary key (workspace_id, id)
  )`,
  `comment on column departments.user_group_id is 'The Slack user group whose people are the members; null: members are chosen one by one'`,
  `create unique index departments_name on departments (workspace_id, lower(name)) where removed_at is null`,

  // The primary key is the rule that a person is in at most one department of a workspace.
  `create table department_members (
    workspace_id text not null,
    user_id text not null,
    department_id integer not null,
    is_lead boolean not null default false,
    primary key (workspace_id, user_id),
    foreign key (workspace_id, department_id) references departments (workspace_id, id)
  )`,
  `create unique index department_members_lead on department_members (workspace_id, department_id) where is_lead`,
  `create index department_members_department on department_members (workspace_id, department_id)`,

  // One row for each Slack message that Concord wrote or is about to write.
  `create table messages (
    workspace_id text not null references workspaces,
    id bigint generated always as identity,
    key text not null,
    channel_id text not null,
    thread_of bigint,
    thread_ts text,
    body jsonb not null,
    revision integer not null default 1,
    sent_revision integer not null default 0,
    reactions text[] not null default '{}',
    reactions_sent boolean not null default false,
    state text not null default 'pending' check (state in ('pending', 'posted', 'missing', 'failed')),
    attempted_at timestamptz,
    posted_channel_id text,
    ts text,
    permalink text,
    error text,
    owner_task text,
    owner_payload jsonb,
    queued_at timestamptz not null default clock_timestamp(),
    created_at timestamptz not null default now(),
    primary key (workspace_id, id),
    unique (workspace_id, key),
    foreign key (workspace_id, thread_of) references messages (workspace_id, id)
  )`,
  `comment on column messages.channel_id is 'A channel, or a user id for a direct message'`,
  `comment on column messages.body is 'Text, blocks and flags as Slack takes them, at the newest revision'`,
  `comment on column messages.attempted_at is 'When a post whose answer is not known was sent: it is looked for in the channel before it is sent again'`,
  `comment on column messages.owner_task is 'The job to enqueue once the message is posted, found missing or refused'`,
  `comment on column messages.queued_at is 'Since when the newest revision waits; what waits longest in a channel goes first'`,
  `create index messages_work on messages (workspace_id, channel_id, queued_at)
    where state in ('pending', 'posted') and (sent_revision < revision or not reactions_sent)`,
  `create index messages_ts on messages (workspace_id, posted_channel_id, ts)`,

  // Pace and order of one channel: at most one message a second, one process at a time.
  `create table lanes (
    workspace_id text not null references workspaces,
    channel_id text not null,
    next_at timestamptz not null default now(),
    held_by text,
    held_until timestamptz,
    failures integer not null default 0,
    primary key (workspace_id, channel_id)
  )`,
];
