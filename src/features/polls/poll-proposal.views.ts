import type { ModalView } from '@slack/types';
import type { Texts } from '../../text/text.ts';
import type { Department } from '../departments/department.service.ts';
import { proposeModal } from '../proposals/proposal-form.views.ts';
import type { Poll } from './poll.ts';
import { proposalStatement } from './poll.views.ts';

/**
 * The form of proposals, filled in with what most chose.
 * @param channelTexts the language in which the departments read it
 */
export function pollProposalModal(
  t: Texts,
  poll: Poll,
  initiative: string | null,
  more: { channelTexts: Texts; departments: readonly Department[]; deadline: Date },
): ModalView {
  const { channelTexts, departments, deadline } = more;
  // One that asked a single department says nothing of whom it concerns.
  const asked = poll.departments.length > 1 ? { departmentIds: poll.departments.map(({ id }) => id) } : {};
  const values = {
    statement: proposalStatement(channelTexts, poll, initiative),
    channelId: poll.channelId,
    deadline,
    ...asked,
    ...(initiative && { initiative }),
  };
  return proposeModal(t, departments, values, poll.message.permalink);
}
