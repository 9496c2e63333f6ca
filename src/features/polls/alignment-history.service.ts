import type { Db } from '../../database/pool.ts';
import { longestQuote, oneLine } from '../../slack/blocks.ts';
import { texts } from '../../text/text.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import { differenceSentence } from './alignment.views.ts';
import { closedRuns } from './alignment-history.repository.ts';
import {
  gapOf,
  type Latest,
  latestOf,
  overallTrend,
  type Point,
  type RunOfPoll,
} from './alignment-history.ts';
import { pollsByIds } from './poll.repository.ts';

/** Something on which the departments should talk. */
export interface Concern {
  initiativeId: number;
  /** Its newest pulse. */
  pollId: number;
  /** Plain text on one line, in the language of the workspace. */
  text: string;
  link: string | null;
}

export type AlignmentHistoryService = ReturnType<typeof createAlignmentHistoryService>;

/** How the departments' alignment on their initiatives has changed, pulse by pulse. */
export function createAlignmentHistoryService(deps: {
  db: Db;
  workspaces: Pick<WorkspaceService, 'workspace'>;
}) {
  const { db, workspaces } = deps;

  /** By their ids, without voters. */
  async function pollsOf(workspaceId: string, ids: readonly number[]) {
    const polls = await pollsByIds(db, workspaceId, ids, '');
    return new Map(polls.map((poll) => [poll.id, poll]));
  }

  const latest = async (workspaceId: string): Promise<Latest[]> =>
    latestOf(await closedRuns(db, workspaceId));

  return {
    /** Each initiative's newest pulse with a value, and the one before it. */
    latest,

    /** The newest `limit` pulses of an initiative, oldest first. */
    async ofInitiative(workspaceId: string, initiativeId: number, limit: number): Promise<RunOfPoll[]> {
      const runs = await closedRuns(db, workspaceId, { initiativeId, limit });
      const polls = await pollsOf(
        workspaceId,
        runs.map(({ pollId }) => pollId),
      );
      return runs.flatMap((run) => {
        const poll = polls.get(run.pollId);
        return poll ? [{ ...run, poll }] : [];
      });
    },

    /**
     * The mean over the initiatives, now (null: none has a value) and at every pulse, oldest first.
     * @param initiativeIds only these
     */
    async overall(
      workspaceId: string,
      initiativeIds?: readonly number[],
    ): Promise<{ value: number | null; trend: Point[] }> {
      const runs = await closedRuns(db, workspaceId);
      const trend = overallTrend(
        initiativeIds ? runs.filter(({ initiativeId }) => initiativeIds.includes(initiativeId)) : runs,
      );
      return { value: trend.at(-1)?.value ?? null, trend };
    },

    /** Of these initiatives those of which direction or extent is low, or has dropped. */
    async concerns(
      workspaceId: string,
      initiatives: readonly { id: number; name: string }[],
    ): Promise<Concern[]> {
      const names = new Map(initiatives.map(({ id, name }) => [id, name]));
      const runs = await closedRuns(db, workspaceId);
      const gaps = latestOf(runs).flatMap(({ initiativeId, newest }) => {
        if (!names.has(initiativeId)) return [];
        const gap = gapOf(runs.filter((run) => run.initiativeId === initiativeId));
        return gap ? [{ ...gap, initiativeId, pollId: newest.pollId }] : [];
      });
      if (gaps.length === 0) return [];
      const polls = await pollsOf(
        workspaceId,
        gaps.map(({ run }) => run.pollId),
      );
      const t = texts((await workspaces.workspace(workspaceId)).locale);
      return gaps.flatMap(({ initiativeId, pollId, run, question, value, previous }) => {
        const poll = polls.get(run.pollId);
        if (!poll) return [];
        const name = oneLine(names.get(initiativeId) ?? '', longestQuote);
        const values = { name, value, sentence: differenceSentence(t, poll, question) };
        const text =
          previous === null
            ? t.plain('alignment.agenda.low', values)
            : t.plain('alignment.agenda.before', { ...values, previous });
        return [{ initiativeId, pollId, text: oneLine(text), link: run.link ?? poll.message.permalink }];
      });
    },
  };
}
