import type { Button, KnownBlock } from '@slack/types';
import {
  context,
  fitting,
  header,
  limits,
  longestQuote,
  oneLine,
  plain,
  roomTaken,
  section,
  shorten,
  shortenMrkdwn,
} from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { agreementName } from '../agreements/agreement.ts';
import { longestStatement, proposalName } from '../proposals/proposal.ts';
import { seriesName } from '../syncs/series.ts';
import type { Card } from './card.ts';
import { type AgreedField, agreedFields, type Change, type Initiative, longestName } from './initiative.ts';

export const actions = {
  create: 'initiative_new',
  list: 'initiative_list',
  show: 'initiative_show',
  change: 'initiative_change',
  agree: 'initiative_agree',
  /** One click makes one of this name; each button of a message needs an id of its own. */
  start: /^initiative_start:\d+$/,
};

/** What departments often share; the words are the reader's. */
const startingNames = ['data', 'cloud', 'mobile', 'social'] as const;
const mostListed = 15;
const mostUnmatched = 10;
const roomForList = limits.message - 2500;

/** The sentence that the departments decide on. */
export function statementOf(t: Texts, { name, status, agreements }: Initiative, change: Change): string {
  const isFirst =
    agreements.direction === null && change.direction !== undefined && change.extent !== undefined;
  if (isFirst && status === 'idea') {
    const values = { name, direction: change.direction ?? '', extent: change.extent ?? '' };
    return shorten(t.plain('initiatives.statement.agree', values), longestStatement);
  }
  const parts = agreedFields.flatMap((field) => {
    const value = change[field];
    if (value === undefined) return [];
    const shown = field === 'status' ? t.plain(`initiatives.statuses.${change.status ?? 'idea'}`) : value;
    return [t.plain(`initiatives.statement.${field}`, { value: shown })];
  });
  const values = { name, parts: parts.join(' ') };
  return shorten(t.plain('initiatives.statement.change', values), longestStatement);
}

/** @param unmatched names that proposals give and no initiative has */
export function listBlocks(
  t: Texts,
  cards: readonly Pick<Card, 'initiative' | 'sides'>[],
  unmatched: readonly string[],
): KnownBlock[] {
  const shown: KnownBlock[] = [];
  let left = cards.length;
  for (const { initiative, sides } of cards.slice(0, mostListed)) {
    const line = t.t('initiatives.line', {
      name: initiative.name,
      status: t.plain(`initiatives.statuses.${initiative.status}`),
      departments: oneLine(sides.map(({ name }) => name).join(', '), longestQuote),
    });
    const block: KnownBlock = {
      ...section(line),
      accessory: button(t, 'show', String(initiative.id)),
    };
    if (roomTaken([...shown, block]) > roomForList) break;
    shown.push(block);
    left -= 1;
  }
  return [
    ...(cards.length > 0 ? [header(t.plain('initiatives.listTitle'))] : [section(t.t('initiatives.none'))]),
    ...shown,
    ...(left > 0 ? [context(t.t('initiatives.andMore', { count: left }))] : []),
    ...(unmatched.length > 0 ? [section(t.t('initiatives.unmatched')), starts('unmatched', unmatched)] : []),
    ...(cards.length === 0
      ? [
          section(t.t('initiatives.startingSet')),
          starts(
            'usual',
            startingNames.map((name) => t.plain(`initiatives.startingNames.${name}`)),
          ),
        ]
      : []),
    { type: 'actions', block_id: 'initiative_new', elements: [button(t, 'create', null)] },
  ];
}

function starts(what: string, names: readonly string[]): KnownBlock {
  return {
    type: 'actions',
    block_id: `initiative_start:${what}`,
    elements: names.slice(0, mostUnmatched).map(
      (name, i): Button => ({
        type: 'button',
        action_id: `initiative_start:${i}`,
        text: plain(shorten(name, limits.button), limits.button),
        value: name.slice(0, longestName),
      }),
    ),
  };
}

