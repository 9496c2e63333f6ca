import type { Home, OpenProposal } from '../../../src/features/home/home.ts';
import { homeView, menuBlocks } from '../../../src/features/home/home.views.ts';
import { type Locale, texts } from '../../../src/text/text.ts';
import { contentFor } from '../agreements/ledgers.ts';
import { refusals, refusalsOfView } from '../agreements/slack-limits.ts';

const longest = '<&>'.repeat(1000);
const link = 'https://example.slack.com/archives/C1/p1772442000000000';

function proposal(number: number, awaitsMyVote: boolean, change: Partial<OpenProposal> = {}): OpenProposal {
  const deadline = new Date('2026-03-05T16:00:00Z');
  return { number, statement: `Proposal ${number}`, deadline, link, awaitsMyVote, ...change };
}

const agreement = (number: number, statement: string) => ({
  number,
  seq: number,
  hash: 'a'.repeat(64),
  previousHash: 'b'.repeat(64),
  content: { ...contentFor(number, { statement }), number },
  ended: null,
});

const question = (number: number, text = 'Where do we host it? <here>') => ({
  name: `PL-${number}`,
  text,
  deadline: new Date('2027-06-11T15:00:00Z'),
  link: 'https://example.slack.com/archives/C1/p2',
});

function home(change: Partial<Home & { isSetUp: true }> = {}): Home & { isSetUp: true } {
  return {
    isSetUp: true,
    userId: 'U1',
    department: { name: 'Marketing', leadUserId: 'U2', people: 5 },
    departmentNames: ['Marketing', 'IT'],
    openProposals: [proposal(1, false), proposal(2, true), proposal(3, true)],
    openQuestions: [question(1)],
    syncs: [{ name: 'S-1', title: 'CMO/CIO <sync>', startsAt: new Date('2027-06-10T09:00:00Z') }],
    agreements: [agreement(12, 'We share the platform')],
    ...change,
  };
}

describe.each<Locale>(['en', 'de'])('in %s', (locale) => {
  const t = texts(locale);
  const written = (view: object) => JSON.stringify(view);
  const shown = (h: Home) => {
    const view = homeView(t, h);
    expect(refusalsOfView(view)).toEqual([]);
    return written(view.blocks);
  };
  /** The order in which these stand in the text. */
  const inOrder = (text: string, parts: string[]) => {
    const places = parts.map((part) => text.indexOf(part));
    expect({ parts, places: places.toSorted((a, b) => a - b) }).toEqual({ parts, places });
    expect(places).not.toContain(-1);
  };

  test('what awaits my vote comes first, then other proposals, then agreements', () => {
    const text = shown(home());
    inOrder(text, [
      'Marketing',
      '<@U2>',
      t.t('home.awaiting'),
      '*P-2*',
      '*P-3*',
      t.t('home.otherOpen'),
      '*P-1*',
      t.t('home.syncs'),
      'CMO/CIO &lt;sync&gt;',
      t.t('home.latest'),
      '*A-12*',
    ]);
    expect(text).toContain(`<!date^${Date.parse('2026-03-05T16:00:00Z') / 1000}^`);
    expect(text.split(link)).toHaveLength(5);
  });

  test('nothing to do and nothing agreed is said, too', () => {
    const text = shown(home({ openProposals: [], agreements: [] }));
    inOrder(text, [t.t('home.nothingAwaits'), t.t('home.nothingOpen'), t.t('home.nothingAgreed')]);
    const onlyMine = shown(home({ openProposals: [proposal(2, true)] }));
    expect(onlyMine).not.toContain(t.t('home.nothingOpen'));
  });

  test('my department: as its lead, without a lead, and in none', () => {
    expect(shown(home({ department: { name: 'IT', leadUserId: 'U1', people: 1 } }))).toContain(
      t.t('home.youLead'),
    );
    expect(shown(home({ department: { name: 'IT', leadUserId: null, people: 2 } }))).toContain(
      t.t('home.noLead'),
    );
    const none = shown(home({ department: null, openProposals: [proposal(1, false)] }));
    expect(none).toContain('Marketing, IT');
    expect(none).not.toContain(t.t('home.awaiting'));
    expect(none).toContain('*P-1*');
  });

  test('the longest of everything fits', () => {
    const many = (awaits: boolean, from: number) =>
      Array.from({ length: 30 }, (_, i) =>
        proposal(99_000 + from + i, awaits, { statement: longest, link: i % 2 ? link : null }),
      );
    const names = Array.from({ length: 40 }, (_, i) => `${i}${'&'.repeat(200)}`);
    const text = shown(
      home({
        department: { name: '&'.repeat(300), leadUserId: 'U2', people: 40_000 },
        departmentNames: names,
        openProposals: [...many(true, 0), ...many(false, 100)],
        openQuestions: Array.from({ length: 30 }, (_, i) => question(99_000 + i, longest)),
        agreements: Array.from({ length: 5 }, (_, i) => agreement(99_000 + i, longest)),
      }),
    );
    expect(text.split(t.t('home.andMore', { count: 20 }))).toHaveLength(4);
    shown(home({ department: null, departmentNames: names }));
  });

  test('an agreement whose text was erased stays in its place', () => {
    expect(shown(home({ agreements: [{ ...agreement(3, ''), content: null }] }))).toContain('*A-3*');
  });

  test('what waits for an answer is named, with a way to it, and nothing is said where nothing waits', () => {
    expect(shown(home())).toContain(`*PL-1*  Where do we host it? &lt;here&gt;`);
    expect(shown(home({ openQuestions: [] }))).not.toContain(t.plain('home.questions'));
  });

  test('before the setup there are first steps and a button for it', () => {
    const text = shown({ isSetUp: false });
    expect(text).toContain('open_setup');
    expect(text).not.toContain('open_propose');
    expect(text).toContain('/invite @Concord');
  });

  test('the menu has a button for each thing to do', () => {
    for (const isSetUp of [true, false]) {
      const blocks = menuBlocks(t, isSetUp);
      expect(refusals(blocks)).toEqual([]);
      expect(written(blocks).match(/open_\w+/g)).toEqual(
        isSetUp
          ? ['open_propose', 'open_agreements', 'open_setup', 'open_help']
          : ['open_setup', 'open_help'],
      );
    }
  });

  test('the help names every command with an example', () => {
    const help = t.t('home.help');
    for (const command of [
      '/concord setup',
      '/concord-department add',
      '/concord-propose W',
      '/concord-agreements ',
    ]) {
      expect(help).toContain(`\`${command}`);
    }
  });
});
