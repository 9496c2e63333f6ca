import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import { createPool } from '../../src/database/pool.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';

describe('the pool', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
  });

  it('delivers values as the table types say', async () => {
    const { rows } = await database.pool.query(`select
      9007199254740993::int8 as big, 0.1::numeric as exact, date '2026-03-29' as day,
      array[date '2026-03-29'] as days, interval '1 day 2 hours' as span, timestamptz '2026-03-29 02:30+02' as instant`);
    expect(rows[0]).toEqual({
      big: '9007199254740993',
      exact: '0.1',
      day: '2026-03-29',
      days: ['2026-03-29'],
      span: '1 day 02:00:00',
      instant: new Date('2026-03-29T00:30:00Z'),
    });
  });

  it('is in UTC whatever the database or the address says', async () => {
    const { rows } = await database.pool.query('select current_database() as name');
    await database.pool.query(`alter database ${rows[0].name} set timezone to 'Asia/Tokyo'`);
    const pool = createPool(`${database.url}?options=-c%20timezone%3DEurope/Berlin`, {
      applicationName: 'a test',
    });
    const shown = await pool.query(
      `select current_setting('timezone') as zone, current_setting('application_name') as name`,
    );
    expect(shown.rows).toEqual([{ zone: 'UTC', name: 'a test' }]);
    await pool.end();
  });

  it('outlives connections that are cut, whether idle or lent out', async () => {
    const lost: Error[] = [];
    const pool = createPool(database.url, { onIdleError: (error) => lost.push(error) });
    const [idle, lent] = [await pool.connect(), await pool.connect()];
    const pid = async (client: typeof idle) =>
      (await client.query('select pg_backend_pid() as pid')).rows[0].pid;
    const pids = [await pid(idle), await pid(lent)];
    idle.release();
    const cut = new Promise((resolve) => lent.once('end', resolve));
    const noticed = new Promise((resolve) => pool.once('remove', resolve));
    await database.pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [pids]);
    await Promise.all([cut, noticed]);
    await expect(lent.query('select 1')).rejects.toThrow();
    lent.release(true);
    expect(lost).toHaveLength(1);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('fails soon when nothing answers', async () => {
    const silent = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const pool = createPool(`postgres://concord:secret@127.0.0.1:${port}/concord`);
    await expect(pool.query('select 1')).rejects.toThrow('timeout');
    await pool.end();
    silent.close();
    await once(silent, 'close');
    const refused = createPool(`postgres://concord:secret@127.0.0.1:${port}/concord`);
    await expect(refused.query('select 1')).rejects.toThrow('ECONNREFUSED');
    await refused.end();
  });

  it('gives up a statement that takes too long', async () => {
    const pool = createPool(database.url, { statementTimeoutMs: 50 });
    await expect(pool.query('select pg_sleep(20)')).rejects.toThrow('statement timeout');
    await pool.end();
  });

  it('carries Kysely', async () => {
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(database.db);
    expect(rows).toEqual([{ one: 1 }]);
  });
});
