import { UserError } from '../../errors.ts';
import { type ArgumentSpec, parseArguments } from '../../slack/arguments.ts';
import { excerpt, nameList } from '../../slack/excerpt.ts';
import { plainFromCommand } from '../../slack/mentions.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import { isSameName } from '../departments/department.ts';
import { type GreyZone, stillThere } from './grey-zone.ts';

const spec: ArgumentSpec = {
  flags: { statement: 'value' },
  aliases: { sentence: 'statement', satz: 'statement' },
};

/** By its name, or by the one that it had when it was first asked. */
export function departmentNamed(zone: GreyZone, typed: string): { id: number } | undefined {
  const left = stillThere(zone);
  const by = (key: 'name' | 'formerName') => left.find((department) => isSameName(department[key], typed));
  return by('name') ?? by('formerName');
}

/** What is to be proposed. @param owner null: a form asks. @param statement null: the usual sentence */
export interface TypedProposal {
  owner: number | null;
  statement: string | null;
}

/**
 * `"Marketing"`, `"Marketing" "A sentence of one's own"`, or the same with `--statement`.
 * @throws UserError `unknown_owner`, `unreadable_rest`
 */
export function readProposal(
  rest: string,
  { locale }: Pick<Reader, 'locale'>,
  zone: GreyZone,
): TypedProposal {
  const example = texts(locale).plain('greyzones.proposeExample');
  const shown = locale === 'de' ? { shown: ['satz'] } : {};
  const { text, words, flags } = parseArguments(rest, { ...spec, ...shown, example });
  const flag = flags.get('statement');
  const sentence = typeof flag === 'string' ? plainFromCommand(flag).trim() : null;
  const [first, second, ...more] = words;
  if (!first) return { owner: null, statement: sentence };
  const last = words.at(-1);
  // A name of several words need not be quoted, a sentence is.
  if (!first.quoted && !last?.quoted) return { owner: readOwner(text, zone), statement: sentence };
  const name = first.quoted
    ? first.value
    : words
        .slice(0, -1)
        .map(({ value }) => value)
        .join(' ');
  const own = first.quoted ? second : last;
  const unread = first.quoted ? (second?.quoted === false ? second : more[0]) : undefined;
  const extra = unread ?? (own && sentence !== null ? own : undefined);
  if (extra) {
    const values = { part: excerpt(extra.value), example };
    throw new UserError('unreadable_rest', 'greyzones.errors.unreadableRest', values);
  }
  return { owner: readOwner(name, zone), statement: own ? plainFromCommand(own.value).trim() : sentence };
}

/** `"Marketing"`; nothing: null. @throws UserError `unknown_owner` */
export function readOwner(rest: string, zone: GreyZone): number | null {
  const name = plainFromCommand(rest)
    .replaceAll(/["“”„«»]/g, '')
    .trim();
  if (name === '') return null;
  const found = departmentNamed(zone, name);
  if (found) return found.id;
  throw new UserError('unknown_owner', 'greyzones.errors.unknownOwner', {
    part: excerpt(name),
    departments: nameList(stillThere(zone).map((department) => department.name)),
  });
}
