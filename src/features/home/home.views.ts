import type { ActionsBlock, Button, HomeView, KnownBlock } from '@slack/types';
import {
  context,
  header,
  limits,
  longestQuote,
  oneLine,
  plain,
  section,
  shorten,
} from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { type Agreement, agreementName } from '../agreements/agreement.ts';
import { proposalName } from '../proposals/proposal.ts';
import type { Home, HomeSync, OpenProposal, OpenQuestion } from './home.ts';

/** The other features answer to all but `help`. */
export const actions = {
  propose: 'open_propose',
  poll: 'poll_new',
  agreements: 'open_agreements',
  sync: 'sync_new',
  initiatives: 'initiative_list',
  greyzones: 'greyzone_list',
  setup: 'open_setup',
  help: 'open_help',
};

/** More open proposals of one kind than this are counted. */
const proposalsShown = 10;
const questionsShown = 10;

/** What `/concord` answers to nothing more. */
export function menuBlocks(t: Texts, isSetUp: boolean): KnownBlock[] {
  return [
    section(t.t('home.about')),
    ...(isSetUp ? [] : [section(t.t('home.setUpFirst'))]),
    buttons(t, isSetUp),
  ];
}

export function homeView(t: Texts, home: Home): HomeView {
  return { type: 'home', blocks: home.isSetUp ? homeBlocks(t, home) : welcomeBlocks(t) };
}

function welcomeBlocks(t: Texts): KnownBlock[] {
  return [
    header(t.plain('home.welcome.title')),
    section(t.t('home.about')),
    section(t.t('home.welcome.steps')),
    buttons(t, false),
  ];
}

function homeBlocks(t: Texts, home: Home & { isSetUp: true }): KnownBlock[] {
  const awaiting = home.openProposals.filter((p) => p.awaitsMyVote);
  const others = home.openProposals.filter((p) => !p.awaitsMyVote);
  return [
    section(departmentText(t, home)),
    buttons(t, true),
    ...(home.department ? awaitingBlocks(t, awaiting) : []),
    ...questionBlocks(t, home.openQuestions),
    ...openBlocks(t, others, awaiting.length > 0),
    ...syncBlocks(t, home.syncs),
    { type: 'divider' },
    header(t.plain('home.latest')),
    ...(home.agreements.length > 0
      ? home.agreements.map((agreement) => agreementItem(t, agreement))
      : [section(t.t('home.nothingAgreed'))]),
  ];
}

function departmentText(t: Texts, { userId, department, departmentNames }: Home & { isSetUp: true }): string {
  if (!department) {
    return t.t('home.noDepartment', { departments: shorten(departmentNames.join(', '), 500) });
  }
  const { name, leadUserId, people } = department;
  const lead =
    leadUserId === userId
      ? t.t('home.youLead')
      : leadUserId
        ? t.t('home.lead', { person: `<@${leadUserId}>` })
        : t.t('home.noLead');
  return `${t.t('home.department', { name: shorten(name, 100), count: people })}  ·  ${lead}`;
}

function awaitingBlocks(t: Texts, proposals: readonly OpenProposal[]): KnownBlock[] {
  return [
    { type: 'divider' },
    header(t.plain('home.awaiting')),
    ...(proposals.length > 0 ? proposalItems(t, proposals) : [section(t.t('home.nothingAwaits'))]),
  ];
}

function openBlocks(t: Texts, proposals: readonly OpenProposal[], areOthers: boolean): KnownBlock[] {
  if (proposals.length === 0 && areOthers) return [];
  return [
    { type: 'divider' },
    header(t.plain(areOthers ? 'home.otherOpen' : 'home.open')),
    ...(proposals.length > 0 ? proposalItems(t, proposals) : [section(t.t('home.nothingOpen'))]),
  ];
}

function questionBlocks(t: Texts, all: readonly OpenQuestion[]): KnownBlock[] {
  if (all.length === 0) return [];
  const rest = all.length - questionsShown;
  return [
    { type: 'divider' },
    header(t.plain('home.questions')),
    ...all
      .slice(0, questionsShown)
      .map(({ name, text, deadline, link }) => openItem(t, name, text, deadline, link)),
    ...(rest > 0 ? [context(t.t('home.andMore', { count: rest }))] : []),
  ];
}

function syncBlocks(t: Texts, syncs: readonly HomeSync[]): KnownBlock[] {
  if (syncs.length === 0) return [];
  const lines = syncs.map(
    ({ name, title, startsAt }) =>
      `*${name}*  ${escapeMrkdwn(oneLine(title, longestQuote))}  ·  ${slackDate(t, startsAt)}`,
  );
  return [{ type: 'divider' }, header(t.plain('home.syncs')), section(lines.join('\n'))];
}

function proposalItems(t: Texts, proposals: readonly OpenProposal[]): KnownBlock[] {
  const rest = proposals.length - proposalsShown;
  return [
    ...proposals
      .slice(0, proposalsShown)
      .map(({ number, statement, deadline, link }) =>
        openItem(t, proposalName(number), statement, deadline, link),
      ),
    ...(rest > 0 ? [context(t.t('home.andMore', { count: rest }))] : []),
  ];
}

function openItem(t: Texts, name: string, text: string, deadline: Date, link: string | null): KnownBlock {
  return item(name, text, [
    t.t('home.openUntil', { deadline: slackDate(t, deadline) }),
    ...(link ? [`<${link}|${t.t('home.toProposal')}>`] : []),
  ]);
}

function agreementItem(t: Texts, { number, content }: Agreement): KnownBlock {
  const name = agreementName(number);
  if (!content) return section(`*${name}*  ${t.t('agreements.erased')}`);
  const { statement, closedAt, link } = content;
  return item(name, statement, [
    t.t('home.agreed', { at: slackDate(t, new Date(closedAt)) }),
    ...(link ? [`<${link}|${t.t('home.toProposal')}>`] : []),
  ]);
}

function item(name: string, statement: string, details: readonly string[]): KnownBlock {
  return section(`*${name}*  ${escapeMrkdwn(oneLine(statement, longestQuote))}\n${details.join('  ·  ')}`);
}

function buttons(t: Texts, isSetUp: boolean): ActionsBlock {
  const button = (key: keyof typeof actions, label: keyof typeof labels, isPrimary = false): Button => ({
    type: 'button',
    action_id: actions[key],
    text: plain(t.plain(labels[label]), limits.button),
    ...(isPrimary && { style: 'primary' }),
  });
  return {
    type: 'actions',
    block_id: 'home',
    elements: isSetUp
      ? [
          button('propose', 'propose', true),
          button('poll', 'poll'),
          button('sync', 'sync'),
          button('initiatives', 'initiatives'),
          button('greyzones', 'greyzones'),
          button('agreements', 'agreements'),
          button('setup', 'departments'),
          button('help', 'help'),
        ]
      : [button('setup', 'setup', true), button('help', 'help')],
  };
}

const labels = {
  propose: 'home.buttons.propose',
  poll: 'home.buttons.poll',
  sync: 'home.buttons.sync',
  initiatives: 'home.buttons.initiatives',
  greyzones: 'home.buttons.greyzones',
  agreements: 'home.buttons.agreements',
  departments: 'home.buttons.departments',
  setup: 'home.buttons.setup',
  help: 'home.buttons.help',
} as const;
