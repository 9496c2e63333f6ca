import type { KnownBlock } from '@slack/types';
import {
  context,
  fitting,
  limits,
  longestQuote,
  oneLine,
  section,
  shorten,
  shortenMrkdwn,
} from '../../slack/blocks.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { agreementName } from '../agreements/agreement.ts';
import { proposalName } from '../proposals/proposal.ts';
import type { Assessment, Claim, Count, Row } from './finding.ts';
import { departmentName, type GreyZone, type Own, type Shown, type Voter, zoneName } from './grey-zone.ts';
import { askingBlocks, claimText, openButtons, ownText, titleBlocks } from './grey-zone.views.ts';
import { listed } from './statement.views.ts';

/** In characters: of a department's name within the table, and of a line that no client wraps. */
const longestCell = 24;
const widestTable = 78;
/** Different answers of one department to one question; further ones are counted. */
const mostClaims = 4;
const fence = '```';

/** All answers at once, what follows from them, and what can be done. @param isRetired it is asked anew */
export function matrixMessage(t: Texts, shown: Shown, isRetired = false): MessageBody {
  const { zone, assessment } = shown;
  const words = [
    `${zoneName(zone.id)} ${oneLine(zone.area, longestQuote)}`,
    findingText(t, zone, assessment),
    ...(isRetired ? [] : standing(t, shown)),
    ...(assessment?.rows ?? []).map((row) => rowText(t, zone, row)),
  ];
  return {
    text: shortenMrkdwn(words.map(escapeMrkdwn).join('\n'), limits.section),
    blocks: [...titleBlocks(t, zone), ...matrixBlocks(t, shown, isRetired)],
  };
}

function matrixBlocks(t: Texts, shown: Shown, isRetired: boolean): KnownBlock[] {
  const { zone, assessment, pending } = shown;
  const lines = isRetired ? [t.plain('greyzones.retired')] : standing(t, shown);
  const offers = !isRetired && zone.state === 'open' && pending.length === 0;
  return [
    section(`*${escapeMrkdwn(findingText(t, zone, assessment))}*`),
    ...(assessment ? [section(tableText(t, zone, assessment)), context(t.t('greyzones.legend'))] : []),
    ...lines.map((line) => section(escapeMrkdwn(line))),
    ...(offers ? [openButtons(t, zone)] : []),
  ];
}

/** One grey zone for one person. @param voter null: they are not asked */
export function cardBlocks(
  t: Texts,
  shown: Shown,
  own: Own,
  voter: Pick<Voter, 'departmentId'> | null,
): KnownBlock[] {
  const { zone } = shown;
  if (zone.state !== 'asking')
    return [...titleBlocks(t, zone), ...matrixBlocks(t, shown, false), ...linkTo(t, zone)];
  const said = voter && Object.keys(own).length > 0 ? [ownText(t, { zone, voter, own, isLast: false })] : [];
  return [...askingBlocks(t, shown), ...said.map((text) => section(text)), ...linkTo(t, zone)];
}

function linkTo(t: Texts, { link }: GreyZone): KnownBlock[] {
  return link ? [context(`<${link}|${t.t('greyzones.toMessage')}>`)] : [];
}

/** Plain; whose it is by now, or who decides on that. */
function standing(t: Texts, { zone, pending }: Shown): string[] {
  const department = departmentName(zone, zone.ownerDepartmentId);
  if (zone.state === 'closed' && zone.agreementNumber !== null) {
    return [t.plain('greyzones.agreed', { department, agreement: agreementName(zone.agreementNumber) })];
  }
  if (zone.state === 'closed') return [t.plain('greyzones.settled', { department })];
  if (zone.state === 'dropped') return [t.plain('greyzones.dropped')];
  if (pending.length === 0) return [];
  return [t.plain('greyzones.pending', { proposals: pending.map(proposalName).join(', ') })];
}

/** Plain. @param assessment null: it never came to one */
export function findingText(t: Texts, zone: GreyZone, assessment: Assessment | null): string {
  if (assessment === null) return t.plain('greyzones.findings.none');
  const { reason, named, common } = assessment;
  const names = named.map((id) => departmentName(zone, id));
  // Within a sentence; the name of a department stays as it is.
  const said = (claim: Claim | null) => {
    if (claim === null) return '';
    return typeof claim === 'number' ? claimText(t, zone, claim) : claimText(t, zone, claim).toLowerCase();
  };
  return t.plain(`greyzones.findings.${reason}`, {
    count: named.length,
    departments: listed(t, names, longestQuote),
    today: said(common.today),
    should: said(common.should),
  });
}

/** Plain, for the agenda of a sync. */
export function agendaText(t: Texts, { zone, assessment }: Shown): string {
  const finding =
    zone.state === 'asking'
      ? t.plain('greyzones.askedAgain')
      : findingText(t, zone, assessment).replace(/\.$/, '');
  return t.plain('greyzones.onAgenda', { name: zoneName(zone.id), area: zone.area, finding });
}

/** Departments by claims: side by side where that fits on a line, else one below the other. */
function tableText(t: Texts, zone: GreyZone, { rows }: Assessment): string {
  const lines = rows.map((row) => ({
    name: cell(departmentName(zone, row.departmentId)),
    today: countsText(t, zone, row.counts.today),
    should: countsText(t, zone, row.counts.should),
  }));
  const heads = {
    name: '',
    today: t.plain('greyzones.columns.today'),
    should: t.plain('greyzones.columns.should'),
  };
  const widthOf = (column: keyof typeof heads) =>
    Math.max(...[heads, ...lines].map((line) => line[column].length));
  const [first, second] = [widthOf('name'), widthOf('today')];
  const isWide = first + second + widthOf('should') + 4 > widestTable;
  const label = Math.max(heads.today.length, heads.should.length);
  const shownLines = isWide
    ? lines.flatMap(({ name, today, should }) => [
        name,
        `  ${heads.today.padEnd(label)}  ${today}`,
        `  ${heads.should.padEnd(label)}  ${should}`,
      ])
    : [heads, ...lines].map(({ name, today, should }) =>
        `${name.padEnd(first)}  ${today.padEnd(second)}  ${should}`.trimEnd(),
      );
  // A fence within a name would end the table.
  const escaped = shownLines.map((line) => escapeMrkdwn(line.replaceAll('`', "'")));
  const { shown, left } = fitting(escaped, limits.section - 100);
  return `${fence}\n${[...shown, ...(left > 0 ? ['…'] : [])].join('\n')}\n${fence}`;
}

function cell(text: string): string {
  return shorten(oneLine(text), longestCell);
}

/** “IT 3★ · shared 1” */
function countsText(t: Texts, zone: GreyZone, counts: readonly Count[]): string {
  if (counts.length === 0) return '–';
  const shown = counts
    .slice(0, mostClaims)
    .map(({ claim, count, isLeads }) => `${cell(claimText(t, zone, claim))} ${count}${isLeads ? '★' : ''}`);
  const left = counts.length - shown.length;
  return [...shown, ...(left > 0 ? [`+${left}`] : [])].join(' · ');
}

/** Plain: a row of the table as a sentence. */
function rowText(t: Texts, zone: GreyZone, { departmentId, counts }: Row): string {
  return t.plain('greyzones.row', {
    department: departmentName(zone, departmentId),
    today: countsText(t, zone, counts.today),
    should: countsText(t, zone, counts.should),
  });
}
