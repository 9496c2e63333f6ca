import { z } from 'zod';
import type { SubmittedView } from '../../slack/request.ts';
import { fields, type InitiativeDraft, statuses } from './initiative.ts';

const element = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_conversation: z.string().nullish(),
});
const values = z.record(z.string(), z.object({ value: element }));

/** The submitted form; the service checks whether it makes sense. @returns id: null for a new initiative */
export function initiativeFromForm(view: SubmittedView): { id: number | null; draft: InitiativeDraft } {
  const { id } = z.object({ id: z.int().nullable() }).parse(JSON.parse(view.privateMetadata));
  const typed = values.parse(view.values);
  const field = (name: keyof typeof fields) => typed[fields[name]]?.value;
  return {
    id,
    draft: {
      name: field('name')?.value ?? '',
      direction: field('direction')?.value ?? '',
      extent: field('extent')?.value ?? '',
      status: z.enum(statuses).catch('idea').parse(field('status')?.selected_option?.value),
      channelId: field('channel')?.selected_conversation ?? null,
      links: (field('links')?.value ?? '').split(/\s+/).filter(Boolean),
      departmentIds: (field('departments')?.selected_options ?? []).map(({ value }) => Number(value)),
      sponsorIds: field('sponsors')?.selected_users ?? [],
    },
  };
}
