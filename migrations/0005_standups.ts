import { type Kysely, sql } from 'kysely';

/** Standups: recurring questions, each round of them, and what people answer and need. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table workspaces add column retention_days integer not null default 180 check (retention_days > 0)`,
  `comment on column workspaces.retention_days is 'Answers of standups are deleted after so many days; the counts stay'`,

  `alter table people add column status_emoji text not null default ''`,
  `comment on column people.status_emoji is 'Of the Slack status, as in :palm_tree:; empty: none'`,

  `create table standups (
    workspace_id text not null references workspaces,
    id integer generated always as identity,
    creation_key text not null,
    created_by text not null,
    name text not null check (name <> ''),
    channel_id text not null,
    questions jsonb not null,
    weekdays integer[] not null check (weekdays <> '{}'),
    time text not null check (time ~ '^\\d\\d:\\d\\d$'),
    window_minutes integer not null check (window_minutes between 15 and 1380),
    remind_minutes integer check (remind_minutes > 0),
    visibility text not null check (visibility in ('names', 'departments')),
    state text not null default 'active' check (state in ('active', 'paused', 'ended')),
    planned_until date,
    created_at timestamptz not null default concord_now(),
    primary key (workspace_id, id),
    unique (workspace_id, creation_key)
  )`,
  `comment on column standups.questions is 'In their order, each with its kind: text, need or decide'`,
  `comment on column standups.weekdays is '1 Monday to 7 Sunday'`,
  `comment on column standups.time is 'Local time of each person'`,
  `comment on column standups.remind_minutes is 'Before the end of the window; null: nobody is reminded'`,
  `comment on column standups.planned_until is 'Every day up to this one has its round; null: none has'`,

  `create table standup_departments (
    workspace_id text not null,
    standup_id integer not null,
    department_id integer not null,
    primary key (workspace_id, standup_id, department_id),
    foreign key (workspace_id, standup_id) references standups (workspace_id, id),
    foreign key (workspace_id, department_id) references departments (workspace_id, id)
  )`,

  `create table standup_people (
    workspace_id text not null,
    standup_id integer not null,
    user_id text not null,
    primary key (workspace_id, standup_id, user_id),
    foreign key (workspace_id, standup_id) references standups (workspace_id, id)
  )`,
  `comment on table standup_people is 'People asked besides those of the departments'`,

  `create table standup_rounds (
    workspace_id text not null,
    id integer generated always as identity,
    standup_id integer not null,
    day date not null,
    report_at timestamptz not null,
    reported_at timestamptz,
    amended_at timestamptz,
    report_message_id bigint,
    primary key (workspace_id, id),
    unique (workspace_id, standup_id, day),
    foreign key (workspace_id, standup_id) references standups (workspace_id, id),
    foreign key (workspace_id, report_message_id) references messages (workspace_id, id)
  )`,
  `comment on column standup_rounds.report_at is 'The end of the last window'`,

  // One row for ever for each person of a round, whatever became of it.
  `create table standup_prompts (
    workspace_id text not null,
    round_id integer not null,
    user_id text not null,
    department_id integer not null,
    prompt_at timestamptz not null,
    closes_at timestamptz not null,
    state text not null default 'planned'
      check (state in ('planned', 'prompted', 'answered', 'nothing', 'away', 'holiday', 'missed', 'left')),
    prompted_at timestamptz,
    reminded_at timestamptz,
    message_id bigint,
    primary key (workspace_id, round_id, user_id),
    foreign key (workspace_id, round_id) references standup_rounds (workspace_id, id),
    foreign key (workspace_id, department_id) references departments (workspace_id, id),
    foreign key (workspace_id, message_id) references messages (workspace_id, id)
  )`,
  `comment on column standup_prompts.state is 'missed: not answered, or (without prompted_at) not asked in time; left: no longer asked'`,
  `create index standup_prompts_user on standup_prompts (workspace_id, user_id, prompt_at)`,
  `create index standup_prompts_message on standup_prompts (workspace_id, message_id)`,

  `create table standup_answers (
    workspace_id text not null,
    round_id integer not null,
    user_id text not null,
    question integer not null,
    text text not null check (text <> ''),
    source_ts text,
    answered_at timestamptz not null,
    primary key (workspace_id, round_id, user_id, question),
    foreign key (workspace_id, round_id, user_id) references standup_prompts (workspace_id, round_id, user_id)
  )`,
  `comment on column standup_answers.question is 'Its place among the questions, from 0'`,
  `comment on column standup_answers.source_ts is 'The reply in which it was given; null: in the form'`,

  `create table standup_needs (
    workspace_id text not null,
    id integer generated always as identity,
    round_id integer not null,
    user_id text not null,
    from_department_id integer not null,
    to_department_id integer,
    text text not null,
    state text not null default 'open'
      check (state in ('open', 'accepted', 'answered', 'proposal', 'agenda', 'done')),
    handled_by text,
    handled_at timestamptz,
    created_at timestamptz not null default concord_now(),
    primary key (workspace_id, id),
    unique (workspace_id, round_id, user_id),
    foreign key (workspace_id, round_id, user_id) references standup_prompts (workspace_id, round_id, user_id),
    foreign key (workspace_id, from_department_id) references departments (workspace_id, id),
    foreign key (workspace_id, to_department_id) references departments (workspace_id, id)
  )`,
  `comment on column standup_needs.to_department_id is 'Null: all other departments of the standup'`,
  `create index standup_needs_open on standup_needs (workspace_id, id) where state in ('open', 'accepted')`,

  `create table absences (
    workspace_id text not null,
    user_id text not null,
    until date not null,
    primary key (workspace_id, user_id),
    foreign key (workspace_id) references workspaces (id)
  )`,
  `comment on column absences.until is 'The last day away'`,
];
