import { alignmentText, differenceSentence, stepLabel } from '../../../src/features/polls/alignment.views.ts';
import { longestOption, type Poll } from '../../../src/features/polls/poll.ts';
import { limits } from '../../../src/slack/blocks.ts';
import { locales, texts } from '../../../src/text/text.ts';
import { refusals } from '../agreements/slack-limits.ts';
import { type Answers, all, closedPoll, closedPulse } from './closed-poll.ts';

const [en, de] = [texts('en'), texts('de')];
const ordered: Partial<Poll> = { isOrdered: true };

describe('who is furthest apart, and what they lean to', () => {
  test.each<[string, Poll, string, string]>([
    [
      'two departments',
      closedPoll(['Build', 'Buy'], { 1: [3, 1], 2: [0, 4] }),
      'Alignment *25* of 100: furthest apart are Marketing and IT. Marketing leans to Build, IT to Buy.',
      'Übereinstimmung *25* von 100: Am weitesten auseinander sind Marketing und IT. Marketing neigt zu „Build“, IT zu „Buy“.',
    ],
    [
      'the right two of three',
      closedPoll(['Build', 'Buy'], { 1: [2, 2], 2: [0, 4], 3: [4, 0] }),
      'Alignment *0* of 100: furthest apart are IT and Sales. IT leans to Buy, Sales to Build.',
      'Übereinstimmung *0* von 100: Am weitesten auseinander sind IT und Sales. IT neigt zu „Buy“, Sales zu „Build“.',
    ],
    [
      'the same favourite, not equally clearly',
      closedPoll(['Build', 'Buy'], { 1: [4, 0], 2: [3, 1] }),
      'Alignment *75* of 100: furthest apart are Marketing and IT. 25% of IT chose Buy, of Marketing nobody.',
      'Übereinstimmung *75* von 100: Am weitesten auseinander sind Marketing und IT. Bei IT haben 25 % „Buy“ gewählt, bei Marketing niemand.',
    ],
    [
      'the same answers',
      closedPoll(['Build', 'Buy'], { 1: [4, 0], 2: [2, 0] }),
      'Alignment *100* of 100: the departments answer alike. Marketing and IT both lean to Build.',
      'Übereinstimmung *100* von 100: Die Abteilungen antworten gleich. Marketing und IT neigen beide zu „Build“.',
    ],
    [
      'a tie, and none in particular',
      closedPoll(['A', 'B', 'C', 'D'], { 1: [1, 1, 0, 0], 2: [1, 1, 1, 1] }),
      'Alignment *50* of 100: furthest apart are Marketing and IT. Marketing leans to A or B, IT to none in particular.',
      'Übereinstimmung *50* von 100: Am weitesten auseinander sind Marketing und IT. Marketing neigt zu „A“ oder „B“, IT zu nichts Bestimmtem.',
    ],
    [
      'a scale',
      closedPoll(['Small', 'Medium', 'Large'], { 1: [4, 0, 0], 2: [0, 2, 2] }, ordered),
      'Alignment *25* of 100: furthest apart are Marketing and IT. Marketing stands at Small, IT between Medium and Large.',
      'Übereinstimmung *25* von 100: Am weitesten auseinander sind Marketing und IT. Marketing steht bei „Small“, IT zwischen „Medium“ und „Large“.',
    ],
    [
      'the same step in the middle of a scale, and others around it',
      closedPoll(['Small', 'Medium', 'Large'], { 1: [1, 6, 3], 2: [4, 6, 0] }, ordered),
      'Alignment *70* of 100: furthest apart are Marketing and IT. 30% of Marketing chose Large, of IT nobody.',
      'Übereinstimmung *70* von 100: Am weitesten auseinander sind Marketing und IT. Bei Marketing haben 30 % „Large“ gewählt, bei IT niemand.',
    ],
    [
      'one department only',
      closedPoll(['Build', 'Buy'], { 1: [3, 1] }),
      'Alignment needs answers of two departments.',
      'Für die Übereinstimmung braucht es Antworten aus zwei Abteilungen.',
    ],
    [
      'an anonymous poll in which two are only seen together',
      closedPoll(['Build', 'Buy'], { '1': [3, 1], '2+3': [2, 2] }, { isAnonymous: true }),
      'Alignment needs answers of at least three people in each of two departments.',
      'Für die Übereinstimmung braucht es Antworten von mindestens drei Personen aus jeder von zwei Abteilungen.',
    ],
    [
      'names that are data',
      closedPoll(['<b>', 'R&D'], { 1: [1, 0], 2: [0, 1] }),
      'Alignment *0* of 100: furthest apart are Marketing and IT. Marketing leans to &lt;b&gt;, IT to R&amp;D.',
      'Übereinstimmung *0* von 100: Am weitesten auseinander sind Marketing und IT. Marketing neigt zu „&lt;b&gt;“, IT zu „R&amp;D“.',
    ],
  ])('%s', (_name, poll, english, german) => {
    expect(alignmentText(en, poll, 0)).toBe(english);
    expect(alignmentText(de, poll, 0)).toBe(german);
  });

  test('a pulse says how each finds direction and extent', () => {
    const pulse = closedPulse({ 1: all(4), 2: all(1) }, { 1: all(2), 2: [0, 0, 2, 2, 0] });
    expect([0, 1].map((question) => alignmentText(en, pulse, question))).toEqual([
      'Alignment *25* of 100: furthest apart are Marketing and IT. Marketing finds the direction mostly right, IT the wrong way.',
      'Alignment *63* of 100: furthest apart are Marketing and IT. Marketing finds the extent too little, IT between about right and too much.',
    ]);
    expect([0, 1].map((question) => alignmentText(de, pulse, question))).toEqual([
      'Übereinstimmung *25* von 100: Am weitesten auseinander sind Marketing und IT. Marketing findet die Richtung weitgehend richtig, IT falsch.',
      'Übereinstimmung *63* von 100: Am weitesten auseinander sind Marketing und IT. Marketing findet den Umfang zu klein, IT zwischen gerade richtig und zu groß.',
    ]);
  });
});

