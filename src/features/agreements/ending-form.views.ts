import type { ModalView } from '@slack/types';
import type { Texts } from '../../text/text.ts';
import type { Department } from '../departments/department.service.ts';
import { type ProposalFormValues, proposeModal, revokeModal } from '../proposals/proposal-form.views.ts';

/** The form of proposals, in which an agreement is replaced or revoked. */
export function endingModal(
  t: Texts,
  filled: {
    departments: readonly Department[];
    values: ProposalFormValues;
    revokes: { number: number; statement: string } | null;
  },
): ModalView {
  const { departments, values, revokes } = filled;
  return revokes ? revokeModal(t, revokes, values) : proposeModal(t, departments, values, null);
}
