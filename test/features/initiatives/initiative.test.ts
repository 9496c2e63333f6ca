import fc from 'fast-check';
import {
  agreedFields,
  type Change,
  type Initiative,
  isAddress,
  longestLink,
  meant,
  nameKey,
  split,
  statuses,
} from '../../../src/features/initiatives/initiative.ts';
import { statementOf } from '../../../src/features/initiatives/initiative.views.ts';
import { draftOf, sidesOf, tidy } from '../../../src/features/initiatives/initiative-draft.ts';
import { texts } from '../../../src/text/text.ts';

const none = { direction: null, extent: null, status: null };
const initiative = (change: Partial<Initiative> = {}): Initiative => ({
  ...{ workspaceId: 'T1', id: 1, createdBy: 'U1', name: 'Customer data' },
  ...{ direction: 'One platform', extent: 'Until June', status: 'idea', channelId: null, links: [] },
  sides: [1, 2].map((departmentId) => ({ departmentId, sponsorUserId: null })),
  agreements: none,
  changedAt: new Date(0),
  ...change,
});

describe('names that people take for the same', () => {
  test.each([
    ['Customer data', '  customer \n DATA '],
    ['Büro', 'bu\u0308ro'],
    ['A\u00a0B', 'a b'],
  ])('%j and %j', (one, other) => expect(nameKey(one)).toBe(nameKey(other)));

  test.each([
    ['Cloud', 'Clouds'],
    ['Cloud', 'C loud'],
    ['Büro', 'Buro'],
  ])('but not %j and %j', (one, other) => expect(nameKey(one)).not.toBe(nameKey(other)));

  test('a key is its own key', () => {
    fc.assert(fc.property(fc.string(), (name) => nameKey(nameKey(name)) === nameKey(name)));
  });
});

describe('which one is meant', () => {
  const all = ['Cloud', 'Cloud storage', 'Customer data', 'Mobile'].map((name) => ({ name }));
  test.each([
    ['cloud', ['Cloud']],
    ['CLOUD  s', ['Cloud storage']],
    ['cust', ['Customer data']],
    ['c', ['Cloud', 'Cloud storage', 'Customer data']],
    ['data', []],
    ['', []],
    [' ', []],
  ])('%j', (typed, names) => {
    const result = meant(all, typed);
    expect('found' in result ? [result.found.name] : result.several.map(({ name }) => name)).toEqual(names);
    expect('found' in result).toBe(names.length === 1);
  });
});

describe('what needs an agreement', () => {
  const wish: Change = { direction: 'Two platforms', extent: 'Until May', status: 'paused' };

  test('nothing, as long as nothing is agreed', () => {
    expect(split(initiative(), wish)).toEqual({ free: wish, bound: {} });
  });

  test('whatever is agreed, once it is', () => {
    const agreed = initiative({ agreements: { ...none, direction: 1, status: 2 } });
    const { extent, ...bound } = wish;
    expect(split(agreed, wish)).toEqual({ free: { extent }, bound });
  });

  test('never what stays as it is, or is not said', () => {
    const agreed = initiative({ agreements: { direction: 1, extent: 1, status: 1 } });
    const { direction, extent, status } = agreed;
    expect(split(agreed, { direction, extent, status })).toEqual({ free: {}, bound: {} });
    expect(split(agreed, {})).toEqual({ free: {}, bound: {} });
  });

  test('every change is either free or bound', () => {
    const number = fc.option(fc.nat());
    const agreements = fc.record({ direction: number, extent: number, status: number });
    const wishes = fc.record(
      { direction: fc.string(), extent: fc.string(), status: fc.constantFrom(...statuses) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(agreements, wishes, (of, wanted) => {
        const one = initiative({ agreements: of });
        const { free, bound } = split(one, wanted);
        for (const field of agreedFields) {
          const isChange = wanted[field] !== undefined && wanted[field] !== one[field];
          expect(field in free).toBe(isChange && of[field] === null);
          expect(field in bound).toBe(isChange && of[field] !== null);
        }
      }),
    );
  });
});

describe('an address', () => {
  const long = `https://example.com/${'x'.repeat(longestLink - 20)}`;
  test.each(['https://example.com', 'HTTP://EXAMPLE.com/a?b=1&c=2#d', 'https://münchen.example/ü', long])(
    '%s',
    (link) => expect(isAddress(link)).toBe(true),
  );
  test.each([
    ...['', 'example.com', 'ftp://example.com', 'javascript:alert(1)', 'https://', 'https://a b', `${long}x`],
    // Slack would show the second as if it were the first.
    'https://evil.example|https://good.example',
    'https://a.example/<!channel>',
    ' https://example.com',
  ])('none: %s', (link) => expect(isAddress(link)).toBe(false));
});

describe('what is put to the departments', () => {
  const full = { direction: 'Eine Plattform', extent: 'Bis Juni!', status: 'agreed' } as const;
  test('reads as sentences', () => {
    expect(statementOf(texts('de'), initiative(), full)).toBe(
      'Wir machen „Customer data“ zusammen. Wohin: Eine Plattform. Wie weit: Bis Juni!',
    );
    expect(statementOf(texts('en'), initiative(), full)).toBe(
      'We do “Customer data” together. Which way: Eine Plattform. How far: Bis Juni!',
    );
  });

  test('says only what changes, once something is agreed', () => {
    const agreed = initiative({ agreements: { direction: 1, extent: 1, status: 1 }, status: 'agreed' });
    const change: Change = { extent: 'Bis Mai', status: 'under_way' };
    expect(statementOf(texts('de'), agreed, change)).toBe(
      '„Customer data“ ändert sich. Wie weit: Bis Mai. Stand: läuft.',
    );
    expect(statementOf(texts('en'), agreed, { status: 'done' })).toBe(
      '“Customer data” changes. Status: done.',
    );
  });
});

describe('what somebody wants', () => {
  const department = (id: number, memberIds: string[]) => ({
    ...{ id, name: `D${id}`, leadUserId: null, userGroupId: null, memberIds },
  });
  const all = [department(1, ['U1', 'U2']), department(2, ['U3'])];

  test('is kept tidy', () => {
    const links = [' https://a.example ', ''];
    const typed = { ...draftOf(initiative(), all), name: '  A \n b ', links, sponsorIds: ['U1', 'U1'] };
    expect(tidy(typed)).toMatchObject({ name: 'A b', links: ['https://a.example'], sponsorIds: ['U1'] });
  });

  test('is what there is, without departments and sponsors that are gone', () => {
    const sides = [
      { departmentId: 1, sponsorUserId: 'U9' },
      { departmentId: 2, sponsorUserId: 'U3' },
      { departmentId: 3, sponsorUserId: 'U1' },
    ];
    const draft = draftOf(initiative({ sides }), all);
    expect(draft).toMatchObject({ departmentIds: [1, 2], sponsorIds: ['U3'] });
    expect(sidesOf(draft, all)).toEqual([
      { departmentId: 1, sponsorUserId: null },
      { departmentId: 2, sponsorUserId: 'U3' },
    ]);
  });
});
