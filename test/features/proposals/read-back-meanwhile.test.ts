import type { WebClient } from '@slack/web-api';
import { sql } from 'kysely';
import { createAgreementService } from '../../../src/features/agreements/agreement.service.ts';
import * as repository from '../../../src/features/proposals/proposal.repository.ts';
import { createVotingService } from '../../../src/features/proposals/voting.service.ts';
import { createWorkspaceService } from '../../../src/features/workspaces/workspace.service.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import { channel, startTestConcord, type TestConcord } from '../../helpers/concord.ts';

const log = createLogger('silent');
let app: TestConcord;
beforeEach(async () => {
  app = await startTestConcord();
});
afterEach(() => app.stop());

test('a vote that comes while the reactions are read back stays, also where our clock is ahead', async () => {
  const { playground, db } = app;
  await playground.as('U0CMO').command(channel, '/concord-propose We share one budget');
  const { ts } = await playground.waitFor(() =>
    playground.messages(channel).find((m) => m.reactions.size === 3),
  );
  const events = () => db.selectFrom('reaction_events').selectAll().execute();
  const proposal = async () => (await repository.proposalById(db, playground.teamId, 1))!;
  await playground.waitFor(async () => (await proposal()).message.ts === ts);
  // The process itself has read it back, and does so again only in a quarter of an hour.
  await playground.waitFor(async () => {
    const { rows } = await sql`select from proposals where read_back_at is not null
      and not exists (select from graphile_worker.jobs where key like 'proposal_read_back%')`.execute(db);
    return rows.length > 0;
  });
  await sql`update clock set shift = shift + interval '1 minute'`.execute(db);

  const real = createSlackClient({
    token: playground.botToken,
    apiUrl: playground.apiUrl,
    timeoutMs: 15_000,
    log,
  });
  const get: WebClient['reactions']['get'] = async (args) => {
    const answer = await real.reactions.get(args);
    await playground.as('U0CRM').react(channel, ts, '+1');
    await playground.waitFor(async () => (await events()).length === 1);
    return answer;
  };
  const defaults = { locale: 'en' as const, timezone: 'Europe/Berlin' };
  const voting = createVotingService({
    db,
    client: { reactions: { get } } as unknown as WebClient,
    workspaces: createWorkspaceService({ db, client: real, defaults }),
    agreements: createAgreementService({ db, log }),
  });
  await voting.reconcileOpen(playground.teamId, 1);
  expect(await events()).toEqual([expect.objectContaining({ user_id: 'U0CRM', inferred: false })]);
  expect([...(await voting.currentStances(db, await proposal())).keys()]).toEqual(['U0CRM']);
});
