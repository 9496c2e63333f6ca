-- Generated from the migrations by `npm run generate`, for reading. Not run by anything but its test.
-- Functions come first, since indexes use them; their bodies name tables that follow.
set check_function_bodies = false;

CREATE OR REPLACE FUNCTION public.agreement_search(body text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select to_tsvector('english', words) || to_tsvector('german', words) || to_tsvector('simple', words)
    from (select concat_ws(' ', body::jsonb ->> 'statement', body::jsonb ->> 'rationale',
                                body::jsonb ->> 'initiative') as words) as content
  $function$;

CREATE OR REPLACE FUNCTION public.concord_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$ select now() + (select shift from clock) $function$;

CREATE OR REPLACE FUNCTION public.enqueue_job(task text, payload json, run_at timestamp with time zone, job_key text, job_key_mode text)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
AS $function$
    declare
      job record;
    begin
      for attempt in 1..100 loop
        select added.id, added.run_at into job
        from graphile_worker.add_job(enqueue_job.task, enqueue_job.payload, run_at := enqueue_job.run_at,
          job_key := enqueue_job.job_key, job_key_mode := enqueue_job.job_key_mode) as added;
        if job.id is not null then
          return job.run_at;
        end if;
      end loop;
      raise exception 'the job % could not be enqueued', enqueue_job.job_key;
    end
  $function$;

CREATE OR REPLACE FUNCTION public.refuse_backward_head()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      if tg_op = 'UPDATE' and new.workspace_id = old.workspace_id and new.seq = old.seq + 1
        and new.agreements between old.agreements and old.agreements + 1 then
        return new;
      end if;
      raise exception 'the ledger only grows: % on its head is refused', tg_op
        using errcode = 'insufficient_privilege';
    end
  $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      raise exception 'the ledger is append-only: % on % is refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
    end
  $function$;

CREATE OR REPLACE FUNCTION public.refuse_unannounced_erasure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      if exists (
        select from ledger_entries e
        join ledger_contents c on c.workspace_id = e.workspace_id and c.seq = e.seq
        where e.workspace_id = old.workspace_id and e.kind = 'redacted' and e.seq > old.seq
          and (c.body::jsonb ->> 'redacts')::integer = old.seq
      ) then
        return old;
      end if;
      raise exception 'the ledger is append-only: content is erased only after a redacted entry'
        using errcode = 'insufficient_privilege';
    end
  $function$;

create table absences (
  workspace_id text not null,
  user_id text not null,
  until date not null,
  constraint absences_pkey PRIMARY KEY (workspace_id, user_id)
);
comment on column absences.until is 'The last day away';

create table agenda_items (
  workspace_id text not null,
  id integer not null generated always as identity,
  series_id integer not null,
  sync_id integer,
  source text not null,
  source_key text not null,
  text text not null,
  link text,
  added_by text,
  "position" double precision not null,
  state text not null default 'open'::text,
  carried integer not null default 0,
  created_at timestamp with time zone not null default concord_now(),
  initiative_id integer,
  constraint agenda_items_pkey PRIMARY KEY (workspace_id, id),
  constraint agenda_items_workspace_id_series_id_source_key_key UNIQUE (workspace_id, series_id, source_key),
  constraint agenda_items_state_check CHECK ((state = ANY (ARRAY['open'::text, 'dropped'::text, 'done'::text]))),
  constraint agenda_items_text_check CHECK ((text <> ''::text))
);
comment on column agenda_items.sync_id is 'The sync on whose agenda it stands; null: on that of the next';
comment on column agenda_items.source is 'person, or the kind of thing that is open between the departments';
comment on column agenda_items.source_key is 'The request that added it, or the open thing itself: it stands on an agenda once';
comment on column agenda_items.carried is 'How many syncs it has waited for';
CREATE INDEX agenda_items_sync ON public.agenda_items USING btree (workspace_id, sync_id);

create table agreements (
  workspace_id text not null,
  number integer not null,
  proposal_id integer not null,
  seq integer not null,
  constraint agreements_pkey PRIMARY KEY (workspace_id, number),
  constraint agreements_workspace_id_proposal_id_key UNIQUE (workspace_id, proposal_id),
  constraint agreements_workspace_id_seq_key UNIQUE (workspace_id, seq)
);

create table calendar_feeds (
  token text not null,
  workspace_id text not null,
  user_id text,
  series_id integer,
  created_at timestamp with time zone not null default now(),
  constraint calendar_feeds_pkey PRIMARY KEY (token),
  constraint calendar_feeds_workspace_id_series_id_key UNIQUE (workspace_id, series_id),
  constraint calendar_feeds_workspace_id_user_id_key UNIQUE (workspace_id, user_id),
  constraint calendar_feeds_check CHECK (((user_id IS NULL) <> (series_id IS NULL)))
);

create table calendar_files (
  workspace_id text not null,
  id integer not null generated always as identity,
  creation_key text not null,
  user_id text not null,
  series_id integer,
  slack_file_id text,
  settled_at timestamp with time zone,
  created_at timestamp with time zone not null default concord_now(),
  constraint calendar_files_pkey PRIMARY KEY (workspace_id, id),
  constraint calendar_files_workspace_id_creation_key_key UNIQUE (workspace_id, creation_key)
);
comment on column calendar_files.user_id is 'Who asked and gets it';
comment on column calendar_files.series_id is 'Null: all series of the person';
comment on column calendar_files.slack_file_id is 'Slack has its bytes; it is this file that is shared, however often that is tried';
comment on column calendar_files.settled_at is 'It was sent, or the person told that it cannot be';

create table clock (
  only_row boolean not null default true,
  shift interval not null default '00:00:00'::interval,
  constraint clock_pkey PRIMARY KEY (only_row),
  constraint clock_only_row_check CHECK (only_row)
);

create table concord_admins (
  workspace_id text not null,
  user_id text not null,
  added_by text not null,
  added_at timestamp with time zone not null default now(),
  constraint concord_admins_pkey PRIMARY KEY (workspace_id, user_id)
);

create table department_members (
  workspace_id text not null,
  user_id text not null,
  department_id integer not null,
  is_lead boolean not null default false,
  constraint department_members_pkey PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX department_members_department ON public.department_members USING btree (workspace_id, department_id);
CREATE UNIQUE INDEX department_members_lead ON public.department_members USING btree (workspace_id, department_id) WHERE is_lead;

create table departments (
  workspace_id text not null,
  id integer not null generated always as identity,
  name text not null,
  user_group_id text,
  created_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  constraint departments_pkey PRIMARY KEY (workspace_id, id),
  constraint departments_name_check CHECK ((name <> ''::text))
);
comment on column departments.user_group_id is 'The Slack user group whose people are the members; null: members are chosen one by one';
CREATE UNIQUE INDEX departments_name ON public.departments USING btree (workspace_id, lower(name)) WHERE (removed_at IS NULL);

create table follow_ups (
  workspace_id text not null,
  id integer not null generated always as identity,
  series_id integer not null,
  sync_id integer not null,
  creation_key text not null,
  text text not null,
  owner_user_id text not null,
  due_on date not null,
  reminded_at timestamp with time zone,
  done_at timestamp with time zone,
  done_by text,
  created_at timestamp with time zone not null default concord_now(),
  initiative_id integer,
  constraint follow_ups_pkey PRIMARY KEY (workspace_id, id),
  constraint follow_ups_workspace_id_creation_key_key UNIQUE (workspace_id, creation_key),
  constraint follow_ups_text_check CHECK ((text <> ''::text))
);
CREATE INDEX follow_ups_open ON public.follow_ups USING btree (workspace_id, series_id) WHERE (done_at IS NULL);

create table grey_zone_claims (
  workspace_id text not null,
  grey_zone_id integer not null,
  round integer not null,
  user_id text not null,
  question text not null,
  claim text not null,
  department_id integer,
  at numeric(20,6) not null,
  constraint grey_zone_claims_pkey PRIMARY KEY (workspace_id, grey_zone_id, round, user_id, question),
  constraint grey_zone_claims_check CHECK (((claim = 'department'::text) = (department_id IS NOT NULL))),
  constraint grey_zone_claims_claim_check CHECK ((claim = ANY (ARRAY['department'::text, 'shared'::text, 'nobody'::text]))),
  constraint grey_zone_claims_question_check CHECK ((question = ANY (ARRAY['today'::text, 'should'::text])))
);
comment on table grey_zone_claims is 'Who leads it today and who should, as each person says';
comment on column grey_zone_claims.at is 'Slack''s time of the click: the newest counts, in whatever order they come';

create table grey_zone_departments (
  workspace_id text not null,
  grey_zone_id integer not null,
  department_id integer not null,
  name text not null,
  constraint grey_zone_departments_pkey PRIMARY KEY (workspace_id, grey_zone_id, department_id)
);
comment on column grey_zone_departments.name is 'As it was when it was first asked';

create table grey_zone_rounds (
  workspace_id text not null,
  grey_zone_id integer not null,
  round integer not null,
  request_key text not null,
  opened_at timestamp with time zone not null,
  deadline timestamp with time zone not null,
  assessed_at timestamp with time zone,
  finding text,
  message_id bigint,
  matrix_message_id bigint,
  constraint grey_zone_rounds_pkey PRIMARY KEY (workspace_id, grey_zone_id, round),
  constraint grey_zone_rounds_workspace_id_request_key_key UNIQUE (workspace_id, request_key),
  constraint grey_zone_rounds_finding_check CHECK ((finding = ANY (ARRAY['clear'::text, 'overlap'::text, 'gap'::text, 'unclear'::text])))
);

create table grey_zone_voters (
  workspace_id text not null,
  grey_zone_id integer not null,
  round integer not null,
  user_id text not null,
  department_id integer not null,
  is_lead boolean not null,
  constraint grey_zone_voters_pkey PRIMARY KEY (workspace_id, grey_zone_id, round, user_id)
);
comment on table grey_zone_voters is 'Who is asked, frozen when the round opened';

create table grey_zones (
  workspace_id text not null,
  id integer not null,
  creation_key text not null,
  author_user_id text not null,
  channel_id text not null,
  area text not null,
  initiative_id integer,
  round integer not null default 1,
  state text not null default 'asking'::text,
  finding text,
  opened_at timestamp with time zone not null,
  deadline timestamp with time zone not null,
  assessed_at timestamp with time zone,
  owner_department_id integer,
  agreement_number integer,
  owned_at timestamp with time zone,
  reopened_at timestamp with time zone,
  constraint grey_zones_pkey PRIMARY KEY (workspace_id, id),
  constraint grey_zones_workspace_id_creation_key_key UNIQUE (workspace_id, creation_key),
  constraint grey_zones_area_check CHECK ((area <> ''::text)),
  constraint grey_zones_check CHECK (((state <> 'closed'::text) OR (owner_department_id IS NOT NULL))),
  constraint grey_zones_finding_check CHECK ((finding = ANY (ARRAY['clear'::text, 'overlap'::text, 'gap'::text, 'unclear'::text]))),
  constraint grey_zones_state_check CHECK ((state = ANY (ARRAY['asking'::text, 'open'::text, 'closed'::text, 'dropped'::text])))
);
comment on column grey_zones.round is 'Asked anew, it counts up';
comment on column grey_zones.state is 'asking: answers come in, unseen; open: seen, without an owner; closed: it has an owner; dropped: nobody is left to decide';
comment on column grey_zones.agreement_number is 'Which gave it its owner; null: none has, or it was clear';

create table initiative_departments (
  workspace_id text not null,
  initiative_id integer not null,
  department_id integer not null,
  sponsor_user_id text,
  constraint initiative_departments_pkey PRIMARY KEY (workspace_id, initiative_id, department_id)
);
comment on column initiative_departments.sponsor_user_id is 'Null: the lead of the department';

create table initiative_names (
  workspace_id text not null,
  name_key text not null,
  initiative_id integer not null,
  constraint initiative_names_pkey PRIMARY KEY (workspace_id, name_key)
);
comment on table initiative_names is 'Every name it has or had, in lower case: what was written under one of them belongs to it';

create table initiatives (
  workspace_id text not null,
  id integer not null,
  creation_key text not null,
  created_by text not null,
  name text not null,
  direction text not null default ''::text,
  extent text not null default ''::text,
  channel_id text,
  status text not null default 'idea'::text,
  links jsonb not null default '[]'::jsonb,
  direction_agreement integer,
  extent_agreement integer,
  status_agreement integer,
  created_at timestamp with time zone not null default concord_now(),
  changed_at timestamp with time zone not null default concord_now(),
  constraint initiatives_pkey PRIMARY KEY (workspace_id, id),
  constraint initiatives_workspace_id_creation_key_key UNIQUE (workspace_id, creation_key),
  constraint initiatives_name_check CHECK ((name <> ''::text)),
  constraint initiatives_status_check CHECK ((status = ANY (ARRAY['idea'::text, 'agreed'::text, 'under_way'::text, 'paused'::text, 'done'::text, 'dropped'::text])))
);
comment on column initiatives.id is 'Counted in its workspace';
comment on column initiatives.direction_agreement is 'The agreement that says so; null: none does, and it can be changed freely';

create table lanes (
  workspace_id text not null,
  channel_id text not null,
  next_at timestamp with time zone not null default now(),
  held_by text,
  held_until timestamp with time zone,
  failures integer not null default 0,
  conversation_id text,
  constraint lanes_pkey PRIMARY KEY (workspace_id, channel_id)
);
comment on column lanes.conversation_id is 'Of a direct message: the conversation that Slack opened for it; null: it was never asked';

create table ledger_contents (
  workspace_id text not null,
  seq integer not null,
  salt text not null,
  body text not null,
  constraint ledger_contents_pkey PRIMARY KEY (workspace_id, seq)
);
comment on column ledger_contents.body is 'Canonical JSON, kept as the exact text that was hashed';
CREATE INDEX ledger_contents_search ON public.ledger_contents USING gin (agreement_search(body));

create table ledger_entries (
  workspace_id text not null,
  seq integer not null,
  kind text not null,
  agreement_number integer,
  at timestamp(3) with time zone not null,
  actor text not null,
  previous_hash text not null,
  content_hash text not null,
  hash text not null,
  constraint ledger_entries_pkey PRIMARY KEY (workspace_id, seq),
  constraint ledger_entries_kind_check CHECK ((kind = ANY (ARRAY['agreed'::text, 'reaffirmed'::text, 'amended'::text, 'superseded'::text, 'revoked'::text, 'lapsed'::text, 'redacted'::text]))),
  constraint ledger_entries_seq_check CHECK ((seq >= 1))
);
comment on column ledger_entries.at is 'To the millisecond, as it was hashed';
CREATE UNIQUE INDEX ledger_entries_agreement ON public.ledger_entries USING btree (workspace_id, agreement_number) WHERE (kind = 'agreed'::text);

create table ledger_heads (
  workspace_id text not null,
  seq integer not null,
  hash text not null,
  agreements integer not null,
  constraint ledger_heads_pkey PRIMARY KEY (workspace_id)
);

create table messages (
  workspace_id text not null,
  id bigint not null generated always as identity,
  key text not null,
  channel_id text not null,
  thread_of bigint,
  thread_ts text,
  body jsonb not null,
  revision integer not null default 1,
  sent_revision integer not null default 0,
  reactions text[] not null default '{}'::text[],
  reactions_sent boolean not null default false,
  state text not null default 'pending'::text,
  attempted_at timestamp with time zone,
  posted_channel_id text,
  ts text,
  permalink text,
  error text,
  owner_task text,
  owner_payload jsonb,
  queued_at timestamp with time zone not null default clock_timestamp(),
  created_at timestamp with time zone not null default now(),
  constraint messages_pkey PRIMARY KEY (workspace_id, id),
  constraint messages_workspace_id_key_key UNIQUE (workspace_id, key),
  constraint messages_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'posted'::text, 'missing'::text, 'failed'::text])))
);
comment on column messages.channel_id is 'A channel, or a user id for a direct message';
comment on column messages.body is 'Text, blocks and flags as Slack takes them, at the newest revision';
comment on column messages.attempted_at is 'When a post whose answer is not known was sent: it is looked for in the channel before it is sent again';
comment on column messages.owner_task is 'The job to enqueue once the message is posted, found missing or refused';
comment on column messages.queued_at is 'Since when the newest revision waits; what waits longest in a channel goes first';
CREATE INDEX messages_ts ON public.messages USING btree (workspace_id, posted_channel_id, ts);
CREATE INDEX messages_work ON public.messages USING btree (workspace_id, channel_id, queued_at) WHERE ((state = ANY (ARRAY['pending'::text, 'posted'::text])) AND ((sent_revision < revision) OR (NOT reactions_sent)));

