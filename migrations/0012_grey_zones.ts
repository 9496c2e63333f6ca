import { type Kysely, sql } from 'kysely';

/** Areas of work whose owner is unclear, what each department says about them, and who owns them in the end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table grey_zones (
    workspace_id text not null references workspaces,
    id integer not null,
    creation_key text not null,
    author_user_id text not null,
    channel_id text not null,
    area text not null check (area <> ''),
    initiative_id integer,
    round integer not null default 1,
    state text not null default 'asking' check (state in ('asking', 'open', 'closed')),
    finding text check (finding in ('clear', 'overlap', 'gap', 'unclear')),
    opened_at timestamptz not null,
    deadline timestamptz not null,
    assessed_at timestamptz,
    owner_department_id integer,
    agreement_number integer,
    owned_at timestamptz,
    reopened_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, creation_key),
    foreign key (workspace_id, initiative_id) references initiatives (workspace_id, id),
    foreign key (workspace_id, owner_department_id) references departments (workspace_id, id),
    check (state <> 'closed' or owner_department_id is not null)
  )`,
  `comment on column grey_zones.state is 'asking: answers come in, unseen; open: seen, without an owner; closed: it has an owner'`,
  `comment on column grey_zones.round is 'Asked anew, it counts up'`,
  `comment on column grey_zones.agreement_number is 'Which gave it its owner; null: none has, or it was clear'`,

  `create table grey_zone_rounds (
    workspace_id text not null,
    grey_zone_id integer not null,
    round integer not null,
    request_key text not null,
    opened_at timestamptz not null,
    deadline timestamptz not null,
    assessed_at timestamptz,
    finding text check (finding in ('clear', 'overlap', 'gap', 'unclear')),
    message_id bigint,
    matrix_message_id bigint,
    primary key (workspace_id, grey_zone_id, round),
    unique (workspace_id, request_key),
    foreign key (workspace_id, grey_zone_id) references grey_zones (workspace_id, id),
    foreign key (workspace_id, message_id) references messages (workspace_id, id),
    foreign key (workspace_id, matrix_message_id) references messages (workspace_id, id)
  )`,

  `create table grey_zone_departments (
    workspace_id text not null,
    grey_zone_id integer not null,
    department_id integer not null,
    name text not null,
    primary key (workspace_id, grey_zone_id, department_id),
    foreign key (workspace_id, grey_zone_id) references grey_zones (workspace_id, id),
    foreign key (workspace_id, department_id) references departments (workspace_id, id)
  )`,
  `comment on column grey_zone_departments.name is 'As it was when it was first asked'`,

  `create table grey_zone_voters (
    workspace_id text not null,
    grey_zone_id integer not null,
    round integer not null,
    user_id text not null,
    department_id integer not null,
    is_lead boolean not null,
    primary key (workspace_id, grey_zone_id, round, user_id),
    foreign key (workspace_id, grey_zone_id, round) references grey_zone_rounds (workspace_id, grey_zone_id, round),
    foreign key (workspace_id, grey_zone_id, department_id)
      references grey_zone_departments (workspace_id, grey_zone_id, department_id)
  )`,
  `comment on table grey_zone_voters is 'Who is asked, frozen when the round opened'`,

  `create table grey_zone_claims (
    workspace_id text not null,
    grey_zone_id integer not null,
    round integer not null,
    user_id text not null,
    question text not null check (question in ('today', 'should')),
    claim text not null check (claim in ('department', 'shared', 'nobody')),
    department_id integer,
    at numeric(20, 6) not null,
    primary key (workspace_id, grey_zone_id, round, user_id, question),
    foreign key (workspace_id, grey_zone_id, round, user_id)
      references grey_zone_voters (workspace_id, grey_zone_id, round, user_id),
    foreign key (workspace_id, grey_zone_id, department_id)
      references grey_zone_departments (workspace_id, grey_zone_id, department_id),
    check ((claim = 'department') = (department_id is not null))
  )`,
  `comment on table grey_zone_claims is 'Who leads it today and who should, as each person says'`,
  `comment on column grey_zone_claims.at is 'Slack''s time of the click: the newest counts, in whatever order they come'`,
];
