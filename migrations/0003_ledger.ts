import { type Kysely, sql } from 'kysely';

/** The append-only ledger of agreements. The database itself refuses what would rewrite history. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table ledger_entries (
    workspace_id text not null references workspaces,
    seq integer not null check (seq >= 1),
    kind text not null
      check (kind in ('agreed', 'reaffirmed', 'amended', 'superseded', 'revoked', 'lapsed', 'redacted')),
    agreement_number integer,
    at timestamptz(3) not null,
    actor text not null,
    previous_hash text not null,
    content_hash text not null,
    hash text not null,
    primary key (workspace_id, seq)
  )`,
  `comment on column ledger_entries.at is 'To the millisecond, as it was hashed'`,
  `create unique index ledger_entries_agreement on ledger_entries (workspace_id, agreement_number) where kind = 'agreed'`,

  // Apart from the entries, so that content can be erased by law while the chain still verifies.
  `create table ledger_contents (
    workspace_id text not null,
    seq integer not null,
    salt text not null,
    body text not null,
    primary key (workspace_id, seq),
    foreign key (workspace_id, seq) references ledger_entries (workspace_id, seq)
  )`,
  `comment on column ledger_contents.body is 'Canonical JSON, kept as the exact text that was hashed'`,

  // The end of the chain, kept apart, so that a missing last entry shows.
  `create table ledger_heads (
    workspace_id text primary key references workspaces,
    seq integer not null,
    hash text not null,
    agreements integer not null
  )`,

  `create table agreements (
    workspace_id text not null,
    number integer not null,
    proposal_id integer not null,
    seq integer not null,
    primary key (workspace_id, number),
    unique (workspace_id, proposal_id),
    unique (workspace_id, seq),
    foreign key (workspace_id, proposal_id) references proposals (workspace_id, id),
    foreign key (workspace_id, seq) references ledger_entries (workspace_id, seq)
  )`,

  `create function agreement_search(body text) returns tsvector language sql immutable parallel safe as $$
    select to_tsvector('english', words) || to_tsvector('german', words) || to_tsvector('simple', words)
    from (select concat_ws(' ', body::jsonb ->> 'statement', body::jsonb ->> 'rationale',
                                body::jsonb ->> 'initiative') as words) as content
  $$`,
  `create index ledger_contents_search on ledger_contents using gin (agreement_search(body))`,

  `create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the ledger is append-only: % on % is refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
    end
  $$`,
  `create trigger append_only before update or delete on ledger_entries
    for each row execute function refuse_change()`,
  `create trigger append_only_truncate before truncate on ledger_entries
    for each statement execute function refuse_change()`,
  `create trigger append_only before update on ledger_contents
    for each row execute function refuse_change()`,
  `create trigger append_only_truncate before truncate on ledger_contents
    for each statement execute function refuse_change()`,

  // Erasing by law: only after a 'redacted' entry that names the erased one.
  `create function refuse_unannounced_erasure() returns trigger language plpgsql as $$
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
  $$`,
  `create trigger erasure before delete on ledger_contents
    for each row execute function refuse_unannounced_erasure()`,

  `create function refuse_backward_head() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and new.workspace_id = old.workspace_id and new.seq = old.seq + 1
        and new.agreements between old.agreements and old.agreements + 1 then
        return new;
      end if;
      raise exception 'the ledger only grows: % on its head is refused', tg_op
        using errcode = 'insufficient_privilege';
    end
  $$`,
  `create trigger forward_only before update or delete on ledger_heads
    for each row execute function refuse_backward_head()`,
  `create trigger forward_only_truncate before truncate on ledger_heads
    for each statement execute function refuse_change()`,
  `create trigger append_only before update or delete on agreements
    for each row execute function refuse_change()`,
  `create trigger append_only_truncate before truncate on agreements
    for each statement execute function refuse_change()`,
];