create table objections (
  workspace_id text not null,
  proposal_id integer not null,
  version integer not null,
  user_id text not null,
  asked_at timestamp with time zone not null,
  reason text,
  given_at timestamp with time zone,
  constraint objections_pkey PRIMARY KEY (workspace_id, proposal_id, version, user_id)
);

create table people (
  workspace_id text not null,
  user_id text not null,
  name text not null,
  locale text not null,
  timezone text not null,
  is_workspace_admin boolean not null,
  is_guest boolean not null,
  is_bot boolean not null,
  deactivated boolean not null,
  synced_at timestamp with time zone not null default now(),
  status_emoji text not null default ''::text,
  dnd_from timestamp with time zone,
  dnd_until timestamp with time zone,
  constraint people_pkey PRIMARY KEY (workspace_id, user_id),
  constraint people_dnd_check CHECK ((((dnd_from IS NULL) = (dnd_until IS NULL)) AND (dnd_from < dnd_until))),
  constraint people_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'de'::text])))
);
comment on column people.status_emoji is 'Of the Slack status, as in :palm_tree:; empty: none';
comment on column people.dnd_from is 'Do-not-disturb at Slack, the one that runs or comes next; null: none';

create table poll_acts (
  workspace_id text not null,
  poll_id integer not null,
  ballot text not null,
  key text not null,
  at numeric(20,6) not null,
  department_id integer not null,
  kind text not null,
  question integer not null default 0,
  options integer[] not null default '{}'::integer[],
  reason text,
  constraint poll_acts_pkey PRIMARY KEY (workspace_id, poll_id, ballot, key),
  constraint poll_acts_kind_check CHECK ((kind = ANY (ARRAY['choose'::text, 'toggle'::text, 'withdraw'::text, 'reason'::text])))
);
comment on table poll_acts is 'What was done to ballots, each click once, in whatever order it comes; of an anonymous poll deleted when it closes';
comment on column poll_acts.ballot is 'The person; of an anonymous poll a name that only the app can make out';
comment on column poll_acts.at is 'Slack''s time of the click';

