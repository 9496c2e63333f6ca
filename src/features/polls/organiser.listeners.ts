import { z } from 'zod';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { oneLine } from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import { plainFromCommand } from '../../slack/mentions.ts';
import { type ActionRequest, type Answer, done, type Reader, type Request } from '../../slack/request.ts';
import { type Texts, texts } from '../../text/text.ts';
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import type { OpeningService } from '../proposals/opening.service.ts';
import { defaultDeadline } from '../proposals/reminder.ts';
import type { AgendaService } from '../syncs/agenda.service.ts';
import { longestItem } from '../syncs/agenda.ts';
import type { WorkspaceService } from '../workspaces/workspace.service.ts';
import type { PollService } from './poll.service.ts';
import { type Poll, pollName, type Standing } from './poll.ts';
import { moreVerbs, outcomeBlocks, outcomeText } from './poll.views.ts';
import { answersModal, isResultSeen, listBlocks, showBlocks, silentText } from './poll-list.views.ts';
import { toPoll } from './poll-notices.views.ts';
import { pollProposalModal } from './poll-proposal.views.ts';

const number = z.coerce.number().int();
const moreValue = z.tuple([z.enum(moreVerbs), number]);

/** Looking polls up, running them, and what is done with an outcome. */
export function createOrganiserListeners(options: {
  db: Db;
  workspaces: WorkspaceService;
  initiatives: Pick<InitiativeService, 'existing' | 'list'>;
  opening: Pick<OpeningService, 'mayPropose'>;
  agendas: Pick<AgendaService, 'addToNext'>;
  polls: PollService;
}) {
  const { db, workspaces, initiatives, opening, agendas, polls } = options;

  async function nameOf({ workspaceId, initiativeId }: Poll): Promise<string | null> {
    return initiativeId === null ? null : (await initiatives.existing(workspaceId, initiativeId)).name;
  }

  async function list({ reader, texts: t }: Request): Promise<Answer> {
    const names = new Map((await initiatives.list(reader.workspaceId)).map(({ id, name }) => [id, name]));
    const withName = (poll: Poll) => ({ poll, initiative: names.get(poll.initiativeId ?? 0) ?? null });
    const { open, closed } = await polls.listFor(reader);
    const blocks = listBlocks(t, open.map(withName), closed.map(withName));
    return { kind: 'ephemeral', text: t.t('polls.listTitle'), blocks };
  }

  /** Of an open poll, what somebody who is asked has answered. */
  async function ownStanding(reader: Reader, poll: Poll): Promise<Standing | null> {
    const isAsked = poll.voters.some(({ userId }) => userId === reader.userId);
    return poll.state === 'open' && isAsked ? (await polls.standing(reader, poll.id)).standing : null;
  }

  async function show({ reader, texts: t }: Request, id: number): Promise<Answer> {
    const found = await polls.shown(reader, id);
    if (found.state === 'closed') {
      const hasCharts = await polls.chartsShown(reader.workspaceId);
      const blocks = outcomeBlocks(t, found, await nameOf(found), { hasCharts, hasBars: true });
      return { kind: 'ephemeral', text: pollName(id), blocks: [...blocks, ...toPoll(t, found)] };
    }
    await polls.lookForMessage(found);
    const poll = await polls.existing(reader.workspaceId, id);
    const standing = await ownStanding(reader, poll);
    const now = await polls.resultNow(poll);
    const shown = { standing, turnout: now.turnout, result: isResultSeen(poll, standing) ? now : null };
    return { kind: 'ephemeral', text: pollName(id), blocks: showBlocks(t, poll, await nameOf(poll), shown) };
  }

  async function close({ reader, texts: t }: Request, id: number): Promise<Answer> {
    await polls.closeNow(reader, id);
    return { kind: 'ephemeral', text: t.t('polls.closed', { name: pollName(id) }) };
  }

  async function remind({ reader, texts: t }: Request, id: number): Promise<Answer> {
    const { count } = await polls.remind(reader, id);
    return { kind: 'ephemeral', text: t.t('polls.reminded', { count }) };
  }

  async function silent({ reader, texts: t }: Request, id: number): Promise<Answer> {
    const { poll, userIds } = await polls.silent(reader, id);
    return { kind: 'ephemeral', text: silentText(t, poll, userIds) };
  }

  async function answers({ reader, texts: t }: Request, id: number): Promise<Answer> {
    const { poll, chosen } = await polls.answers(reader, id);
    return { kind: 'modal', view: answersModal(t, poll, chosen) };
  }

  /** What came of it is known only then. @throws UserError `poll_open` */
  async function ended(reader: Reader, id: number): Promise<Poll> {
    const poll = await polls.shown(reader, id);
    if (poll.state === 'closed') return poll;
    throw new UserError('poll_open', 'pollErrors.notClosed', { name: pollName(id) });
  }

  const verbs = { show, close, remind, silent, answers };

  /** For everybody to read, so in the workspace's language. */
  async function channelTexts(workspaceId: string): Promise<Texts> {
    return texts((await workspaces.workspace(workspaceId)).locale);
  }

  return {
    ...verbs,
    list,

    async more(request: ActionRequest): Promise<Answer> {
      const [verb, id] = moreValue.parse((request.value ?? '').split(':'));
      return verbs[verb](request, id);
    },

    /** A button with the poll's number. */
    button:
      (verb: keyof typeof verbs) =>
      (request: ActionRequest): Promise<Answer> =>
        verbs[verb](request, number.parse(request.value)),

    /** The form of proposals, filled in with what most chose. */
    async propose({ reader, texts: t }: Request, id: number): Promise<Answer> {
      const poll = await ended(reader, id);
      const departments = await opening.mayPropose(reader);
      const now = await databaseNow(db);
      const view = pollProposalModal(t, poll, await nameOf(poll), {
        channelTexts: await channelTexts(reader.workspaceId),
        departments,
        deadline: defaultDeadline({ now, timeZone: reader.timezone }),
      });
      return { kind: 'modal', view };
    },

    /** Once, whoever clicks. @throws UserError `no_sync` */
    async toAgenda({ reader, texts: t }: Request, id: number): Promise<Answer> {
      const poll = await ended(reader, id);
      const inWords = outcomeText(await channelTexts(reader.workspaceId), poll, await nameOf(poll));
      const added = await agendas.addToNext(
        reader,
        `poll:${poll.id}`,
        poll.departments.map(({ id }) => id),
        { text: oneLine(plainFromCommand(inWords), longestItem), link: poll.message.permalink },
      );
      if (!added) throw new UserError('no_sync', 'polls.errors.noSync');
      const values = { series: added.series, at: slackDate(t, added.at) };
      return { kind: 'ephemeral', text: t.t('polls.onAgenda', values) };
    },

    link: async (): Promise<Answer> => done,
  };
}
