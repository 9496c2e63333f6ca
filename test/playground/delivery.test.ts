import { type Running, startOverHttp, startOverSocketMode } from './bolt-app.ts';

const transports: [string, typeof startOverHttp][] = [
  ['Socket Mode', startOverSocketMode],
  ['HTTP', startOverHttp],
];

describe.each(transports)('a real Bolt app over %s', (_name, start) => {
  let running: Running;
  const reactions: string[] = [];

  beforeAll(async () => {
    running = await start((app) => {
      app.command('/concord', async ({ ack, command }) => ack(`You typed: ${command.text}`));
      app.command('/concord-propose', async ({ ack, client, command, respond }) => {
        await ack();
        await client.chat.postMessage({ channel: command.channel_id, text: command.text });
        await respond({ text: 'Posted.', response_type: 'ephemeral' });
      });
      app.event('reaction_added', async ({ event }) => {
        reactions.push(`${event.user} ${event.reaction} ${event.item.ts}`);
      });
    });
  });
  afterAll(() => running.stop());

  it('answers a command in the acknowledgement', async () => {
    const result = await running.playground.as('U0CMO').command('C0MARKETINGIT', '/concord hello @cio');
    expect(result).toMatchObject({
      ok: true,
      response: { text: 'You typed: hello <@U0CIO|cio>', onlyFor: 'U0CMO' },
    });
  });

  it('posts a message, answers through the response URL, and hears of reactions', async () => {
    const { playground } = running;
    await playground.as('U0CMO').command('C0MARKETINGIT', '/concord-propose We move');
    const message = await playground.waitFor(() =>
      playground.messages('C0MARKETINGIT').find((m) => m.text === 'We move'),
    );
    await playground.waitFor(() =>
      playground
        .as('U0CMO')
        .ephemerals()
        .some((m) => m.text === 'Posted.'),
    );
    await playground.as('U0CIO').react('C0MARKETINGIT', message.ts, 'thumbsup');
    await playground.waitFor(() => reactions.includes(`U0CIO +1 ${message.ts}`));
    expect(playground.problems).toEqual([]);
  });

  it('shows a person that a command was not answered', async () => {
    const result = await running.playground.as('U0CMO').command('C0MARKETINGIT', '/concord-agreements');
    expect(result.ok).toBe(false);
  });
});