create table poll_departments (
  workspace_id text not null,
  poll_id integer not null,
  department_id integer not null,
  name text not null,
  constraint poll_departments_pkey PRIMARY KEY (workspace_id, poll_id, department_id)
);
comment on column poll_departments.name is 'As it was at opening';

create table poll_options (
  workspace_id text not null,
  poll_id integer not null,
  id integer not null,
  question integer not null default 0,
  text text not null,
  request_key text,
  constraint poll_options_pkey PRIMARY KEY (workspace_id, poll_id, id),
  constraint poll_options_workspace_id_poll_id_request_key_key UNIQUE (workspace_id, poll_id, request_key)
);
comment on column poll_options.question is '0; of a pulse 0 is the direction and 1 the extent';
comment on column poll_options.text is 'Empty for the steps of a pulse, which the catalogue names';
comment on column poll_options.request_key is 'Of one that was added later, hashed: it names nobody';

create table poll_plans (
  workspace_id text not null,
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
  state text not null default 'active'::text,
  next_slot text,
  created_at timestamp with time zone not null default concord_now(),
  constraint poll_plans_pkey PRIMARY KEY (workspace_id, id),
  constraint poll_plans_workspace_id_creation_key_key UNIQUE (workspace_id, creation_key),
  constraint poll_plans_check CHECK ((((rule IS NULL) = (first_slot IS NULL)) AND ((rule IS NULL) = (timezone IS NULL)))),
  constraint poll_plans_state_check CHECK ((state = ANY (ARRAY['active'::text, 'ended'::text])))
);
comment on table poll_plans is 'Polls for later: drafts (no rule), repeated ones (a rule), and those before every sync';
comment on column poll_plans.deadline_text is 'As it was typed, read anew at every run; null: the usual time';
comment on column poll_plans.first_slot is 'Local time from which the rule counts, YYYY-MM-DDTHH:MM in its timezone';
comment on column poll_plans.next_slot is 'The slot that is armed; null: none is';

