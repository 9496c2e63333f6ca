import type { KnownBlock } from '@slack/types';
import {
  context,
  fitting,
  header,
  limits,
  longestQuote,
  oneLine,
  roomPerBlock,
  roomTaken,
  section,
  shorten,
  shortenMrkdwn,
} from '../../slack/blocks.ts';
import { isChart } from '../../slack/charts.ts';
import { dayText, slackDate } from '../../slack/dates-in-text.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { agreementName } from '../agreements/agreement.ts';
import { zoneName } from '../greyzones/grey-zone.ts';
import { pollName } from '../polls/poll.ts';
import { proposalName } from '../proposals/proposal.ts';
import { seriesName } from '../syncs/series.ts';
import type { Card } from './card.ts';
import { alignmentBlocks, roomForCharts } from './card-alignment.views.ts';
import { type AgreedField, agreedFields, isOver } from './initiative.ts';
import { button } from './initiative.views.ts';

/** In characters after escaping: more only where every other character is `&` or the like. */
const roomForSentence = 2000;
const roomForItem = 400;
/** Of a proposal's or an agreement's sentence: there are many things on a card. */
const longestHere = 220;
/** And the ellipsis and the dots between. */
const roomForTitle = 60;
const longestDepartment = 100;
/** Kept free for them where they need it, whatever the departments answered. */
const roomForLists = 5000;
const agreementsListed = 5;
/** Of a grey zone, so that its owner stands behind it. */
const longestArea = 200;
/** In the order of `lists`, after sponsors and links. */
const titledLists = [
  'pollsTitle',
  'openTitle',
  'agreementsTitle',
  'greyZonesTitle',
  'followUpsTitle',
] as const;
const placeOfAgreements = 2 + titledLists.indexOf('agreementsTitle');

export function cardBlocks(t: Texts, card: Card): KnownBlock[] {
  const { initiative, pending, nextSync } = card;
  const canBeAgreed =
    agreedFields.some((field) => field !== 'status' && initiative.agreements[field] === null) &&
    pending.length === 0 &&
    !isOver(initiative);
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
      elements: [
        button(t, 'change', value),
        ...(canBeAgreed ? [button(t, 'agree', value)] : []),
        button(t, 'pulse', value),
      ],
    },
  ];
  const lines = listLines(t, card);
  const needed = lines.reduce(
    (sum, each) => sum + lengthOf(each),
    lines.length * (roomPerBlock + roomForTitle),
  );
  const rest = limits.message - roomTaken([...above, ...asked, ...below]);
  const free = rest - Math.min(needed, roomForLists);
  const standing = alignmentBlocks(t, card.alignment, free);
  const drawn = standing.some((block) => isChart(block)) ? roomForCharts : 0;
  const taken = roomTaken([...above, ...standing, ...asked, ...below]) + drawn;
  const [people, more, ...titled] = lists(t, card, lines, taken);
  return [
    ...above,
    ...(people ? [section(people.join('\n'))] : []),
    ...(more ? [context(more.join('  ·  '))] : []),
    ...standing,
    ...asked,
    ...titledLists.flatMap((title, i) => {
      const lines = titled[i];
      return lines ? [section([t.t(`initiatives.${title}`), ...lines].join('\n'))] : [];
    }),
    ...below,
  ];
}

/** Sponsors, links, and what there is under each title. */
function listLines(t: Texts, card: Card): string[][] {
  const { channelId, links } = card.initiative;
  return [
    card.sides.map((side) =>
      t.t('initiatives.side', {
        department: shorten(side.name, longestDepartment),
        sponsor: sponsor(t, side),
      }),
    ),
    [
      ...(channelId ? [t.t('initiatives.channel', { channel: `<#${channelId}>` })] : []),
      ...links.map((link) => `<${escapeMrkdwn(link)}>`),
    ],
    card.polls.map(({ id, question, link }) =>
      item(t, pollName(id), question || t.plain('initiatives.openPulse'), link),
    ),
    card.open.map(({ id, statement, link }) => item(t, proposalName(id), statement, link)),
    card.agreements
      .slice(0, agreementsListed)
      .map(({ number, statement, link }) => item(t, agreementName(number), statement ?? '…', link)),
    card.greyZones.map((zone) => item(t, zoneName(zone.id), zoneText(t, zone), zone.link)),
    card.followUps.map(({ text, ownerUserId, dueOn }) =>
      t.t('initiatives.followUp', {
        text: oneLine(text, longestHere),
        owner: `<@${ownerUserId}>`,
        day: dayText(t, dueOn),
      }),
    ),
  ];
}

/**
 * As many lines of each as there is room for.
 * @param taken by the rest of the message
 */
function lists(t: Texts, card: Card, all: string[][], taken: number): (string[] | null)[] {
  const room = limits.message - taken - all.length * (roomPerBlock + roomForTitle);
  const shares = sharesOf(
    all.map((lines) => lengthOf(lines)),
    room,
  );
  return all.map((lines, i) => {
    if (lines.length === 0) return null;
    const { shown, left } = fitting(lines, Math.min(shares[i] ?? 0, limits.section - roomForTitle));
    const more =
      left + (i === placeOfAgreements ? Math.max(0, card.agreements.length - agreementsListed) : 0);
    return more > 0 ? [...shown, t.t('initiatives.more', { count: more })] : shown;
  });
}

function sponsor(t: Texts, { sponsorUserId, hasLeft }: Card['sides'][number]): string {
  if (!sponsorUserId) return t.t('initiatives.noSponsor');
  const person = `<@${sponsorUserId}>`;
  return hasLeft ? t.t('initiatives.sponsorLeft', { sponsor: person }) : person;
}

/** As `fitting` counts. */
function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 2, 0);
}

/** To each what it needs, as far as that is no more than an equal share of what those that need less leave. */
function sharesOf(needs: readonly number[], room: number): number[] {
  const shares = needs.map(() => 0);
  const byNeed = needs.map((need, i) => ({ need, i })).sort((a, b) => a.need - b.need);
  let left = room;
  for (const [place, { need, i }] of byNeed.entries()) {
    const share = Math.max(0, Math.min(need, Math.floor(left / (needs.length - place))));
    shares[i] = share;
    left -= share;
  }
  return shares;
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
  const values = { name, statement: oneLine(statement, longestHere) };
  const line = shortenMrkdwn(t.t('initiatives.item', values), roomForItem);
  return link ? `${line}  <${link}|↗>` : line;
}

function zoneText(t: Texts, { area, state, owner }: Card['greyZones'][number]): string {
  const values = { area: oneLine(area, longestArea), owner: shorten(owner ?? '', longestDepartment) };
  return t.plain(`initiatives.zone.${owner === null ? state : 'owned'}`, values);
}
