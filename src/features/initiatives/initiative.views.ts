import type { Button, KnownBlock } from '@slack/types';
import {
  context,
  fitting,
  header,
  limits,
  longestQuote,
  oneLine,
  plain,
  roomPerBlock,
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
};
/** One click makes an initiative of that name; each button of a message needs an id of its own. */
export const startAction = /^initiative_start:\d+$/;

/** What departments often share; the words are the reader's. */
const startingNames = ['data', 'cloud', 'mobile', 'social'] as const;
const mostListed = 15;
const mostUnmatched = 10;
const roomForList = limits.message - 2500;
/** Of a card, in characters after escaping: more only where every other character is `&` or the like. */
const roomForSentence = 2000;
const roomForItem = 400;
/** And the ellipsis and the dots between. */
const roomForTitle = 60;

/** The sentence that the departments decide on. */
export function statementOf(t: Texts, { name, status, agreements }: Initiative, change: Change): string {
  const isFirst =
    agreements.direction === null && change.direction !== undefined && change.extent !== undefined;
  if (isFirst && status === 'idea') {
    const values = { name, direction: ended(change.direction), extent: ended(change.extent) };
    return shorten(t.plain('initiatives.statement.agree', values), longestStatement);
  }
  const parts = agreedFields.flatMap((field) => {
    const value = change[field];
    if (value === undefined) return [];
    const shown = field === 'status' ? t.plain(`initiatives.statuses.${change.status ?? 'idea'}`) : value;
    return [t.plain(`initiatives.statement.${field}`, { value: ended(shown) })];
  });
  const values = { name, parts: parts.join(' ') };
  return shorten(t.plain('initiatives.statement.change', values), longestStatement);
}

/** With a full stop where there is none, since another sentence follows. */
function ended(sentence = ''): string {
  return /[.!?…]["”“»)]?$/.test(sentence) ? sentence : `${sentence}.`;
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
  const { initiative, pending, nextSync } = card;
  const canBeAgreed =
    agreedFields.some((field) => field !== 'status' && initiative.agreements[field] === null) &&
    pending.length === 0;
  const value = String(initiative.id);
  const status = t.plain(`initiatives.statuses.${initiative.status}`);
  const above: KnownBlock[] = [
    header(shorten(initiative.name, limits.header)),
    section(agreed(t, card, 'status', t.t('initiatives.status', { status }))),
    sentence(t, card, 'direction'),
    sentence(t, card, 'extent'),
  ];
  const proposals = oneLine(pending.map(proposalName).join(', '), longestQuote);
  const asked = pending.length > 0 ? [context(t.t('initiatives.pending', { proposals }))] : [];
  const below: KnownBlock[] = [
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
  const [people, more, open, agreements] = lists(t, card, roomTaken([...above, ...asked, ...below]));
  return [
    ...above,
    ...(people ? [section(people.join('\n'))] : []),
    ...(more ? [context(more.join('  ·  '))] : []),
    ...asked,
    ...(open ? [section([t.t('initiatives.openTitle'), ...open].join('\n'))] : []),
    ...(agreements ? [section([t.t('initiatives.agreementsTitle'), ...agreements].join('\n'))] : []),
    ...below,
  ];
}

/**
 * Sponsors, links, open proposals and agreements, as many lines of each as there is room for: each has its share,
 * and what those before it leave.
 * @param taken by the rest of the message
 */
function lists(t: Texts, card: Card, taken: number): (string[] | null)[] {
  const { channelId, links } = card.initiative;
  const all = [
    card.sides.map(({ name, sponsorUserId }) =>
      t.t('initiatives.side', {
        department: shorten(name, 100),
        sponsor: sponsorUserId ? `<@${sponsorUserId}>` : t.t('initiatives.noSponsor'),
      }),
    ),
    [
      ...(channelId ? [t.t('initiatives.channel', { channel: `<#${channelId}>` })] : []),
      ...links.map((link) => `<${escapeMrkdwn(link)}>`),
    ],
    card.open.map(({ id, statement, link }) => item(t, proposalName(id), statement, link)),
    card.agreements.map(({ number, statement, link }) =>
      item(t, agreementName(number), statement ?? '…', link),
    ),
  ];
  let room = limits.message - taken - all.length * (roomPerBlock + roomForTitle);
  return all.map((lines, i) => {
    if (lines.length === 0) return null;
    const share = Math.min(Math.floor(room / (all.length - i)), limits.section - roomForTitle);
    const { shown, left } = fitting(lines, share);
    room -= shown.join('  ').length;
    return left > 0 ? [...shown, '…'] : shown;
  });
}

function sentence(t: Texts, card: Card, field: 'direction' | 'extent'): KnownBlock {
  const text = card.initiative[field] || t.plain('initiatives.notSaid');
  const line = t.t(`initiatives.${field}`, { [field]: text } as never);
  return section(agreed(t, card, field, shortenMrkdwn(line, roomForSentence)));
}

/** With the agreement that says so. */
function agreed(t: Texts, { initiative }: Card, field: AgreedField, line: string): string {
  const number = initiative.agreements[field];
  return number === null ? line : t.t('initiatives.agreedIn', { line, agreement: agreementName(number) });
}

function item(t: Texts, name: string, statement: string, link: string | null): string {
  const values = { name, statement: oneLine(statement, longestQuote) };
  const line = shortenMrkdwn(t.t('initiatives.item', values), roomForItem);
  return link ? `${line}  <${link}|↗>` : line;
}

function button(t: Texts, action: keyof typeof actions, value: string | null): Button {
  return {
    type: 'button',
    action_id: actions[action],
    text: plain(t.plain(`initiatives.buttons.${action}`), limits.button),
    ...(value !== null && { value }),
    ...(action === 'agree' && { style: 'primary' as const }),
  };
}