create table poll_voters (
  workspace_id text not null,
  poll_id integer not null,
  user_id text not null,
  department_id integer not null,
  is_lead boolean not null,
  constraint poll_voters_pkey PRIMARY KEY (workspace_id, poll_id, user_id)
);
comment on table poll_voters is 'Who may answer, frozen when the poll opened; says nothing of who did';

create table polls (
  workspace_id text not null,
  id integer not null,
  creation_key text not null,
  kind text not null,
  author_user_id text not null,
  channel_id text not null,
  question text not null,
  is_several boolean not null,
  is_ordered boolean not null,
  is_anonymous boolean not null,
  visibility text not null,
  may_add_options boolean not null,
  initiative_id integer,
  plan_id integer,
  source_permalink text,
  opened_at timestamp with time zone not null,
  deadline timestamp with time zone not null,
  is_late boolean not null default false,
  state text not null default 'open'::text,
  closed_at timestamp with time zone,
  closed_by text,
  outcome jsonb,
  secret text,
  secret_check text,
  message_id bigint,
  outcome_message_id bigint,
  last_reminded_at timestamp with time zone,
  constraint polls_pkey PRIMARY KEY (workspace_id, id),
  constraint polls_workspace_id_creation_key_key UNIQUE (workspace_id, creation_key),
  constraint polls_check CHECK (((NOT is_anonymous) OR (visibility = 'closed'::text))),
  constraint polls_check1 CHECK (((kind <> 'pulse'::text) OR (initiative_id IS NOT NULL))),
  constraint polls_check2 CHECK (((state = 'closed'::text) = ((outcome IS NOT NULL) AND (closed_at IS NOT NULL)))),
  constraint polls_check3 CHECK (((state = 'open'::text) OR (secret IS NULL))),
  constraint polls_kind_check CHECK ((kind = ANY (ARRAY['choice'::text, 'pulse'::text]))),
  constraint polls_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint polls_visibility_check CHECK ((visibility = ANY (ARRAY['always'::text, 'voted'::text, 'closed'::text])))
);
comment on column polls.visibility is 'When results are seen: always, by whoever has voted, or once it is closed';
comment on column polls.closed_by is 'Who closed it early; null: the deadline, or everybody had voted';
comment on column polls.outcome is 'Counts by department, alignment, reasons; of an anonymous poll all that is left';
comment on column polls.secret is 'Of an anonymous poll while it is open: with a key that is not in the database it names the ballots';
comment on column polls.secret_check is 'Tells whether the key is still the one with which the poll was opened';
CREATE INDEX polls_of_initiative ON public.polls USING btree (workspace_id, initiative_id, closed_at) WHERE (initiative_id IS NOT NULL);

create table processes (
  id text not null,
  worker_pool_ids text[] not null,
  seen_at timestamp with time zone not null default now(),
  constraint processes_pkey PRIMARY KEY (id)
);

create table proposal_departments (
  workspace_id text not null,
  proposal_id integer not null,
  department_id integer not null,
  name text not null,
  constraint proposal_departments_pkey PRIMARY KEY (workspace_id, proposal_id, department_id)
);
comment on column proposal_departments.name is 'As it was at opening';

create table proposal_stances (
  workspace_id text not null,
  proposal_id integer not null,
  version integer not null,
  user_id text not null,
  stance text not null,
  event_ts text,
  constraint proposal_stances_pkey PRIMARY KEY (workspace_id, proposal_id, version, user_id),
  constraint proposal_stances_stance_check CHECK ((stance = ANY (ARRAY['agree'::text, 'object'::text, 'abstain'::text])))
);
comment on table proposal_stances is 'Who stood where when a version was replaced or the proposal closed';
comment on column proposal_stances.event_ts is 'Null: known only from reading the reactions back';

create table proposal_versions (
  workspace_id text not null,
  proposal_id integer not null,
  version integer not null,
  statement text not null,
  rationale text,
  edited_by text not null,
  created_at timestamp with time zone not null,
  message_id bigint,
  constraint proposal_versions_pkey PRIMARY KEY (workspace_id, proposal_id, version),
  constraint proposal_versions_statement_check CHECK ((statement <> ''::text))
);
CREATE UNIQUE INDEX proposal_versions_message ON public.proposal_versions USING btree (workspace_id, message_id);

create table proposal_voters (
  workspace_id text not null,
  proposal_id integer not null,
  user_id text not null,
  department_id integer not null,
  is_lead boolean not null,
  remind_at timestamp with time zone,
  reminded_at timestamp with time zone,
  constraint proposal_voters_pkey PRIMARY KEY (workspace_id, proposal_id, user_id)
);
comment on table proposal_voters is 'Who may vote, frozen when the proposal opened';
CREATE INDEX proposal_voters_due ON public.proposal_voters USING btree (remind_at) WHERE ((reminded_at IS NULL) AND (remind_at IS NOT NULL));

create table proposals (
  workspace_id text not null,
  id integer not null generated always as identity,
  creation_key text not null,
  author_user_id text not null,
  channel_id text not null,
  rule text not null,
  initiative_name text,
  review_on date,
  source_permalink text,
  stance_emoji jsonb not null,
  current_version integer not null default 1,
  opened_at timestamp with time zone not null,
  deadline timestamp with time zone not null,
  state text not null default 'open'::text,
  close_claimed_at timestamp with time zone,
  outcome text,
  closed_at timestamp with time zone,
  closed_by text,
  tally jsonb,
  last_reminded_at timestamp with time zone,
  refreshed_at timestamp with time zone,
  read_back_at timestamp with time zone,
  on_closed_task text,
  on_closed_payload jsonb,
  constraint proposals_pkey PRIMARY KEY (workspace_id, id),
  constraint proposals_workspace_id_creation_key_key UNIQUE (workspace_id, creation_key),
  constraint proposals_check CHECK (((state = 'closed'::text) = ((outcome IS NOT NULL) AND (closed_at IS NOT NULL) AND (tally IS NOT NULL)))),
  constraint proposals_outcome_check CHECK ((outcome = ANY (ARRAY['agreed'::text, 'rejected'::text, 'no_quorum'::text, 'withdrawn'::text]))),
  constraint proposals_rule_check CHECK ((rule = ANY (ARRAY['two-key'::text, 'leads'::text, 'consent'::text, 'majority'::text, 'unanimous'::text]))),
  constraint proposals_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);
