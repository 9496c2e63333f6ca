import { type Kysely, sql } from 'kysely';

/** Polls and pulses, with ballots that leave no trace of a person where the poll is anonymous. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table poll_plans (
    workspace_id text not null references workspaces,
    id integer not null,
    creation_key text not null,
    created_by text not null,
    poll jsonb not null,
    deadline_text text,
    initiative_id integer,
    rule text,
    first_slot text,
    timezone text,
    before_syncs boolean not null default false,
    state text not null default 'active' check (state in ('active', 'ended')),
    next_slot text,
    created_at timestamptz not null default concord_now(),
    primary key (workspace_id, id),
    unique (workspace_id, creation_key),
    foreign key (workspace_id, initiative_id) references initiatives (workspace_id, id),
    check ((rule is null) = (first_slot is null) and (rule is null) = (timezone is null))
  )`,
  `comment on table poll_plans is 'Polls for later: drafts (no rule), repeated ones (a rule), and those before every sync'`,
  `comment on column poll_plans.deadline_text is 'As it was typed, read anew at every run; null: the usual time'`,
  `comment on column poll_plans.first_slot is 'Local time from which the rule counts, YYYY-MM-DDTHH:MM in its timezone'`,
  `comment on column poll_plans.next_slot is 'The slot that is armed; null: none is'`,

  `create table polls (
    workspace_id text not null references workspaces,
    id integer not null,
    creation_key text not null,
    kind text not null check (kind in ('choice', 'pulse')),
    author_user_id text not null,
    channel_id text not null,
    question text not null,
    is_several boolean not null,
    is_ordered boolean not null,
    is_anonymous boolean not null,
    visibility text not null check (visibility in ('always', 'voted', 'closed')),
    may_add_options boolean not null,
    initiative_id integer,
    plan_id integer,
    source_permalink text,
    opened_at timestamptz not null,
    deadline timestamptz not null,
    is_late boolean not null default false,
    state text not null default 'open' check (state in ('open', 'closed')),
    closed_at timestamptz,
    closed_by text,
    outcome jsonb,
    secret text,
    secret_check text,
    message_id bigint,
    outcome_message_id bigint,
    last_reminded_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, creation_key),
    foreign key (workspace_id, initiative_id) references initiatives (workspace_id, id),
    foreign key (workspace_id, plan_id) references poll_plans (workspace_id, id),
    foreign key (workspace_id, message_id) references messages (workspace_id, id),
    foreign key (workspace_id, outcome_message_id) references messages (workspace_id, id),
    check (not is_anonymous or visibility = 'closed'),
    check (kind <> 'pulse' or initiative_id is not null),
    check ((state = 'closed') = (outcome is not null and closed_at is not null)),
    check (state = 'open' or secret is null)
  )`,
  `comment on column polls.visibility is 'When results are seen: always, by whoever has voted, or once it is closed'`,
  `comment on column polls.closed_by is 'Who closed it early; null: the deadline, or everybody had voted'`,
  `comment on column polls.outcome is 'Counts by department, alignment, reasons; of an anonymous poll all that is left'`,
  `comment on column polls.secret is 'Of an anonymous poll while it is open: with a key that is not in the database it names the ballots'`,
  `comment on column polls.secret_check is 'Tells whether the key is still the one with which the poll was opened'`,
  `create index polls_of_initiative on polls (workspace_id, initiative_id, closed_at) where initiative_id is not null`,

  `create table poll_departments (
    workspace_id text not null,
    poll_id integer not null,
    department_id integer not null,
    name text not null,
    primary key (workspace_id, poll_id, department_id),
    foreign key (workspace_id, poll_id) references polls (workspace_id, id),
    foreign key (workspace_id, department_id) references departments (workspace_id, id)
  )`,
  `comment on column poll_departments.name is 'As it was at opening'`,

  `create table poll_voters (
    workspace_id text not null,
    poll_id integer not null,
    user_id text not null,
    department_id integer not null,
    is_lead boolean not null,
    primary key (workspace_id, poll_id, user_id),
    foreign key (workspace_id, poll_id, department_id)
      references poll_departments (workspace_id, poll_id, department_id)
  )`,
  `comment on table poll_voters is 'Who may answer, frozen when the poll opened; says nothing of who did'`,

  `create table poll_options (
    workspace_id text not null,
    poll_id integer not null,
    id integer not null,
    question integer not null default 0,
    text text not null,
    request_key text,
    primary key (workspace_id, poll_id, id),
    unique (workspace_id, poll_id, request_key),
    foreign key (workspace_id, poll_id) references polls (workspace_id, id)
  )`,
  `comment on column poll_options.question is '0; of a pulse 0 is the direction and 1 the extent'`,
  `comment on column poll_options.text is 'Empty for the steps of a pulse, which the catalogue names'`,
  `comment on column poll_options.request_key is 'Of one that was added later, hashed: it names nobody'`,

  `create table poll_acts (
    workspace_id text not null,
    poll_id integer not null,
    ballot text not null,
    key text not null,
    at numeric(20, 6) not null,
    department_id integer not null,
    kind text not null check (kind in ('choose', 'toggle', 'withdraw', 'reason')),
    question integer not null default 0,
    options integer[] not null default '{}',
    reason text,
    primary key (workspace_id, poll_id, ballot, key),
    foreign key (workspace_id, poll_id, department_id)
      references poll_departments (workspace_id, poll_id, department_id)
  )`,
  `comment on table poll_acts is 'What was done to ballots, each click once, in whatever order it comes; of an anonymous poll deleted when it closes'`,
  `comment on column poll_acts.ballot is 'The person; of an anonymous poll a name that only the app can make out'`,
  `comment on column poll_acts.at is 'Slack''s time of the click'`,

  // What Slack's clients may draw in this workspace.
  `alter table workspaces add column charts_refused_at timestamptz, add column charts_shown_at timestamptz`,
  `comment on column workspaces.charts_refused_at is 'When Slack last refused a native chart here; null: never'`,
];
