import { z } from 'zod';
import type { SubmittedView } from '../../slack/request.ts';
import { mostQuestions, questionKinds, type StandupDraft, visibilities } from './standup.ts';
import { fields, kindField, none, questionField } from './standup-draft.ts';

const element = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_conversation: z.string().nullish(),
  selected_time: z.string().nullish(),
});
const values = z.record(z.string(), z.object({ value: element }));

/** The submitted form; the rules check whether it makes sense. @returns id: null for a new standup */
export function standupFromForm(view: SubmittedView): { id: number | null; draft: StandupDraft } {
  const { id } = z.object({ id: z.int().nullable() }).parse(JSON.parse(view.privateMetadata));
  const typed = values.parse(view.values);
  const field = (name: string) => typed[name]?.value;
  const option = (name: string) => field(name)?.selected_option?.value ?? null;
  const numbers = (name: string) => (field(name)?.selected_options ?? []).map(({ value }) => Number(value));
  const remind = option(fields.remind);
  return {
    id,
    draft: {
      name: field(fields.name)?.value ?? '',
      departmentIds: numbers(fields.departments),
      userIds: field(fields.people)?.selected_users ?? [],
      channelId: field(fields.channel)?.selected_conversation ?? '',
      questions: Array.from({ length: mostQuestions }, (_, i) => ({
        text: field(questionField(i + 1))?.value ?? '',
        kind: z
          .enum(questionKinds)
          .catch('text')
          .parse(option(kindField(i + 1))),
      })),
      weekdays: numbers(fields.days),
      time: field(fields.time)?.selected_time ?? '',
      windowMinutes: Number(field(fields.window)?.value ?? Number.NaN),
      remindMinutes: remind === null || remind === none ? null : Number(remind),
      visibility: z.enum(visibilities).catch('names').parse(option(fields.visibility)),
    },
  };
}
