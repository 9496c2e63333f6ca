import fc from 'fast-check';
import { encode } from '../../playground/delivery/http.ts';
import { addDepartments, channel } from '../helpers/concord.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { reactionEvent } from './events.ts';
import { type Installation, startInstallation } from './installation.ts';
import { formWith, wrongEvents } from './malformed.ts';
import { commandOf, send, signed, submissionOf } from './signed.ts';

const json = 'application/json';

describe('requests that are not Slack’s, or not as Slack sends them', () => {
  let database: TestDatabase;
  let installation: Installation;
  beforeAll(async () => {
    database = await createTestDatabase();
    installation = await startInstallation({ db: database.db, databaseUrl: database.url, places: 2 });
    await addDepartments(database.db, installation.playground.teamId);
    await command('U0CMO', '/concord-propose The first', 'good.first');
    await installation.playground.waitFor(() => installation.playground.messages(channel).length > 0);
  });
  afterEach(async () => {
    // Both processes live on and answer.
    for (const place of [0, 1]) {
      const answer = await command('U0CMO', '/concord-agreements', `good.${place}.${Math.random()}`, place);
      expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('ephemeral') });
    }
    expect(installation.processes.map((process) => process.isRunning())).toEqual([true, true]);
    expect(installation.processes.map((process) => process.output()).join('\n')).not.toMatch(/unhandled/i);
  });
  afterAll(async () => {
    await installation.stop();
    await database.drop();
  });

  const secret = () => installation.playground.signingSecret;
  const post = (body: string, contentType = json, place = 0) =>
    send(installation.ports[place]!, signed(secret(), contentType, body));
  const command = (userId: string, line: string, triggerId: string, place = 0) => {
    const { contentType, body } = commandOf(installation.playground, userId, line, triggerId);
    return post(body, contentType, place);
  };
  const interaction = (payload: unknown, place = 0) => {
    const { contentType, body } = encode({
      kind: 'interactive',
      payload: payload as Record<string, unknown>,
    });
    return post(body, contentType, place);
  };
  const proposals = () => database.db.selectFrom('proposals').selectAll().execute();
  /** Everything that a request could change. */
  const written = async () => {
    const { db } = database;
    return [
      (await proposals()).map(({ id, state, current_version }) => ({ id, state, current_version })),
      await db.selectFrom('reaction_events').select(['event_id']).orderBy('event_id').execute(),
      await db.selectFrom('messages').select(['id', 'key']).orderBy('id').execute(),
      await db.selectFrom('departments').select(['id', 'name']).execute(),
      await db.selectFrom('department_members').select(['user_id']).orderBy('user_id').execute(),
      await db.selectFrom('objections').selectAll().execute(),
      await db.selectFrom('ledger_entries').select(['seq']).execute(),
    ];
  };
  const messageTs = () => installation.playground.messages(channel)[0]!.ts;
  const vote = (eventId: string, change: Record<string, unknown> = {}) => {
    const act = { userId: 'U0CRM', reaction: '+1', added: true, at: '1700000000.000100', ...change };
    return reactionEvent(installation.playground, messageTs(), eventId, act);
  };

  it('forged, stale and unsigned ones are refused and change nothing', async () => {
    const before = await written();
    const [port] = installation.ports;
    const good = signed(secret(), json, vote('EvFORGED'));
    const forged = signed('another-secret-altogether', json, vote('EvFORGED'));
    const statuses = [
      await send(port!, forged),
      await send(port!, { ...good, body: vote('EvOTHER') }),
      await send(port!, signed(secret(), json, vote('EvSTALE'), 6 * 60)),
      await send(port!, { ...good, headers: { 'content-type': json } }),
      await send(port!, { ...good, headers: { ...good.headers, 'x-slack-signature': 'v0=' } }),
      await send(port!, { ...good, headers: { ...good.headers, 'x-slack-signature': 'x'.repeat(70) } }),
      await send(port!, { ...good, headers: { ...good.headers, 'x-slack-request-timestamp': 'today' } }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 401]);
    expect(await written()).toEqual(before);
  });

  it('a replayed command or submission is refused, and does nothing in another process either', async () => {
    const { contentType, body } = commandOf(
      installation.playground,
      'U0CIO',
      '/concord-propose Only once',
      't.1',
    );
    const request = signed(secret(), contentType, body);
    const [first = 0, second = 0] = installation.ports;
    const before = (await proposals()).length;
    expect((await send(first, request)).status).toBe(200);
    expect((await send(first, request)).status).toBe(401);
    await send(second, request);
    expect(await proposals()).toHaveLength(before + 1);

    const edit = submissionOf(installation.playground, 'U0CMO', {
      id: 'V0EDIT',
      callbackId: 'proposal_edit_form',
      metadata: { proposalId: (await proposals())[0]!.id, version: 1 },
      values: { statement: 'The first, edited', rationale: '' },
    });
    const submission = signed(secret(), edit.contentType, edit.body);
    expect((await send(first, submission)).status).toBe(200);
    expect((await send(first, submission)).status).toBe(401);
    await send(second, submission);
    const versions = await database.db.selectFrom('proposal_versions').select('version').execute();
    expect(versions).toHaveLength(before + 2);
  });

  it('a replayed event is acknowledged and counts once', async () => {
    const request = signed(secret(), json, vote('EvREPLAYED'));
    for (const port of [...installation.ports, ...installation.ports]) {
      expect((await send(port, request)).status).toBe(200);
    }
    const rows = await database.db
      .selectFrom('reaction_events')
      .selectAll()
      .where('event_id', '=', 'EvREPLAYED')
      .execute();
    expect(rows).toHaveLength(1);
  });

  it('other methods, too large bodies and what is not a JSON object are refused', async () => {
    const before = await written();
    const [port = 0] = installation.ports;
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
      expect({ method, ...(await send(port, { method })) }).toMatchObject({ method, status: 405 });
    }
    expect([0, 413]).toContain((await post(`{"a":"${'x'.repeat(2 * 1024 * 1024)}"}`)).status);
    for (const body of ['', 'null', '[]', '[{}]', '1', '"text"', 'true', '{', '{"event":', '\0', '{}}']) {
      const { status } = await post(body);
      expect({ body, isRefused: status >= 400 && status < 500 }).toEqual({ body, isRefused: true });
    }
    for (const payload of ['null', '[]', '1', '{', '"{}"']) {
      const body = new URLSearchParams({ payload }).toString();
      const { status } = await post(body, 'application/x-www-form-urlencoded');
      expect({ payload, isRefused: status >= 400 && status < 500 }).toEqual({ payload, isRefused: true });
    }
    const deep = `${'{"event":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    expect((await post(deep)).status).toBeLessThan(600);
    expect(await written()).toEqual(before);
  });

  it('payloads of a wrong shape end no process and write nothing', async () => {
    const before = await written();
    const event = JSON.parse(vote('EvSHAPE'));
    const user = { id: 'U0CMO', team_id: installation.playground.teamId };
    const bodies = wrongEvents(event);
    const eventStatuses = await Promise.all(
      bodies.map(async (body, i) => ({
        body,
        status: (await post(JSON.stringify(body), json, i % 2)).status,
      })),
    );
    expect(eventStatuses.filter(({ status }) => status < 200 || status > 499)).toEqual([]);
    const action = {
      type: 'button',
      action_id: 'proposal_edit',
      block_id: 'b',
      action_ts: '1.1',
      value: '1',
    };
    const view = { id: 'V1', type: 'modal', hash: 'h', callback_id: 'proposal_form', private_metadata: '{}' };
    const payloads: unknown[] = [
      {},
      { type: 'block_actions' },
      { type: 'block_actions', user },
      { type: 'block_actions', user, actions: [] },
      { type: 'block_actions', user, actions: [null] },
      { type: 'block_actions', user, actions: [{}] },
      { type: 'block_actions', user: null, actions: [action] },
      { type: 'block_actions', user, actions: [{ ...action, value: 'not a number' }] },
      { type: 'block_actions', user, actions: [{ ...action, value: '1e99' }] },
      { type: 'block_actions', user, actions: [{ ...action, action_id: 7 }] },
      { type: 'view_submission', user },
      { type: 'view_submission', user, view: null },
      { type: 'view_submission', user, view },
      { type: 'view_submission', user, view: { ...view, blocks: [] } },
      { type: 'view_submission', user, view: { ...view, blocks: [], state: null } },
      { type: 'view_submission', user, view: { ...view, blocks: [], state: { values: [] } } },
      { type: 'view_submission', user, view: { ...view, blocks: {}, private_metadata: '{', state: {} } },
      { type: 'shortcut', user },
      { type: 'shortcut', callback_id: 'propose' },
      { type: 'message_action', user, callback_id: 'propose_from_message' },
      { type: 'view_closed', user },
      { type: 'never_heard_of', user },
    ];
    const statuses = await Promise.all(
      payloads.map(async (payload, i) => ({ payload, status: (await interaction(payload, i % 2)).status })),
    );
    expect(statuses.filter(({ status }) => status < 200)).toEqual([]);
    const form = 'application/x-www-form-urlencoded';
    const forms = ['', 'command=', 'command=%2Fconcord', 'command=%2Fconcord-propose&user_id=U0CMO', 'a=b'];
    const formStatuses = await Promise.all(
      forms.map(async (body) => ({ body, status: (await post(body, form)).status })),
    );
    expect(formStatuses.filter(({ status }) => status < 200)).toEqual([]);
    expect(await written()).toEqual(before);
  });

  it('no text, whatever characters are in it, ends a process or passes as something else', async () => {
    const before = await written();
    for (const text of ['\0', 'a\0b', '\ud800', '"\ud800" --by friday\0', '--by \0 --rule \ud800']) {
      const nasty = await command('U0CMO', `/concord-${text}`, `t.nasty.${text}`);
      expect({ text, isAnswered: nasty.status >= 200 && nasty.status < 600 }).toEqual({
        text,
        isAnswered: true,
      });
      const search = await command('U0CIO', `/concord-agreements ${text}`, `t.search.${text}`, 1);
      expect({ text, status: search.status }).toEqual({ text, status: 200 });
      const payload = { type: 'view_submission', user: { id: 'U0CMO' }, view: formWith(text) };
      expect({ text, status: (await interaction(payload)).status }).toEqual({ text, status: 200 });
      const named = { type: 'user_change', user: { id: 'U0CMO', name: text, profile: { real_name: text } } };
      const event = { ...JSON.parse(vote('EvTEXT')), event: named };
      expect({ text, isAnswered: (await post(JSON.stringify(event))).status > 0 }).toEqual({
        text,
        isAnswered: true,
      });
    }
    expect(await written()).toEqual(before);
  });

  it('arbitrary JSON with a valid signature is answered and writes nothing', async () => {
    const before = await written();
    const event = JSON.parse(vote('EvARBITRARY'));
    const anything = fc.jsonValue({ maxDepth: 4 });
    const types = fc.constantFrom(
      'reaction_added',
      'reaction_removed',
      'user_change',
      'subteam_updated',
      'app_home_opened',
    );
    const requests = fc.oneof(
      anything.map((body) => ({ kind: 'body' as const, body })),
      fc
        .tuple(types, fc.dictionary(fc.constantFrom('user', 'item', 'reaction', 'subteam', 'tab'), anything))
        .map(([type, fields]) => ({ kind: 'body' as const, body: { ...event, event: { ...fields, type } } })),
      fc
        .tuple(
          fc.constantFrom('block_actions', 'view_submission', 'view_closed', 'shortcut', 'message_action'),
          fc.dictionary(
            fc.constantFrom(
              'user',
              'view',
              'actions',
              'callback_id',
              'team',
              'container',
              'trigger_id',
              'message',
            ),
            anything,
          ),
        )
        .map(([type, fields]) => ({ kind: 'interaction' as const, body: { ...fields, type } })),
    );
    // Many at a time: what nobody listens to is answered by Bolt only after three seconds.
    const many = fc.array(requests, { minLength: 80, maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(many, async (batch) => {
        const answers = await Promise.all(
          batch.map(async ({ kind, body }) => ({
            body,
            ...(await (kind === 'body' ? post(JSON.stringify(body)) : interaction(body))),
          })),
        );
        expect(answers.filter(({ status }) => status < 200)).toEqual([]);
      }),
      { numRuns: 3, endOnFailure: true },
    );
    expect(await written()).toEqual(before);
  });
});
