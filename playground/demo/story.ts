import type { StoredMessage } from '../state.ts';
import { answer, channel, click, fillIn, people, react, type StoryTools, type, until } from './acting.ts';
import { playFortnight } from './fortnight.ts';
import { playBetterPulse, playStanding } from './standing.ts';

/**
 * A short story, told by acting it out: two departments are set up and find out that both claim the same work and
 * stand far apart; a fortnight goes by with a standup and a sync that has both on its agenda; they decide a proposal,
 * find the agreement again, and stand closer together. A proposal and a poll are left open for the visitor.
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

  const { matrix } = await playStanding(tools);

  await playFortnight(tools);

  narrator.chapter('The grey zone becomes a proposal, decided department by department');
  const proposal = await made(tools, async () => {
    await click(tools, people.cmo, matrix, 'greyzone_propose', 'makes a proposal of it');
    await fillIn(tools, people.cmo, 'the form, which is filled in already', {});
    await playground.as(people.cmo).closeView();
  });
  await react(tools, people.cmo, proposal, '+1');
  await react(tools, people.brand, proposal, '+1');
  await react(tools, people.crm, proposal, '-1');
  await giveReason(tools, people.crm, 'Die Texte muss vorher das Recht prüfen.');
  await react(tools, people.cio, proposal, '+1');
  await react(tools, people.platform, proposal, '+1');
  await react(tools, people.data, proposal, 'shrug');
  await until(tools, 'Concord closes the proposal', () =>
    playground.messages(channel).find((m) => m.text.includes('Agreement A-2')),
  );

  narrator.chapter('The agreement is kept, and the grey zone has an owner');
  await type(tools, people.cio, '/concord-agreements show A-2');
  await type(tools, people.cmo, '/concord-agreements verify');
  await type(tools, people.cio, '/concord-greyzone liste');

  await playBetterPulse(tools);

  narrator.chapter('A proposal and a poll wait for you');
  const second = await made(tools, () =>
    type(
      tools,
      people.cio,
      '/concord-propose Neue Kampagnen-Werkzeuge prüft die IT vor dem Kauf --regel konsent --bis in 5 Tagen',
    ),
  );
  await react(tools, people.platform, second, '+1');
  await type(
    tools,
    people.cmo,
    '/concord-poll "Where do we host it?" "Cloud" "Own data centre" "Both" --by in 5 days --initiative "Customer data"',
  );
  const poll = await until(tools, 'Concord posts the poll', () =>
    playground.messages(channel).findLast((m) => m.text.includes('Where do we host it?')),
  );
  await answer(tools, people.brand, poll, 0, 'Cloud');
  await answer(tools, people.platform, poll, 0, 'Own data centre');
  await answer(tools, people.data, poll, 0, 'Both');
}

/** The proposal that somebody makes in some way. */
async function made({ playground, ...tools }: StoryTools, make: () => Promise<void>): Promise<StoredMessage> {
  const known = new Set(playground.messages(channel).map((message) => message.ts));
  await make();
  return until({ playground, ...tools }, 'Concord posts the proposal', () =>
    playground.messages(channel).find((m) => !known.has(m.ts) && !m.threadTs && m.reactions.size === 3),
  );
}

async function giveReason(tools: StoryTools, userId: string, reason: string): Promise<void> {
  const { playground } = tools;
  const person = playground.as(userId);
  const question = await until(tools, 'Concord asks why', () =>
    person.directMessages().findLast(({ blocks }) => JSON.stringify(blocks).includes('proposal_give_reason')),
  );
  await tools.pause();
  await person.click(question, 'proposal_give_reason');
  await fillIn(tools, userId, `the reason: ${reason}`, { reason });
}
