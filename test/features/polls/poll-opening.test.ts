import type { PollDraft } from '../../../src/features/polls/poll.ts';
import { draft as initiativeDraft } from '../initiatives/services.ts';
import { everybody, fieldOf, refused, startOffice } from './office.ts';
import { draft } from './services.ts';

const office = await startOffice();
const { db, workspaceId, polls, initiatives, open, messagesOf, moment, person } = office;
const keysOf = async (id: number) => (await messagesOf(id)).map(({ key }) => key);
const [cmo, sales] = [person('U0CMO'), person('U0SALES')];
afterAll(office.stop);

describe('opening', () => {
  test('freezes who may answer, arms its end and writes its message down', async () => {
    const id = await open();
    const poll = await polls.existing(workspaceId, id);
    expect(poll).toMatchObject({
      ...{ kind: 'choice', question: 'Where do we host it?', state: 'open', authorUserId: 'U0CMO' },
      options: [
        { id: 1, question: 0, text: 'Cloud' },
        { id: 2, question: 0, text: 'Own data centre' },
        { id: 3, question: 0, text: 'Both' },
      ],
      departments: [{ name: 'Marketing' }, { name: 'IT' }],
    });
    // Two working days after a Tuesday.
    expect(poll.deadline.toISOString().slice(0, 10)).toBe('2027-06-10');
    expect(poll.voters.map(({ userId }) => userId).sort()).toEqual([...everybody].sort());
    expect(poll.voters.filter(({ isLead }) => isLead).map(({ userId }) => userId)).toEqual([
      'U0CIO',
      'U0CMO',
    ]);
    expect(await keysOf(id)).toEqual([`poll:${id}`]);
    expect(await moment(id)).toEqual([{ due_at: poll.deadline, fired_at: null }]);
    expect((await polls.listOpen(workspaceId))[0]).toEqual(poll);
  });

  test('happens once for a request, also when what was asked for is not valid any more', async () => {
    const first = await polls.open(cmo, 'same', draft());
    const again = await polls.open(cmo, 'same', draft({ deadline: new Date(0), channelId: 'C0NOWHERE' }));
    expect(again).toEqual(first);
    const both = await Promise.all([1, 2].map(() => polls.open(cmo, 'at once', draft())));
    expect(both[0]).toEqual(both[1]);
  });

  test('without options it asks for yes or no, in the language of the workspace', async () => {
    const words = async () =>
      (await polls.existing(workspaceId, await open({ options: [] }))).options.map(({ text }) => text);
    expect(await words()).toEqual(['Yes', 'No']);
    await db.updateTable('workspaces').set({ locale: 'de' }).execute();
    expect(await words()).toEqual(['Ja', 'Nein']);
    await db.updateTable('workspaces').set({ locale: 'en' }).execute();
  });

  test('an anonymous poll shows nothing before it is closed, whatever was asked for', async () => {
    const poll = await polls.existing(workspaceId, await open({ isAnonymous: true, visibility: 'always' }));
    expect(poll.visibility).toBe('closed');
  });

  test('a pulse asks two questions on five steps in the departments of its initiative', async () => {
    const { id: initiativeId } = await initiatives.create(cmo, 'i', initiativeDraft('Customer data'));
    const pulse: Partial<PollDraft> = { kind: 'pulse', question: '', options: [], isSeveral: true };
    const poll = await polls.existing(
      workspaceId,
      await open({ ...pulse, initiativeId, mayAddOptions: true }),
    );
    expect(poll).toMatchObject({ initiativeId, isOrdered: true, isSeveral: false, mayAddOptions: false });
    expect(poll.options).toHaveLength(10);
    expect(poll.options[5]).toEqual({ id: 6, question: 1, text: '' });
    const [one] = poll.departments;
    const single = draft({ ...pulse, initiativeId, departmentIds: [one!.id] });
    expect(await polls.check(cmo, single).catch(fieldOf)).toEqual(['one_department', 'departments']);
    expect(await polls.check(cmo, draft(pulse)).catch(fieldOf)).toEqual(['no_initiative', 'initiative']);
    expect(await refused(polls.check(cmo, draft({ ...pulse, initiativeId: 77 })))).toBe('initiative_gone');
  });

  test.each<[string, string, Partial<PollDraft>]>([
    ['empty_question', 'question', { question: ' ' }],
    ['long_question', 'question', { question: 'x'.repeat(1001) }],
    ['few_options', 'options', { options: ['one'] }],
    ['many_options', 'options', { options: Array.from({ length: 21 }, (_, i) => `${i}`) }],
    ['empty_option', 'options', { options: ['one', ' '] }],
    ['long_option', 'options', { options: ['one', 'x'.repeat(151)] }],
    ['same_option', 'options', { options: ['Caf\u00e9', 'cafe\u0301 '] }],
    ['past_deadline', 'deadline', { deadline: new Date('2027-06-08T07:00:00Z') }],
    ['far_deadline', 'deadline', { deadline: new Date('2028-07-01T07:00:00Z') }],
    ['nobody_asked', 'departments', { departmentIds: [] }],
    ['no_channel', 'channel', { channelId: 'D0CMO' }],
    ['bot_not_in_channel', 'channel', { channelId: 'C0NOWHERE' }],
  ])('is refused with %s at the field %s', async (code, field, change) => {
    expect(await polls.open(cmo, 'refused', draft(change)).catch(fieldOf)).toEqual([code, field]);
  });

  test('one department is enough, and who belongs to none may not ask', async () => {
    const { departments } = await polls.existing(workspaceId, await open());
    const id = await open({ departmentIds: [departments[0]!.id] });
    expect((await polls.existing(workspaceId, id)).voters).toHaveLength(3);
    expect(await refused(polls.open(sales, 'outside', draft()))).toBe('not_a_member');
  });
});
