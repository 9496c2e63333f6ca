import type { ActionsBlock, Button, KnownBlock, PlainTextOption } from '@slack/types';
import {
  context,
  fitting,
  header,
  limits,
  longestQuote,
  oneLine,
  packedSections,
  plain,
  roomTaken,
  section,
  shortenMrkdwn,
} from '../../slack/blocks.ts';
import { dayText, slackDate } from '../../slack/dates-in-text.ts';
import { nameList } from '../../slack/excerpt.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import type { Texts } from '../../text/text.ts';
import { dayOf } from '../../time/local-time.ts';
import { agreementName } from '../agreements/agreement.ts';
import { proposalName } from '../proposals/proposal.ts';
import { type Claim, type Question, questions, type Turnout } from './finding.ts';
import {
  claimCode,
  departmentName,
  fewestDepartments,
  type GreyZone,
  inRegisterOrder,
  type Own,
  type Shown,
  stillThere,
  unownedSince,
  type Voter,
  zoneName,
} from './grey-zone.ts';

export const actions = {
  create: 'greyzone_new',
  list: 'greyzone_list',
  close: 'greyzone_close',
  propose: 'greyzone_propose',
  again: 'greyzone_again',
  drop: 'greyzone_drop',
};
/** One answer, or the menu of them; each button of a message needs an id of its own. */
export const answerAction = /^greyzone_say:(?:today|should):\w+$/;

/** With more departments a row of buttons is a menu. */
const mostButtons = 3;
/** A menu holds 100 options, and two are no department. */
const mostOptions = 98;
/** Of a message's room, in characters: less of each name only where there are very many departments. */
const room = { menu: 1500, turnout: 2000, asked: 1500 };
const dayMs = 86_400_000;

/** While answers come in: who is asked, until when, and how many have answered; never what. */
export function askingMessage(t: Texts, shown: Shown): MessageBody {
  return { text: inWords(t, 'asking', shown.zone), blocks: askingBlocks(t, shown) };
}

export function askingBlocks(t: Texts, { zone, turnout }: Shown): KnownBlock[] {
  return [
    ...titleBlocks(t, zone),
    context(t.t('greyzones.openUntil', { deadline: slackDate(t, zone.deadline) }), t.t('greyzones.blind')),
    section(turnoutText(t, zone, turnout)),
    ...questions.flatMap((question) => [
      section(t.t(`greyzones.questions.${question}`)),
      answers(t, zone, question),
    ]),
    {
      type: 'actions',
      block_id: `greyzone:${zone.id}:${zone.round}:end`,
      elements: [asking(t, 'close', zone)],
    },
  ];
}

/** What is left of the message that asked. */
export function endedMessage(t: Texts, { zone, turnout }: Shown): MessageBody {
  const name = zoneName(zone.id);
  const isAskable = zone.state === 'open' && stillThere(zone).length >= fewestDepartments;
  return {
    text: inWords(t, 'ended', zone),
    blocks: [
      ...titleBlocks(t, zone),
      ...(zone.finding === null
        ? [context(t.t(`greyzones.${isAskable ? 'cancelled' : 'brokenOff'}`, { name }))]
        : [section(turnoutText(t, zone, turnout)), context(t.t('greyzones.answersFollow'))]),
    ],
  };
}

function inWords(t: Texts, what: 'asking' | 'ended', { id, area }: GreyZone): string {
  return t.t(`greyzones.${what}Text`, { name: zoneName(id), area: oneLine(area, longestQuote) });
}

/** What it is about, and who is asked. */
export function titleBlocks(t: Texts, zone: GreyZone): KnownBlock[] {
  const { id, authorUserId, area, initiativeName, departments, round } = zone;
  const values = { name: zoneName(id), author: `<@${authorUserId}>`, count: round };
  return [
    context(
      t.t(round === 1 ? 'greyzones.title' : 'greyzones.titleAgain', values),
      shortenMrkdwn(
        t.t('greyzones.asked', { departments: nameList(departments.map(({ name }) => name)) }),
        room.asked,
      ),
      ...(initiativeName ? [t.t('greyzones.initiative', { name: initiativeName })] : []),
    ),
    section(t.t('greyzones.area', { area })),
  ];
}

function turnoutText(t: Texts, zone: GreyZone, turnout: readonly Turnout[]): string {
  const lines = turnout.map(({ departmentId, people, answered, hasLeadAnswered }) => {
    const department = departmentName(zone, departmentId);
    const line = t.t('greyzones.turnout', { department, answered, count: people });
    if (hasLeadAnswered === null) return line;
    return `${line}  ·  ${t.t(`greyzones.${hasLeadAnswered ? 'leadHas' : 'leadHasNot'}`)}`;
  });
  const { shown, left } = fitting(lines, room.turnout);
  return [...shown, ...(left > 0 ? ['…'] : [])].join('\n');
}

function answers(t: Texts, zone: GreyZone, question: Question): ActionsBlock {
  const { id, round, departments } = zone;
  const claims: Claim[] = [
    ...departments.slice(0, mostOptions).map((department) => department.id),
    'shared',
    'nobody',
  ];
  const longest = Math.min(limits.optionText, Math.floor(room.menu / claims.length));
  const options = claims.map(
    (claim): PlainTextOption => ({
      text: plain(claimText(t, zone, claim), longest),
      value: `${id}:${round}:${question}:${claimCode(claim)}`,
    }),
  );
  const block_id = `greyzone:${id}:${round}:${question}`;
  if (departments.length > mostButtons) {
    const placeholder = plain(t.plain('greyzones.choose'), 150);
    const action_id = `greyzone_say:${question}:menu`;
    return {
      type: 'actions',
      block_id,
      elements: [{ type: 'static_select', action_id, placeholder, options }],
    };
  }
  return {
    type: 'actions',
    block_id,
    elements: options.map(
      ({ text, value = '' }, i): Button => ({
        ...{ type: 'button', action_id: `greyzone_say:${question}:${claimCode(claims[i]!)}` },
        ...{ text, value },
      }),
    ),
  };
}

