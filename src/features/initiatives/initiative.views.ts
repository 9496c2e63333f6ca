import type { Button, KnownBlock } from '@slack/types';
import {
  context,
  header,
  limits,
  longestQuote,
  oneLine,
  plain,
  roomTaken,
  section,
  shorten,
} from '../../slack/blocks.ts';
import { locales, type Texts, texts } from '../../text/text.ts';
import type { Latest, Point } from '../polls/alignment-history.ts';
import { actions as pollActions } from '../polls/poll.views.ts';
import { longestStatement } from '../proposals/proposal.ts';
import type { Card } from './card.ts';
import { overallText, shortAlignment } from './card-alignment.views.ts';
import {
  agreedFields,
  type Change,
  type Initiative,
  longestName,
  nameKey,
  type Status,
} from './initiative.ts';

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

interface Standing {
  latest: readonly Latest[];
  trend: readonly Point[];
}
type Listed = Pick<Card, 'initiative' | 'sides'>;

/**
 * @param unmatched names that proposals give and no initiative has
 * @param standing where the departments stand on each initiative and over all, as their pulses say
 * @param taken keys of the names that an initiative has or had, or could get here
 */
export function listBlocks(
  t: Texts,
  cards: readonly Listed[],
  unmatched: readonly string[],
  standing: Standing,
  taken: ReadonlySet<string>,
): KnownBlock[] {
  const overall = overallText(t, standing.trend);
  const usual = startingNames
    .filter((name) => !locales.some((locale) => taken.has(nameKey(startingName(texts(locale), name)))))
    .map((name) => startingName(t, name));
  return [
    ...(cards.length > 0 ? [header(t.plain('initiatives.listTitle'))] : [section(t.t('initiatives.none'))]),
    ...(overall !== null && cards.length > 0 ? [context(overall)] : []),
    ...lineBlocks(t, cards, standing),
    ...(unmatched.length > 0 ? [section(t.t('initiatives.unmatched')), starts('unmatched', unmatched)] : []),
    ...(usual.length > 0
      ? [
          section(t.t('initiatives.startingSet')),
          starts('usual', usual, Math.min(unmatched.length, mostUnmatched)),
        ]
      : []),
    { type: 'actions', block_id: 'initiative_new', elements: [button(t, 'create', null)] },
  ];
}

/** Those of one status alone. */
export function statusBlocks(
  t: Texts,
  cards: readonly Listed[],
  status: Status,
  standing: Standing,
): KnownBlock[] {
  if (cards.length > 0) return [header(t.plain('initiatives.listTitle')), ...lineBlocks(t, cards, standing)];
  const called = t.plain(`initiatives.statuses.${status}`);
  return [section(t.t('initiatives.noneOfStatus', { status: called }))];
}

const startingName = (t: Texts, name: (typeof startingNames)[number]) =>
  t.plain(`initiatives.startingNames.${name}`);

function lineBlocks(t: Texts, cards: readonly Listed[], { latest: all }: Standing): KnownBlock[] {
  const shown: KnownBlock[] = [];
  let left = cards.length;
  for (const { initiative, sides } of cards.slice(0, mostListed)) {
    const latest = all.find(({ initiativeId }) => initiativeId === initiative.id);
    const alignment = shortAlignment(t, latest?.newest ?? null, latest?.previous ?? null);
    const line = t.t('initiatives.line', {
      name: initiative.name,
      status: t.plain(`initiatives.statuses.${initiative.status}`),
      departments: oneLine(sides.map(({ name }) => name).join(', '), longestQuote),
    });
    const block: KnownBlock = {
      ...section(alignment === '' ? line : `${line}\n${alignment}`),
      accessory: button(t, 'show', String(initiative.id)),
    };
    if (roomTaken([...shown, block]) > roomForList) break;
    shown.push(block);
    left -= 1;
  }
  return [...shown, ...(left > 0 ? [context(t.t('initiatives.andMore', { count: left }))] : [])];
}

/** @param first the number of the first button: each of a message has an id of its own */
function starts(what: string, names: readonly string[], first = 0): KnownBlock {
  return {
    type: 'actions',
    block_id: `initiative_start:${what}`,
    elements: names.slice(0, mostUnmatched).map(
      (name, i): Button => ({
        type: 'button',
        action_id: `initiative_start:${first + i}`,
        text: plain(shorten(name, limits.button), limits.button),
        value: name.slice(0, longestName),
      }),
    ),
  };
}

/** `pulse` opens the form of polls. */
export function button(t: Texts, action: keyof typeof actions | 'pulse', value: string | null): Button {
  return {
    type: 'button',
    action_id: action === 'pulse' ? pollActions.pulse : actions[action],
    text: plain(t.plain(`initiatives.buttons.${action}`), limits.button),
    ...(value !== null && { value }),
    ...(action === 'agree' && { style: 'primary' as const }),
  };
}
