import type { KnownBlock, View } from '@slack/types';
import { createAgreementListeners } from '../../../src/features/agreements/agreement.listeners.ts';
import {
  type AgreementService,
  createAgreementService,
} from '../../../src/features/agreements/agreement.service.ts';
import { actions, modalCallback } from '../../../src/features/agreements/agreement.views.ts';
import { createLogger } from '../../../src/logger.ts';
import type { ActionRequest, Answer, CommandRequest } from '../../../src/slack/request.ts';
import { type Locale, texts } from '../../../src/text/text.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { agree, createWorkspace } from './ledgers.ts';
import { refusals, refusalsOfView } from './slack-limits.ts';

let database: TestDatabase;
let service: AgreementService;
let on: ReturnType<typeof createAgreementListeners>;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  service = createAgreementService({ db, log: createLogger('silent') });
  on = createAgreementListeners({ agreements: service, endings: noEndings });
  for (const id of ['T1', 'TEMPTY', 'TLONG']) await createWorkspace(db, id);
  for (let i = 1; i <= 20; i += 1) {
    const initiative = i % 2 ? 'Customer data' : null;
    await agree(db, service, 'T1', { statement: `Statement number ${i}`, initiative });
  }
  const long = '&'.repeat(3000);
  for (let i = 1; i <= 9; i += 1) await agree(db, service, 'TLONG', { statement: long, rationale: long });
});
afterAll(() => database.drop());

/** What ends agreements is tested where everything is real. */
const noEndings = {
  open: () => Promise.reject(new Error('nothing ends here')),
  filled: () => Promise.reject(new Error('nothing ends here')),
};

const base = (workspaceId: string, locale: Locale) => ({
  reader: {
    workspaceId,
    userId: 'U1',
    name: 'cmo',
    locale,
    timezone: 'Europe/Berlin',
    isWorkspaceAdmin: false,
    isGuest: false,
  },
  texts: texts(locale),
  requestKey: 'test',
});

function type(text: string, workspaceId = 'T1', locale: Locale = 'en'): Promise<Answer> {
  return on.command({ ...base(workspaceId, locale), text, channelId: 'C1' } satisfies CommandRequest);
}

const inMessage = { message: { channelId: 'C1', ts: '1.1', isEphemeral: true }, view: null };
const inView = (callbackId: string) => ({
  message: null,
  view: { id: 'V1', hash: 'h', callbackId, privateMetadata: '', values: {} },
});

function click(
  where: Pick<ActionRequest, 'message' | 'view'>,
  value: string | null,
  workspaceId = 'T1',
): ActionRequest {
  return {
    ...base(workspaceId, 'en'),
    actionId: '',
    blockId: '',
    at: '1.000000',
    value,
    values: null,
    ...where,
  };
}

function blocksOf(answer: Answer): KnownBlock[] {
  if (answer.kind === 'ephemeral') {
    if (answer.blocks) expect(refusals(answer.blocks)).toEqual([]);
    return answer.blocks ?? [];
  }
  if (answer.kind === 'done') throw new Error('nothing was answered');
  expect(refusalsOfView(answer.view as View & { type: 'modal' })).toEqual([]);
  return answer.view.blocks as KnownBlock[];
}

/** The value of a button, of the first with that action. */
function valueIn(answer: Answer, actionId: string): string {
  const buttons = blocksOf(answer).flatMap((block): object[] => {
    if (block.type === 'actions') return block.elements;
    return block.type === 'section' && block.accessory ? [block.accessory] : [];
  });
  const found = buttons.find((button) => 'action_id' in button && button.action_id === actionId);
  if (!found || !('value' in found)) throw new Error(`no button ${actionId}`);
  return String(found.value);
}

/** The names of the agreements in a list. */
function names(answer: Answer): string[] {
  return blocksOf(answer).flatMap(({ block_id: id }) => (id?.startsWith('agreement:') ? [id.slice(10)] : []));
}

const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => String(from - i));

test('lists, and its buttons page through it in the same message', async () => {
  const first = await type('list');
  expect(first).toMatchObject({ kind: 'ephemeral', text: expect.stringContaining('20') });
  expect(names(first)).toEqual(down(20, 13));
  expect(() => valueIn(first, actions.newer)).toThrow();
  const second = await on.page(click(inMessage, valueIn(first, actions.older)));
  expect(second).toMatchObject({ kind: 'ephemeral', replace: true });
  expect(names(second)).toEqual(down(12, 5));
  const third = await on.page(click(inMessage, valueIn(second, actions.older)));
  expect(names(third)).toEqual(down(4, 1));
  expect(() => valueIn(third, actions.older)).toThrow();
  expect(names(await on.page(click(inMessage, valueIn(third, actions.newer))))).toEqual(down(12, 5));
});

test('pages keep what was searched for', async () => {
  const first = await type('number --initiative "customer data"');
  expect(names(first)).toEqual(['19', '17', '15', '13', '11', '9', '7', '5']);
  const second = await on.page(click(inMessage, valueIn(first, actions.older)));
  expect(names(second)).toEqual(['3', '1']);
});

