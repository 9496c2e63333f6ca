import type { ModalView } from '@slack/types';
import type { Texts } from '../../text/text.ts';
import type { Department } from '../departments/department.service.ts';
import { type ProposalFormValues, proposeModal } from '../proposals/proposal-form.views.ts';
import type { Need } from './need.ts';
import { needCallbacks } from './report.views.ts';

/** The form of proposals, which knows from what need it was made. */
export function needProposalModal(
  t: Texts,
  departments: readonly Department[],
  need: Need,
  values: Omit<ProposalFormValues, 'statement'>,
): ModalView {
  return {
    ...proposeModal(t, departments, { ...values, statement: need.text }, null),
    callback_id: needCallbacks.proposal,
    private_metadata: JSON.stringify({ sourcePermalink: null, needId: need.id }),
  };
}
