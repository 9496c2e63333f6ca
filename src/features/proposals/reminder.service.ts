import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { postMessage } from '../../slack/messenger.ts';
import { texts } from '../../text/text.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as due from './due.repository.ts';
import * as repository from './proposal.repository.ts';
import type { Proposal } from './proposal.ts';
import { reminderMessage } from './proposal-notices.views.ts';
import { nextWorkingMoment } from './reminder.ts';
import type { VotingService } from './voting.service.ts';

export type ReminderService = ReturnType<typeof createReminderService>;

/** Telling people that their vote is missing: half-way by itself, and when somebody asks for it. */
export function createReminderService(options: {
  db: Db;
  workspaces: WorkspaceService;
  voting: VotingService;
}) {
  const { db, workspaces, voting } = options;

  async function silentVoters(trx: Db, p: Proposal): Promise<string[]> {
    const stances = await voting.currentStances(trx, p);
    return p.voters.map((voter) => voter.userId).filter((userId) => !stances.has(userId));
  }

  async function send(trx: Db, p: Proposal, userIds: readonly string[], occasion: string): Promise<void> {
    for (const person of await workspaces.knownPeople(trx, p.workspaceId, userIds)) {
      if (person.deactivated) continue;
      await postMessage(trx, {
        workspaceId: p.workspaceId,
        key: `proposal:${p.id}:remind:${occasion}:${person.userId}`,
        channelId: person.userId,
        body: reminderMessage(texts(person.locale), p),
      });
    }
  }

  /**
   * Sends the half-way reminders that are due, each person's once. One that comes late, after a downtime, and
   * would fall outside the person's working hours waits for the next of these.
   */
  async function sendDue(): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const claimed = await due.claimReminders(trx);
      if (claimed.length === 0) return;
      const now = await databaseNow(trx);
      const proposals = new Map<string, { proposal: Proposal; silent: Set<string> }>();
      for (const reminder of claimed) {
        const key = `${reminder.workspaceId}:${reminder.proposalId}`;
        let entry = proposals.get(key);
        if (!entry) {
          const proposal = await repository.proposalById(trx, reminder.workspaceId, reminder.proposalId);
          if (!proposal) continue;
          entry = { proposal, silent: new Set(await silentVoters(trx, proposal)) };
          proposals.set(key, entry);
        }
        const { proposal, silent } = entry;
        if (!silent.has(reminder.userId)) continue;
        const moment = nextWorkingMoment(now, reminder.timezone);
        if (moment > now) {
          await due.postponeReminder(trx, reminder, moment < proposal.deadline ? moment : null);
        } else await send(trx, proposal, [reminder.userId], 'half-way');
      }
    });
  }

  return { silentVoters, send, sendDue };
}
