import { decisionRules } from '../../../src/features/proposals/decision.ts';
import { standingByDepartment } from '../../../src/features/proposals/outcome.ts';
import {
  closedMessage,
  openMessage,
  replacedMessage,
} from '../../../src/features/proposals/proposal.views.ts';
import { editModal, proposeModal, reasonModal } from '../../../src/features/proposals/proposal-form.views.ts';
import {
  announcementMessage,
  notPostedMessage,
  objectionMessage,
  reasonMessage,
  reminderMessage,
  summaryMessage,
  versionReplacedMessage,
} from '../../../src/features/proposals/proposal-notices.views.ts';
import {
  readActions,
  reasonReadModal,
  textModal,
} from '../../../src/features/proposals/proposal-text.views.ts';
import { tally } from '../../../src/features/proposals/tally.ts';
import type { MessageBody } from '../../../src/slack/messenger.ts';
import { type Locale, locales, texts } from '../../../src/text/text.ts';
import { refusals, refusalsOfView } from '../agreements/slack-limits.ts';
import { closedBy, proposalWith, votes } from './proposals.ts';

/** Each of 3,000 characters, and each a different way to go wrong. */
const longTexts: [string, string][] = [
  ['grows fivefold when escaped', '&'.repeat(3000)],
  ['looks like mark-up', '<!channel> *_~`'.repeat(200)],
  ['emoji of several code points', '👩‍👩‍👧‍👦🏽 '.repeat(220).slice(0, 2999)],
  ['line breaks', 'Zeile\n\n'.repeat(428)],
  ['one endless word', 'ß'.repeat(3000)],
];
const name = (i: number, filling: string) => `${i} ${filling.repeat(60)}`.slice(0, 60);
const fillings = ['&<>', 'Öffentlichkeitsarbeit ', '*_~'];

/** All texts of a message or modal but those of its buttons. */
function wordsOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const { type, text } = value as { type?: unknown; text?: unknown };
  if (type === 'actions') return '';
  return typeof text === 'string' ? `${text}\n` : Object.values(value).map(wordsOf).join('');
}

function hasButton(message: MessageBody, actionId: string): boolean {
  return JSON.stringify(message.blocks).includes(`"${actionId}"`);
}

