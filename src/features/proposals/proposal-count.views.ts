import type { KnownBlock } from '@slack/types';
import { context, fitting, packedSections, shorten } from '../../slack/blocks.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import type { Blocker } from './decision.ts';
import type { Proposal } from './proposal.ts';
import { stanceBar } from './proposal-bar.ts';
import type { Stance } from './stance.ts';
import type { DepartmentTally, Tally } from './tally.ts';

/** Up to so many departments have a bar and their leads named; more have one short line each. */
const departmentsInDetail = 12;
/** Of a message's room, in characters: about forty short lines. */
const room = { departments: 5000, blockers: 1000 };
const leadsShown = 5;

export function departmentBlocks(t: Texts, p: Proposal, counted: Tally): KnownBlock[] {
  const detailed = counted.departments.map((department) => detailedLine(t, p, department));
  if (detailed.length <= departmentsInDetail && fitting(detailed, room.departments).left === 0) {
    return packedSections(detailed, '\n');
  }
  const short = counted.departments.map((department) => shortLine(t, p, department));
  const { shown, left } = fitting(short, room.departments);
  return [
    ...packedSections(shown, '\n'),
    ...(left > 0 ? [context(t.t('proposals.moreDepartments', { count: left }))] : []),
  ];
}

/** Why it was not agreed: a sentence for each reason, and the number of those for which there is no room. */
export function blockerBlocks(
  t: Texts,
  p: Pick<Proposal, 'departments'>,
  blockers: readonly Blocker[],
): KnownBlock[] {
  const { shown, left } = fitting(
    blockers.map((blocker) => blockerText(t, p, blocker)),
    room.blockers,
  );
  return packedSections(left > 0 ? [...shown, t.t('proposals.andMore', { count: left })] : shown, '\n');
}

export function stanceSymbol(p: Pick<Proposal, 'stanceEmoji'>, stance: Stance | null): string {
  return stance === null ? '…' : `:${p.stanceEmoji[stance][0] ?? stance}:`;
}

export function observersText(t: Texts, { observers }: Tally): string {
  return observers > 0 ? t.t('proposals.observers', { count: observers }) : '';
}

function blockerText(t: Texts, p: Pick<Proposal, 'departments'>, { departmentId, reason }: Blocker): string {
  const name = p.departments.find((department) => department.id === departmentId)?.name;
  return t.t(`proposals.blockers.${reason}`, { who: name ?? t.plain('proposals.allTogether') });
}

function detailedLine(t: Texts, p: Proposal, d: DepartmentTally): string {
  const leads = d.leads
    .slice(0, leadsShown)
    .map(({ userId, stance }) => `<@${userId}> ${stanceSymbol(p, stance)}`);
  const rest = d.leads.length - leads.length;
  const named = leads.join(', ') + (rest > 0 ? ` ${t.t('proposals.andMore', { count: rest })}` : '');
  const lead = leads.length > 0 ? `  ·  ${t.t('proposals.lead', { leads: named })}` : '';
  const turnout = t.t('proposals.turnout', { turnout: d.turnout, eligible: d.eligible });
  return `${departmentName(p, d)}  ${stanceBar(d)}  ${turnout}\n${stances(p, d)}${lead}`;
}

/** The leads' stances without their names, for two of the rules depend on them. */
function shortLine(t: Texts, p: Proposal, d: DepartmentTally): string {
  const leads = d.leads.slice(0, leadsShown).map(({ stance }) => stanceSymbol(p, stance));
  const lead = leads.length > 0 ? `  ·  ${t.t('proposals.lead', { leads: leads.join(' ') })}` : '';
  return `${departmentName(p, d)}  ${d.turnout}/${d.eligible}  ${stances(p, d)}${lead}`;
}

function stances(p: Proposal, d: DepartmentTally): string {
  return (['agree', 'object', 'abstain'] as const)
    .map((stance) => `${stanceSymbol(p, stance)} ${d[stance]}`)
    .join('  ');
}

function departmentName(p: Proposal, { departmentId }: DepartmentTally): string {
  const name = p.departments.find((department) => department.id === departmentId)?.name ?? '';
  return `*${escapeMrkdwn(shorten(name, 100))}*`;
}
