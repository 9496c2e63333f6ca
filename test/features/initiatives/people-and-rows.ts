import type { StoredMessage } from '../../../playground/state.ts';
import { channel, type TestConcord } from '../../helpers/concord.ts';

/** Reads English, reads German; each leads a department. */
export const english = 'U0CMO';
export const german = 'U0CIO';
/** In no department. */
export const outside = 'U0SALES';

/** What a line is answered with. */
export async function answerTo(app: TestConcord, userId: string, typed: string): Promise<StoredMessage> {
  const answer = await app.playground.as(userId).command(channel, `/concord-initiative ${typed}`);
  if (!answer.ok || !answer.response) throw new Error(`no answer to ${typed}`);
  return answer.response;
}

/** Everything that what somebody asks for could change. */
export const rowsOf = async ({ db }: TestConcord) => ({
  initiatives: await db.selectFrom('initiatives').selectAll().orderBy('id').execute(),
  names: await db.selectFrom('initiative_names').selectAll().orderBy('name_key').execute(),
  sides: await db
    .selectFrom('initiative_departments')
    .selectAll()
    .orderBy('initiative_id')
    .orderBy('department_id')
    .execute(),
  proposals: await db
    .selectFrom('proposals')
    .select(['id', 'state', 'outcome', 'on_closed_payload'])
    .orderBy('id')
    .execute(),
});

/** For both files of wrong input: one to be decided, one without a channel, one agreed, one not described. */
export async function addInitiatives(app: TestConcord): Promise<void> {
  const described = '--direction d --extent e';
  await answerTo(app, english, `new "Customer data" ${described} --in #marketing-it`);
  await answerTo(app, english, `new "Customer care" ${described}`);
  await answerTo(app, english, `new "Shop" ${described}`);
  await app.playground.as(english).globalShortcut('new_initiative');
  await app.playground.as(english).submit({ name: 'Cloud' });
  await app.playground.as(english).closeView();
}

/** As if the departments had decided. */
export async function agreeOn({ db }: TestConcord, name: string): Promise<void> {
  const numbers = { direction_agreement: 1, extent_agreement: 1, status_agreement: 1 };
  await db
    .updateTable('initiatives')
    .set({ status: 'agreed', ...numbers })
    .where('name', '=', name)
    .execute();
}
