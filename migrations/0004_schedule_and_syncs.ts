import { type Kysely, sql } from 'kysely';

/** What is due when, and the recurring syncs with everything around one of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const localTime = String.raw`'^\d{4}-\d\d-\d\dT\d\d:\d\d$'`;

const statements = [
  // Everything due is a row with its instant. It stays after firing, so that nothing fires twice.
  `create table schedule (
    workspace_id text not null references workspaces,
    key text not null,
    task text not null,
    payload jsonb not null,
    due_at timestamptz not null,
    fired_at timestamptz,
    primary key (workspace_id, key)
  )`,
  `create index schedule_due on schedule (due_at) where fired_at is null`,
  `comment on column schedule.key is 'What it is for; the same key armed again has a new time'`,

  `create table sync_series (
    workspace_id text not null references workspaces,
    id integer generated always as identity,
    creation_key text not null,
    created_by text not null,
    title text not null check (title <> ''),
    channel_id text not null,
    rule text not null,
    first_slot text not null check (first_slot ~ ${localTime}),
    timezone text not null,
    minutes integer not null check (minutes between 5 and 720),
    link text,
    agenda_days integer not null default 1 check (agenda_days between 0 and 10),
    holiday_country text,
    holiday_region text,
    on_holiday text not null default 'skip' check (on_holiday in ('skip', 'move')),
    state text not null default 'active' check (state in ('active', 'paused', 'ended')),
    planned_until timestamptz,
    revision integer not null default 1,
    created_at timestamptz not null default concord_now(),
    changed_at timestamptz not null default concord_now(),
    primary key (workspace_id, id),
    unique (workspace_id, creation_key)
  )`,
  `comment on column sync_series.rule is 'RFC 5545 RRULE, counted from first_slot'`,
  `comment on column sync_series.first_slot is 'Local time in the zone at which the rule begins'`,
  `comment on column sync_series.agenda_days is 'Working days before the start at which the agenda is posted; 0: two hours before'`,
  `comment on column sync_series.holiday_country is 'Whose public holidays are observed; null: none'`,
  `comment on column sync_series.planned_until is 'Every time of the rule before this instant has its row; null: none has'`,
  `comment on column sync_series.revision is 'Grows with every change, for calendars'`,

  `create table sync_series_departments (
    workspace_id text not null,
    series_id integer not null,
    department_id integer not null,
    primary key (workspace_id, series_id, department_id),
    foreign key (workspace_id, series_id) references sync_series (workspace_id, id),
    foreign key (workspace_id, department_id) references departments (workspace_id, id)
  )`,

  `create table sync_participants (
    workspace_id text not null,
    series_id integer not null,
    user_id text not null,
    primary key (workspace_id, series_id, user_id),
    foreign key (workspace_id, series_id) references sync_series (workspace_id, id)
  )`,
  `create index sync_participants_user on sync_participants (workspace_id, user_id)`,

  // One row for ever for each time that the rule gives and that came near enough to be planned.
  `create table syncs (
    workspace_id text not null,
    id integer generated always as identity,
    series_id integer not null,
    slot text not null check (slot ~ ${localTime}),
    local_start text not null check (local_start ~ ${localTime}),
    timezone text not null,
    starts_at timestamptz not null,
    minutes integer not null,
    agenda_at timestamptz not null,
    state text not null default 'planned' check (state in ('planned', 'skipped', 'held', 'missed')),
    cause text check (cause in ('person', 'holiday', 'paused', 'ended', 'not_held', 'unanswered', 'downtime')),
    changed_by text,
    agenda_done_at timestamptz,
    start_done_at timestamptz,
    after_done_at timestamptz,
    closed_at timestamptz,
    agenda_message_id bigint,
    start_message_id bigint,
    after_message_id bigint,
    notes text,
    told_by text,
    primary key (workspace_id, id),
    unique (workspace_id, series_id, slot),
    foreign key (workspace_id, series_id) references sync_series (workspace_id, id),
    foreign key (workspace_id, agenda_message_id) references messages (workspace_id, id),
    foreign key (workspace_id, start_message_id) references messages (workspace_id, id),
    foreign key (workspace_id, after_message_id) references messages (workspace_id, id),
    check ((state = 'planned' or state = 'held') = (cause is null))
  )`,
  `comment on column syncs.slot is 'The local time that the rule gives'`,
  `comment on column syncs.local_start is 'The local time at which it is held; another than the slot where it was moved'`,
  `comment on column syncs.agenda_done_at is 'When the agenda was seen to, be it posted or recorded as missed; null: still to come'`,
  `comment on column syncs.told_by is 'Who said whether it was held'`,
  `create index syncs_start on syncs (workspace_id, series_id, starts_at)`,

  `create table sync_attendance (
    workspace_id text not null,
    sync_id integer not null,
    user_id text not null,
    answer text not null check (answer in ('here', 'absent', 'sending')),
    delegate_user_id text,
    answered_at timestamptz not null,
    primary key (workspace_id, sync_id, user_id),
    foreign key (workspace_id, sync_id) references syncs (workspace_id, id),
    check ((delegate_user_id is null) or (answer = 'sending'))
  )`,

  `create table agenda_items (
    workspace_id text not null,
    id integer generated always as identity,
    series_id integer not null,
    sync_id integer,
    source text not null,
    source_key text not null,
    text text not null check (text <> ''),
    link text,
    added_by text,
    position double precision not null,
    state text not null default 'open' check (state in ('open', 'dropped', 'done')),
    carried integer not null default 0,
    created_at timestamptz not null default concord_now(),
    primary key (workspace_id, id),
    unique (workspace_id, series_id, source_key),
    foreign key (workspace_id, series_id) references sync_series (workspace_id, id),
    foreign key (workspace_id, sync_id) references syncs (workspace_id, id)
  )`,
  `comment on column agenda_items.sync_id is 'The sync on whose agenda it stands; null: on that of the next'`,
  `comment on column agenda_items.source is 'person, or the kind of thing that is open between the departments'`,
  `comment on column agenda_items.source_key is 'The request that added it, or the open thing itself: it stands on an agenda once'`,
  `comment on column agenda_items.carried is 'How many syncs it has waited for'`,
  `create index agenda_items_sync on agenda_items (workspace_id, sync_id)`,

  `create table follow_ups (
    workspace_id text not null,
    id integer generated always as identity,
    series_id integer not null,
    sync_id integer not null,
    creation_key text not null,
    text text not null check (text <> ''),
    owner_user_id text not null,
    due_on date not null,
    reminded_at timestamptz,
    done_at timestamptz,
    done_by text,
    created_at timestamptz not null default concord_now(),
    primary key (workspace_id, id),
    unique (workspace_id, creation_key),
    foreign key (workspace_id, series_id) references sync_series (workspace_id, id),
    foreign key (workspace_id, sync_id) references syncs (workspace_id, id)
  )`,
  `create index follow_ups_open on follow_ups (workspace_id, series_id) where done_at is null`,

  `create table sync_decisions (
    workspace_id text not null,
    sync_id integer not null,
    proposal_id integer not null,
    kind text not null check (kind in ('proposal', 'leads')),
    primary key (workspace_id, sync_id, proposal_id),
    foreign key (workspace_id, sync_id) references syncs (workspace_id, id),
    foreign key (workspace_id, proposal_id) references proposals (workspace_id, id)
  )`,
  `comment on table sync_decisions is 'What was decided in a sync, and how it was put on record'`,

  // Whoever has the token may read the calendar: an address that calendars can fetch carries no other secret.
  `create table calendar_feeds (
    token text primary key,
    workspace_id text not null references workspaces,
    user_id text,
    series_id integer,
    created_at timestamptz not null default now(),
    unique (workspace_id, user_id),
    unique (workspace_id, series_id),
    foreign key (workspace_id, series_id) references sync_series (workspace_id, id),
    check ((user_id is null) <> (series_id is null))
  )`,
];
