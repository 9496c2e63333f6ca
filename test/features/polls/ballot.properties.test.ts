import fc from 'fast-check';
import { type Act, nothingChosen, standingOf } from '../../../src/features/polls/ballot.ts';
import type { BallotAct, Standing } from '../../../src/features/polls/poll.ts';

const anyOptions = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
const anyQuestion = fc.integer({ min: 0, max: 1 });
/** Of question 1 the options 11 to 14, so that none belongs to both. */
const numbered = (question: number, option: number) => question * 10 + option;
const anyAct: fc.Arbitrary<BallotAct> = fc.oneof(
  fc.record({ question: anyQuestion, options: anyOptions }).map(({ question, options }) => ({
    kind: 'choose' as const,
    question,
    options: options.map((option) => numbered(question, option)),
  })),
  fc
    .record({ question: anyQuestion, option: fc.integer({ min: 1, max: 4 }) })
    .map(({ question, option }) => ({
      kind: 'toggle' as const,
      question,
      option: numbered(question, option),
    })),
  fc.constant({ kind: 'withdraw' as const }),
  fc.constantFrom('because', 'after all', '').map((reason) => ({ kind: 'reason' as const, reason })),
);

/** In the order of the clicks; seconds with one digit more or fewer, so that text has another order than time. */
const anyClicks: fc.Arbitrary<Act[]> = fc
  .tuple(fc.array(anyAct, { maxLength: 30 }), fc.constantFrom(1_800_000_000, 9_999_999_990, 95))
  .map(([acts, from]) =>
    acts.map((act, i) => ({
      ...act,
      key: `click${i * 7919}`,
      at: `${from + i}.${String(i).padStart(6, '0')}`,
    })),
  );

const arrivals = (clicks: readonly Act[]): fc.Arbitrary<Act[]> =>
  fc
    .array(fc.nat({ max: Math.max(0, clicks.length - 1) }), { maxLength: 10 })
    .map((again) => [...clicks, ...again.flatMap((i) => clicks[i] ?? [])])
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

/** Click by click, in words of its own. */
function replay(clicks: readonly Act[]): Standing {
  let chosen: number[] = [];
  let reason = '';
  for (const act of clicks) {
    const others = (question: number) => chosen.filter((id) => Math.floor(id / 10) !== question);
    if (act.kind === 'withdraw') [chosen, reason] = [[], ''];
    if (act.kind === 'reason') reason = act.reason;
    if (act.kind === 'choose') chosen = [...others(act.question), ...act.options];
    if (act.kind === 'toggle') {
      const isOn = chosen.includes(act.option);
      chosen = isOn ? chosen.filter((id) => id !== act.option) : [...chosen, act.option];
    }
  }
  return { chosen: chosen.sort((a, b) => a - b), reason: chosen.length > 0 && reason !== '' ? reason : null };
}

test('a ballot says what its clicks say one after another', () => {
  fc.assert(fc.property(anyClicks, (clicks) => expect(standingOf(clicks)).toEqual(replay(clicks))));
});

test('it depends neither on the order nor on the number of arrivals', () => {
  fc.assert(
    fc.property(
      anyClicks.chain((clicks) => fc.tuple(fc.constant(clicks), arrivals(clicks))),
      ([clicks, arrived]) => expect(standingOf(arrived)).toEqual(standingOf(clicks)),
    ),
  );
});

test('clicks of the same instant count in the order of their keys, whichever comes first', () => {
  fc.assert(
    fc.property(
      fc
        .uniqueArray(fc.tuple(fc.string(), anyAct), { selector: ([key]) => key, maxLength: 8 })
        .map((acts) => acts.map(([key, act]): Act => ({ ...act, key, at: '1800000000.000100' })))
        .chain((acts) => fc.tuple(fc.constant(acts), arrivals(acts))),
      ([acts, arrived]) => expect(standingOf(arrived)).toEqual(standingOf(acts)),
    ),
  );
});

const choose = (option: number, at: string, key = at): Act => ({
  ...{ kind: 'choose', question: 0, options: [option] },
  ...{ at, key },
});

test('times are numbers, not text, to the microsecond', () => {
  expect(standingOf([choose(1, '9.5'), choose(2, '10.000001')]).chosen).toEqual([2]);
  expect(standingOf([choose(1, '1800000000.000002'), choose(2, '1800000000.000001')]).chosen).toEqual([1]);
  expect(standingOf([choose(1, '9.5'), choose(2, '9.45')]).chosen).toEqual([1]);
  expect(standingOf([choose(1, '9007199254740993.000001'), choose(2, '9007199254740993')]).chosen).toEqual([
    1,
  ]);
});

test('a withdrawal empties what was before it, and a reason shows only with a choice', () => {
  const why: Act = { kind: 'reason', reason: 'cheaper', key: 'why', at: '2' };
  const out: Act = { kind: 'withdraw', key: 'out', at: '3' };
  expect(standingOf([])).toEqual(nothingChosen);
  expect(standingOf([why])).toEqual(nothingChosen);
  expect(standingOf([why, choose(1, '4')])).toEqual({ chosen: [1], reason: 'cheaper' });
  expect(standingOf([choose(1, '1'), why, out])).toEqual(nothingChosen);
  expect(standingOf([choose(1, '1'), why, out, choose(2, '4')])).toEqual({ chosen: [2], reason: null });
});