comment on column proposals.creation_key is 'The command or submission that opened it: a repeated one opens nothing';
comment on column proposals.stance_emoji is 'What the reactions mean, frozen at opening';
comment on column proposals.closed_by is 'Who withdrew it; null when a rule decided';
comment on column proposals.tally is 'The count and the reasons at closing';
comment on column proposals.refreshed_at is 'Real time of the last look at the reactions, for pacing';
comment on column proposals.read_back_at is 'Real time of the last reading back of the reactions; null: as soon as possible';
comment on column proposals.on_closed_task is 'The job to enqueue when it closes; such a proposal cannot be reworded';
CREATE INDEX proposals_due ON public.proposals USING btree (deadline) WHERE (state = 'open'::text);
CREATE INDEX proposals_read_back ON public.proposals USING btree (read_back_at NULLS FIRST) WHERE (state = 'open'::text);

create table reaction_events (
  workspace_id text not null,
  event_id text not null,
  channel_id text not null,
  message_ts text not null,
  user_id text not null,
  reaction text not null,
  added boolean not null,
  event_ts text not null,
  inferred boolean not null default false,
  constraint reaction_events_pkey PRIMARY KEY (workspace_id, event_id)
);
comment on column reaction_events.inferred is 'Not told by Slack but seen when reading the reactions back; event_ts is then the time of reading';
CREATE INDEX reaction_events_message ON public.reaction_events USING btree (workspace_id, channel_id, message_ts);

create table schedule (
  workspace_id text not null,
  key text not null,
  task text not null,
  payload jsonb not null,
  due_at timestamp with time zone not null,
  fired_at timestamp with time zone,
  constraint schedule_pkey PRIMARY KEY (workspace_id, key)
);
comment on column schedule.key is 'What it is for; the same key armed again has a new time';
CREATE INDEX schedule_due ON public.schedule USING btree (due_at) WHERE (fired_at IS NULL);

create table standup_answers (
  workspace_id text not null,
  round_id integer not null,
  user_id text not null,
  question integer not null,
  text text not null,
  source_ts text,
  answered_at timestamp with time zone not null,
  constraint standup_answers_pkey PRIMARY KEY (workspace_id, round_id, user_id, question),
  constraint standup_answers_text_check CHECK ((text <> ''::text))
);
comment on column standup_answers.question is 'Its place among the questions, from 0';
comment on column standup_answers.source_ts is 'The reply in which it was given; null: in the form';

create table standup_departments (
  workspace_id text not null,
  standup_id integer not null,
  department_id integer not null,
  constraint standup_departments_pkey PRIMARY KEY (workspace_id, standup_id, department_id)
);

create table standup_needs (
  workspace_id text not null,
  id integer not null generated always as identity,
  round_id integer not null,
  user_id text not null,
  from_department_id integer not null,
  to_department_id integer,
  text text not null,
  state text not null default 'open'::text,
  handled_by text,
  handled_at timestamp with time zone,
  created_at timestamp with time zone not null default concord_now(),
  constraint standup_needs_pkey PRIMARY KEY (workspace_id, id),
  constraint standup_needs_workspace_id_round_id_user_id_key UNIQUE (workspace_id, round_id, user_id),
  constraint standup_needs_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'answered'::text, 'proposal'::text, 'agenda'::text, 'done'::text])))
);
comment on column standup_needs.to_department_id is 'Null: all other departments of the standup';
CREATE INDEX standup_needs_open ON public.standup_needs USING btree (workspace_id, id) WHERE (state = ANY (ARRAY['open'::text, 'accepted'::text]));

create table standup_people (
  workspace_id text not null,
  standup_id integer not null,
  user_id text not null,
  constraint standup_people_pkey PRIMARY KEY (workspace_id, standup_id, user_id)
);
comment on table standup_people is 'People asked besides those of the departments';

create table standup_prompts (
  workspace_id text not null,
  round_id integer not null,
  user_id text not null,
  department_id integer not null,
  prompt_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  state text not null default 'planned'::text,
  prompted_at timestamp with time zone,
  reminded_at timestamp with time zone,
  message_id bigint,
  constraint standup_prompts_pkey PRIMARY KEY (workspace_id, round_id, user_id),
  constraint standup_prompts_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'prompted'::text, 'answered'::text, 'nothing'::text, 'away'::text, 'holiday'::text, 'missed'::text, 'left'::text])))
);
comment on column standup_prompts.state is 'missed: not answered, or (without prompted_at) not asked in time; left: no longer asked';
CREATE INDEX standup_prompts_message ON public.standup_prompts USING btree (workspace_id, message_id);
CREATE INDEX standup_prompts_user ON public.standup_prompts USING btree (workspace_id, user_id, prompt_at);

create table standup_rounds (
  workspace_id text not null,
  id integer not null generated always as identity,
  standup_id integer not null,
  day date not null,
  report_at timestamp with time zone not null,
  reported_at timestamp with time zone,
  amended_at timestamp with time zone,
  report_message_id bigint,
  constraint standup_rounds_pkey PRIMARY KEY (workspace_id, id),
  constraint standup_rounds_workspace_id_standup_id_day_key UNIQUE (workspace_id, standup_id, day)
);
comment on column standup_rounds.report_at is 'The end of the last window';

create table standups (
  workspace_id text not null,
  id integer not null,
  creation_key text not null,
  created_by text not null,
  name text not null,
  channel_id text not null,
  questions jsonb not null,
  weekdays integer[] not null,
  "time" text not null,
  window_minutes integer not null,
  remind_minutes integer,
  visibility text not null,
  state text not null default 'active'::text,
  planned_until date,
  created_at timestamp with time zone not null default concord_now(),
  constraint standups_pkey PRIMARY KEY (workspace_id, id),
  constraint standups_workspace_id_creation_key_key UNIQUE (workspace_id, creation_key),
  constraint standups_name_check CHECK ((name <> ''::text)),
  constraint standups_remind_minutes_check CHECK ((remind_minutes > 0)),
  constraint standups_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'ended'::text]))),
  constraint standups_time_check CHECK (("time" ~ '^\d\d:\d\d$'::text)),
  constraint standups_visibility_check CHECK ((visibility = ANY (ARRAY['names'::text, 'departments'::text]))),
  constraint standups_weekdays_check CHECK ((weekdays <> '{}'::integer[])),
  constraint standups_window_minutes_check CHECK (((window_minutes >= 15) AND (window_minutes <= 1380)))
);
comment on column standups.id is 'Counted in its workspace: 1 is ST-1';
comment on column standups.questions is 'In their order, each with its kind: text, need or decide';
comment on column standups.weekdays is '1 Monday to 7 Sunday';
comment on column standups."time" is 'Local time of each person';
comment on column standups.remind_minutes is 'Before the end of the window; null: nobody is reminded';
comment on column standups.planned_until is 'Every day up to this one has its round; null: none has';

