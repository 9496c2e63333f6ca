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

const metadata = z.object({ id: z.int().nullable(), status: z.enum(statuses).optional() });

/**
 * The submitted form; the service checks whether it makes sense.
 * @returns id: null for a new initiative; isStatusKept: it was left as the form showed it, whatever it is by now
 */
export function initiativeFromForm(view: SubmittedView): {
  id: number | null;
  draft: InitiativeDraft;
  isStatusKept: boolean;
} {
  const { id, status: shown } = metadata.parse(JSON.parse(view.privateMetadata));
  const typed = values.parse(view.values);
  const field = (name: keyof typeof fields) => typed[fields[name]]?.value;
  const status = z.enum(statuses).catch('idea').parse(field('status')?.selected_option?.value);
  return {
    id,
    isStatusKept: status === shown,
    draft: {
      name: field('name')?.value ?? '',
      direction: field('direction')?.value ?? '',
      extent: field('extent')?.value ?? '',
      status,
      channelId: field('channel')?.selected_conversation ?? null,
      links: (field('links')?.value ?? '').split(/\s+/).filter(Boolean),
      departmentIds: (field('departments')?.selected_options ?? []).map(({ value }) => Number(value)),
      sponsorIds: field('sponsors')?.selected_users ?? [],
    },
  };
}