test('shows one from a list and goes back to where the list was', async () => {
  const second = await on.page(click(inMessage, valueIn(await type(''), actions.older)));
  const shown = await on.show(click(inMessage, valueIn(second, actions.show)));
  expect(shown).toMatchObject({ kind: 'ephemeral', replace: true, text: 'Agreement A-12' });
  expect(JSON.stringify(blocksOf(shown))).toContain('Statement number 12');
  const back = await on.page(click(inMessage, valueIn(shown, actions.back)));
  expect(names(back)).toEqual(down(12, 5));
});

test('from the Home tab a modal opens, in which everything goes on', async () => {
  const opened = await on.open(click(inView(''), null));
  expect(opened.kind).toBe('modal');
  expect(names(opened)).toEqual(down(20, 13));
  const second = await on.page(click(inView(modalCallback), valueIn(opened, actions.older)));
  expect(second.kind).toBe('replace_modal');
  const shown = await on.show(click(inView(modalCallback), valueIn(second, actions.show)));
  expect(shown.kind).toBe('replace_modal');
  expect((await on.page(click(inView(modalCallback), valueIn(shown, actions.back)))).kind).toBe(
    'replace_modal',
  );
});

test('the form that ends one takes the place of the modal in which it was shown', async () => {
  const filled = {
    departments: [1, 2].map((id) => ({
      ...{ id, name: `${id}`, leadUserId: null },
      ...{ memberIds: [], userGroupId: null },
    })),
    values: { deadline: new Date('2027-06-11T08:00:00Z'), replaces: 'A-7', statement: '&'.repeat(3000) },
  };
  const revokes = { number: 7, statement: `A-7 no longer holds: “${'<&>'.repeat(100)}”` };
  const asked: unknown[] = [];
  const own = createAgreementListeners({
    agreements: service,
    endings: {
      ...noEndings,
      filled: async (_, ends) => {
        asked.push(ends);
        return { ...filled, revokes: ends.kind === 'revoked' ? revokes : null };
      },
    },
  });
  for (const clicked of [own.replace, own.revoke]) {
    const beside = await clicked(click(inMessage, '7'));
    expect(beside.kind).toBe('modal');
    const instead = await clicked(click(inView(modalCallback), '7'));
    expect(instead).toMatchObject({ kind: 'replace_modal', view: { callback_id: 'proposal_form' } });
    for (const answer of [beside, instead]) expect(blocksOf(answer).length).toBeGreaterThan(3);
  }
  const [replace, revoke] = (['superseded', 'revoked'] as const).map((kind) => ({ kind, number: 7 }));
  expect(asked).toEqual([replace, replace, revoke, revoke]);
});

test('from the menu a message of its own appears', async () => {
  const opened = await on.open(click(inMessage, null));
  expect(opened).toMatchObject({ kind: 'ephemeral' });
  expect(opened).not.toMatchObject({ replace: true });
});

test('what is too long for a message is shown in a modal, complete', async () => {
  const shown = await type('show A-1', 'TLONG');
  expect(shown.kind).toBe('modal');
  expect(JSON.stringify(blocksOf(shown)).match(/&amp;/g)).toHaveLength(6000);
  const list = await type('', 'TLONG');
  expect(list.kind).toBe('ephemeral');
  const fromList = await on.show(click(inMessage, valueIn(list, actions.show), 'TLONG'));
  expect(fromList.kind).toBe('modal');
});

test('shows by number, searches and verifies in the language of the reader', async () => {
  const english = await type('show A-7');
  expect(english).toMatchObject({ kind: 'ephemeral', text: 'Agreement A-7' });
  expect(await type('zeige a7', 'T1', 'de')).toMatchObject({ text: 'Vereinbarung A-7' });
  expect(names(await type('suche umber 7', 'T1', 'de'))).toEqual(['17', '7']);
  expect(await type('prüfe', 'T1', 'de')).toMatchObject({
    kind: 'ephemeral',
    text: expect.stringContaining('Alle 20 Einträge stimmen'),
  });
  expect(await type('verify', 'TEMPTY')).toMatchObject({ text: texts('en').t('agreements.verifiedEmpty') });
});

test.each<[string, string, RegExp]>([
  ['nothing anywhere', 'TEMPTY:list', /Nothing has been agreed yet/],
  ['no such words', 'T1:nowhere to be found', /“nowhere to be found”.*list/],
  [
    'no such words in the initiative',
    'T1:nowhere --initiative Customer data',
    /“Customer data” has “nowhere”/,
  ],
  ['no such initiative', 'T1:list --initiative Nope', /“Nope”\. There are agreements of: Customer data/],
  ['no initiative at all', 'TLONG:list --initiative Nope', /nor to any other/],
])('%s: a helpful answer', async (_, asked, answer) => {
  const [workspaceId = '', text = ''] = asked.split(/:(.*)/);
  expect(await type(text, workspaceId)).toMatchObject({
    kind: 'ephemeral',
    text: expect.stringMatching(answer),
  });
});
