import type { Reader } from '../../slack/request.ts';
import type { BallotAct, Poll, PollDraft, PollOutcome, Standing } from './poll.ts';

/** Signatures first; to be written out. */
export interface PollService {
  /**
   * Opens a poll: freezes its voters, arms its closing and enqueues its message, in one transaction.
   * A repeated command or submission opens nothing and answers as the first did.
   * @throws UserError at the field
   */
  open(
    reader: Reader,
    requestKey: string,
    draft: PollDraft,
    run?: { planId: number; isLate: boolean },
  ): Promise<{ id: number; channelId: string }>;
  /** What can be seen of a draft before it is opened or saved. @throws UserError at the field */
  check(reader: Reader, draft: PollDraft): Promise<void>;
  /** @throws UserError `poll_gone` */
  existing(workspaceId: string, id: number): Promise<Poll>;
  /** Those open, newest first. */
  listOpen(workspaceId: string): Promise<Poll[]>;
  /**
   * @param at Slack's time of the click
   * @param key unique to the click
   * @throws UserError `poll_gone`, `poll_closed`, `not_a_voter`, `key_changed`
   */
  act(
    reader: Reader,
    id: number,
    key: string,
    at: string,
    act: BallotAct,
  ): Promise<{ poll: Poll; standing: Standing }>;
  /** What the person has answered so far. @throws UserError as `act` */
  standing(reader: Reader, id: number): Promise<{ poll: Poll; standing: Standing }>;
  /** As it would close now, whoever may see it. */
  resultNow(poll: Poll): Promise<PollOutcome>;
  /** @throws UserError `poll_closed`, `not_a_voter`, `no_options_wanted`, `same_option`, `many_options`, `long_option` */
  addOption(reader: Reader, requestKey: string, id: number, text: string): Promise<Poll>;
  /** Early, by the author, a lead of its departments or an admin; closed already, nothing happens. @throws UserError `not_yours` */
  closeNow(reader: Reader, id: number): Promise<Poll>;
  /** One direct message to whoever has not answered; of an anonymous poll to all. @throws UserError `not_yours`, `reminded_already`, `poll_closed` */
  remind(reader: Reader, id: number): Promise<{ poll: Poll; count: number }>;
  /** Who has not answered, for its author; only in named polls. @throws UserError `not_yours`, `is_anonymous` */
  silent(reader: Reader, id: number): Promise<{ poll: Poll; userIds: string[] }>;
  /** Who has chosen what, in named polls, for whoever may see the results. @throws UserError `is_anonymous`, `not_yet` */
  answers(
    reader: Reader,
    id: number,
  ): Promise<{ poll: Poll; chosen: { userId: string; options: number[] }[] }>;
}
