import { type Kysely, sql } from 'kysely';

/** Proposals, their versions, frozen voters, and the reactions from which stances are derived. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table proposals (
    workspace_id text not null references workspaces,
    id integer generated always as identity,
    creation_key text not null,
    author_user_id text not null,
    channel_id text not null,
    rule text not null check (rule in ('two-key', 'leads', 'consent', 'majority', 'unanimous')),
    initiative_name text,
    review_on date,
    source_permalink text,
    stance_emoji jsonb not null,
    current_version integer not null default 1,
    opened_at timestamptz not null,
    deadline timestamptz not null,
    state text not null default 'open' check (state in ('open', 'closed')),
    close_claimed_at timestamptz,
    outcome text check (outcome in ('agreed', 'rejected', 'no_quorum', 'withdrawn')),
    closed_at timestamptz,
    closed_by text,
    tally jsonb,
    last_reminded_at timestamptz,
    refreshed_at timestamptz,
    read_back_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, creation_key),
    check ((state = 'closed') = (outcome is not null and closed_at is not null and tally is not null))
  )`,
  `comment on column proposals.creation_key is 'The command or submission that opened it: a repeated one opens nothing'`,
  `comment on column proposals.stance_emoji is 'What the reactions mean, frozen at opening'`,
  `comment on column proposals.closed_by is 'Who withdrew it; null when a rule decided'`,
  `comment on column proposals.tally is 'The count and the reasons at closing'`,
  `comment on column proposals.refreshed_at is 'Real time of the last look at the reactions, for pacing'`,
  `comment on column proposals.read_back_at is 'Real time of the last reading back of the reactions; null: as soon as possible'`,
  `create index proposals_read_back on proposals (read_back_at nulls first) where state = 'open'`,
  `create index proposals_due on proposals (deadline) where state = 'open'`,

  `create table proposal_versions (
    workspace_id text not null,
    proposal_id integer not null,
    version integer not null,
    statement text not null check (statement <> ''),
    rationale text,
    edited_by text not null,
    created_at timestamptz not null,
    message_id bigint,
    primary key (workspace_id, proposal_id, version),
    foreign key (workspace_id, proposal_id) references proposals (workspace_id, id),
    foreign key (workspace_id, message_id) references messages (workspace_id, id)
  )`,
  `create unique index proposal_versions_message on proposal_versions (workspace_id, message_id)`,

  `create table proposal_departments (
    workspace_id text not null,
    proposal_id integer not null,
    department_id integer not null,
    name text not null,
    primary key (workspace_id, proposal_id, department_id),
    foreign key (workspace_id, proposal_id) references proposals (workspace_id, id),
    foreign key (workspace_id, department_id) references departments (workspace_id, id)
  )`,
  `comment on column proposal_departments.name is 'As it was at opening'`,

  `create table proposal_voters (
    workspace_id text not null,
    proposal_id integer not null,
    user_id text not null,
    department_id integer not null,
    is_lead boolean not null,
    remind_at timestamptz,
    reminded_at timestamptz,
    primary key (workspace_id, proposal_id, user_id),
    foreign key (workspace_id, proposal_id, department_id)
      references proposal_departments (workspace_id, proposal_id, department_id)
  )`,
  `comment on table proposal_voters is 'Who may vote, frozen when the proposal opened'`,
  `create index proposal_voters_due on proposal_voters (remind_at) where reminded_at is null and remind_at is not null`,

  // Everything Slack told about reactions to Concord's messages, never changed; the order is event_ts.
  `create table reaction_events (
    workspace_id text not null references workspaces,
    event_id text not null,
    channel_id text not null,
    message_ts text not null,
    user_id text not null,
    reaction text not null,
    added boolean not null,
    event_ts text not null,
    inferred boolean not null default false,
    primary key (workspace_id, event_id)
  )`,
  `comment on column reaction_events.inferred is 'Not told by Slack but seen when reading the reactions back; event_ts is then the time of reading'`,
  `create index reaction_events_message on reaction_events (workspace_id, channel_id, message_ts)`,

  `create table proposal_stances (
    workspace_id text not null,
    proposal_id integer not null,
    version integer not null,
    user_id text not null,
    stance text not null check (stance in ('agree', 'object', 'abstain')),
    event_ts text,
    primary key (workspace_id, proposal_id, version, user_id),
    foreign key (workspace_id, proposal_id, version)
      references proposal_versions (workspace_id, proposal_id, version),
    foreign key (workspace_id, proposal_id, user_id)
      references proposal_voters (workspace_id, proposal_id, user_id)
  )`,
  `comment on table proposal_stances is 'Who stood where when a version was replaced or the proposal closed'`,
  `comment on column proposal_stances.event_ts is 'Null: known only from reading the reactions back'`,

  `create table objections (
    workspace_id text not null,
    proposal_id integer not null,
    version integer not null,
    user_id text not null,
    asked_at timestamptz not null,
    reason text,
    given_at timestamptz,
    primary key (workspace_id, proposal_id, version, user_id),
    foreign key (workspace_id, proposal_id, version)
      references proposal_versions (workspace_id, proposal_id, version),
    foreign key (workspace_id, proposal_id, user_id)
      references proposal_voters (workspace_id, proposal_id, user_id)
  )`,
];