create table sync_attendance (
  workspace_id text not null,
  sync_id integer not null,
  user_id text not null,
  answer text not null,
  delegate_user_id text,
  answered_at timestamp with time zone not null,
  constraint sync_attendance_pkey PRIMARY KEY (workspace_id, sync_id, user_id),
  constraint sync_attendance_answer_check CHECK ((answer = ANY (ARRAY['here'::text, 'absent'::text, 'sending'::text]))),
  constraint sync_attendance_check CHECK (((delegate_user_id IS NULL) OR (answer = 'sending'::text)))
);

create table sync_decisions (
  workspace_id text not null,
  sync_id integer not null,
  proposal_id integer not null,
  kind text not null,
  constraint sync_decisions_pkey PRIMARY KEY (workspace_id, sync_id, proposal_id),
  constraint sync_decisions_kind_check CHECK ((kind = ANY (ARRAY['proposal'::text, 'leads'::text])))
);
comment on table sync_decisions is 'What was decided in a sync, and how it was put on record';

create table sync_participants (
  workspace_id text not null,
  series_id integer not null,
  user_id text not null,
  constraint sync_participants_pkey PRIMARY KEY (workspace_id, series_id, user_id)
);
CREATE INDEX sync_participants_user ON public.sync_participants USING btree (workspace_id, user_id);

create table sync_series (
  workspace_id text not null,
  id integer not null,
  creation_key text not null,
  created_by text not null,
  title text not null,
  channel_id text not null,
  rule text not null,
  first_slot text not null,
  timezone text not null,
  minutes integer not null,
  link text,
  agenda_days integer not null default 1,
  holiday_country text,
  holiday_region text,
  on_holiday text not null default 'skip'::text,
  state text not null default 'active'::text,
  planned_until timestamp with time zone,
  revision integer not null default 1,
  created_at timestamp with time zone not null default concord_now(),
  changed_at timestamp with time zone not null default concord_now(),
  constraint sync_series_pkey PRIMARY KEY (workspace_id, id),
  constraint sync_series_workspace_id_creation_key_key UNIQUE (workspace_id, creation_key),
  constraint sync_series_agenda_days_check CHECK (((agenda_days >= 0) AND (agenda_days <= 10))),
  constraint sync_series_first_slot_check CHECK ((first_slot ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'::text)),
  constraint sync_series_minutes_check CHECK (((minutes >= 5) AND (minutes <= 720))),
  constraint sync_series_on_holiday_check CHECK ((on_holiday = ANY (ARRAY['skip'::text, 'move'::text]))),
  constraint sync_series_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'ended'::text]))),
  constraint sync_series_title_check CHECK ((title <> ''::text))
);
comment on column sync_series.id is 'Counted in its workspace: 1 is S-1';
comment on column sync_series.rule is 'RFC 5545 RRULE, counted from first_slot';
comment on column sync_series.first_slot is 'Local time in the zone at which the rule begins';
comment on column sync_series.agenda_days is 'Working days before the start at which the agenda is posted; 0: two hours before';
comment on column sync_series.holiday_country is 'Whose public holidays are observed; null: none';
comment on column sync_series.planned_until is 'Every time of the rule before this instant has its row; null: none has';
comment on column sync_series.revision is 'Grows with every change, for calendars';

create table sync_series_departments (
  workspace_id text not null,
  series_id integer not null,
  department_id integer not null,
  constraint sync_series_departments_pkey PRIMARY KEY (workspace_id, series_id, department_id)
);

create table syncs (
  workspace_id text not null,
  id integer not null generated always as identity,
  series_id integer not null,
  slot text not null,
  local_start text not null,
  timezone text not null,
  starts_at timestamp with time zone not null,
  minutes integer not null,
  agenda_at timestamp with time zone not null,
  state text not null default 'planned'::text,
  cause text,
  changed_by text,
  agenda_done_at timestamp with time zone,
  start_done_at timestamp with time zone,
  after_done_at timestamp with time zone,
  closed_at timestamp with time zone,
  agenda_message_id bigint,
  start_message_id bigint,
  after_message_id bigint,
  notes text,
  told_by text,
  skip_key text,
  carried_over integer not null default 0,
  constraint syncs_pkey PRIMARY KEY (workspace_id, id),
  constraint syncs_workspace_id_series_id_slot_key UNIQUE (workspace_id, series_id, slot),
  constraint syncs_cause_check CHECK ((cause = ANY (ARRAY['person'::text, 'holiday'::text, 'paused'::text, 'ended'::text, 'not_held'::text, 'unanswered'::text, 'downtime'::text]))),
  constraint syncs_check CHECK ((((state = 'planned'::text) OR (state = 'held'::text)) = (cause IS NULL))),
  constraint syncs_local_start_check CHECK ((local_start ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'::text)),
  constraint syncs_slot_check CHECK ((slot ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'::text)),
  constraint syncs_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'skipped'::text, 'held'::text, 'missed'::text])))
);
comment on column syncs.slot is 'The local time that the rule gives';
comment on column syncs.local_start is 'The local time at which it is held; another than the slot where it was moved';
comment on column syncs.agenda_done_at is 'When the agenda was seen to, be it posted or recorded as missed; null: still to come';
comment on column syncs.told_by is 'Who said whether it was held';
comment on column syncs.skip_key is 'The request that skipped it as the next one; come again, it means the same one';
comment on column syncs.carried_over is 'How many items of its agenda went on to the next';
CREATE INDEX syncs_start ON public.syncs USING btree (workspace_id, series_id, starts_at);

create table workspaces (
  id text not null,
  name text not null,
  bot_user_id text not null,
  locale text not null,
  timezone text not null,
  country text,
  home_channel_id text,
  stance_emoji jsonb,
  set_up_at timestamp with time zone,
  slack_paused_until timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  retention_days integer not null default 180,
  charts_refused_at timestamp with time zone,
  charts_shown_at timestamp with time zone,
  constraint workspaces_pkey PRIMARY KEY (id),
  constraint workspaces_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'de'::text]))),
  constraint workspaces_retention_days_check CHECK ((retention_days > 0))
);
comment on column workspaces.stance_emoji is 'Own lists of reactions for each stance; null: the usual ones';
comment on column workspaces.slack_paused_until is 'Real time until which Slack asked this workspace to wait (Retry-After)';
comment on column workspaces.retention_days is 'Answers of standups are deleted after so many days; the counts stay';
comment on column workspaces.charts_refused_at is 'When Slack last refused a native chart here; null: never';

alter table absences add constraint absences_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table agenda_items add constraint agenda_items_workspace_id_initiative_id_fkey
  FOREIGN KEY (workspace_id, initiative_id) REFERENCES initiatives(workspace_id, id);

alter table agenda_items add constraint agenda_items_workspace_id_series_id_fkey
  FOREIGN KEY (workspace_id, series_id) REFERENCES sync_series(workspace_id, id);

