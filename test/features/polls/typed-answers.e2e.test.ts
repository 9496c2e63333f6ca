import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

let app: TestConcord;
beforeAll(async () => {
  app = await startTestConcord();
});
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

async function type(line: string, userId = 'U0CMO'): Promise<string> {
  const answer = await app.playground.as(userId).command(channel, `/concord-${line}`);
  if (!answer.ok) throw new Error(answer.error);
  return wordsOf(answer.response);
}
const top = (userId: string) => JSON.stringify(app.playground.as(userId).views().at(-1)?.view ?? null);

test('an answer, its reason and its withdrawal by text, in both languages', async () => {
  await type('poll "Where do we host it?" "Cloud" "Own data centre"');
  expect(await type('poll answer PL-1 own data centre --because "it is ours"')).toMatch(
    /your answer: \*Own data centre\*[\s\S]*it is ours/,
  );
  expect(await type('poll antworten PL-1 „Cloud“ --weil „es skaliert“', 'U0CIO')).toMatch(
    /Ihre Antwort: \*Cloud\*[\s\S]*es skaliert/,
  );
  expect(await type('poll withdraw PL-1')).toContain('nothing of yours is counted');
  expect(await type('poll answer PL-1 2')).toContain('*Own data centre*');
  await type('poll answers PL-1');
  expect(top('U0CMO')).toContain('<@U0CMO>');
  await app.playground.as('U0CMO').closeView();
  await type('poll again PL-1');
  expect(top('U0CMO')).toContain('poll_form');
  await app.playground.as('U0CMO').closeView();
});

test('a pulse needs an initiative, and is told so at once', async () => {
  expect(await type('poll pulse')).toContain('There is no initiative yet');
  expect(await type('poll puls „Kundendaten“', 'U0CIO')).toContain('Es gibt noch keine Initiative');
  expect(app.playground.as('U0CMO').views()).toEqual([]);
});

test('a reason waits for an answer, and stays when the answer changes; the author may add options', async () => {
  await type('poll "Which?" "Red" "Green"');
  expect(await type('poll reason PL-2 "It is warm"')).toContain('counts once you have chosen');
  expect(await type('poll answer PL-2 Red')).toContain('Your reason: It is warm');
  const message = await app.playground.waitFor(() =>
    app.playground.messages(channel).find((m) => wordsOf(m).includes('Which?')),
  );
  await app.playground.as('U0CMO').click(message, 'poll_choose:2');
  await app.playground.waitFor(() =>
    app.playground.as('U0CMO').ephemerals().map(wordsOf).join().includes('Your reason stays: It is warm'),
  );
  expect(await type('poll option PL-2 "Blue"')).toContain('a further option: Blue');
  expect(await type('poll option PL-2 "Gold"', 'U0BRAND')).toContain('no further options');
});

test('of a pulse each question has its step, by number or words', async () => {
  await type('initiative new "Customer data" --direction "One platform" --extent "Until June"');
  await type('poll pulse "Customer data"');
  expect(await type('poll answer PL-3 --direction 5 --extent "far too little"')).toMatch(/Far too little/i);
  const acts = await app.db.selectFrom('poll_acts').selectAll().where('poll_id', '=', 3).execute();
  expect(acts.flatMap(({ options }) => options).sort()).toEqual([5, 6]);
  expect(await type('poll answer PL-3 Cloud')).toContain('does not say which question');
});

test('of an anonymous poll neither database nor log tells who typed', async () => {
  await type('poll "Honestly?" "Good" "Bad" --anonymous');
  const from = app.logs.length;
  await type('poll answer PL-4 "Good" --because "I say so"', 'U0DATA');
  const rows = await app.db.selectFrom('poll_acts').selectAll().where('poll_id', '=', 4).execute();
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toContain('U0DATA');
  const told = app.logs.slice(from).filter((line) => /U0DATA|I say so|"Good"/.test(line));
  expect(told).toEqual([]);
});
