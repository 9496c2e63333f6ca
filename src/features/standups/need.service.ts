import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { oneLine } from '../../slack/blocks.ts';
import { postMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import { texts } from '../../text/text.ts';
import type { DepartmentService } from '../departments/department.service.ts';
import type { OpeningService } from '../proposals/opening.service.ts';
import type { Draft } from '../proposals/proposal.ts';
import type { AgendaService } from '../syncs/agenda.service.ts';
import { longestItem } from '../syncs/agenda.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as repository from './need.repository.ts';
import { type Need, type NeedState, needKey } from './need.ts';
import { needAnswerMessage, replyField } from './report.views.ts';
import * as rounds from './round.repository.ts';
import type { RoundService } from './round.service.ts';
import * as standups from './standup.repository.ts';
import type { Standup } from './standup.ts';

const settleable: readonly NeedState[] = ['open', 'accepted'];

export type NeedService = ReturnType<typeof createNeedService>;

/** What one side needs from the other, and what becomes of it; each becomes one thing, once. */
export function createNeedService(deps: {
  db: Db;
  workspaces: WorkspaceService;
  departments: DepartmentService;
  rounds: RoundService;
  opening: Pick<OpeningService, 'open'>;
  agendas: Pick<AgendaService, 'addToNext'>;
}) {
  const { db, workspaces, departments, opening, agendas } = deps;

  /** @throws UserError `need_gone`, `not_of_department` */
  async function existing(reader: Reader, id: number): Promise<{ need: Need; standup: Standup }> {
    const { workspaceId, userId } = reader;
    const need = await repository.needById(db, workspaceId, id);
    const round = need && (await rounds.roundById(db, workspaceId, need.roundId));
    const standup = round && (await standups.standupById(db, workspaceId, round.standupId));
    if (!need || !standup) throw new UserError('need_gone', 'standups.errors.needGone');
    const own = await departments.membershipOf(workspaceId, userId);
    const isConcerned = own && [...standup.departmentIds, need.fromDepartmentId].includes(own.departmentId);
    if (!isConcerned && !(await workspaces.isAdmin(workspaceId, userId))) {
      throw new UserError('not_of_department', 'standups.errors.notOfDepartment');
    }
    return { need, standup };
  }

  /** @throws UserError `need_handled` */
  async function settle(
    trx: Db,
    reader: Reader,
    need: Need,
    to: NeedState,
    from: readonly NeedState[] = settleable,
  ): Promise<void> {
    const { workspaceId, userId } = reader;
    const isFirst = await repository.handleNeed(trx, workspaceId, need.id, from, to, userId);
    const now = await repository.needById(trx, workspaceId, need.id);
    if (!isFirst && (now?.state !== to || now.handledBy !== userId)) {
      throw new UserError('need_handled', 'standups.errors.needHandled');
    }
    const round = await rounds.roundById(trx, workspaceId, need.roundId);
    if (isFirst && round) await deps.rounds.refreshReport(trx, round);
  }

  /** The departments between which a need stands. */
  function between({ need, standup }: { need: Need; standup: Standup }): number[] {
    const to = need.toDepartmentId === null ? standup.departmentIds : [need.toDepartmentId];
    return [...new Set([need.fromDepartmentId, ...to])];
  }

  return {
    existing,

    /** @throws UserError */
    async accept(reader: Reader, id: number): Promise<void> {
      const { need } = await existing(reader, id);
      await db.transaction().execute((trx) => settle(trx, reader, need, 'accepted', ['open']));
    },

    /** In the thread of the report; whoever needs it is told. @throws UserError */
    async reply(reader: Reader, requestKey: string, id: number, answer: string): Promise<void> {
      const { workspaceId, userId } = reader;
      if (answer.trim() === '') {
        throw new UserError('empty_reply', 'standups.errors.emptyReply', {}, replyField);
      }
      const { need, standup } = await existing(reader, id);
      const all = await departments.list(workspaceId);
      await db.transaction().execute(async (trx) => {
        await settle(trx, reader, need, 'answered');
        const round = await rounds.roundById(trx, workspaceId, need.roundId);
        const t = texts((await workspaces.workspace(workspaceId, trx)).locale);
        const from = all.find(({ id: departmentId }) => departmentId === need.fromDepartmentId)?.name ?? '';
        const asker = standup.visibility === 'names' ? `<@${need.userId}>` : escapeMrkdwn(from);
        await postMessage(trx, {
          workspaceId,
          key: `${needKey(id)}:${requestKey}`,
          channelId: standup.channelId,
          ...(round?.reportMessageId && { threadOf: round.reportMessageId }),
          body: needAnswerMessage(t, need, asker, userId, answer.trim()),
        });
        if (need.userId === userId) return;
        const own = await deps.rounds.textsOf(trx, workspaceId, need.userId);
        await postMessage(trx, {
          workspaceId,
          key: `${needKey(id)}:told:${requestKey}`,
          channelId: need.userId,
          body: needAnswerMessage(own, need, `<@${need.userId}>`, userId, answer.trim()),
        });
      });
    },

    /** @throws UserError */
    async propose(reader: Reader, requestKey: string, id: number, draft: Draft): Promise<void> {
      const { need } = await existing(reader, id);
      if (!settleable.includes(need.state)) {
        throw new UserError('need_handled', 'standups.errors.needHandled');
      }
      await opening.open(reader, requestKey, draft);
      await db.transaction().execute((trx) => settle(trx, reader, need, 'proposal'));
    },

    /** @throws UserError `no_sync` */
    async toAgenda(reader: Reader, id: number): Promise<{ series: string; at: Date }> {
      const found = await existing(reader, id);
      const item = { text: oneLine(found.need.text, longestItem), link: null };
      const added = await agendas.addToNext(reader, needKey(id), between(found), item);
      if (!added) throw new UserError('no_sync', 'standups.errors.noSync');
      await db.transaction().execute((trx) => settle(trx, reader, found.need, 'agenda'));
      return added;
    },

    between,

    /** What nobody has settled yet, for the agenda of a sync of these departments. */
    open: (workspaceId: string, departmentIds: readonly number[]) =>
      repository.openNeeds(db, workspaceId, departmentIds),
  };
}