alter table agenda_items add constraint agenda_items_workspace_id_sync_id_fkey
  FOREIGN KEY (workspace_id, sync_id) REFERENCES syncs(workspace_id, id);

alter table agreements add constraint agreements_workspace_id_proposal_id_fkey
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals(workspace_id, id);

alter table agreements add constraint agreements_workspace_id_seq_fkey
  FOREIGN KEY (workspace_id, seq) REFERENCES ledger_entries(workspace_id, seq);

alter table calendar_feeds add constraint calendar_feeds_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table calendar_feeds add constraint calendar_feeds_workspace_id_series_id_fkey
  FOREIGN KEY (workspace_id, series_id) REFERENCES sync_series(workspace_id, id);

alter table calendar_files add constraint calendar_files_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table calendar_files add constraint calendar_files_workspace_id_series_id_fkey
  FOREIGN KEY (workspace_id, series_id) REFERENCES sync_series(workspace_id, id);

alter table concord_admins add constraint concord_admins_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table department_members add constraint department_members_workspace_id_department_id_fkey
  FOREIGN KEY (workspace_id, department_id) REFERENCES departments(workspace_id, id);

alter table departments add constraint departments_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table follow_ups add constraint follow_ups_workspace_id_initiative_id_fkey
  FOREIGN KEY (workspace_id, initiative_id) REFERENCES initiatives(workspace_id, id);

alter table follow_ups add constraint follow_ups_workspace_id_series_id_fkey
  FOREIGN KEY (workspace_id, series_id) REFERENCES sync_series(workspace_id, id);

alter table follow_ups add constraint follow_ups_workspace_id_sync_id_fkey
  FOREIGN KEY (workspace_id, sync_id) REFERENCES syncs(workspace_id, id);

alter table grey_zone_claims add constraint grey_zone_claims_workspace_id_grey_zone_id_department_id_fkey
  FOREIGN KEY (workspace_id, grey_zone_id, department_id) REFERENCES grey_zone_departments(workspace_id, grey_zone_id, department_id);

alter table grey_zone_claims add constraint grey_zone_claims_workspace_id_grey_zone_id_round_user_id_fkey
  FOREIGN KEY (workspace_id, grey_zone_id, round, user_id) REFERENCES grey_zone_voters(workspace_id, grey_zone_id, round, user_id);

alter table grey_zone_departments add constraint grey_zone_departments_workspace_id_department_id_fkey
  FOREIGN KEY (workspace_id, department_id) REFERENCES departments(workspace_id, id);

alter table grey_zone_departments add constraint grey_zone_departments_workspace_id_grey_zone_id_fkey
  FOREIGN KEY (workspace_id, grey_zone_id) REFERENCES grey_zones(workspace_id, id);

alter table grey_zone_rounds add constraint grey_zone_rounds_workspace_id_grey_zone_id_fkey
  FOREIGN KEY (workspace_id, grey_zone_id) REFERENCES grey_zones(workspace_id, id);

alter table grey_zone_rounds add constraint grey_zone_rounds_workspace_id_matrix_message_id_fkey
  FOREIGN KEY (workspace_id, matrix_message_id) REFERENCES messages(workspace_id, id);

alter table grey_zone_rounds add constraint grey_zone_rounds_workspace_id_message_id_fkey
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages(workspace_id, id);

alter table grey_zone_voters add constraint grey_zone_voters_workspace_id_grey_zone_id_department_id_fkey
  FOREIGN KEY (workspace_id, grey_zone_id, department_id) REFERENCES grey_zone_departments(workspace_id, grey_zone_id, department_id);

alter table grey_zone_voters add constraint grey_zone_voters_workspace_id_grey_zone_id_round_fkey
  FOREIGN KEY (workspace_id, grey_zone_id, round) REFERENCES grey_zone_rounds(workspace_id, grey_zone_id, round);

alter table grey_zones add constraint grey_zones_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table grey_zones add constraint grey_zones_workspace_id_initiative_id_fkey
  FOREIGN KEY (workspace_id, initiative_id) REFERENCES initiatives(workspace_id, id);

alter table grey_zones add constraint grey_zones_workspace_id_owner_department_id_fkey
  FOREIGN KEY (workspace_id, owner_department_id) REFERENCES departments(workspace_id, id);

alter table initiative_departments add constraint initiative_departments_workspace_id_department_id_fkey
  FOREIGN KEY (workspace_id, department_id) REFERENCES departments(workspace_id, id);

alter table initiative_departments add constraint initiative_departments_workspace_id_initiative_id_fkey
  FOREIGN KEY (workspace_id, initiative_id) REFERENCES initiatives(workspace_id, id);

alter table initiative_names add constraint initiative_names_workspace_id_initiative_id_fkey
  FOREIGN KEY (workspace_id, initiative_id) REFERENCES initiatives(workspace_id, id);

alter table initiatives add constraint initiatives_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table lanes add constraint lanes_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table ledger_contents add constraint ledger_contents_workspace_id_seq_fkey
  FOREIGN KEY (workspace_id, seq) REFERENCES ledger_entries(workspace_id, seq);

alter table ledger_entries add constraint ledger_entries_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table ledger_heads add constraint ledger_heads_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table messages add constraint messages_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table messages add constraint messages_workspace_id_thread_of_fkey
  FOREIGN KEY (workspace_id, thread_of) REFERENCES messages(workspace_id, id);

alter table objections add constraint objections_workspace_id_proposal_id_user_id_fkey
  FOREIGN KEY (workspace_id, proposal_id, user_id) REFERENCES proposal_voters(workspace_id, proposal_id, user_id);

alter table objections add constraint objections_workspace_id_proposal_id_version_fkey
  FOREIGN KEY (workspace_id, proposal_id, version) REFERENCES proposal_versions(workspace_id, proposal_id, version);

alter table people add constraint people_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table poll_acts add constraint poll_acts_workspace_id_poll_id_department_id_fkey
  FOREIGN KEY (workspace_id, poll_id, department_id) REFERENCES poll_departments(workspace_id, poll_id, department_id);

alter table poll_departments add constraint poll_departments_workspace_id_department_id_fkey
  FOREIGN KEY (workspace_id, department_id) REFERENCES departments(workspace_id, id);

alter table poll_departments add constraint poll_departments_workspace_id_poll_id_fkey
  FOREIGN KEY (workspace_id, poll_id) REFERENCES polls(workspace_id, id);

alter table poll_options add constraint poll_options_workspace_id_poll_id_fkey
  FOREIGN KEY (workspace_id, poll_id) REFERENCES polls(workspace_id, id);

alter table poll_plans add constraint poll_plans_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table poll_plans add constraint poll_plans_workspace_id_initiative_id_fkey
  FOREIGN KEY (workspace_id, initiative_id) REFERENCES initiatives(workspace_id, id);

