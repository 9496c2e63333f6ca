import type { KnownBlock } from '@slack/types';
import {
  context,
  limits,
  longestQuote,
  oneLine,
  plain,
  section,
  shorten,
  shortenMrkdwn,
} from '../../slack/blocks.ts';
import { slackDate } from '../../slack/dates-in-text.ts';
import type { MessageBody } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../text/escape.ts';
import type { Texts } from '../../text/text.ts';
import { type Poll, pollName } from './poll.ts';
import { outcomeMessage } from './poll.views.ts';
import { questionText } from './poll-words.views.ts';

/** A plain link; Slack tells us of the click all the same. */
export const noticeActions = { link: 'poll_link' };

/** Privately, to somebody who has not answered; of an anonymous poll to all. */
export function reminderMessage(t: Texts, poll: Poll, initiative: string | null): MessageBody {
  const key = poll.isAnonymous ? 'polls.reminderToAll' : 'polls.reminder';
  const text = t.t(key, { name: pollName(poll.id), deadline: slackDate(t, poll.deadline) });
  const quote = escapeMrkdwn(oneLine(questionText(t, poll, initiative), longestQuote));
  return { text, blocks: [section(`${text}\n>${quote}`), ...toPoll(t, poll)] };
}

/** Privately, to the author: the message could not be posted. Nothing that was written is lost. */
export function notPostedMessage(t: Texts, poll: Poll): MessageBody {
  const text = t.t('polls.notPosted', { name: pollName(poll.id), channel: `<#${poll.channelId}>` });
  const question = poll.kind === 'pulse' ? [] : [section(shortenMrkdwn(escapeMrkdwn(poll.question), 3000))];
  const options = poll.options.filter((option) => option.text !== '').map((option) => oneLine(option.text));
  return {
    text,
    blocks: [
      section(text),
      ...question,
      ...(options.length > 0 ? [context(escapeMrkdwn(shorten(options.join('  ·  '), 3000)))] : []),
    ],
  };
}

/** Privately, to the author: the channel did not take it. */
export function outcomeNotPostedMessage(t: Texts, poll: Poll, initiative: string | null): MessageBody {
  const why = t.t('polls.outcomeNotPosted', { name: pollName(poll.id), channel: `<#${poll.channelId}>` });
  const { text, blocks = [] } = outcomeMessage(t, poll, initiative);
  return { text: `${why}\n${text}`, blocks: [section(why), ...blocks] };
}

export function toPoll(t: Texts, poll: Poll): KnownBlock[] {
  const url = poll.message.permalink;
  if (!url) return [];
  return [
    {
      type: 'actions',
      block_id: `poll:${poll.id}:link`,
      elements: [
        {
          type: 'button',
          action_id: noticeActions.link,
          text: plain(t.plain('polls.toPoll'), limits.button),
          url,
        },
      ],
    },
  ];
}
