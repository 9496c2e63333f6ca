import { channel, startTestConcord, wordsOf } from '../../helpers/concord.ts';
test('probe', async () => {
  const app = await startTestConcord();
  const as = (u: string) => app.playground.as(u);
  const out: string[] = [];
  await as('U0SALES').join(channel);
  await as('U0CMO').command(channel, '/concord-initiative new "Customer data" --direction d --extent e');
  await as('U0CMO').command(channel, '/concord-initiative new "Customer care" --direction d --extent e');
  const type = async (line: string, user = 'U0CMO', where = channel) => {
    const a = await as(user).command(where, `/concord-poll ${line}`);
    out.push(`${user} ${line.slice(0, 90)}\n    => ${!a.ok ? 'ERR ' + a.error : a.response ? a.response.text.slice(0, 400) : 'nothing'} views=${as(user).views().length}`);
    while (as(user).views().length) await as(user).closeView();
  };
  await type('"Q?" "A" "B"');
  const opts = (n: number, w = 'o') => Array.from({ length: n }, (_, i) => `"${w}${i}"`).join(' ');
  const lines = ['show PL-999','show 999999999', 'close PL-x', 'close', 'show PL-1 and more', 'add PL-1 "C"', 'add PL-1', 'remind PL-999','silent PL-x','start SP-0','start','start SP-9','stop SP-x', `"Q?" ${opts(21)}`, '"Q?" "A"', '"Q?" "A" "a"', '"Q?" "A" ""', '"Q?" "A" " "', '"" "A" "B"', `"Q?" "A" "${'x'.repeat(151)}"`, `"${'q'.repeat(1001)}"`, '"Q?" --by in 2 years', '"Q?" --by 2020-01-01', '"Q?" --by soonish','"Q?" --by 1.2. soonish', '"Q?" --repeat blue moon', '"Q?" --repeat FREQ=HOURLY', '"Q?" --repeat every 5 hours','"Q?" --repeat FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '"Q?" --repeat FREQ=DAILY;UNTIL=20200101T000000Z','"Q?" --repeat FREQ=DAILY;UNTIL=20270608T080100Z 7:00', '"Q?" --repeat FREQ=DAILY;BYHOUR=5','"Q?" --repeat FREQ=SOMETIMES', '"Q?" --repeat 10:00', '"Q?" --repeat every monday 25:00', '"Q?" --repeat every monday for 30 minutes', '"Q?" --repeat "every monday" --draft', '"Q?" --repeat "every monday" --before-syncs','"Q?" --before-syncs', 'pulse "Customer data" --repeat "every monday" --before-syncs','pulse "Customer data" --before-syncs --by friday','pulse "Customer data" --repeat every monday --by soonish', 'pulse', 'pulse "Kloud"', 'pulse customer', 'pulse "Customer data" --departments IT', '"Q?" --in #leads','"Q?" --in leads', '"Q?" --in #leads #marketing-it', '"Q?" --departments IT, Sales','"Q?" --initiative Kloud', '"Q?" --initiative customer', '"Q?" --hidden --after-voting', '"Q?" --foo','"Q?" --by', '"Q?" --by friday --by monday', '"Q?" --anonymous yes', '"Q? "A" "B"', '"Q?" A "B" C', 'pulse "Customer data" "A" "B"','pulse "Customer data" --several', 'pulse "Customer data" and more', 'silent PL-1', `"${'ä'.repeat(30000)}"`, 'x'.repeat(30000), `pulse "${'n'.repeat(30000)}"`, `reason PL-1 ${'r'.repeat(501)}`, `add PL-1 ${'r'.repeat(30000)}`, `show ${'9'.repeat(30000)}`,`"Q?" --by ${'d'.repeat(30000)}`, `"Q?" --repeat ${'d'.repeat(30000)}`, `--by ${'d'.repeat(300)}`, `--repeat ${'d'.repeat(301)}`, `start ${'9'.repeat(30000)}`, '"Q\u0000?" "A" "B"', '"Q?" "A\u0000" "B\ud800"', '"\ud800?"', 'reason PL-1 a\u0000b\ud800', 'show PL-\u0000', 'pulse "\u0000"', '"Q?" --by \u0000', '"Q?" --initiative \ud800','"Q?" --departments \u0000', '"\u0000"', '"Q?" "\u0000" "\u0001"'];
  for (const l of lines) await type(l);
  await type('"Q?"', 'U0CMO', await as('U0CMO').openDirectMessage(app.playground.botUserId));
  await type('"Q?"', 'U0SALES'); await type('pulse', 'U0SALES'); await type('', 'U0SALES'); await type('show PL-1','U0SALES'); await type('close PL-1','U0SALES'); await type('silent PL-1','U0SALES');await type('reason PL-1 x','U0SALES');
  await type('close PL-1'); await type('reason PL-1 x'); await type('remind PL-1'); await type('add PL-1 x'); await type('"Q?" --open-options "A" "B"'); await type('"Q?" "A" "B" --open-options'); await type('saved'); await type('list');
  console.log(out.join('\n')); console.log(JSON.stringify(app.playground.problems).slice(0, 3000));
  console.log(app.logs.filter((l) => l.includes('"level":50')).join('\n').slice(0, 4000));
  await app.stop();
}, 120000);