describe.each<Locale>([...locales])('in %s', (locale) => {
  const t = texts(locale);

  describe.each(longTexts)('a text that is long: %s', (_, text) => {
    describe.each(fillings)('and forty departments named %s', (filling) => {
      const p = proposalWith({
        statement: text,
        rationale: text,
        initiativeName: '&'.repeat(150),
        departments: Array.from({ length: 40 }, (_, i) => name(i, filling)),
        membersEach: 30,
        leadsEach: 3,
      });
      const stances = votes(p);
      const counted = tally(
        p.departments.map((d) => d.id),
        p.voters,
        stances,
      );
      const standing = standingByDepartment(p, stances);
      const reasons = new Map([...stances.keys()].map((userId) => [userId, text]));
      const messages = (): [string, MessageBody][] => [
        ...decisionRules.map((rule): [string, MessageBody] => [
          `open, ${rule}`,
          openMessage(t, { ...p, rule, version: 99_999 }, { ...counted, observers: 99_999 }),
        ]),
        ...decisionRules.map((rule): [string, MessageBody] => [
          `closed, ${rule}`,
          closedMessage(t, closedBy({ ...p, rule }, counted), 99_999, null),
        ]),
        ['agreed', closedMessage(t, { ...closedBy(p, counted), outcome: 'agreed' }, 99_999, null)],
        [
          'withdrawn',
          closedMessage(t, { ...closedBy(p, counted), outcome: 'withdrawn' }, null, 'U0123456789'),
        ],
        ['replaced', replacedMessage(t, p, p.message.permalink)],
        ['summary', summaryMessage(t, closedBy(p, counted), standing, reasons, null, null)],
        ['announcement', announcementMessage(t, p, 99_999)],
        ['objection', objectionMessage(t, p)],
        ['reason', reasonMessage(t, { ...p, userId: 'U0123456789', reason: text })],
        ['reminder', reminderMessage(t, p)],
        ['version replaced', versionReplacedMessage(t, p)],
        ['not posted', notPostedMessage(t, p)],
      ];

      test('every message holds', () => {
        for (const [kind, { text: words, blocks = [] }] of messages()) {
          expect({ kind, refused: refusals(blocks) }).toEqual({ kind, refused: [] });
          expect(words.length).toBeLessThan(4000);
          expect(words).not.toMatch(/&(?!(?:amp|lt|gt);)|[\ud800-\udbff](?![\udc00-\udfff])/);
          if (/open|closed|replaced|announcement|posted/.test(kind) && !kind.startsWith('version')) {
            expect(squeezed(wordsOf(blocks))).toContain(squeezed(escaped(text)).slice(0, 900));
          }
          expect(wordsOf(blocks)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
        }
      });

      test('no name is cut, and departments without room are counted', () => {
        for (const [kind, { blocks }] of messages().filter(([kind]) => /open|closed|summary/.test(kind))) {
          const words = wordsOf(blocks);
          const shown = p.departments.filter((d) => words.includes(`*${escaped(d.name)}*`)).length;
          const left =
            /(?:and|und) (\d+) (?:more departments?|weitere Abteilung(?:en)?)/.exec(words)?.[1] ?? 0;
          expect({ kind, all: shown + Number(left) }).toEqual({ kind, all: 40 });
        }
      });

      test('every form and every modal holds, with the whole text to be read', () => {
        const departments = p.departments.map((d) => ({
          ...d,
          leadUserId: null,
          memberIds: [],
          userGroupId: null,
        }));
        const values = { statement: text, rationale: text, deadline: p.deadline, initiative: text };
        const form = proposeModal(t, departments, values, p.sourcePermalink);
        const read = textModal(t, p);
        const reason = reasonReadModal(t, { id: p.id, userId: 'U0123456789', reason: text });
        for (const view of [form, editModal(t, p), reasonModal(t, p), read, reason]) {
          expect(refusalsOfView(view)).toEqual([]);
        }
        expect(squeezed(wordsOf(read.blocks))).toContain(squeezed(escaped(text)));
        expect(squeezed(wordsOf(reason.blocks))).toContain(squeezed(escaped(text)));
      });
    });
  });

  test('a long text in a small round is shown whole, and has no button for it', () => {
    const p = proposalWith({ statement: 'Zeile\n'.repeat(499), rationale: 'Weil. '.repeat(499) });
    const counted = tally([1, 2], p.voters, votes(p));
    for (const message of [openMessage(t, p, counted), closedMessage(t, closedBy(p, counted), null, null)]) {
      expect(wordsOf(message.blocks).match(/Zeile/g)).toHaveLength(499);
      expect(wordsOf(message.blocks).match(/Weil/g)).toHaveLength(499);
      expect(hasButton(message, readActions.text)).toBe(false);
    }
  });

  test('a text that does not fit ends in an ellipsis, and a button shows all of it', () => {
    const p = proposalWith({ statement: '&'.repeat(3000), rationale: '<'.repeat(3000) });
    const counted = tally([1, 2], p.voters, votes(p));
    const given = { ...p, userId: 'U1', reason: '&'.repeat(3000) };
    for (const [message, action] of [
      [openMessage(t, p, counted), readActions.text],
      [closedMessage(t, closedBy(p, counted), null, null), readActions.text],
      [replacedMessage(t, p, null), readActions.text],
      [announcementMessage(t, p, 1), readActions.text],
      [notPostedMessage(t, p), readActions.text],
      [reasonMessage(t, given), readActions.reason],
    ] as const) {
      expect(squeezed(wordsOf(message.blocks))).toMatch(/(?:&amp;){500,}…/);
      expect(hasButton(message, action)).toBe(true);
    }
  });

  test('few departments are shown with a bar and with their leads by name', () => {
    for (const count of [2, 5, 12]) {
      const p = proposalWith({ departments: Array.from({ length: count }, (_, i) => `Abteilung ${i}`) });
      const counted = tally(
        p.departments.map((d) => d.id),
        p.voters,
        votes(p),
      );
      const words = wordsOf(openMessage(t, p, counted).blocks);
      expect(words.match(/\*Abteilung \d+\* {2}[🟩🟥🟨⬜]+ {2}/gu)).toHaveLength(count);
      for (const { userId, isLead } of p.voters) expect(words.includes(`<@${userId}>`)).toBe(isLead);
    }
  });

  test('from thirteen on a department has one line', () => {
    const p = proposalWith({ departments: Array.from({ length: 13 }, (_, i) => `Abteilung ${i}`) });
    const ids = p.departments.map((d) => d.id);
    const words = wordsOf(openMessage(t, p, tally(ids, p.voters, votes(p))).blocks);
    expect(words.match(/^\*Abteilung \d+\* {2}\d+\/\d+ .*:\+1: \d+ .*$/gm)).toHaveLength(13);
    expect(words).not.toContain('🟩');
  });
});

function squeezed(words: string): string {
  return words.replaceAll(/\s/g, '');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
