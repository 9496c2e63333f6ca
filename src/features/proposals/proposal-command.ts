import { UserError } from '../../errors.ts';
import { type ArgumentSpec, parseArguments } from '../../slack/arguments.ts';
import { readDay, readMoment } from '../../slack/dates.ts';
import { excerpt } from '../../slack/excerpt.ts';
import { onlyChannel, plainFromCommand } from '../../slack/mentions.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import { readReplaced } from '../agreements/ending.ts';
import type { Department } from '../departments/department.service.ts';
import { readDepartmentNames } from '../departments/department-names.ts';
import { type DecisionRule, decisionRules } from './decision.ts';
import type { EndingDraft } from './proposal.ts';

const spec: ArgumentSpec = {
  flags: {
    by: 'value',
    rule: 'value',
    departments: 'value',
    review: 'value',
    initiative: 'value',
    because: 'value',
    in: 'value',
    replaces: 'value',
  },
  aliases: {
    bis: 'by',
    deadline: 'by',
    frist: 'by',
    regel: 'rule',
    abteilungen: 'departments',
    abteilung: 'departments',
    department: 'departments',
    wiedervorlage: 'review',
    überprüfung: 'review',
    weil: 'because',
    warum: 'because',
    why: 'because',
    ersetzt: 'replaces',
    replace: 'replaces',
  },
};

/** In the order of the help text. */
const germanFlags = ['bis', 'regel', 'abteilungen', 'wiedervorlage', 'initiative', 'weil', 'in', 'ersetzt'];

const ruleAliases: Record<string, DecisionRule> = {
  twokey: 'two-key',
  'zwei-schlüssel': 'two-key',
  zweischlüssel: 'two-key',
  lead: 'leads',
  leitung: 'leads',
  leitungen: 'leads',
  konsent: 'consent',
  mehrheit: 'majority',
  einstimmig: 'unanimous',
};

/** A deadline or a review that names a day and no time ends with the working day. */
const endOfWorkingDay = { time: '17:00' };

/**
 * Reads the text of `/concord-propose`. The statement may be missing; then a form asks for it.
 * @throws UserError quoting what cannot be read
 */
export function readProposal(
  text: string,
  reader: Reader,
  channelId: string,
  departments: readonly Department[],
  now: Date,
): EndingDraft {
  const { text: sentence, flags } = parseArguments(text, {
    ...spec,
    ...(reader.locale === 'de' && { shown: germanFlags }),
    example: texts(reader.locale).plain('proposals.example'),
  });
  const place = { now, timeZone: reader.timezone, locale: reader.locale };
  const value = (flag: string) => {
    const given = flags.get(flag);
    return typeof given === 'string' ? given : null;
  };
  const by = value('by');
  const rule = value('rule');
  const chosen = value('departments');
  const review = value('review');
  const initiative = value('initiative');
  const because = value('because');
  const into = value('in');
  const replaced = value('replaces');
  return {
    statement: plainFromCommand(sentence).trim(),
    rationale: because && plainFromCommand(because),
    initiativeName: initiative && plainFromCommand(initiative),
    channelId: into === null ? channelId : readChannel(into),
    rule: rule === null ? 'two-key' : readRule(plainFromCommand(rule)),
    departmentIds: chosen === null ? null : readDepartmentNames(plainFromCommand(chosen), departments),
    deadline: by === null ? null : readMoment(plainFromCommand(by), place, endOfWorkingDay),
    reviewOn: review === null ? null : readDay(plainFromCommand(review), place),
    sourcePermalink: null,
    ends: replaced === null ? null : readReplaced(plainFromCommand(replaced)),
  };
}

function readRule(text: string): DecisionRule {
  const name = text.trim().toLowerCase();
  const rule = decisionRules.find((known) => known === name) ?? ruleAliases[name];
  if (rule) return rule;
  throw new UserError('unknown_rule', 'proposals.errors.unknownRule', {
    rule: excerpt(text),
  });
}

function readChannel(text: string): string {
  const channel = onlyChannel(text);
  if (channel !== null) return channel;
  throw new UserError('unreadable_channel', 'proposals.errors.unreadableChannel', {
    part: excerpt(text),
  });
}