alter table poll_voters add constraint poll_voters_workspace_id_poll_id_department_id_fkey
  FOREIGN KEY (workspace_id, poll_id, department_id) REFERENCES poll_departments(workspace_id, poll_id, department_id);

alter table polls add constraint polls_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table polls add constraint polls_workspace_id_initiative_id_fkey
  FOREIGN KEY (workspace_id, initiative_id) REFERENCES initiatives(workspace_id, id);

alter table polls add constraint polls_workspace_id_message_id_fkey
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages(workspace_id, id);

alter table polls add constraint polls_workspace_id_outcome_message_id_fkey
  FOREIGN KEY (workspace_id, outcome_message_id) REFERENCES messages(workspace_id, id);

alter table polls add constraint polls_workspace_id_plan_id_fkey
  FOREIGN KEY (workspace_id, plan_id) REFERENCES poll_plans(workspace_id, id);

alter table proposal_departments add constraint proposal_departments_workspace_id_department_id_fkey
  FOREIGN KEY (workspace_id, department_id) REFERENCES departments(workspace_id, id);

alter table proposal_departments add constraint proposal_departments_workspace_id_proposal_id_fkey
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals(workspace_id, id);

alter table proposal_stances add constraint proposal_stances_workspace_id_proposal_id_user_id_fkey
  FOREIGN KEY (workspace_id, proposal_id, user_id) REFERENCES proposal_voters(workspace_id, proposal_id, user_id);

alter table proposal_stances add constraint proposal_stances_workspace_id_proposal_id_version_fkey
  FOREIGN KEY (workspace_id, proposal_id, version) REFERENCES proposal_versions(workspace_id, proposal_id, version);

alter table proposal_versions add constraint proposal_versions_workspace_id_message_id_fkey
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages(workspace_id, id);

alter table proposal_versions add constraint proposal_versions_workspace_id_proposal_id_fkey
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals(workspace_id, id);

alter table proposal_voters add constraint proposal_voters_workspace_id_proposal_id_department_id_fkey
  FOREIGN KEY (workspace_id, proposal_id, department_id) REFERENCES proposal_departments(workspace_id, proposal_id, department_id);

alter table proposals add constraint proposals_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table reaction_events add constraint reaction_events_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table schedule add constraint schedule_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table standup_answers add constraint standup_answers_workspace_id_round_id_user_id_fkey
  FOREIGN KEY (workspace_id, round_id, user_id) REFERENCES standup_prompts(workspace_id, round_id, user_id);

alter table standup_departments add constraint standup_departments_workspace_id_department_id_fkey
  FOREIGN KEY (workspace_id, department_id) REFERENCES departments(workspace_id, id);

alter table standup_departments add constraint standup_departments_workspace_id_standup_id_fkey
  FOREIGN KEY (workspace_id, standup_id) REFERENCES standups(workspace_id, id);

alter table standup_needs add constraint standup_needs_workspace_id_from_department_id_fkey
  FOREIGN KEY (workspace_id, from_department_id) REFERENCES departments(workspace_id, id);

alter table standup_needs add constraint standup_needs_workspace_id_round_id_user_id_fkey
  FOREIGN KEY (workspace_id, round_id, user_id) REFERENCES standup_prompts(workspace_id, round_id, user_id);

alter table standup_needs add constraint standup_needs_workspace_id_to_department_id_fkey
  FOREIGN KEY (workspace_id, to_department_id) REFERENCES departments(workspace_id, id);

alter table standup_people add constraint standup_people_workspace_id_standup_id_fkey
  FOREIGN KEY (workspace_id, standup_id) REFERENCES standups(workspace_id, id);

alter table standup_prompts add constraint standup_prompts_workspace_id_department_id_fkey
  FOREIGN KEY (workspace_id, department_id) REFERENCES departments(workspace_id, id);

alter table standup_prompts add constraint standup_prompts_workspace_id_message_id_fkey
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages(workspace_id, id);

alter table standup_prompts add constraint standup_prompts_workspace_id_round_id_fkey
  FOREIGN KEY (workspace_id, round_id) REFERENCES standup_rounds(workspace_id, id);

alter table standup_rounds add constraint standup_rounds_workspace_id_report_message_id_fkey
  FOREIGN KEY (workspace_id, report_message_id) REFERENCES messages(workspace_id, id);

alter table standup_rounds add constraint standup_rounds_workspace_id_standup_id_fkey
  FOREIGN KEY (workspace_id, standup_id) REFERENCES standups(workspace_id, id);

alter table standups add constraint standups_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table sync_attendance add constraint sync_attendance_workspace_id_sync_id_fkey
  FOREIGN KEY (workspace_id, sync_id) REFERENCES syncs(workspace_id, id);

alter table sync_decisions add constraint sync_decisions_workspace_id_proposal_id_fkey
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals(workspace_id, id);

alter table sync_decisions add constraint sync_decisions_workspace_id_sync_id_fkey
  FOREIGN KEY (workspace_id, sync_id) REFERENCES syncs(workspace_id, id);

alter table sync_participants add constraint sync_participants_workspace_id_series_id_fkey
  FOREIGN KEY (workspace_id, series_id) REFERENCES sync_series(workspace_id, id);

alter table sync_series add constraint sync_series_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces(id);

alter table sync_series_departments add constraint sync_series_departments_workspace_id_department_id_fkey
  FOREIGN KEY (workspace_id, department_id) REFERENCES departments(workspace_id, id);

alter table sync_series_departments add constraint sync_series_departments_workspace_id_series_id_fkey
  FOREIGN KEY (workspace_id, series_id) REFERENCES sync_series(workspace_id, id);

alter table syncs add constraint syncs_workspace_id_after_message_id_fkey
  FOREIGN KEY (workspace_id, after_message_id) REFERENCES messages(workspace_id, id);

alter table syncs add constraint syncs_workspace_id_agenda_message_id_fkey
  FOREIGN KEY (workspace_id, agenda_message_id) REFERENCES messages(workspace_id, id);

alter table syncs add constraint syncs_workspace_id_series_id_fkey
  FOREIGN KEY (workspace_id, series_id) REFERENCES sync_series(workspace_id, id);

alter table syncs add constraint syncs_workspace_id_start_message_id_fkey
  FOREIGN KEY (workspace_id, start_message_id) REFERENCES messages(workspace_id, id);

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.agreements FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.agreements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER append_only BEFORE UPDATE ON public.ledger_contents FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.ledger_contents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER erasure BEFORE DELETE ON public.ledger_contents FOR EACH ROW EXECUTE FUNCTION refuse_unannounced_erasure();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER forward_only BEFORE DELETE OR UPDATE ON public.ledger_heads FOR EACH ROW EXECUTE FUNCTION refuse_backward_head();

CREATE TRIGGER forward_only_truncate BEFORE TRUNCATE ON public.ledger_heads FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
