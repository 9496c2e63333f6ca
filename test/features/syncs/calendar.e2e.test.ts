import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

let app: TestConcord;
beforeAll(async () => {
  app = await startTestConcord();
});
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const type = async (line: string, userId = 'U0CMO') => {
  const answer = await app.playground.as(userId).command(channel, line);
  if (!answer.ok) throw new Error(answer.error);
  return wordsOf(answer.response);
};
const pathOf = (words: string) =>
  /https:\/\/concord\.example\.com(\/calendar\/[\w-]{43}\.ics)/.exec(words)![1]!;
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`http://127.0.0.1:${app.concord.port}${path}`, { headers, method });

test('a calendar has an address that only its owner is told, and follows every change', async () => {
  await type('/concord-sync new "CMO/CIO sync" every thursday 10:00 for 45 minutes');
  const own = pathOf(await type('/concord-sync calendar'));
  expect(pathOf(await type('/concord-sync calendar'))).toBe(own);
  const cio = pathOf(await type('/concord-sync kalender', 'U0CIO'));
  expect(cio).not.toBe(own);

  const first = await get(own);
  expect(first.status).toBe(200);
  expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const text = await first.text();
  expect(text).toContain('SUMMARY:CMO/CIO sync');
  expect((await get(own, { 'if-none-match': first.headers.get('etag')! })).status).toBe(304);
  expect(await (await get(own, {}, 'HEAD')).text()).toBe('');

  await type('/concord-sync skip S-1');
  expect(await (await get(own)).text()).toContain('EXDATE;TZID=Europe/London:20270610T100000');
  await type('/concord-sync move S-1 18 june 9:00');
  expect(await (await get(cio)).text()).toContain('RECURRENCE-ID;TZID=Europe/London:20270617T100000');

  // Somebody who takes part in nothing has an empty calendar, not that of others.
  const brand = await (await get(pathOf(await type('/concord-sync calendar', 'U0BRAND')))).text();
  expect(brand).not.toContain('VEVENT');
  const ofSeries = pathOf(await type('/concord-sync calendar S-1', 'U0BRAND'));
  expect(await (await get(ofSeries)).text()).toContain('CMO/CIO sync');
});

test('renewed, the address before is nobody’s', async () => {
  const before = pathOf(await type('/concord-sync calendar'));
  const after = pathOf(await type('/concord-sync calendar renew'));
  expect(after).not.toBe(before);
  expect((await get(before)).status).toBe(404);
  expect((await get(after)).status).toBe(200);
});

test('what is no address is not found', async () => {
  for (const path of ['/calendar/x.ics', `/calendar/${'a'.repeat(43)}.ics`, '/calendar/']) {
    expect((await get(path)).status).toBe(404);
  }
});
