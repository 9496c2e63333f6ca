import type { KnownBlock } from '@slack/types';
import type { Agreement, AgreementContent } from '../../../src/features/agreements/agreement.ts';
import {
  agreementsModal,
  endingButtons,
  listBlocks,
  listTitle,
  nothingFound,
} from '../../../src/features/agreements/agreement.views.ts';
import { detailBlocks } from '../../../src/features/agreements/agreement-detail.views.ts';
import type { LedgerFault } from '../../../src/features/agreements/ledger-verifier.ts';
import { faultText, verificationText } from '../../../src/features/agreements/verification.views.ts';
import { decisionRules } from '../../../src/features/proposals/decision.ts';
import { type Locale, texts } from '../../../src/text/text.ts';
import { contentFor } from './ledgers.ts';
import { refusals, refusalsOfView } from './slack-limits.ts';

const locales: Locale[] = ['en', 'de'];
const everything = { filter: { words: null, initiative: null }, stretch: { from: 'newest' } } as const;

function agreement(number: number, change: Partial<AgreementContent> = {}): Agreement {
  return {
    number,
    seq: number + 3,
    hash: 'a1'.repeat(32),
    previousHash: 'b2'.repeat(32),
    content: { ...contentFor(7, change), number },
    ended: null,
  };
}

const people = (n: number) => Array.from({ length: n }, (_, i) => `U0${String(i).padStart(9, '0')}`);
/** The longest that is allowed, and each kind of text that grows when it is escaped. */
const longest: Partial<AgreementContent> = {
  statement: '<&>'.repeat(1000),
  rationale: '&<!channel> '.repeat(250),
  initiative: '&'.repeat(150),
  departments: Array.from({ length: 40 }, (_, i) => ({
    name: `${i}${'&'.repeat(200)}`,
    eligible: 200,
    leads: people(4).map((userId) => ({ userId, stance: 'abstain' as const })),
    agree: people(50),
    object: people(50),
    abstain: people(50),
    silent: people(50),
  })),
};

function textOf(blocks: readonly KnownBlock[]): string {
  return blocks
    .flatMap((block) =>
      block.type === 'section'
        ? [block.text]
        : block.type === 'context'
          ? block.elements
          : block.type === 'header'
            ? [block.text]
            : [],
    )
    .map((text) => (text && 'text' in text ? text.text : ''))
    .join('\n');
}

