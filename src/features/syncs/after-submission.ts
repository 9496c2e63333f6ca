import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { SubmittedView } from '../../slack/request.ts';
import { afterFields, decisionKinds, type Report } from './after.ts';

const element = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
});
const values = z.record(z.string(), z.object({ value: element }));

const metadata = z.object({ syncId: z.int(), rows: z.int() });

export function afterMetadata(view: Pick<SubmittedView, 'privateMetadata'>): z.infer<typeof metadata> {
  return metadata.parse(JSON.parse(view.privateMetadata));
}

/**
 * The form as it is submitted; rows left empty are none.
 * @param today YYYY-MM-DD where the person is
 * @throws UserError about a follow-up that lacks something, at the field
 */
export function reportOf(view: SubmittedView, today: string): { syncId: number; report: Report } {
  const { syncId, rows } = afterMetadata(view);
  const typed = values.parse(view.values);
  const field = (id: string) => typed[id]?.value;
  const numbers = Array.from({ length: rows }, (_, i) => i + 1);
  return {
    syncId,
    report: {
      notes: field(afterFields.notes)?.value?.trim() || null,
      discussedIds: (field(afterFields.discussed)?.selected_options ?? []).map((option) =>
        Number(option.value),
      ),
      decisions: numbers.flatMap((n) => {
        const text = field(afterFields.decision(n))?.value?.trim();
        const kind = field(afterFields.kind(n))?.selected_option?.value;
        return text ? [{ text, kind: z.enum(decisionKinds).catch('proposal').parse(kind) }] : [];
      }),
      followUps: numbers.flatMap((n) => {
        const text = field(afterFields.followUp(n))?.value?.trim();
        const ownerUserId = field(afterFields.owner(n))?.selected_user;
        const dueOn = field(afterFields.due(n))?.selected_date;
        const initiative = field(afterFields.initiative(n))?.selected_option?.value;
        if (!text && !ownerUserId && !dueOn) return [];
        if (!text) throw missing('textMissing', afterFields.followUp(n));
        if (!ownerUserId) throw missing('ownerMissing', afterFields.owner(n));
        if (!dueOn) throw missing('dueMissing', afterFields.due(n));
        if (dueOn < today) throw missing('pastDue', afterFields.due(n));
        return [{ text, ownerUserId, dueOn, initiativeId: initiative ? Number(initiative) : null }];
      }),
    },
  };
}

function missing(what: 'textMissing' | 'ownerMissing' | 'dueMissing' | 'pastDue', field: string): UserError {
  return new UserError(`follow_up_${what}`, `meetings.errors.${what}`, {}, field);
}