describe('what differs, in a sentence', () => {
  test.each<[0 | 1, Answers, Answers, string]>([
    [
      0,
      { 1: all(4), 2: all(1) },
      { 1: all(3), 2: all(3) },
      'Marketing finds the direction mostly right, IT the wrong way.',
    ],
    [
      1,
      { 1: all(4), 2: all(4) },
      { 1: all(1), 2: all(5) },
      'Marketing finds the extent far too little, IT far too much.',
    ],
    [
      0,
      { 1: all(4), 2: all(1) },
      { 1: all(1), 2: all(5) },
      'Marketing finds the direction mostly right, IT the wrong way.',
    ],
    [
      0,
      { 1: all(5), 2: all(5) },
      { 1: all(3), 2: all(3) },
      'Marketing and IT both find the direction exactly right.',
    ],
    [
      0,
      { 1: [0, 1, 8, 1, 0], 2: [4, 0, 6, 0, 0] },
      { 1: all(3), 2: all(3) },
      '40% of IT find the direction the wrong way, of Marketing nobody.',
    ],
    [
      1,
      { 1: all(3), 2: all(3) },
      { 1: [0, 0, 6, 0, 4], 2: [0, 0, 9, 0, 1] },
      '40% of Marketing find the extent far too much, of IT 10%.',
    ],
    [0, { 1: all(5) }, { 1: all(3) }, 'Alignment needs answers of two departments.'],
  ])('question %i of a pulse: %j, %j', (question, direction, extent, sentence) => {
    expect(differenceSentence(en, closedPulse(direction, extent), question)).toBe(sentence);
  });

  test('in good German, by the difference where both stand in the same place', () => {
    const pulse = closedPulse({ 1: all(3), 2: [4, 0, 6, 0, 0] }, { 1: [0, 0, 6, 0, 4], 2: [0, 0, 9, 0, 1] });
    expect([0, 1].map((question) => differenceSentence(de, pulse, question))).toEqual([
      'Bei IT finden 40 % die Richtung falsch, bei Marketing niemand.',
      'Bei Marketing finden 40 % den Umfang viel zu groß, bei IT 10 %.',
    ]);
  });

  test('it is plain text: names stand in it as they are', () => {
    const poll = closedPoll(['R&D', '<b>'], { 1: [1, 0], 2: [0, 1] });
    expect(differenceSentence(en, poll, 0)).toBe('Marketing leans to R&D, IT to <b>.');
  });
});

test('every step has its own words', () => {
  for (const t of [en, de]) {
    for (const question of [0, 1] as const) {
      const labels = [1, 2, 3, 4, 5].map((step) => stepLabel(t, question, step));
      expect(new Set(labels).size).toBe(5);
      // So long a label of a chart may be.
      expect(Math.max(...labels.map(({ length }) => length))).toBeLessThanOrEqual(20);
    }
  }
  expect([1, 5].map((step) => stepLabel(en, 0, step))).toEqual(['wrong way', 'exactly right']);
  expect([1, 3, 5].map((step) => stepLabel(en, 1, step))).toEqual([
    'far too little',
    'about right',
    'far too much',
  ]);
});

describe.each(locales)('in %s', (locale) => {
  test.each(['&<>', 'Öffentlichkeitsarbeit ', '👩‍👩‍👧‍👦🏽 ', '*_~`', '\n'])(
    'the longest names: %j',
    (filling) => {
      const long = (length: number, i: number) => `${i}${filling.repeat(length)}`.slice(0, length);
      const departments = Array.from({ length: 2 }, (_, i) => ({ id: i + 1, name: long(100, i) }));
      const options = Array.from({ length: 3 }, (_, i) => long(longestOption, i));
      for (const isOrdered of [true, false]) {
        const poll = closedPoll(options, { 1: [1, 1, 1], 2: [0, 2, 2] }, { departments, isOrdered });
        const text = alignmentText(texts(locale), poll, 0);
        expect(text.length).toBeLessThan(limits.section);
        expect(refusals([{ type: 'section', text: { type: 'mrkdwn', text } }])).toEqual([]);
      }
    },
  );
});
