import { longestQuote, oneLine } from '../../slack/blocks.ts';
import { type Texts, texts } from '../../text/text.ts';
import { departmentName, type GreyZone, longestStatement, stillThere } from './grey-zone.ts';
import { topicOf } from './topic.ts';

/**
 * The sentence that the departments decide on, as in “Marketing leads the consent banner; IT supports.” It is in the
 * language of the question, where that can be made part of it, else in the reader's.
 */
export function statementOf(reader: Texts, zone: GreyZone, ownerDepartmentId: number): string {
  const found = topicOf(zone.area);
  const t = found ? texts(found.locale) : reader;
  const others = stillThere(zone)
    .filter(({ id }) => id !== ownerDepartmentId)
    .map(({ name }) => name);
  const values = {
    count: others.length,
    owner: departmentName(zone, ownerDepartmentId),
    topic: found?.topic ?? t.plain('greyzones.quoted', { area: zone.area }),
    others: listed(t, others),
  };
  return t.plain('greyzones.statement', values).slice(0, longestStatement);
}

/** “Marketing, IT and Sales”; plain. */
export function listed(t: Texts, names: readonly string[], limit = longestStatement / 2): string {
  return oneLine(new Intl.ListFormat({ en: 'en-GB', de: 'de-DE' }[t.locale]).format(names), limit);
}

/** That it has no owner any more, in a sentence about the area where the languages agree; plain. */
export function openAgainText(t: Texts, { area }: GreyZone, agreement: string): string {
  const found = topicOf(area);
  if (found?.locale === t.locale) {
    return t.plain('greyzones.reopened', { agreement, topic: oneLine(found.topic, longestQuote) });
  }
  return t.plain('greyzones.reopenedQuoted', { agreement, area: oneLine(area, longestQuote) });
}
