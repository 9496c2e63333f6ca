import type { StoredMessage } from '../../../playground/state.ts';
import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** It is Tuesday, 8 June 2027, 10:00 in Berlin, where the CIO is. */
describe('saved polls, as people see them', () => {
  let app: TestConcord;
  beforeAll(async () => {
    app = await startTestConcord();
  });
  afterAll(async () => {
    expect(app.playground.problems).toEqual([]);
    await app.stop();
  });

  const as = (userId: string) => app.playground.as(userId);
  const answer = async (line: string, userId = 'U0CMO'): Promise<StoredMessage> => {
    const answered = await as(userId).command(channel, `/concord-poll ${line}`);
    if (!answered.ok || !answered.response) throw new Error(`no answer to ${line}`);
    return answered.response;
  };
  const say = async (line: string, userId = 'U0CMO') => wordsOf(await answer(line, userId));
  const asking = (words: string) =>
    app.playground.messages(channel).filter((m) => wordsOf(m).includes(words));
  const asked = (words: string, count: number) =>
    app.playground.waitFor(() => asking(words).length >= count, 10_000);
  const told = (userId: string, words: string) =>
    as(userId)
      .directMessages()
      .filter((m) => wordsOf(m).includes(words));
  const planRows = () => app.db.selectFrom('poll_plans').select(['id', 'state']).orderBy('id').execute();

  it('keeps one for later and opens it by command and by button', async () => {
    expect(await say('saved')).toContain('No poll is saved');
    const saved = await say('"Where do we host it?" "Cloud" "Here" --draft --by friday 17:00');
    expect(saved).toContain('*SP-1* “Where do we host it?” is saved: kept for later');
    expect(asking('Where do we host it?')).toEqual([]);

    expect(await say('start SP-1')).toContain('*SP-1* is open as *PL-1*');
    await asked('Where do we host it?', 1);
    const list = await answer('saved');
    expect(wordsOf(list)).toContain('kept for later');
    await as('U0CMO').click(list, 'poll_plan_start');
    await asked('Where do we host it?', 2);
  });

  it('repeats in German words, at the time where the author is', async () => {
    const saved = await say(
      '„Wie läuft es?“ „Gut“ „Schlecht“ --wiederholen "jeden Mittwoch um 9:00 Uhr"',
      'U0CIO',
    );
    expect(saved).toContain('*SP-2* „Wie läuft es?“ ist gespeichert: ');
    expect(saved).toContain('um 09:00 Uhr (Europe/Berlin)');
    await app.advance(22 * hour + 58 * minute);
    expect(asking('Wie läuft es?')).toEqual([]);
    await app.advance(3 * minute);
    await asked('Wie läuft es?', 1);
    expect(wordsOf(await answer('gespeichert', 'U0CIO'))).toContain('als Nächstes: <!date^');
  });

  it('after three weeks without it one is opened, and the author is told of the others', async () => {
    await app.advance(21 * day + hour);
    await asked('Wie läuft es?', 2);
    await app.playground.waitFor(() => told('U0CIO', '2 Mal nicht geöffnet').length === 1, 10_000);
    expect(asking('Wie läuft es?')).toHaveLength(2);
  });

  it('says what there is where a number is missing, unknown or somebody else’s', async () => {
    expect(await say('start')).toContain('Which saved poll? There are: SP-1, SP-2');
    expect(await say('starten', 'U0CIO')).toContain('`/concord-poll starten SP-1`');
    expect(await say('stop SP-99')).toContain('There is no saved poll SP-99.');
    expect(await say('beenden SP-99', 'U0CIO')).toContain('gespeicherte Umfrage SP-99 gibt es nicht.');
    expect(await say('stop SP-2', 'U0BRAND')).toContain('SP-2 was saved by <@U0CIO>');
    expect(wordsOf(await answer('saved', 'U0BRAND'))).not.toContain('poll_plan_stop');
    expect((await planRows()).map(({ state }) => state)).toEqual(['active', 'active']);
  });

  it('stops by command and by button, twice as well as once', async () => {
    const list = await answer('gespeichert', 'U0CIO');
    expect(await say('beenden SP-2', 'U0CIO')).toContain('*SP-2* ist beendet');
    expect(await say('stop SP-2')).toContain('*SP-2* has ended');
    await as('U0CIO').click(list, 'poll_plan_stop');
    await app.playground.waitFor(
      async () => (await planRows()).every(({ state }) => state === 'ended'),
      10_000,
    );
    expect(await say('saved')).toContain('No poll is saved');
    const armed = await app.db
      .selectFrom('schedule')
      .selectAll()
      .where('key', 'like', 'poll_plan:%')
      .where('fired_at', 'is', null)
      .execute();
    expect(armed).toEqual([]);
  });

  it('a pulse before every sync is refused a choice, and an initiative that is not there', async () => {
    expect(await say('"Which way?" "A" "B" --repeat "often"')).not.toContain('is saved');
    expect(await say('pulse "Nowhere" --before-syncs')).not.toContain('is saved');
    expect(await planRows()).toHaveLength(2);
  });

  it('a pulse is opened before the sync of its departments', async () => {
    const made = await as('U0CMO').command(
      channel,
      '/concord-initiative new "Customer data" --direction d --extent e',
    );
    expect(made.ok).toBe(true);
    // Wednesday, 30 June; on Fridays they meet.
    const series = await as('U0CMO').command(channel, '/concord-sync new "Weekly" every friday at 14:00');
    expect(wordsOf(series.ok ? series.response : undefined)).toContain('S-1');
    expect(await say('pulse "Customer data" --before-syncs')).toContain(
      'before every sync of its departments',
    );
    const pulses = () =>
      app.db.selectFrom('polls').select(['creation_key', 'deadline']).where('kind', '=', 'pulse').execute();
    await app.advance(6 * hour);
    await app.playground.waitFor(async () => (await pulses()).length === 1, 10_000);
    await asked('Customer data', 1);
    expect((await pulses())[0]).toMatchObject({ creation_key: 'plan:3:sync:1:2027-07-02T14:00' });
  });
});
