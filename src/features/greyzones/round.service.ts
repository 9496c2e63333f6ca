import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { schedule, unschedule } from '../../jobs/schedule.ts';
import { postMessage, updateMessage } from '../../slack/messenger.ts';
import { texts } from '../../text/text.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as claims from './claim.repository.ts';
import { assess, turnoutOf } from './finding.ts';
import * as repository from './grey-zone.repository.ts';
import {
  fewestDepartments,
  type GreyZone,
  type Round,
  type Shown,
  stillThere,
  type Voter,
} from './grey-zone.ts';
import { askingMessage, endedMessage } from './grey-zone.views.ts';
import { matrixMessage } from './matrix.views.ts';
import { deadlineKey, lookKey, tasks } from './tasks.ts';

/** Whoever was waited for may have gone, of which nobody tells. */
const lookEveryMs = 5 * 60_000;

export type RoundService = ReturnType<typeof createRoundService>;

/** The steps of one asking, each in the caller's transaction and under the lock of the grey zone. */
export function createRoundService({ workspaces }: { workspaces: WorkspaceService }) {
  const channelTexts = async (trx: Db, workspaceId: string) =>
    texts((await workspaces.workspace(workspaceId, trx)).locale);

  const scopeOf = ({ workspaceId, id, round }: GreyZone) => ({ workspaceId, greyZoneId: id, round });

  const owner = (zone: GreyZone, what: 'asking' | 'matrix', posting: number) => ({
    task: tasks.message,
    payload: { ...scopeOf(zone), what, posting },
  });

  /** Those who are asked; until it has ended a lead is whoever leads by now. */
  async function votersOf(trx: Db, zone: GreyZone): Promise<Voter[]> {
    const voters = await claims.votersOf(trx, scopeOf(zone));
    if (zone.state !== 'asking') return voters;
    const leads = await claims.leadsNow(trx, scopeOf(zone));
    return voters.map((voter) => ({ ...voter, isLead: leads.has(voter.userId) }));
  }

  /** No answers while they come in, whoever asks. A department that is gone is not asked again. */
  async function shownOf(trx: Db, zone: GreyZone, pending: number[] = []): Promise<Shown> {
    const scope = scopeOf(zone);
    const voters = await votersOf(trx, zone);
    const isAsking = zone.state === 'asking';
    const asked = zone.departments.filter(
      ({ id, isGone }) => !(isAsking && isGone) && voters.some(({ departmentId }) => departmentId === id),
    );
    const ids = asked.map(({ id }) => id);
    const said = await claims.saidIn(trx, scope);
    const isNamed = ({ id }: { id: number }) =>
      id === zone.ownerDepartmentId || (!isAsking && said.some(({ claim }) => claim === id));
    const departments = zone.departments.filter((one) => asked.includes(one) || isNamed(one));
    const answers = said.flatMap(({ userId, ...answer }) => {
      const voter = voters.find((one) => one.userId === userId);
      return voter ? [{ ...answer, departmentId: voter.departmentId, isLead: voter.isLead }] : [];
    });
    return {
      zone: { ...zone, departments },
      turnout: turnoutOf(ids, voters, said),
      assessment: zone.finding === null ? null : assess(ids, answers),
      pending,
    };
  }

  async function locked(trx: Db, workspaceId: string, id: number): Promise<GreyZone> {
    const zone = await repository.lockZone(trx, workspaceId, id);
    if (!zone) throw new UserError('zone_gone', 'greyzones.errors.gone');
    return zone;
  }

  /**
   * In the caller's transaction and under the lock of the zone: its voters, its deadline and its message.
   * @param zone with the number of the new round
   * @returns false where this request opened a round before
   */
  async function openRound(
    trx: Db,
    zone: GreyZone,
    r: { requestKey: string; openedAt: Date; voters: readonly Voter[] },
  ): Promise<boolean> {
    const { workspaceId, id, round, deadline } = zone;
    const { requestKey, openedAt, voters } = r;
    const opened = { round, requestKey, openedAt, deadline };
    if (!(await repository.insertRound(trx, workspaceId, id, opened))) return false;
    await claims.insertVoters(trx, scopeOf(zone), voters);
    await schedule(trx, {
      workspaceId,
      key: deadlineKey(id),
      at: deadline,
      task: tasks.assess,
      payload: { greyZoneId: id, round },
    });
    await lookAgain(trx, zone, openedAt);
    await postAsking(trx, zone, 0);
    return true;
  }

  async function lookAgain(trx: Db, { workspaceId, id, round }: GreyZone, now: Date): Promise<void> {
    await schedule(trx, {
      workspaceId,
      key: lookKey(id),
      at: new Date(now.getTime() + lookEveryMs),
      task: tasks.look,
      payload: { greyZoneId: id, round },
    });
  }

  /** Nothing is waited for any more. */
  async function stopWaiting(trx: Db, { workspaceId, id }: GreyZone): Promise<void> {
    await unschedule(trx, workspaceId, deadlineKey(id));
    await unschedule(trx, workspaceId, lookKey(id));
  }

  /** @param posting counts up where the message was found deleted */
  async function postAsking(trx: Db, zone: GreyZone, posting: number): Promise<void> {
    const { workspaceId, id, round, channelId } = zone;
    const messageId = await postMessage(trx, {
      workspaceId,
      key: `greyzone:${id}:${round}:asking:${posting}`,
      channelId,
      body: askingMessage(await channelTexts(trx, workspaceId), await shownOf(trx, zone)),
      owner: owner(zone, 'asking', posting),
    });
    await repository.updateRound(trx, workspaceId, id, round, { messageId });
  }

  /**
   * Ends the asking without a finding: somebody agreed on an owner meanwhile, it could not be posted, or somebody
   * ended it early. Answers that were given for an end which has not come are kept by nobody.
   */
  async function breakOff(trx: Db, { workspaceId, id, round, state }: GreyZone, now: Date): Promise<void> {
    if (state === 'asking') await repository.updateZone(trx, workspaceId, id, { state: 'open' });
    const zone = await locked(trx, workspaceId, id);
    await claims.deleteClaims(trx, scopeOf(zone));
    await repository.updateRound(trx, workspaceId, id, round, { assessedAt: now });
    await stopWaiting(trx, zone);
    await showEnded(trx, zone);
  }

  async function showEnded(trx: Db, zone: GreyZone): Promise<void> {
    const { workspaceId, id, round } = zone;
    const { messageId = null } = (await repository.roundOf(trx, workspaceId, id, round)) ?? {};
    if (messageId === null) return;
    const body = endedMessage(await channelTexts(trx, workspaceId), await shownOf(trx, zone));
    await updateMessage(trx, workspaceId, messageId, body);
  }

  /** Once: whoever comes second finds it assessed. */
  async function finish(trx: Db, asking: GreyZone, now: Date): Promise<void> {
    const { workspaceId, id, round } = asking;
    if (stillThere(asking).length < fewestDepartments) return breakOff(trx, asking, now);
    const gone = asking.departments.filter(({ isGone }) => isGone).map((department) => department.id);
    await claims.deleteVotersOf(trx, scopeOf(asking), gone);
    await claims.freezeLeads(trx, scopeOf(asking), await claims.leadsNow(trx, scopeOf(asking)));
    // Under the lock, and ended by this very step: from here on the answers may be seen.
    const { assessment } = await shownOf(trx, { ...asking, state: 'open', finding: 'unclear' });
    if (!assessment) throw new Error('answers that may be seen are there');
    const { finding, owner: ownerDepartmentId } = assessment;
    await repository.updateZone(trx, workspaceId, id, {
      ...{ finding, assessedAt: now },
      ...(ownerDepartmentId === null
        ? { state: 'open' }
        : { state: 'closed', ownerDepartmentId, agreementNumber: null, ownedAt: now }),
    });
    await repository.updateRound(trx, workspaceId, id, round, { assessedAt: now, finding });
    await stopWaiting(trx, asking);
    const zone = await locked(trx, workspaceId, id);
    await showEnded(trx, zone);
    const matrixMessageId = await postMessage(trx, {
      workspaceId,
      key: `greyzone:${id}:${round}:matrix`,
      channelId: zone.channelId,
      body: matrixMessage(await channelTexts(trx, workspaceId), await shownOf(trx, zone)),
      owner: owner(zone, 'matrix', 0),
    });
    await repository.updateRound(trx, workspaceId, id, round, { matrixMessageId });
  }

  /** What the answers of a round look like by now, whose owner may have changed. */
  async function refreshMatrix(trx: Db, zone: GreyZone, pending: number[]): Promise<Round | null> {
    const { workspaceId, id, round } = zone;
    const current = await repository.roundOf(trx, workspaceId, id, round);
    if (current?.matrixMessageId) {
      const body = matrixMessage(await channelTexts(trx, workspaceId), await shownOf(trx, zone, pending));
      await updateMessage(trx, workspaceId, current.matrixMessageId, body);
    }
    return current;
  }

  /** It is asked anew: what its answers looked like stays, and offers nothing any more. @param zone as it was before */
  async function retireMatrix(trx: Db, zone: GreyZone): Promise<void> {
    const { workspaceId, id, round } = zone;
    const { matrixMessageId = null } = (await repository.roundOf(trx, workspaceId, id, round)) ?? {};
    if (matrixMessageId === null) return;
    const body = matrixMessage(await channelTexts(trx, workspaceId), await shownOf(trx, zone), true);
    await updateMessage(trx, workspaceId, matrixMessageId, body);
  }

  return {
    ...{ channelTexts, scopeOf, shownOf, locked, openRound, lookAgain, postAsking, breakOff },
    ...{ finish, refreshMatrix, retireMatrix },
  };
}
