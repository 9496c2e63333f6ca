import type { KnownBlock } from '@slack/types';
import { refusesCharts } from '../../playground/faults.ts';
import { chartsShown } from '../../src/slack/chart-support.repository.ts';
import { barChart } from '../../src/slack/charts.ts';
import { type MessageBody, postMessage, updateMessage } from '../../src/slack/messenger.ts';
import { channel, startTestConcord, type TestConcord } from '../helpers/concord.ts';

const dayMs = 86_400_000;
const words: KnownBlock = { type: 'section', text: { type: 'mrkdwn', text: 'Marketing leans to Build' } };
const chart = barChart({
  title: 'Build or buy?',
  unit: 'percent',
  categories: ['Build', 'Buy'],
  series: [{ name: 'Marketing', values: [100, 0] }],
}) as KnownBlock;
const outcome = (text: string): MessageBody => ({ text, blocks: [words, chart] });

let app: TestConcord;
let key = 0;
beforeEach(async () => {
  app = await startTestConcord();
});
afterEach(() => app.stop());

async function post(text: string, body = outcome(text)): Promise<string> {
  key += 1;
  return postMessage(app.db, {
    workspaceId: app.playground.teamId,
    key: `chart:${key}`,
    channelId: channel,
    body,
  });
}

/** Which kinds of blocks the message shows, once it is there. */
async function shown(text: string): Promise<string[]> {
  const { blocks } = await app.playground.waitFor(() =>
    app.playground.messages(channel).find((message) => message.text === text),
  );
  return blocks.map(({ type }) => type as string);
}

async function isFailed(id: string): Promise<boolean> {
  const row = await app.db.selectFrom('messages').select('state').where('id', '=', id).executeTakeFirst();
  return row?.state === 'failed';
}

/** Calls that hold a chart. */
const tries = () =>
  app.playground.calls.filter(
    ({ method, args }) =>
      ['chat.postMessage', 'chat.update'].includes(method) && refusesCharts.when?.(args) === true,
  ).length;

const known = () => chartsShown(app.db, app.playground.teamId);

test('where charts are shown they are sent, and that is known', async () => {
  expect(await known()).toBe(false);
  await post('one');
  expect(await shown('one')).toEqual(['section', 'data_visualization']);
  expect(await app.playground.waitFor(known)).toBe(true);
});

test('a workspace that refuses charts gets the same in words, and the next message is not tried', async () => {
  app.playground.faults.api('*', refusesCharts);
  await post('one');
  expect(await shown('one')).toEqual(['section']);
  expect(tries()).toBe(1);
  await post('two');
  expect(await shown('two')).toEqual(['section']);
  expect(tries()).toBe(1);
  expect(await known()).toBe(false);
});

test('an update that is refused is sent in words, and shown', async () => {
  const id = await post('one', { text: 'one', blocks: [words] });
  await shown('one');
  app.playground.faults.api('*', refusesCharts);
  await updateMessage(app.db, app.playground.teamId, id, outcome('two'));
  expect(await shown('two')).toEqual(['section']);
  expect(tries()).toBe(1);
});

test('another process remembers it too', async () => {
  app.playground.faults.api('*', refusesCharts);
  await post('one');
  expect(await shown('one')).toEqual(['section']);
  await app.startAnother();
  await app.concord.stop();
  await post('two');
  expect(await shown('two')).toEqual(['section']);
  expect(tries()).toBe(1);
});

test('after thirty days charts are tried again', async () => {
  const endRefusing = app.playground.faults.api('*', refusesCharts);
  await post('one');
  await shown('one');
  endRefusing();
  await app.advance(29 * dayMs);
  await post('two');
  expect(await shown('two')).toEqual(['section']);
  await app.advance(2 * dayMs);
  await post('three');
  expect(await shown('three')).toEqual(['section', 'data_visualization']);
  expect(await app.playground.waitFor(known)).toBe(true);
});

test('a message that is refused without its charts as well says nothing about charts', async () => {
  const wrong = { type: 'poem' } as unknown as KnownBlock;
  const id = await post('one', { text: 'one', blocks: [wrong, chart] });
  expect(await app.playground.waitFor(() => isFailed(id))).toBe(true);
  await post('two');
  expect(await shown('two')).toEqual(['section', 'data_visualization']);
});

test('one that is too long with its charts is sent without them, and the next keeps its own', async () => {
  app.playground.faults.api('*', { ...refusesCharts, error: 'msg_blocks_too_long', times: 1 });
  await post('one');
  expect(await shown('one')).toEqual(['section']);
  await post('two');
  expect(await shown('two')).toEqual(['section', 'data_visualization']);
});

test('another refusal than that of a block is not put down to charts', async () => {
  app.playground.faults.api('chat.postMessage', { kind: 'refused', error: 'restricted_action' });
  const id = await post('one');
  expect(await app.playground.waitFor(() => isFailed(id))).toBe(true);
  await post('two');
  expect(await shown('two')).toEqual(['section', 'data_visualization']);
});
