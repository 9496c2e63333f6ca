-- Rights for a role that runs Concord without owning its tables, so that not even a stolen DATABASE_URL can drop the
-- triggers that protect the ledger. Run it as the owner, after every `npm run migrate`; see docs/operating.md.
grant usage on schema public, graphile_worker to concord_app;
grant select, insert, update, delete on all tables in schema public, graphile_worker to concord_app;
grant usage on all sequences in schema public, graphile_worker to concord_app;

revoke insert, update, delete on clock, kysely_migration, kysely_migration_lock from concord_app;
revoke insert, update, delete on graphile_worker.migrations from concord_app;
revoke update, delete on ledger_entries, ledger_contents, agreements from concord_app;
revoke delete on ledger_heads from concord_app;

-- graphile-worker's tables have row level security without policies, which shuts out everybody but their owner.
do $$
declare
  jobs_table regclass;
begin
  for jobs_table in
    select oid from pg_class where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity
  loop
    execute format('drop policy if exists concord_app on %s', jobs_table);
    execute format('create policy concord_app on %s to concord_app using (true) with check (true)', jobs_table);
  end loop;
end
$$;
