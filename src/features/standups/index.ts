import type { Db } from '../../database/pool.ts';
import type { Listeners } from '../../slack/listeners.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import { createAnswerListeners } from './answer.listeners.ts';
import type { AnswerService } from './answer.service.ts';
import type { NeedService } from './need.service.ts';
import type { PlanningService } from './planning.service.ts';
import { callbacks as answerCallbacks, promptActions } from './prompt.views.ts';
import { needActions, needCallbacks } from './report.views.ts';
import type { RoundService } from './round.service.ts';
import { standupJobs } from './standup.jobs.ts';
import { createStandupListeners } from './standup.listeners.ts';
import type { StandupService } from './standup.service.ts';
import { actions } from './standup.views.ts';
import { callbacks } from './standup-form.views.ts';

/** Every command, shortcut, action, form, event and job of standups. */
export function registerStandups(deps: {
  db: Db;
  listeners: Listeners;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  planning: PlanningService;
  standups: StandupService;
  rounds: RoundService;
  answers: AnswerService;
  needs: NeedService;
}) {
  const { listeners } = deps;
  const on = createStandupListeners(deps);
  const onAnswer = createAnswerListeners(deps);

  listeners.command('standup', 'standups.help', on.command);
  listeners.shortcut('new_standup', on.openNew);
  listeners.action(actions.create, on.openNew);
  listeners.view(callbacks.standup, on.submit);
  listeners.action(actions.edit, on.change);
  listeners.action(actions.pause, on.pause);
  listeners.action(actions.resume, on.resume);
  listeners.action(actions.end, on.end);
  listeners.action(actions.stats, on.stats);

  listeners.action(promptActions.answer, onAnswer.openAnswer);
  listeners.action(promptActions.nothing, onAnswer.nothing);
  listeners.view(answerCallbacks.answers, onAnswer.submitAnswer);
  listeners.event('message', onAnswer.message);

  listeners.action(needActions.accept, onAnswer.accept);
  listeners.action(needActions.reply, onAnswer.openReply);
  listeners.view(needCallbacks.reply, onAnswer.submitReply);
  listeners.action(needActions.proposal, onAnswer.openProposal);
  listeners.view(needCallbacks.proposal, onAnswer.submitProposal);
  listeners.action(needActions.agenda, onAnswer.toAgenda);

  return { jobs: standupJobs(deps), claims: [] };
}