export function cardBlocks(t: Texts, card: Card): KnownBlock[] {
  const { initiative, sides, open, agreements, pending, nextSync } = card;
  const { channelId, links } = initiative;
  const people = sides.map(({ name, sponsorUserId }) =>
    t.t('initiatives.side', {
      department: shorten(name, 100),
      sponsor: sponsorUserId ? `<@${sponsorUserId}>` : t.t('initiatives.noSponsor'),
    }),
  );
  const more = [
    ...(channelId ? [t.t('initiatives.channel', { channel: `<#${channelId}>` })] : []),
    ...links.map((link) => `<${escapeMrkdwn(link)}>`),
  ];
  const canBeAgreed =
    agreedFields.some((field) => field !== 'status' && initiative.agreements[field] === null) &&
    pending.length === 0;
  const value = String(initiative.id);
  return [
    header(shorten(initiative.name, limits.header)),
    section(
      agreed(
        t,
        card,
        'status',
        t.t('initiatives.status', { status: t.plain(`initiatives.statuses.${initiative.status}`) }),
      ),
    ),
    sentence(t, card, 'direction'),
    sentence(t, card, 'extent'),
    section(fitting(people, limits.section).shown.join('\n')),
    ...(more.length > 0 ? [context(shortenMrkdwn(more.join('  ·  '), limits.section))] : []),
    ...(pending.length > 0
      ? [
          context(
            t.t('initiatives.pending', {
              proposals: oneLine(pending.map(proposalName).join(', '), longestQuote),
            }),
          ),
        ]
      : []),
    ...items(
      t,
      'openTitle',
      open.map(({ id, statement, link }) => ({ name: proposalName(id), statement, link })),
    ),
    ...items(
      t,
      'agreementsTitle',
      agreements.map(({ number, statement, link }) => ({
        name: agreementName(number),
        statement: statement ?? '…',
        link,
      })),
    ),
    ...(nextSync
      ? [
          context(
            t.t('initiatives.nextSync', {
              series: seriesName(nextSync.seriesId),
              at: slackDate(t, nextSync.at),
            }),
          ),
        ]
      : []),
    {
      type: 'actions',
      block_id: `initiative:${value}`,
      elements: [button(t, 'change', value), ...(canBeAgreed ? [button(t, 'agree', value)] : [])],
    },
  ];
}

function sentence(t: Texts, card: Card, field: 'direction' | 'extent'): KnownBlock {
  const text = card.initiative[field] || t.plain('initiatives.notSaid');
  return section(agreed(t, card, field, t.t(`initiatives.${field}`, { [field]: text } as never)));
}

/** With the agreement that says so. */
function agreed(t: Texts, { initiative }: Card, field: AgreedField, line: string): string {
  const number = initiative.agreements[field];
  return number === null ? line : t.t('initiatives.agreedIn', { line, agreement: agreementName(number) });
}

function items(
  t: Texts,
  title: 'openTitle' | 'agreementsTitle',
  all: readonly { name: string; statement: string; link: string | null }[],
): KnownBlock[] {
  if (all.length === 0) return [];
  const lines = all.map(({ name, statement, link }) => {
    const values = { name, statement: oneLine(statement, longestQuote) };
    const line = t.t('initiatives.item', values);
    return link ? `${line}  <${link}|↗>` : line;
  });
  const { shown, left } = fitting(lines, limits.section - 300);
  const rest = left > 0 ? ['…'] : [];
  return [section([t.t(`initiatives.${title}`), ...shown, ...rest].join('\n'))];
}

function button(t: Texts, action: Exclude<keyof typeof actions, 'start'>, value: string | null): Button {
  return {
    type: 'button',
    action_id: actions[action],
    text: plain(t.plain(`initiatives.buttons.${action}`), limits.button),
    ...(value !== null && { value }),
    ...(action === 'agree' && { style: 'primary' as const }),
  };
}
