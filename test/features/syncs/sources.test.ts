import { createAgreementService } from '../../../src/features/agreements/agreement.service.ts';
import type { Series } from '../../../src/features/syncs/series.ts';
import { reviewSource } from '../../../src/features/syncs/sources.ts';
import { createLogger } from '../../../src/logger.ts';
import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { contentFor, createProposal, createWorkspace } from '../agreements/ledgers.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('a review is on the agenda of the departments that agreed, two weeks ahead, and on no other', async () => {
  const { db } = database;
  await createWorkspace(db, 'T1');
  const names = ['Marketing', 'IT', 'Sales'];
  const departments = await db
    .insertInto('departments')
    .values(names.map((name) => ({ workspace_id: 'T1', name })))
    .returning('id')
    .execute();
  const [marketing, it, sales] = departments.map(({ id }) => id) as [number, number, number];
  const agreements = createAgreementService({ db, log: createLogger('silent') });
  const agree = async (statement: string, departmentIds: number[], reviewOn: string) => {
    const proposalId = await createProposal(db, 'T1');
    await db
      .insertInto('proposal_departments')
      .values(
        departmentIds.map((id, i) => ({
          workspace_id: 'T1',
          proposal_id: proposalId,
          department_id: id,
          name: names[i]!,
        })),
      )
      .execute();
    const content = contentFor(proposalId, { statement, reviewOn });
    await db
      .transaction()
      .execute((trx) => agreements.record(trx, 'T1', 'U1', content, new Date('2027-06-01T08:00:00Z')));
  };
  await agree('Marketing owns the banner', [marketing, it], '2027-06-22');
  await agree('Sales sends the letters', [marketing, sales], '2027-06-10');
  await agree('All three meet', [marketing, it, sales], '2027-06-09');
  await agree('IT hosts it', [marketing, it], '2027-06-23');
  const series = { workspaceId: 'T1', timezone: 'Europe/Berlin', departmentIds: [marketing, it] } as Series;
  const ofNames = async (_: string, names: readonly (string | null)[]) =>
    names.map((name) => (name === null ? null : { id: 7, name }));
  const items = await reviewSource(agreements, ofNames).items({
    series,
    now: new Date('2027-06-08T08:00:00Z'),
  });
  expect(items.map(({ key, text }) => [key, text])).toEqual([
    ['review:3:2027-06-09', 'A-3: All three meet'],
    ['review:1:2027-06-22', 'A-1: Marketing owns the banner'],
  ]);
});
