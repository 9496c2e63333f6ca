import { UserError } from '../../errors.ts';
import { excerpt } from '../../slack/excerpt.ts';
import type { TextKey, TextValues } from '../../text/text.ts';
import type { Department } from '../departments/department.ts';
import {
  fields,
  type Initiative,
  type InitiativeDraft,
  isAddress,
  longestLink,
  longestName,
  longestSentence,
  mostLinks,
  type Side,
} from './initiative.ts';

type Named<K> = K extends `initiatives.errors.${infer N}` ? N : never;
type ErrorName = Named<TextKey>;

export function errorAt(code: string, name: ErrorName, field: string, values: TextValues = {}): UserError {
  return new UserError(code, `initiatives.errors.${name}`, values, field);
}

/** As an initiative keeps it. */
export function tidy(draft: InitiativeDraft): InitiativeDraft {
  return {
    ...draft,
    name: draft.name.replace(/\s+/g, ' ').trim(),
    direction: draft.direction.trim(),
    extent: draft.extent.trim(),
    links: draft.links.map((link) => link.trim()).filter((link) => link !== ''),
    sponsorIds: [...new Set(draft.sponsorIds)],
  };
}

/** Whether the form can hold what was typed; Slack refuses one with more in an input than its longest. */
export function fitsForm({ name, direction, extent, links }: InitiativeDraft): boolean {
  const sentences = [direction, extent].every(({ length }) => length <= longestSentence);
  const fitting = links.length <= mostLinks && links.every(({ length }) => length <= longestLink);
  return name.length <= longestName && sentences && fitting;
}

/**
 * What can be seen without asking for people.
 * @param before what is changed; null: a new one
 * @throws UserError at the field
 */
export function checkDraft(
  draft: InitiativeDraft,
  all: readonly Department[],
  before: Initiative | null = null,
): void {
  if (draft.name.length > longestName) {
    throw errorAt('long_name', 'longName', fields.name, { longest: longestName });
  }
  for (const field of ['direction', 'extent'] as const) {
    const { length } = draft[field];
    if (length <= longestSentence) continue;
    throw errorAt('long_sentence', 'longSentence', fields[field], { length, longest: longestSentence });
  }
  if (draft.links.length > mostLinks) {
    throw errorAt('many_links', 'manyLinks', fields.links, { most: mostLinks });
  }
  const bad = draft.links.find((link) => !isAddress(link));
  if (bad !== undefined) {
    throw errorAt('bad_link', 'badLink', fields.links, { part: excerpt(bad), longest: longestLink });
  }
  if (draft.name === '') throw errorAt('empty_name', 'emptyName', fields.name);
  if (draft.departmentIds.some((id) => !all.some((known) => known.id === id))) {
    throw errorAt('department_gone', 'departmentGone', fields.departments);
  }
  // With departments that were removed it can still be changed, and above all be said to be over.
  const wanted = new Set(draft.departmentIds);
  const left = before === null ? [] : draftOf(before, all).departmentIds;
  const isSameSet = before !== null && left.length === wanted.size && left.every((id) => wanted.has(id));
  if (!isSameSet && wanted.size < 2) {
    throw errorAt('one_department', 'oneDepartment', fields.departments);
  }
  for (const userId of draft.sponsorIds) {
    const side = sideOf(userId, draft, all);
    const other = draft.sponsorIds.find((id) => id !== userId && sideOf(id, draft, all) === side);
    if (!side || other === undefined) continue;
    throw errorAt('two_sponsors', 'twoSponsors', fields.sponsors, { department: side.name });
  }
}

/** The first sponsor who is of none of its departments. */
export function strangerAmong(draft: InitiativeDraft, all: readonly Department[]): string | undefined {
  return draft.sponsorIds.find((userId) => !sideOf(userId, draft, all));
}

export function sidesOf(draft: InitiativeDraft, all: readonly Department[]): Side[] {
  return [...new Set(draft.departmentIds)].map((departmentId) => ({
    departmentId,
    sponsorUserId: draft.sponsorIds.find((id) => sideOf(id, draft, all)?.id === departmentId) ?? null,
  }));
}

/** An initiative as somebody finds it who changes it: departments and sponsors that are gone stay away. */
export function draftOf(initiative: Initiative, all: readonly Department[]): InitiativeDraft {
  const { sides, name, direction, extent, status, channelId, links } = initiative;
  const there = sides.flatMap(({ departmentId, sponsorUserId }) => {
    const department = all.find(({ id }) => id === departmentId);
    return department ? [{ department, sponsorUserId }] : [];
  });
  return {
    ...{ name, direction, extent, status, channelId, links },
    departmentIds: there.map(({ department }) => department.id),
    sponsorIds: there.flatMap(({ department, sponsorUserId }) =>
      sponsorUserId !== null && department.memberIds.includes(sponsorUserId) ? [sponsorUserId] : [],
    ),
  };
}

function sideOf(
  userId: string,
  { departmentIds }: Pick<InitiativeDraft, 'departmentIds'>,
  all: readonly Department[],
): Department | undefined {
  return all.find(({ id, memberIds }) => departmentIds.includes(id) && memberIds.includes(userId));
}
