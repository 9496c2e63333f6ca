import { checkView } from '../blocks/validate.ts';
import { Refusal } from '../refusal.ts';
import { slackView } from '../views.ts';
import type { Args } from './args.ts';
import type { Method } from './methods.ts';

function givenView(args: Args): unknown {
  return args.json('view', 'invalid_arguments');
}

export const openView: Method = (slack, args) => {
  const view = checkView(givenView(args), 'modal');
  const { user } = slack.triggers.exchange(args.required('trigger_id'));
  return { view: slackView(slack.world, slack.views.open(user, view)) };
};

/** Onto the modal that the trigger came from. */
export const pushView: Method = (slack, args) => {
  const view = checkView(givenView(args), 'modal');
  const { user, viewId } = slack.triggers.exchange(args.required('trigger_id'));
  if (viewId === null || !slack.views.stack(user).some(({ id }) => id === viewId)) {
    throw new Refusal('not_found');
  }
  return { view: slackView(slack.world, slack.views.push(user, view)) };
};

export const updateView: Method = (slack, args) => {
  const id = args.string('view_id');
  const externalId = args.string('external_id');
  if ((id === undefined) === (externalId === undefined)) throw new Refusal('invalid_arguments');
  const stored = id === undefined ? slack.views.byExternalId(externalId ?? '') : slack.views.byId(id);
  slack.views.update(stored, checkView(givenView(args), stored.view.type), args.string('hash'));
  return { view: slackView(slack.world, stored) };
};

export const publishView: Method = (slack, args) => {
  if (!slack.manifest.homeTabEnabled) throw new Refusal('not_enabled');
  const user = args.required('user_id');
  const view = checkView(givenView(args), 'home');
  const person = slack.world.people.get(user);
  if (!person || person.isBot) throw new Refusal('user_not_found');
  return { view: slackView(slack.world, slack.views.publish(user, view, args.string('hash'))) };
};
