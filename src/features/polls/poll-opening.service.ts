import { randomBytes } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { schedule } from '../../jobs/schedule.ts';
import { placeFor } from '../../slack/membership.ts';
import { postMessage } from '../../slack/messenger.ts';
import type { Reader } from '../../slack/request.ts';
import { type Locale, texts } from '../../text/text.ts';
import { departmentsForAsker } from '../departments/asker.service.ts';
import type { Department, DepartmentService } from '../departments/department.service.ts';
import { electorate } from '../departments/electorate.ts';
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import { defaultDeadline } from '../proposals/reminder.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import { checkOf } from './ballot-name.ts';
import { nextLook } from './message-look.ts';
import * as repository from './poll.repository.ts';
import { fields, type Poll, type PollDraft, type PollVoter, usualDays } from './poll.ts';
import { openMessage } from './poll.views.ts';
import { at, checkDeadline, checkWords, numbered, tidy } from './poll-draft.ts';
import * as openings from './poll-opening.repository.ts';
import { outcomeOf } from './poll-tally.ts';
import { closeKey, lookKey, tasks } from './tasks.ts';

/** In bytes. */
const secretLength = 32;

/** Of the message on which people answer. */
export function messageKey(pollId: number, attempt: number): string {
  return attempt === 0 ? `poll:${pollId}` : `poll:${pollId}:again:${attempt}`;
}

/** How often it was posted before, from its key. */
export function attemptOf(key: string): number {
  return Number(/:again:(\d+)$/.exec(key)?.[1] ?? 0);
}

export interface OpenedPoll {
  id: number;
  channelId: string;
}

export interface PollOpeningDeps {
  db: Db;
  /** For calls while a person waits. */
  client: WebClient;
  workspaces: WorkspaceService;
  departments: Pick<DepartmentService, 'list'>;
  initiatives: Pick<InitiativeService, 'existing'>;
  /** Names the ballots of anonymous polls; never in the database. */
  ballotKey: Buffer;
}

export type PollOpeningService = ReturnType<typeof createPollOpeningService>;

export function createPollOpeningService(deps: PollOpeningDeps) {
  const { db, client, workspaces, departments, initiatives, ballotKey } = deps;

  /** @throws UserError `not_set_up`, `not_a_member` */
  const mayAsk = (reader: Reader): Promise<Department[]> =>
    departmentsForAsker({ departments, workspaces }, reader, 'pollErrors');

  /** Departments in which nobody could answer are not asked. @throws UserError at the field */
  async function asked(
    workspaceId: string,
    draft: PollDraft,
    all: readonly Department[],
    ofInitiative: readonly number[] | null,
  ): Promise<{ departments: Department[]; voters: PollVoter[] }> {
    const ids = draft.departmentIds ?? ofInitiative;
    const chosen = ids ? all.filter(({ id }) => ids.includes(id)) : [...all];
    const people = await workspaces.people(
      workspaceId,
      chosen.flatMap(({ memberIds }) => memberIds),
    );
    const voters = electorate(chosen, people).map(({ person: _, ...voter }) => voter);
    const withPeople = chosen.filter(({ id }) => voters.some(({ departmentId }) => departmentId === id));
    if (withPeople.length === 0) throw at(fields.departments, 'nobody_asked', 'pollErrors.nobodyAsked');
    if (draft.kind === 'pulse' && withPeople.length < 2) {
      throw at(fields.departments, 'one_department', 'pollErrors.oneDepartment');
    }
    return { departments: withPeople, voters };
  }

  /** @throws UserError at the field */
  async function prepare(reader: Reader, wanted: PollDraft) {
    const { workspaceId } = reader;
    const all = await mayAsk(reader);
    const draft = tidy(wanted);
    checkWords(draft);
    const initiative =
      draft.initiativeId === null ? null : await initiatives.existing(workspaceId, draft.initiativeId);
    const now = await databaseNow(db);
    const usual = { now, timeZone: reader.timezone, workingDays: usualDays };
    const deadline = draft.deadline ?? defaultDeadline(usual);
    checkDeadline(deadline, now);
    const sides = initiative?.sides.map(({ departmentId }) => departmentId) ?? null;
    const { departments: chosen, voters } = await asked(workspaceId, draft, all, sides);
    const { homeChannelId, locale } = await workspaces.workspace(workspaceId);
    const channelId = await placeFor(
      client,
      draft.channelId,
      homeChannelId,
      'pollErrors.noChannel',
      fields.channel,
    );
    const yesAndNo = draft.kind === 'choice' && draft.options.length === 0;
    const options = numbered(yesAndNo ? { ...draft, options: words(locale) } : draft);
    return { draft, options, initiative, now, deadline, departments: chosen, voters, channelId, locale };
  }

  async function open(
    reader: Reader,
    requestKey: string,
    wanted: PollDraft,
    run?: { planId: number; isLate: boolean },
  ): Promise<OpenedPoll> {
    const { workspaceId } = reader;
    // First of all: what was valid then need not be valid when the request is repeated.
    const first = await openings.openedUnder(db, workspaceId, requestKey);
    if (first) return first;
    const { draft, now, initiative, locale, ...rest } = await prepare(reader, wanted);
    const secret = draft.isAnonymous ? randomBytes(secretLength).toString('hex') : null;
    return db.transaction().execute(async (trx) => {
      const id = await openings.insertPoll(trx, {
        ...draft,
        ...rest,
        workspaceId,
        creationKey: requestKey,
        authorUserId: reader.userId,
        openedAt: now,
        planId: run?.planId ?? null,
        isLate: run?.isLate ?? false,
        secret: secret === null ? null : { secret, check: checkOf(ballotKey, secret) },
      });
      if (id === null) {
        const other = await openings.openedUnder(trx, workspaceId, requestKey);
        if (!other) throw new Error('a poll with this key exists and cannot be found');
        return other;
      }
      const poll = await repository.pollById(trx, workspaceId, id);
      if (!poll) throw new Error(`poll ${id} is gone`);
      await post(trx, poll, 0, locale, initiative?.name ?? null);
      await schedule(trx, {
        workspaceId,
        key: closeKey(id),
        at: poll.deadline,
        task: tasks.close,
        payload: { pollId: id },
      });
      await scheduleLook(trx, poll, now);
      return { id, channelId: poll.channelId };
    });
  }

  /**
   * The message on which people answer.
   * @param attempt how often it was posted before
   */
  async function post(
    trx: Db,
    poll: Poll,
    attempt: number,
    locale: Locale,
    initiative: string | null,
    result = outcomeOf(poll, []),
  ): Promise<void> {
    const { workspaceId, id } = poll;
    const messageId = await postMessage(trx, {
      workspaceId,
      key: messageKey(id, attempt),
      channelId: poll.channelId,
      body: openMessage(texts(locale), poll, initiative, result),
      owner: { task: tasks.message, payload: { workspaceId, pollId: id, attempt } },
    });
    await repository.updatePoll(trx, poll, { messageId });
  }

  async function scheduleLook(trx: Db, { workspaceId, id, openedAt }: Poll, now: Date): Promise<void> {
    const at = nextLook(openedAt, now);
    await schedule(trx, { workspaceId, key: lookKey(id), at, task: tasks.look, payload: { pollId: id } });
  }

  /** Those that a poll without options has, in the workspace's language. */
  const words = (locale: Locale): string[] => [
    texts(locale).plain('polls.yes'),
    texts(locale).plain('polls.no'),
  ];

  return {
    mayAsk,
    open,
    post,
    scheduleLook,
    async check(reader: Reader, draft: PollDraft): Promise<void> {
      await prepare(reader, draft);
    },
  };
}
