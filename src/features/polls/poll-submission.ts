import { z } from 'zod';
import { oneLine } from '../../slack/blocks.ts';
import type { SubmittedView } from '../../slack/request.ts';
import { fields, type PollKind, pollKinds, visibilities } from './poll.ts';
import { legible } from './poll-draft.ts';
import { emptyWish, type PollWish } from './poll-wish.ts';

const element = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_conversation: z.string().nullish(),
});
const values = z.record(z.string(), z.record(z.string(), element));
const kept = z
  .object({
    question: z.string(),
    options: z.array(z.string()),
    isSeveral: z.boolean(),
    isOrdered: z.boolean(),
    mayAddOptions: z.boolean(),
    isBeforeSyncs: z.boolean(),
  })
  .partial();
const metadata = z.object({
  kind: z.enum(pollKinds),
  sourcePermalink: z.string().nullable(),
  kept: kept.default({}),
});
const ofPoll = z.object({ pollId: z.int() });

type Form = Pick<SubmittedView, 'values' | 'privateMetadata'>;

/** The form as it is filled in, also while it is; the service checks whether it makes sense. */
export function wishFromForm(view: Form): PollWish {
  const { kind, sourcePermalink } = metadata.parse(JSON.parse(view.privateMetadata));
  const typed = values.parse(view.values);
  const field = (name: keyof typeof fields) => typed[fields[name]]?.value;
  const chosen = (name: keyof typeof fields) =>
    (field(name)?.selected_options ?? []).map(({ value }) => value);
  const text = (name: keyof typeof fields) => (field(name)?.value ?? '').trim();
  const settings = new Set(
    typed[`${fields.settings}:${kind}`]?.value?.selected_options?.map(({ value }) => value),
  );
  const initiative = field('initiative')?.selected_option?.value;
  const departments = chosen('departments').map(Number);
  return {
    ...emptyWish(kind, field('channel')?.selected_conversation ?? ''),
    question: text('question'),
    options: text('options')
      .split('\n')
      .map((line) => oneLine(legible(line)))
      .filter(Boolean),
    isSeveral: settings.has('several'),
    isOrdered: settings.has('ordered'),
    isAnonymous: settings.has('anonymous'),
    visibility: z.enum(visibilities).catch('always').parse(field('visibility')?.selected_option?.value),
    mayAddOptions: settings.has('openOptions'),
    initiativeId: initiative === undefined ? null : Number(initiative),
    departmentIds: departments.length > 0 ? departments : null,
    deadlineText: text('deadline'),
    repeatText: text('repeat'),
    isBeforeSyncs: settings.has('beforeSyncs'),
    isDraft: settings.has('draft'),
    sourcePermalink,
  };
}

/** As the other kind of form shows it, with what this one does not. */
export function wishForOtherKind(view: Form, kind: PollKind): PollWish {
  const { kept } = metadata.parse(JSON.parse(view.privateMetadata));
  return Object.assign(wishFromForm(view), kept, { kind });
}

/** The form about a poll with one text in it. */
export function textFromForm(view: Form, field: 'reason' | 'option'): { id: number; text: string } {
  const { pollId } = ofPoll.parse(JSON.parse(view.privateMetadata));
  return { id: pollId, text: legible(values.parse(view.values)[fields[field]]?.value?.value ?? '') };
}
