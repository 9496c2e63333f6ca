import type { WebClient } from '@slack/web-api';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { placeFor } from '../../slack/membership.ts';
import { parseMentions, plainFromCommand } from '../../slack/mentions.ts';
import { postMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import { texts } from '../../text/text.ts';
import { departmentsForAsker } from '../departments/asker.service.ts';
import type { Department, DepartmentService } from '../departments/department.service.ts';
import { electorate } from '../departments/electorate.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import * as repository from './proposal.repository.ts';
import { type Draft, longestDays, longestInitiative, longestStatement, type Proposal } from './proposal.ts';
import { openMessage } from './proposal.views.ts';
import { fields } from './proposal-form.views.ts';
import { defaultDeadline, reminderAt } from './reminder.ts';
import { defaultStanceEmoji } from './stance.ts';
import { tally, type Voter } from './tally.ts';
import { tasks } from './tasks.ts';

/** A person waits meanwhile, for at most three seconds. */
const namesLookedUp = 10;

export interface ProposalDeps {
  db: Db;
  /** For calls while a person waits. */
  client: WebClient;
  workspaces: WorkspaceService;
  departments: DepartmentService;
}

export type OpeningService = ReturnType<typeof createOpeningService>;

export function createOpeningService({ db, client, workspaces, departments }: ProposalDeps) {
  /** @throws UserError `not_set_up`, `not_a_member` */
  const mayPropose = (reader: Reader): Promise<Department[]> =>
    departmentsForAsker({ departments, workspaces }, reader, 'proposals.errors');

  async function votersOf(
    workspaceId: string,
    chosen: readonly Department[],
  ): Promise<(Voter & { timezone: string })[]> {
    const memberIds = chosen.flatMap((department) => department.memberIds);
    const people = await workspaces.people(workspaceId, memberIds);
    return electorate(chosen, people).map(({ person, ...voter }) => ({
      ...voter,
      timezone: person.timezone,
    }));
  }

  /** @throws UserError saying what about the draft cannot be, at the field */
  function checkDraft(
    draft: Draft,
    chosen: readonly Department[],
    voters: readonly Voter[],
    now: Date,
    deadline: Date,
  ) {
    if (draft.statement.trim() === '') {
      throw new UserError('empty_statement', 'proposals.errors.emptyStatement', {}, fields.statement);
    }
    if (draft.statement.length > longestStatement) {
      const values = { length: draft.statement.length, longest: longestStatement };
      throw new UserError('long_statement', 'proposals.errors.longStatement', values, fields.statement);
    }
    if ((draft.rationale?.length ?? 0) > longestStatement) {
      const values = { length: draft.rationale?.length ?? 0, longest: longestStatement };
      throw new UserError('long_rationale', 'proposals.errors.longRationale', values, fields.rationale);
    }
    if ((draft.initiativeName?.length ?? 0) > longestInitiative) {
      const values = { longest: longestInitiative };
      throw new UserError('long_initiative', 'proposals.errors.longInitiative', values, fields.initiative);
    }
    if (deadline <= now)
      throw new UserError('past_deadline', 'proposals.errors.pastDeadline', {}, fields.deadline);
    if (deadline.getTime() - now.getTime() > longestDays * 86_400_000) {
      throw new UserError('far_deadline', 'proposals.errors.farDeadline', {}, fields.deadline);
    }
    if (draft.reviewOn !== null && draft.reviewOn <= now.toISOString().slice(0, 10)) {
      throw new UserError('past_review', 'proposals.errors.pastReview', {}, fields.review);
    }
    if (chosen.length < 2) {
      throw new UserError('one_department', 'proposals.errors.oneDepartment', {}, fields.departments);
    }
    const empty = chosen.find((department) => !voters.some((v) => v.departmentId === department.id));
    if (empty) {
      const values = { department: empty.name };
      throw new UserError('empty_department', 'proposals.errors.emptyDepartment', values, fields.departments);
    }
    const leaderless = chosen.find((d) => !voters.some((v) => v.departmentId === d.id && v.isLead));
    if (leaderless && (draft.rule === 'leads' || draft.rule === 'consent')) {
      const values = { department: leaderless.name };
      throw new UserError('no_lead', 'proposals.errors.noLead', values, fields.rule);
    }
  }

  /**
   * Opens a proposal: freezes its voters and enqueues its message, in one transaction.
   * @param requestKey a repeated command or submission opens nothing and answers as the first did
   * @throws UserError
   */
  async function open(
    reader: Reader,
    requestKey: string,
    draft: Draft,
  ): Promise<{ id: number; channelId: string }> {
    const { workspaceId } = reader;
    const all = await mayPropose(reader);
    const workspace = await workspaces.workspace(workspaceId);
    const now = await databaseNow(db);
    const deadline = draft.deadline ?? defaultDeadline({ now, timeZone: reader.timezone });
    const chosen = draft.departmentIds ? all.filter((d) => draft.departmentIds?.includes(d.id)) : all;
    const allVoters = await votersOf(workspaceId, chosen);
    const voters = draft.leadsOnly ? allVoters.filter(({ isLead }) => isLead) : allVoters;
    checkDraft(draft, chosen, voters, now, deadline);
    const channelId = await placeFor(
      client,
      draft.channelId,
      workspace.homeChannelId,
      'proposals.errors.noChannel',
      fields.channel,
    );

    return db.transaction().execute(async (trx) => {
      const id = await repository.insertProposal(trx, {
        workspaceId,
        creationKey: requestKey,
        authorUserId: reader.userId,
        channelId,
        rule: draft.rule,
        initiativeName: draft.initiativeName,
        reviewOn: draft.reviewOn,
        sourcePermalink: draft.sourcePermalink,
        stanceEmoji: workspace.stanceEmoji ?? defaultStanceEmoji,
        openedAt: now,
        deadline,
        departments: chosen.map(({ id, name }) => ({ id, name })),
        onClosed: draft.onClosed ?? null,
        voters: voters.map(({ timezone, ...voter }) => ({
          ...voter,
          remindAt: reminderAt({ openedAt: now, deadline, timeZone: timezone }),
        })),
      });
      if (id === null) {
        const first = await repository.idByCreationKey(trx, workspaceId, requestKey);
        if (first === null) throw new Error('a proposal with this key exists and cannot be found');
        return { id: first, channelId };
      }
      await addVersion(trx, {
        workspaceId,
        id,
        version: 1,
        statement: draft.statement.trim(),
        rationale: draft.rationale?.trim() || null,
        editedBy: reader.userId,
        at: now,
      });
      return { id, channelId };
    });
  }

  /** A version and its message: for the first as for every later one. */
  async function addVersion(
    trx: Db,
    v: {
      workspaceId: string;
      id: number;
      version: number;
      statement: string;
      rationale: string | null;
      editedBy: string;
      at: Date;
    },
  ): Promise<Proposal> {
    const { workspaceId, id, version } = v;
    await repository.insertVersion(trx, { ...v, proposalId: id, createdAt: v.at });
    const proposal = await repository.proposalById(trx, workspaceId, id);
    if (!proposal) throw new Error(`proposal ${id} is gone`);
    const { locale } = await workspaces.workspace(workspaceId, trx);
    const nobodyYet = tally(
      proposal.departments.map((d) => d.id),
      proposal.voters,
      new Map(),
    );
    const messageId = await postMessage(trx, {
      workspaceId,
      key: `proposal:${id}:v${version}`,
      channelId: proposal.channelId,
      body: openMessage(texts(locale), proposal, nobodyYet),
      reactions: [
        proposal.stanceEmoji.agree[0],
        proposal.stanceEmoji.object[0],
        proposal.stanceEmoji.abstain[0],
      ].filter((name) => name !== undefined),
      owner: { task: tasks.message, payload: { workspaceId, proposalId: id, version } },
    });
    await repository.setVersionMessage(trx, workspaceId, id, version, messageId);
    return proposal;
  }

  /** A message as plain text; what names Slack does not tell stay ids. */
  async function plainMessage(workspaceId: string, text: string): Promise<string> {
    const { userIds, channelIds } = parseMentions(text);
    const people = await workspaces.people(workspaceId, userIds.slice(0, namesLookedUp));
    const channels = await Promise.all(
      channelIds.slice(0, namesLookedUp).map(async (channel): Promise<[string, string][]> => {
        const answer = await client.conversations.info({ channel }).catch(() => null);
        return answer?.channel?.name ? [[channel, answer.channel.name]] : [];
      }),
    );
    const names = [...people.map((person) => [person.userId, person.name] as const), ...channels.flat()];
    return plainFromCommand(text, new Map(names));
  }

  return { mayPropose, open, addVersion, plainMessage };
}
