import { z } from 'zod';
import { databaseNow } from '../../database/clock.ts';
import type { Db } from '../../database/pool.ts';
import { UserError } from '../../errors.ts';
import { messageModal, sections } from '../../slack/blocks.ts';
import type {
  ActionRequest,
  Answer,
  CommandRequest,
  Reader,
  ViewAnswer,
  ViewRequest,
} from '../../slack/request.ts';
import type { Texts } from '../../text/text.ts';
import type { InitiativeService } from '../initiatives/initiative.service.ts';
import { stepLabel } from './alignment.views.ts';
import { readAnswer } from './answer-command.ts';
import { optionModal, reasonModal, standingText } from './ballot.views.ts';
import type { PollService } from './poll.service.ts';
import { type BallotAct, mayAdd, type Poll, pollName, type Standing } from './poll.ts';
import { resultBlocks } from './poll.views.ts';
import { textFromForm } from './poll-submission.ts';

const number = z.coerce.number().int();
const place = /^poll(?:_secret)?:(\d+):(\d+)$/;

/** Answering: what a click or a text does to a person's own ballot. Only they see the answers. */
export function createBallotListeners(options: {
  db: Db;
  initiatives: Pick<InitiativeService, 'existing'>;
  polls: PollService;
}) {
  const { db, initiatives, polls } = options;

  async function nameOf({ workspaceId, initiativeId }: Poll): Promise<string | null> {
    return initiativeId === null ? null : (await initiatives.existing(workspaceId, initiativeId)).name;
  }

  /**
   * What counts now, and how it stands where that can be seen only by those who have answered; what everybody
   * sees stands in the message.
   */
  async function told(
    t: Texts,
    { poll, standing }: { poll: Poll; standing: Standing },
    text = standingText(t, poll, standing),
  ): Promise<Answer> {
    if (poll.visibility !== 'voted' || standing.chosen.length === 0) return { kind: 'ephemeral', text };
    const whole = await polls.existing(poll.workspaceId, poll.id);
    const result = await polls.resultNow(whole);
    return { kind: 'ephemeral', text, blocks: [...sections(text), ...resultBlocks(t, whole, result)] };
  }

  async function act(request: ActionRequest, id: number, wanted: BallotAct): Promise<Answer> {
    const { reader, texts: t, at, actionId } = request;
    // The request's own key holds the person's id.
    const acted = await polls.act(reader, id, `${at}:${actionId}`, at, wanted);
    return told(t, acted, standingText(t, acted.poll, acted.standing, { isReasonOld: true }));
  }

  /** What has no time of its own is done when it arrives. */
  async function actNow(reader: Reader, id: number, key: string, wanted: BallotAct) {
    const at = ((await databaseNow(db)).getTime() / 1000).toFixed(6);
    return polls.act(reader, id, key, at, wanted);
  }

  const saveReason = (reader: Reader, id: number, key: string, reason: string) =>
    actNow(reader, id, key, { kind: 'reason', reason });

  /** A reason counts with an answer only. */
  function reasonText(t: Texts, poll: Poll, standing: Standing, reason: string): string {
    const text = standingText(t, poll, standing);
    const isWaiting = standing.chosen.length === 0 && reason.trim() !== '';
    return isWaiting ? `${text}\n${t.t('polls.reasonWaits')}` : text;
  }

  async function reasonForm(reader: Reader, t: Texts, id: number): Promise<Answer> {
    const { poll, standing } = await polls.standing(reader, id);
    return { kind: 'modal', view: reasonModal(t, poll, await nameOf(poll), standing.reason) };
  }

  async function optionForm(reader: Reader, t: Texts, id: number): Promise<Answer> {
    const known = await polls.existing(reader.workspaceId, id);
    const isAuthor = known.authorUserId === reader.userId && known.state === 'open';
    const { poll } = isAuthor ? { poll: known } : await polls.standing(reader, id);
    if (!mayAdd(poll, reader)) throw new UserError('no_options_wanted', 'pollErrors.noOptionsWanted');
    return { kind: 'modal', view: optionModal(t, poll, await nameOf(poll)) };
  }

  function added(t: Texts, poll: Poll, option: string): string {
    return t.t('polls.optionAdded', { name: pollName(poll.id), option });
  }

  return {
    /** On and off where several can be chosen, else instead of what was chosen before. */
    async choose(request: ActionRequest): Promise<Answer> {
      const [, poll, question] = place.exec(request.blockId) ?? [];
      const on = { question: number.parse(question), option: number.parse(request.value) };
      return act(request, number.parse(poll), { kind: 'toggle', ...on });
    },

    async menu(request: ActionRequest): Promise<Answer> {
      const [, poll, question] = place.exec(request.blockId) ?? [];
      const values = request.values ?? [request.value];
      return act(request, number.parse(poll), {
        kind: 'choose',
        question: number.parse(question),
        options: z.array(number).parse(values),
      });
    },

    withdraw: (request: ActionRequest): Promise<Answer> =>
      act(request, number.parse(request.value), { kind: 'withdraw' }),

    openReason: ({ reader, texts: t, value }: ActionRequest) => reasonForm(reader, t, number.parse(value)),

    async submitReason({ reader, texts: t, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const { id, text } = textFromForm(view, 'reason');
      const { poll, standing } = await saveReason(reader, id, requestKey, text);
      return { kind: 'replace_modal', view: messageModal(reasonText(t, poll, standing, text), t) };
    },

    openOption: ({ reader, texts: t, value }: ActionRequest) => optionForm(reader, t, number.parse(value)),

    async submitOption({ reader, texts: t, requestKey, view }: ViewRequest): Promise<ViewAnswer> {
      const { id, text } = textFromForm(view, 'option');
      const poll = await polls.addOption(reader, requestKey, id, text);
      return { kind: 'replace_modal', view: messageModal(added(t, poll, text), t) };
    },

    /** By text; without one a form asks. */
    async reason(
      { reader, texts: t, requestKey }: CommandRequest,
      id: number,
      text: string,
    ): Promise<Answer> {
      if (text === '') return reasonForm(reader, t, id);
      const saved = await saveReason(reader, id, requestKey, text);
      return told(t, saved, reasonText(t, saved.poll, saved.standing, text));
    },

    /** By text: the options, or the steps of a pulse, and why. */
    async answer(
      { reader, texts: t, requestKey }: CommandRequest,
      id: number,
      text: string,
    ): Promise<Answer> {
      const { poll } = await polls.standing(reader, id);
      const [first, ...others] = readAnswer(text, poll, reader, stepLabel);
      let done = await actNow(reader, id, `${requestKey}:0`, first!);
      for (const [i, act] of others.entries()) {
        done = await actNow(reader, id, `${requestKey}:${i + 1}`, act);
      }
      return told(t, done);
    },

    withdrawBy: async ({ reader, texts: t, requestKey }: CommandRequest, id: number): Promise<Answer> =>
      told(t, await actNow(reader, id, requestKey, { kind: 'withdraw' })),

    async add({ reader, texts: t, requestKey }: CommandRequest, id: number, text: string): Promise<Answer> {
      if (text === '') return optionForm(reader, t, id);
      const poll = await polls.addOption(reader, requestKey, id, text);
      return { kind: 'ephemeral', text: added(t, poll, text) };
    },
  };
}
