import { checkView } from './blocks/validate.ts';
import { clientErrors } from './client-checks.ts';
import type { ActResult, ViewValues } from './contract.ts';
import { allValues } from './element-state.ts';
import { commonPayload, interact } from './interactions.ts';
import { Refusal } from './refusal.ts';
import { reportProblem, type Slack } from './slack.ts';
import { blocksOf, type StoredView, slackView } from './views.ts';

const troubleShown = 'We had some trouble connecting. Try again?';

/**
 * Submits a modal: the client's own checks, then the app's answer (docs.slack.dev/surfaces/modals).
 * @param values what the person put in, by block and action
 */
export async function submitView(
  slack: Slack,
  user: string,
  stored: StoredView,
  values: ViewValues,
): Promise<ActResult> {
  const blocks = blocksOf(stored);
  if (stored.view.type !== 'modal' || !stored.view.submit) throw new Refusal('not_submittable');
  stored.putIn = allValues(blocks, { ...stored.putIn, ...values });
  stored.errors = clientErrors(blocks, stored.putIn);
  slack.world.changed();
  const [shown] = Object.values(stored.errors);
  if (shown !== undefined) return { ok: false, error: shown };
  const sent = await interact(slack, 'view_submission', {
    ...commonPayload(slack, user),
    trigger_id: slack.triggers.issue(user, stored.id),
    view: slackView(slack.world, stored),
    response_urls: responseUrls(slack, user, stored),
  });
  if (!sent.answered) return { ok: false, error: troubleShown };
  try {
    return applyAnswer(slack, stored, sent.body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reportProblem(slack, 'answer to view_submission', error);
    return { ok: false, error: troubleShown };
  }
}

function applyAnswer(slack: Slack, stored: StoredView, body: unknown): ActResult {
  const answer = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  switch (answer.response_action) {
    case undefined:
      if (Object.keys(answer).length > 0) throw new Refusal('invalid_response', { answer });
      slack.views.close(stored, false);
      return { ok: true };
    case 'clear':
      slack.views.close(stored, true);
      return { ok: true };
    case 'update':
      slack.views.update(stored, checkView(answer.view, 'modal'));
      return { ok: true };
    case 'push':
      slack.views.push(stored.user, checkView(answer.view, 'modal'));
      return { ok: true };
    case 'errors':
      return showErrors(slack, stored, answer.errors);
    default:
      throw new Refusal('invalid_response', { answer });
  }
}

/** Errors stand beside inputs, so each must name an input block of the view. */
function showErrors(slack: Slack, stored: StoredView, errors: unknown): ActResult {
  const entries = Object.entries((errors ?? {}) as Record<string, unknown>);
  const inputs = new Set(blocksOf(stored).flatMap((b) => (b.type === 'input' ? [b.block_id] : [])));
  const wrong = entries.filter(
    ([blockId, text]) => !inputs.has(blockId) || typeof text !== 'string' || text === '',
  );
  if (entries.length === 0 || wrong.length > 0) throw new Refusal('invalid_response', { errors });
  stored.errors = errors as Record<string, string>;
  slack.world.changed();
  return { ok: false, error: String(entries[0]?.[1]) };
}

/** For selects of a conversation that asked for one. */
function responseUrls(slack: Slack, user: string, stored: StoredView): Record<string, string>[] {
  return blocksOf(stored).flatMap((block) => {
    const { element } = block;
    if (element?.response_url_enabled !== true) return [];
    const state = stored.putIn[block.block_id]?.[element.action_id];
    const channel = state?.selected_conversation ?? state?.selected_channel;
    if (typeof channel !== 'string') return [];
    const path = slack.responseUrls.issue({ user, channel, source: null });
    return [
      {
        block_id: block.block_id,
        action_id: element.action_id,
        channel_id: channel,
        response_url: slack.baseUrl() + path,
      },
    ];
  });
}

/** The person closes the modal on top; with `clear_on_close` the whole stack goes. */
export async function closeView(slack: Slack, user: string, stored: StoredView): Promise<ActResult> {
  const isCleared = stored.view.type === 'modal' && stored.view.clear_on_close === true;
  const closed = slack.views.close(stored, isCleared);
  await Promise.all(
    closed
      .filter(({ view }) => view.type === 'modal' && view.notify_on_close === true)
      .map((view) =>
        interact(slack, 'view_closed', {
          ...commonPayload(slack, user),
          view: slackView(slack.world, view),
          is_cleared: isCleared,
        }),
      ),
  );
  return { ok: true };
}
