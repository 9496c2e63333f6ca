import { z } from 'zod';
import type { SubmittedView } from '../../slack/request.ts';
import { fields, type GreyZoneDraft } from './grey-zone.ts';

const element = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_conversation: z.string().nullish(),
});
const values = z.record(z.string(), z.object({ value: element }));

function fieldsOf(view: Pick<SubmittedView, 'values'>) {
  const typed = values.parse(view.values);
  return (name: keyof typeof fields) => typed[fields[name]]?.value;
}

/** The submitted form; the service checks whether it makes sense. */
export function greyZoneFromForm(view: Pick<SubmittedView, 'values'>): GreyZoneDraft {
  const field = fieldsOf(view);
  const initiative = field('initiative')?.selected_option?.value;
  return {
    area: field('area')?.value ?? '',
    initiativeId: initiative === undefined ? null : Number(initiative),
    departmentIds: (field('departments')?.selected_options ?? []).map(({ value }) => Number(value)),
    channelId: field('channel')?.selected_conversation ?? '',
    deadline: field('deadline')?.value?.trim() || null,
  };
}

const metadata = z.object({ id: z.int(), owner: z.int() });

export function againFromForm(view: Pick<SubmittedView, 'values' | 'privateMetadata'>) {
  const { id } = z.object({ id: z.int() }).parse(JSON.parse(view.privateMetadata));
  return { id, deadline: fieldsOf(view)('deadline')?.value?.trim() || null };
}

/** @returns shownOwner: whom the sentence that the form showed was about */
export function proposalFromForm(view: Pick<SubmittedView, 'values' | 'privateMetadata'>) {
  const { id, owner: shownOwner } = metadata.parse(JSON.parse(view.privateMetadata));
  const field = fieldsOf(view);
  const ownerDepartmentId = Number(field('owner')?.selected_option?.value ?? shownOwner);
  return { id, shownOwner, ownerDepartmentId, statement: field('statement')?.value ?? '' };
}
