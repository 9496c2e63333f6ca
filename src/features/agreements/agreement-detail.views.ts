import type { KnownBlock } from '@slack/types';
import {
  context,
  limits,
  packedSections,
  section,
  sections,
  shorten,
  splitText,
} from '../../slack/blocks.ts';
import { dayText, slackDate } from '../../slack/dates-in-text.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import {
  type Agreement,
  type AgreementContent,
  type AgreementDepartment,
  agreementName,
} from './agreement.ts';
import { endedTexts } from './agreement.views.ts';

/** So many digits of a hash tell any two entries apart by eye. */
const hashDigits = 12;
/** Names beside each stance; the others are counted. With many departments fewer would be read. */
const namesShown = { few: 20, many: 5 };
const manyDepartments = 6;
const leadsShown = 3;

/** Everything the ledger holds about one agreement; with the longest texts for a modal, not for a message. */
export function detailBlocks(t: Texts, agreement: Agreement): KnownBlock[] {
  const { number, content } = agreement;
  const name = section(`*${t.t('agreements.name', { name: agreementName(number) })}*`);
  const ended = endedTexts(t, agreement).map((text) => section(text));
  if (!content) return [name, ...ended, section(t.t('agreements.erased')), place(t, agreement)];
  return [
    name,
    ...ended,
    ...sections(escapeMrkdwn(content.statement)),
    ...rationaleBlocks(t, content.rationale),
    section(t.t('agreements.rule', { sentence: t.t(`proposals.rules.${content.rule}`) })),
    ...packedSections(
      [
        t.t('agreements.standing'),
        ...content.departments.map((department) => standing(t, department, content.departments.length)),
      ],
      '\n\n',
    ),
    context(...facts(t, content)),
    place(t, agreement),
  ];
}

function rationaleBlocks(t: Texts, rationale: string | null): KnownBlock[] {
  if (rationale === null) return [];
  const room = limits.section - t.t('agreements.why', { text: '' }).length;
  return splitText(escapeMrkdwn(rationale), room).map((part, i) =>
    section(i === 0 ? t.t('agreements.why', { text: part }) : part),
  );
}

function facts(t: Texts, content: AgreementContent): string[] {
  const { proposedBy, openedAt, closedAt, initiative, reviewOn, link } = content;
  return [
    t.t('agreements.proposedBy', { person: `<@${proposedBy}>` }),
    t.t('agreements.opened', { at: slackDate(t, new Date(openedAt)) }),
    t.t('agreements.closed', { at: slackDate(t, new Date(closedAt)) }),
    reviewOn ? t.t('agreements.review', { day: dayText(t, reviewOn) }) : t.t('agreements.noReview'),
    ...(initiative ? [t.t('agreements.initiative', { name: initiative })] : []),
    ...(link ? [`<${link}|${t.t('agreements.toMessage')}>`] : []),
  ];
}

/** Its place in the chain, short enough to be compared with what somebody else reads. */
function place(t: Texts, { seq, hash, previousHash }: Agreement): KnownBlock {
  return context(
    t.t('agreements.place', {
      seq,
      hash: hash.slice(0, hashDigits),
      previous: previousHash.slice(0, hashDigits),
    }),
  );
}

function standing(t: Texts, department: AgreementDepartment, departments: number): string {
  const { name, eligible, leads, silent } = department;
  const shown = departments > manyDepartments ? namesShown.many : namesShown.few;
  const lead = leads.slice(0, leadsShown).map(({ userId, stance }) => {
    return `<@${userId}> (${t.t(`agreements.leadStances.${stance ?? 'silent'}`)})`;
  });
  const head = [
    `*${escapeMrkdwn(shorten(name, 100))}*`,
    t.t('agreements.turnout', { voted: eligible - silent.length, eligible }),
    ...(lead.length > 0 ? [t.t('agreements.leads', { leads: lead.join(', ') })] : []),
  ];
  const stances = (['agree', 'object', 'abstain', 'silent'] as const)
    .filter((stance) => department[stance].length > 0)
    .map((stance) => {
      const people = named(t, department[stance], shown);
      return t.t(`agreements.stances.${stance}`, { count: department[stance].length, people });
    });
  return [head.join('  ·  '), ...stances].join('\n');
}

function named(t: Texts, userIds: readonly string[], shown: number): string {
  const names = userIds.slice(0, shown).map((userId) => `<@${userId}>`);
  const rest = userIds.length - names.length;
  return rest > 0 ? `${names.join(', ')} ${t.t('agreements.andMore', { count: rest })}` : names.join(', ');
}
