import type { WebClient } from '@slack/web-api';
import type { Db } from '../../database/pool.ts';
import type { Listeners } from '../../slack/listeners.ts';
import type { EndingService } from '../agreements/ending.service.ts';
import type { DueService } from './due.service.ts';
import type { OpeningService } from './opening.service.ts';
import { proposalClaims, proposalJobs } from './proposal.jobs.ts';
import { createProposalListeners } from './proposal.listeners.ts';
import type { ProposalService } from './proposal.service.ts';
import { actions } from './proposal.views.ts';
import { callbacks } from './proposal-form.views.ts';
import { readActions } from './proposal-text.views.ts';
import { createReactionInbox } from './reaction-inbox.service.ts';
import type { ReminderService } from './reminder.service.ts';
import type { VotingService } from './voting.service.ts';

/** Every command, shortcut, action, form, event, job and claim of proposals. */
export function registerProposals(deps: {
  db: Db;
  client: WebClient;
  listeners: Listeners;
  opening: OpeningService;
  voting: VotingService;
  proposals: ProposalService;
  reminders: ReminderService;
  due: DueService;
  endings: EndingService;
  botUserId: string;
}) {
  const { listeners } = deps;
  const on = createProposalListeners(deps);
  const takeReaction = createReactionInbox(deps);

  listeners.command('propose', 'proposals.help', on.propose);
  listeners.shortcut('propose', on.openForm);
  listeners.shortcut('propose_from_message', on.proposeFromMessage);
  listeners.action('open_propose', on.openForm);
  listeners.view(callbacks.propose, on.submit);

  listeners.action(actions.discuss, on.discuss);
  listeners.action(actions.edit, on.openEdit);
  listeners.view(callbacks.edit, on.submitEdit);
  listeners.action(actions.withdraw, on.withdraw);
  listeners.action(actions.remind, on.remind);
  listeners.action(actions.giveReason, on.openReason);
  listeners.view(callbacks.reason, on.submitReason);
  listeners.action(actions.link, on.link);
  listeners.action(readActions.text, on.readText);
  listeners.action(readActions.reason, on.readReason);

  listeners.event('reaction_added', takeReaction);
  listeners.event('reaction_removed', takeReaction);

  return {
    jobs: proposalJobs(deps.voting, deps.proposals),
    claims: proposalClaims(deps.due, deps.reminders),
  };
}
