import type { StoredMessage } from '../state.ts';
import { channel, fillIn, people, react, type StoryTools, type, until } from './acting.ts';
import { playFortnight } from './fortnight.ts';

/**
 * A short story, told by acting it out: two departments are set up, decide one proposal, and find the
 * agreement again; a fortnight goes by with a standup and a sync; a second proposal is left open for the visitor.
 * @throws Error where a step did not happen
 */
export async function playStory(tools: StoryTools): Promise<void> {
  const { playground, narrator } = tools;

  narrator.chapter('Marketing and IT set Concord up');
  await type(tools, people.cmo, '/concord setup');
  await fillIn(
    tools,
    people.cmo,
    'the form: Marketing led by the CMO, IT led by the CIO, home #marketing-it',
    {
      'name:0': 'Marketing',
      'lead:0': people.cmo,
      'members:0': [people.brand, people.crm],
      'name:1': 'IT',
      'lead:1': people.cio,
      'members:1': [people.platform, people.data],
      channel,
    },
  );
  await playground.as(people.cmo).closeView();
  await type(tools, people.cio, '/concord-department list');

  narrator.chapter('A proposal, decided department by department');
  const proposal = await propose(
    tools,
    people.cmo,
    '/concord-propose We move campaign data into the shared platform by June --review in 6 months --initiative "Customer data" --because Two copies of every customer cost us money and trust.',
  );
  await react(tools, people.cmo, proposal, '+1');
  await react(tools, people.brand, proposal, '+1');
  await react(tools, people.crm, proposal, '-1');
  await giveReason(tools, people.crm, 'Die Einwilligungen müssen vorher geklärt sein.');
  await react(tools, people.cio, proposal, '+1');
  await react(tools, people.platform, proposal, '+1');
  await react(tools, people.data, proposal, 'shrug');
  await until(tools, 'Concord closes the proposal', () =>
    playground.messages(channel).find((m) => m.text.includes('Agreement A-1')),
  );

  narrator.chapter('The agreement is kept');
  await type(tools, people.cio, '/concord-agreements show A-1');
  await type(tools, people.cmo, '/concord-agreements verify');

  await playFortnight(tools);

  narrator.chapter('A second proposal waits for your vote');
  const second = await propose(
    tools,
    people.cio,
    '/concord-propose Neue Kampagnen-Werkzeuge prüft die IT vor dem Kauf --regel konsent --bis in 5 Tagen',
  );
  await react(tools, people.platform, second, '+1');
}

async function propose(tools: StoryTools, userId: string, line: string): Promise<StoredMessage> {
  const { playground } = tools;
  const known = new Set(playground.messages(channel).map((message) => message.ts));
  await type(tools, userId, line);
  return until(tools, 'Concord posts the proposal', () =>
    playground.messages(channel).find((m) => !known.has(m.ts) && !m.threadTs && m.reactions.size === 3),
  );
}

async function giveReason(tools: StoryTools, userId: string, reason: string): Promise<void> {
  const { playground } = tools;
  const person = playground.as(userId);
  const question = await until(tools, 'Concord asks why', () => person.directMessages().at(-1));
  await tools.pause();
  await person.click(question, 'proposal_give_reason');
  await fillIn(tools, userId, `the reason: ${reason}`, { reason });
}
