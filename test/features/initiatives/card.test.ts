import type { Card } from '../../../src/features/initiatives/card.ts';
import { cardBlocks } from '../../../src/features/initiatives/card.views.ts';
import { texts } from '../../../src/text/text.ts';

const card: Card = {
  initiative: {
    ...{ workspaceId: 'T1', id: 7, createdBy: 'U1', name: 'Customer data', status: 'idea', sides: [] },
    ...{ direction: '', extent: '', channelId: null, links: [], changedAt: new Date(0) },
    agreements: { direction: null, extent: null, status: null },
  },
  ...{ sides: [], open: [], agreements: [], pending: [], nextSync: null },
  alignment: { runs: [], hasCharts: true, timezone: 'UTC' },
  polls: [{ id: 3, question: 'Cloud or <own>?', link: 'https://example.com/poll' }],
  greyZones: [
    { id: 1, area: 'Consent & cookies', state: 'open', owner: null, link: 'https://example.com/zone' },
    { id: 2, area: 'Newsletter', state: 'asking', owner: null, link: null },
    { id: 3, area: 'Shop', state: 'closed', owner: 'IT', link: null },
    { id: 4, area: 'Old shop', state: 'closed', owner: null, link: null },
  ],
  followUps: [{ text: 'Write to <the agency>', ownerUserId: 'U2', dueOn: '2027-06-30' }],
};

const sectionsOf = (locale: 'en' | 'de') =>
  cardBlocks(texts(locale), card).flatMap((block) =>
    block.type === 'section' ? [block.text?.text.split('\n') ?? []] : [],
  );

test('a card lists open polls, grey zones with their owners, and what is still to do', () => {
  const sections = sectionsOf('en');
  expect(sections).toContainEqual([
    '*Open polls*',
    '*PL-3*  Cloud or &lt;own&gt;?  <https://example.com/poll|↗>',
  ]);
  expect(sections).toContainEqual([
    '*Grey zones*',
    '*G-1*  Consent &amp; cookies · nobody owns it yet  <https://example.com/zone|↗>',
    '*G-2*  Newsletter · answers come in',
    '*G-3*  Shop · owner: IT',
    '*G-4*  Old shop · settled',
  ]);
  expect(sections).toContainEqual([
    '*Still to do*',
    'Write to &lt;the agency&gt;  ·  <@U2> by June 30, 2027',
  ]);
});

test('and the same in German', () => {
  const words = sectionsOf('de').flat().join('\n');
  for (const part of [
    '*Offene Umfragen*',
    '*Grauzonen*',
    'Shop · zuständig: IT',
    '*Noch zu tun*',
    'bis 30. Juni 2027',
  ]) {
    expect(words).toContain(part);
  }
});

test('a button asks where the departments stand on it', () => {
  const buttons = cardBlocks(texts('en'), card).flatMap((block) =>
    block.type === 'actions' ? block.elements : [],
  );
  expect(buttons).toContainEqual({
    ...{ type: 'button', action_id: 'poll_pulse', value: '7' },
    text: { type: 'plain_text', text: 'Ask where we stand', emoji: true },
  });
});

test('without pulses nothing is drawn', () => {
  const kinds = cardBlocks(texts('en'), card).map(({ type }) => type as string);
  expect(kinds).not.toContain('data_visualization');
});

test('a sponsor who has left the department is marked, and what is left out is counted', () => {
  const agreements = Array.from({ length: 9 }, (_, i) => ({ number: 9 - i, statement: 'Yes', link: null }));
  const sides = [
    { name: 'Marketing', sponsorUserId: 'U1', hasLeft: true },
    { name: 'IT', sponsorUserId: 'U2' },
  ];
  const wordsIn = (locale: 'en' | 'de') =>
    cardBlocks(texts(locale), { ...card, sides, agreements }).flatMap((block) =>
      block.type === 'section' ? [block.text?.text ?? ''] : [],
    );
  expect(wordsIn('en')).toContain('*Marketing*  <@U1> (not in this department any more)\n*IT*  <@U2>');
  expect(wordsIn('de')).toContain('*Marketing*  <@U1> (nicht mehr in dieser Abteilung)\n*IT*  <@U2>');
  const [listed] = wordsIn('en').filter((text) => text.startsWith('*Agreements*'));
  expect(
    listed
      ?.split('\n')
      .slice(1)
      .map((line) => line.trim()),
  ).toEqual([...[9, 8, 7, 6, 5].map((number) => `*A-${number}*  Yes`), 'and 4 more']);
});

test('what is over is not put to the departments', () => {
  const { initiative } = card;
  const over = { ...card, initiative: { ...initiative, status: 'done' as const } };
  expect(JSON.stringify(cardBlocks(texts('en'), card))).toContain('initiative_agree');
  expect(JSON.stringify(cardBlocks(texts('en'), over))).not.toContain('initiative_agree');
});