describe.each(locales)('in %s', (locale) => {
  const t = texts(locale);

  test('a page of the longest agreements fits into one short message', () => {
    const agreements = Array.from({ length: 8 }, (_, i) => agreement(99_992 + i, longest)).reverse();
    const filter = { words: '"'.repeat(200), initiative: '\\'.repeat(151) };
    const stretch = { from: 'newer', than: 99_991 } as const;
    const page = { agreements, total: 99_999, hasNewer: true, hasOlder: true };
    const blocks = listBlocks(t, page, { filter, stretch });
    expect(refusals(blocks)).toEqual([]);
    expect(textOf(blocks).length).toBeLessThan(9000);
    expect(refusalsOfView(agreementsModal(t, blocks))).toEqual([]);
  });

  test('the longest agreement fits into a modal, and nothing of its text is lost', () => {
    const blocks = detailBlocks(t, agreement(99_999, longest));
    expect(refusalsOfView(agreementsModal(t, blocks))).toEqual([]);
    const text = textOf(blocks).replaceAll('\n', '');
    expect(text).toContain('&lt;&amp;&gt;'.repeat(1000));
    expect(text.split('&amp;&lt;!channel&gt;').length).toBe(251);
    for (let i = 0; i < 40; i += 1) expect(text).toContain(`*${i}&amp;`);
  });

  test('an agreement of small departments is a message that names everybody', () => {
    const blocks = detailBlocks(t, agreement(12, { rationale: 'Because', initiative: 'Customer data' }));
    expect(refusals(blocks)).toEqual([]);
    const text = textOf(blocks);
    for (const part of [
      'A-12',
      'We move campaign data into the shared platform by June',
      'Because',
      'Customer data',
      '*Marketing*',
      '*IT*',
      t.t('proposals.rules.two-key'),
      'https://example.slack.com/archives/C1/p1772442000000000',
      `<!date^${Date.parse('2026-03-02T09:00:00Z') / 1000}^`,
      `<!date^${Date.parse('2026-03-04T12:00:00Z') / 1000}^`,
      '2026',
      'a1a1a1a1a1a1',
      'b2b2b2b2b2b2',
      ...[1, 2, 3, 4, 5].map((n) => `<@U${n}>`),
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/\b15\b/);
  });

  test.each(decisionRules)('the rule %s is said in a sentence', (rule) => {
    expect(textOf(detailBlocks(t, agreement(1, { rule })))).toContain(t.t(`proposals.rules.${rule}`));
  });

  test('what was erased says so, in the list and alone', () => {
    const erased = { ...agreement(3), content: null };
    const page = { agreements: [erased], total: 1, hasNewer: false, hasOlder: false };
    for (const blocks of [listBlocks(t, page, everything), detailBlocks(t, erased)]) {
      expect(refusals(blocks)).toEqual([]);
      expect(textOf(blocks)).toContain(t.t('agreements.erased'));
      expect(textOf(blocks)).toContain('A-3');
    }
  });

  test('what has ended says since when and by what, in the list and alone, also at the longest', () => {
    const at = new Date('2026-06-01T08:00:00Z');
    for (const kind of ['revoked', 'superseded'] as const) {
      for (const by of [999_999, null]) {
        const ended = { ...agreement(12, longest), ended: { kind, at, by } };
        const all = Array.from({ length: 8 }, (_, i) => ({ ...ended, number: i + 1 }));
        const page = { agreements: all, total: 99, hasNewer: true, hasOlder: true };
        const [list, detail] = [listBlocks(t, page, everything), detailBlocks(t, ended)];
        expect(refusals(list)).toEqual([]);
        expect(refusalsOfView(agreementsModal(t, detail))).toEqual([]);
        for (const blocks of [list, detail]) {
          expect(textOf(blocks)).toContain(t.t('agreements.ended', { at: '' }).trim());
          expect(textOf(blocks)).toContain(`<!date^${at.getTime() / 1000}^`);
          expect(textOf(blocks).includes('A-999999')).toBe(by !== null);
        }
        expect(endingButtons(t, ended)).toEqual([]);
      }
    }
    expect(refusals(endingButtons(t, agreement(1)))).toEqual([]);
  });

  test('what finds nothing says what may help', () => {
    const said = [
      nothingFound(t, { words: null, initiative: null }, []),
      nothingFound(t, { words: '<!here>', initiative: null }, []),
      nothingFound(t, { words: '<!here>', initiative: '<X>' }, []),
      nothingFound(t, { words: null, initiative: '<X>' }, []),
      nothingFound(t, { words: null, initiative: '<X>' }, ['Customer data', 'R&D']),
    ];
    expect(new Set(said).size).toBe(said.length);
    for (const text of said) {
      expect(text).toMatch(/`\/concord-/);
      expect(text).not.toMatch(/<|\{\{/);
    }
    expect(said[4]).toContain('Customer data, R&amp;D');
  });

  test('every title counts and quotes', () => {
    for (const count of [1, 2]) {
      for (const words of [null, 'a<b']) {
        for (const initiative of [null, 'X&Y']) {
          const title = listTitle(t, { words, initiative }, count);
          expect(title).toContain(String(count));
          expect(title.includes('a&lt;b')).toBe(words !== null);
          expect(title.includes('X&amp;Y')).toBe(initiative !== null);
        }
      }
    }
  });

  test('every fault has words of its own that name its place', () => {
    const kinds: LedgerFault['fault'][] = [
      'workspace',
      'missing',
      'order',
      'previous_hash',
      'hash',
      'content_hash',
      'content_missing',
      'numbering',
      'redaction',
      'head',
      'stray_content',
      'unregistered',
      'register_differs',
      'stray_agreement',
      'not_agreed',
    ];
    const said = kinds.map((fault) => faultText(t, { seq: 17, fault, agreement: 12, proposal: 99 }));
    expect(new Set(said).size).toBe(kinds.length);
    for (const text of said) expect(text).toMatch(/\b17\b/);
    const noEntry = faultText(t, {
      seq: null,
      fault: 'proposal_unregistered',
      agreement: null,
      proposal: 99,
    });
    expect(noEntry).toContain('P-99');
  });

  test('verifying says that all is well, or what is not, in one message', () => {
    const head = { seq: 2, hash: 'ab'.repeat(32), agreements: 2 };
    expect(verificationText(t, { ok: true, entries: 2, head, faults: [] })).toContain(head.hash);
    expect(verificationText(t, { ok: true, entries: 0, head: null, faults: [] })).toBe(
      t.t('agreements.verifiedEmpty'),
    );
    const faults = Array.from({ length: 200 }, (_, i) => ({
      seq: i + 1,
      fault: 'register_differs' as const,
      agreement: 1e6,
      proposal: 1e6,
    }));
    const broken = verificationText(t, { ok: false, entries: 200, head, faults });
    expect(broken.length).toBeLessThan(3000);
    expect(broken).toContain(faultText(t, faults[0]!));
    expect(broken).toContain(t.t('agreements.brokenMore', { count: 190 }));
  });
});

test('many people are counted, and all of a few are named', () => {
  const [department] = contentFor(1).departments;
  const large = { ...department!, eligible: 30, agree: people(30), silent: [] };
  const t = texts('en');
  expect(textOf(detailBlocks(t, agreement(1, { departments: [large] })))).toContain('agree (30)');
  expect(textOf(detailBlocks(t, agreement(1, { departments: [large] })))).toContain('and 10 more');
  const twenty = { ...large, agree: people(20) };
  expect(textOf(detailBlocks(t, agreement(1, { departments: [twenty] })))).not.toMatch(/and \d+ more/);
});
