import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredMessage } from '../../playground/state.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';
import { createDatabase, type Db } from '../../src/database/pool.ts';
import { createLogger } from '../../src/logger.ts';
import { texts } from '../../src/text/text.ts';
import { addDepartments, channel, freePort, wordsOf } from '../helpers/concord.ts';
import { createTestPool } from '../helpers/database.ts';
import { begin, comes, drained, expectSound, keyOf, numberIn, numbers, postedAs, typed } from './acts.ts';
import { type Installation, startInstallation } from './installation.ts';
import { commandOf, send, signed } from './signed.ts';

const minute = 60_000;
const hour = 60 * minute;
/** When an agenda and a prompt are due. */
const dueAt = begin + 24 * hour;
const returnsWithinMs = 10_000;
const apology = /went wrong|schiefgegangen/;

describe('PostgreSQL away while people deal with syncs, standups, polls and grey zones', () => {
  const dataDir = join(tmpdir(), `concord-acts-outage-${randomBytes(6).toString('hex')}`);
  const away = { en: texts('en').t('common.databaseAway'), de: texts('de').t('common.databaseAway') };
  let server: EmbeddedPostgres;
  let db: Db;
  let installation: Installation;

  beforeAll(async () => {
    server = await startEmbeddedPostgres({ dataDir, port: await freePort() });
    await migrate(server.url(), createLogger('warn'));
    db = createDatabase(createTestPool(server.url()));
    const timing = {
      pollIntervalMs: 100,
      leaseMs: 1500,
      holdMs: 1200,
      requestTimeoutMs: 1000,
      paceMs: 10,
      closePauseMs: 300,
    };
    installation = await startInstallation({ db, databaseUrl: server.url(), places: 2, timing });
    await installation.advance(begin - installation.now());
    await addDepartments(db, installation.playground.teamId);
  });
  afterAll(async () => {
    await installation.stop();
    await db.destroy();
    await server.destroy();
  });

  const as = (userId: string) => installation.playground.as(userId);
  const type = (line: string) => typed(installation, 'U0CMO', channel, line);
  const only = async (query: string) => (await numbers(db, query))[0]!;
  const now = (message: StoredMessage) => wordsOf(postedAs(installation.playground, keyOf(message))[0]);
  /** What only this person sees, newest last. */
  const told = (userId: string) => as(userId).ephemerals().map(wordsOf);

  async function series(title: string, rhythm: string) {
    const usual = 'for 30 minutes --zone Europe/Berlin --holidays none';
    const id = numberIn(await type(`/concord-sync new "${title}" ${rhythm} ${usual}`));
    return {
      id,
      sync: await only(`select id from syncs where series_id = ${id} order by starts_at limit 1`),
    };
  }
  async function standup(name: string, people: string): Promise<number> {
    const line = `/concord-standup new "${name}" --days friday --at 9:30 --remind none --with ${people}`;
    const id = numberIn(await type(line));
    await type(`/concord-standup run ST-${id}`);
    return only(`select id from standup_rounds where standup_id = ${id} order by day limit 1`);
  }

  async function poll(question: string, settings = '') {
    const id = numberIn(await type(`/concord-poll "${question}" "Cloud" "Here" ${settings}`));
    return { id, message: await comes(installation.playground, `poll:${id}`) };
  }
  async function zone(area: string) {
    const id = numberIn(await type(`/concord-greyzone "Who owns ${area}?"`));
    return { id, message: await comes(installation.playground, `greyzone:${id}:1:asking:0`) };
  }

  /** What there is of everything that people are about to do. */
  const effects = () =>
    numbers(
      db,
      `select (select count(*) from sync_series) as series,
        (select count(*) from syncs where state = 'skipped') as skipped,
        (select count(*) from syncs where changed_by is not null and state = 'planned') as moved,
        (select count(*) from agenda_items where source = 'person') as items,
        (select count(*) from sync_attendance) as attendance,
        (select count(*) from proposals where on_closed_payload is null) as decisions,
        (select count(*) from follow_ups) as follow_ups,
        (select count(*) from syncs where state = 'held') as held,
        (select count(*) from standups) as standups,
        (select count(*) from standup_answers where text = 'The platform runs') as answers,
        (select count(*) from standup_prompts where state = 'nothing') as nothing,
        (select count(*) from standup_needs where state = 'accepted') as accepted,
        (select count(*) from absences) as absences,
        (select count(*) from polls where question = 'New one?') as polls,
        (select count(*) from polls where question = 'By form?') as polls_by_form,
        (select count(*) from poll_plans) as plans,
        (select count(*) from poll_acts where kind = 'choose') as votes,
        (select count(*) from poll_acts where kind = 'withdraw') as withdrawals,
        (select count(*) from poll_acts where reason = 'It scales') as reasons,
        (select count(*) from poll_options where text = 'Both of them') as options,
        (select count(*) from polls where closed_by is not null) as closed_polls,
        (select count(*) from grey_zones) as grey_zones,
        (select count(*) from grey_zone_claims) as claims,
        (select count(*) from grey_zones where state <> 'asking') as ended_zones,
        (select count(*) from proposals where on_closed_payload ->> 'greyZoneId' is not null) as owners`,
    );

  it('is told to everybody, loses nothing that was typed, and what was due comes once', async () => {
    const { playground, advance, ports } = installation;
    const held = await series('Held', 'every tuesday 11:00');
    const here = await series('Here', 'every wednesday 15:00');
    const moved = await series('Moved', 'every wednesday 15:00');
    const skipped = await series('Skipped', 'every wednesday 15:00');
    const due = await series('Due', 'every thursday 10:00');
    await type('/concord-standup new "Due" --days wednesday --at 9:00 --remind none --with @cmo');
    const needs = await standup('Needs', '@cio');
    await as('U0CIO').click(await comes(playground, `round:${needs}:U0CIO`), 'standup_answer');
    await as('U0CIO').submit({ 'answer:1': 'A name' });
    const report = await comes(playground, `round:${needs}:report`);
    await advance(61 * minute);
    await comes(playground, `sync:${held.sync}:start`);
    await advance(30 * minute);
    const ask = await comes(playground, `sync:${held.sync}:after`);
    await advance(dueAt - 5 * minute - installation.now());
    const agenda = await comes(playground, `sync:${here.sync}:agenda`);
    const open = await standup('Open', '@cio @brand');
    const prompts = await Promise.all(
      ['U0CIO', 'U0BRAND'].map((userId) => comes(playground, `round:${open}:${userId}`)),
    );
    const duePoll = await poll('Due?', '--by "today 9:00"');
    const vote = await poll('Vote?', '--open-options');
    for (const userId of ['U0PLATFORM', 'U0DATA']) await as(userId).click(vote.message, 'poll_choose:1');
    const [closing, asked, ending, owned] = [
      await poll('Close?'),
      await zone('the banner'),
      await zone('the shop'),
      await zone('the data'),
    ];
    await type(`/concord-greyzone answer G-${owned.id} --today Marketing --should Marketing`);
    const said = `/concord-greyzone antworten G-${owned.id} --heute IT --soll IT`;
    await typed(installation, 'U0CIO', channel, said);
    const matrix = await comes(playground, `greyzone:${owned.id}:1:matrix`);
    await drained(playground, db);
    // Each process has met everybody, so it knows their languages.
    for (const [place, port] of ports.entries()) {
      for (const userId of ['U0CMO', 'U0CIO', 'U0BRAND', 'U0CRM', 'U0PLATFORM', 'U0DATA']) {
        const { contentType, body } = commandOf(
          playground,
          userId,
          '/concord-sync',
          `met.${place}.${userId}`,
        );
        await send(port, signed(playground.signingSecret, contentType, body));
      }
    }
    await as('U0CMO').click(ask, 'sync_held');
    await as('U0CIO').click(prompts[0]!, 'standup_answer');
    await as('U0DATA').click(vote.message, 'poll_reason');
    await as('U0CRM').click(vote.message, 'poll_add_option');
    await as('U0BRAND').click(matrix, 'greyzone_propose');
    await as('U0PLATFORM').globalShortcut('new_poll');
    const before = await effects();

    const commands: [userId: string, line: string][] = [
      ['U0CMO', '/concord-sync new "New one" every friday 10:00'],
      ['U0CIO', `/concord-sync skip S-${skipped.id}`],
      ['U0CMO', `/concord-sync move S-${moved.id} today 17:00`],
      ['U0CIO', `/concord-sync agenda S-${here.id} add Budget für Q3`],
      ['U0CMO', '/concord-standup new "New one" --days weekdays --at 9:30'],
      ['U0CIO', '/concord-standup abwesend bis 15. Juni'],
      ['U0CMO', '/concord-poll "New one?" "Cloud" "Here"'],
      ['U0CIO', '/concord-poll „Später?“ „Ja“ „Nein“ --entwurf'],
      ['U0CMO', '/concord-greyzone "Who owns the search?"'],
    ];
    const buttons: [userId: string, message: StoredMessage, action: string][] = [
      ['U0CIO', agenda, 'sync_here'],
      ['U0BRAND', prompts[1]!, 'standup_nothing'],
      ['U0CMO', report, 'standup_need_accept'],
      ['U0CIO', vote.message, 'poll_choose:2'],
      ['U0PLATFORM', vote.message, 'poll_withdraw'],
      ['U0CMO', closing.message, 'poll_close'],
      ['U0CRM', asked.message, 'greyzone_say:today:d1'],
      ['U0CMO', ending.message, 'greyzone_close'],
    ];
    const languageOf = (userId: string) => (['U0CIO', 'U0CRM', 'U0DATA'].includes(userId) ? 'de' : 'en');
    const forms: [userId: string, form: Record<string, string>, answer?: string][] = [
      [
        'U0CMO',
        {
          'decision:1': 'The budget stays',
          'follow_up:1': 'Write the brief',
          'owner:1': 'U0BRAND',
          'due:1': '2027-06-14',
        },
      ],
      ['U0CIO', { 'answer:0': 'The platform runs' }],
      ['U0DATA', { reason: 'It scales' }, 'It scales'],
      ['U0CRM', { option: 'Both of them' }, 'Both of them'],
      ['U0BRAND', { owner: '2' }, '*P-'],
      ['U0PLATFORM', { question: 'By form?', options: 'Cloud\nHere', channel }, 'PL-'],
    ];

    await advance(dueAt - 4000 - installation.now());
    await server.stop();
    for (const [userId, line] of commands) {
      const answer = await as(userId).command(channel, line);
      expect(answer.ok && answer.response?.text).toBe(away[languageOf(userId)]);
      // To be copied and sent again.
      expect(wordsOf(answer.ok ? answer.response : undefined)).toContain(JSON.stringify(line).slice(1, -1));
    }
    for (const [userId, message, action] of buttons) {
      const seen = told(userId).length;
      expect(await as(userId).click(message, action)).toEqual({ ok: true });
      await playground.waitFor(() => told(userId).length === seen + 1);
      expect(told(userId).at(-1)).toContain(away[languageOf(userId)]);
    }
    for (const [userId, form] of forms) {
      const view = as(userId).views().at(-1)!;
      expect(await as(userId).submit(form)).toEqual({ ok: false, error: away[languageOf(userId)] });
      expect(as(userId).views().at(-1)).toBe(view);
      for (const text of Object.values(form)) {
        expect(JSON.stringify(view.putIn)).toContain(JSON.stringify(text).slice(1, -1));
      }
    }
    await playground.waitFor(() => installation.now() > dueAt + 1000);
    expect(postedAs(playground, `sync:${due.sync}:agenda`)).toEqual([]);

    server = await startEmbeddedPostgres({ dataDir, port: server.port });
    const backAt = Date.now();
    const left = () => returnsWithinMs - (Date.now() - backAt);
    expect(await effects()).toEqual(before);
    await playground.waitFor(async () => {
      const ready = await Promise.all(ports.map((port) => fetch(`http://127.0.0.1:${port}/readyz`)));
      return ready.every(({ status }) => status === 200);
    }, left());
    for (const [userId, line] of commands) {
      const answer = await as(userId).command(channel, line);
      const words = wordsOf(answer.ok ? answer.response : undefined);
      expect(words).not.toContain(away[languageOf(userId)]);
      expect(words).not.toMatch(apology);
    }
    for (const [userId, message, action] of buttons) {
      const seen = told(userId).length;
      expect(await as(userId).click(message, action)).toEqual({ ok: true });
      // Whoever answers a poll or a grey zone is told what counts.
      for (const words of told(userId).slice(seen)) expect(words).not.toContain(away[languageOf(userId)]);
    }
    for (const [userId, , answer] of forms) {
      // As it stands there still.
      expect(await as(userId).submit()).toEqual({ ok: true });
      if (answer !== undefined) {
        expect(JSON.stringify(as(userId).views().at(-1)?.view)).toContain(answer);
        await as(userId).closeView();
      }
      expect(as(userId).views()).toEqual([]);
    }
    expect((await effects()).map((count, i) => count - before[i]!)).toEqual(before.map(() => 1));
    const dueKeys = [`sync:${due.sync}:agenda`, /^round:\d+:U0CMO$/, `poll:${duePoll.id}:outcome`] as const;
    await playground.waitFor(() => dueKeys.every((key) => postedAs(playground, key).length === 1), left());
    await playground.waitFor(() => now(ask).includes('noted by <@U0CMO>'), left());
    await playground.waitFor(() => now(agenda).includes('Budget für Q3'), left());
    await playground.waitFor(() => now(report).includes('accepted by <@U0CMO>'), left());
    await playground.waitFor(() => now(vote.message).includes('Both of them'), left());
    await playground.waitFor(() => now(vote.message).includes('IT 2 of 3'), left());
    await playground.waitFor(() => now(matrix).includes('deciding on it'), left());

    await drained(playground, db);
    for (const key of dueKeys) expect(postedAs(playground, key)).toHaveLength(1);
    expectSound(installation);
  });
});