/** Plain. */
export function claimText(t: Texts, zone: GreyZone, claim: Claim): string {
  return typeof claim === 'number' ? departmentName(zone, claim) : t.plain(`greyzones.claims.${claim}`);
}

/** What a person alone sees of what they said. */
export function ownText(
  t: Texts,
  {
    zone,
    voter,
    own,
    isLast,
  }: { zone: GreyZone; voter: Pick<Voter, 'departmentId'>; own: Own; isLast: boolean },
): string {
  const lines = questions.map((question) => {
    const claim = own[question];
    if (claim === undefined) return t.t(`greyzones.missing.${question}`);
    const isOwn = claim === voter.departmentId;
    const said = claimText(t, zone, claim);
    return t.t(`greyzones.own.${question}`, {
      claim: isOwn ? t.plain('greyzones.ourSide', { department: said }) : said,
    });
  });
  const name = zoneName(zone.id);
  return [...lines, t.t(`greyzones.${isLast ? 'ownLast' : 'canChange'}`, { name })].join('\n');
}

/** What the register tells the time by, and on which the departments are deciding. */
interface Standing {
  now: Date;
  /** The reader's. */
  timeZone: string;
  /** Open proposals, by the number of the grey zone. */
  deciding: ReadonlyMap<unknown, number[]>;
}

/** The register: what has no owner first, the oldest first; as many as there is room for. */
export function registerBlocks(t: Texts, zones: readonly GreyZone[], at: Standing): KnownBlock[] {
  const footer: KnownBlock = {
    type: 'actions',
    block_id: 'greyzone_new',
    elements: [button(t, 'create', null)],
  };
  if (zones.length === 0) return [section(t.t('greyzones.none')), footer];
  const lines = inRegisterOrder(zones).map((zone) => registerLine(t, zone, at));
  const title = header(t.plain('greyzones.listTitle'));
  const { shown, left } = fitting(lines, limits.message - roomTaken([title, footer]) - 1000);
  return [
    title,
    ...packedSections(shown, '\n'),
    ...(left > 0 ? [context(t.t('greyzones.andMore', { count: left }))] : []),
    footer,
  ];
}

function registerLine(t: Texts, zone: GreyZone, at: Standing): string {
  const name = zoneName(zone.id);
  const area = oneLine(zone.area, 150);
  const link = zone.link ? `  <${zone.link}|↗>` : '';
  const line = t.t(`greyzones.lines.${zone.state}`, { name, area, standing: standingOf(t, zone, at) });
  return `${shortenMrkdwn(line, 600)}${link}`;
}

/** Plain: how long it has been open, or who owns it, by which agreement, since when. */
function standingOf(t: Texts, zone: GreyZone, { now, timeZone, deciding }: Standing): string {
  if (zone.state === 'dropped') return t.plain('greyzones.droppedStanding');
  if (zone.state !== 'closed') {
    const days = Math.max(0, Math.floor((now.getTime() - unownedSince(zone).getTime()) / dayMs));
    const age = t.plain('greyzones.age', { count: days });
    const proposals = (deciding.get(zone.id) ?? []).map(proposalName).join(', ');
    return [
      age,
      ...(zone.finding === null ? [] : [t.plain(`greyzones.findingNames.${zone.finding}`)]),
      ...(proposals === '' ? [] : [t.plain('greyzones.deciding', { proposals })]),
    ].join(', ');
  }
  const day = dayText(t, dayOf(zone.ownedAt ?? zone.openedAt, timeZone));
  const department = departmentName(zone, zone.ownerDepartmentId);
  const agreement = zone.agreementNumber === null ? null : agreementName(zone.agreementNumber);
  return agreement === null
    ? t.plain('greyzones.ownedClearly', { department, day })
    : t.plain('greyzones.ownedBy', { department, agreement, day });
}

export function button(t: Texts, action: keyof typeof actions, zone: Pick<GreyZone, 'id'> | null): Button {
  return {
    type: 'button',
    action_id: actions[action],
    text: plain(t.plain(`greyzones.buttons.${action}`), limits.button),
    ...(zone !== null && { value: String(zone.id) }),
    ...(action === 'propose' && { style: 'primary' as const }),
  };
}

/** A button that asks once more. */
function asking(t: Texts, action: 'close' | 'drop', zone: GreyZone): Button {
  return {
    ...button(t, action, zone),
    confirm: {
      title: plain(t.plain(`greyzones.${action}Title`), 100),
      text: plain(t.plain(`greyzones.${action}Question`), 300),
      confirm: plain(t.plain(`greyzones.buttons.${action}`), 30),
      deny: plain(t.plain('common.cancel'), 30),
    },
  };
}

/** What can be done about one without an owner. */
export function openButtons(t: Texts, zone: GreyZone): ActionsBlock {
  return {
    type: 'actions',
    block_id: `greyzone:${zone.id}:${zone.round}`,
    elements:
      stillThere(zone).length < fewestDepartments
        ? [asking(t, 'drop', zone)]
        : [button(t, 'propose', zone), button(t, 'again', zone)],
  };
}
