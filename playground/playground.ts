import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Changes } from './changes.ts';
import { type Clock, systemClock, timestampSource } from './clock.ts';
import type { Person } from './contract.ts';
import { Dispatcher } from './delivery/dispatcher.ts';
import { HttpDelivery } from './delivery/http.ts';
import { SocketMode } from './delivery/socket-mode.ts';
import { Events } from './events.ts';
import { Faults } from './faults.ts';
import { Files } from './files.ts';
import { readManifest } from './manifest.ts';
import { MessageInputs } from './message-inputs.ts';
import { PersonClient } from './person-client.ts';
import { ResponseUrls } from './response-urls.ts';
import { handleRequest, handleUpgrade } from './server.ts';
import type { Slack } from './slack.ts';
import { type StoredMessage, type UserGroup, World } from './state.ts';
import { Triggers } from './triggers.ts';
import { Views } from './views.ts';
import { RateLimits } from './web-api/rate-limits.ts';
import { defaultWorld, type WorldDescription } from './world.ts';

export interface PlaygroundOptions {
  /** Path of the app's manifest. */
  manifest: string;
  world?: WorldDescription;
  /** Default: a free one. Always on 127.0.0.1. */
  port?: number;
  clock?: Clock;
  /** The app's request URLs, used in turn; the list may change while running. Absent: Socket Mode. */
  deliverTo?: { urls: string[] };
  /** Before the first, second and third redelivery of an event. Slack's: at once, a minute, five minutes. */
  retryDelaysMs?: readonly [number, number, number];
  /** How long the app may take to acknowledge; Slack's: 3 s. */
  acknowledgementMs?: number;
  /** How long a trigger id lives; Slack's: 3 s. */
  triggerLifetimeMs?: number;
  /** The least that `waitFor` waits, whatever it is told: for machines that stand still at times. Default 0. */
  patienceMs?: number;
  /** Whether calls are limited as Slack limits them (default no; see `faults` for single 429s). */
  rateLimits?: boolean;
  botToken?: string;
  appToken?: string;
  signingSecret?: string;
}

export type Playground = Awaited<ReturnType<typeof startPlayground>>;

/** Starts a local stand-in for Slack with one workspace, in which the manifest's app is installed. */
export async function startPlayground(options: PlaygroundOptions) {
  const manifest = readManifest(options.manifest);
  const clock = options.clock ?? systemClock;
  const changes = new Changes();
  const { changed } = changes;
  const world = new World(
    options.world ?? defaultWorld(),
    { name: manifest.botName },
    { nextTs: timestampSource(clock), changed },
  );
  const signingSecret = options.signingSecret ?? randomBytes(16).toString('hex');
  const tokens = {
    bot: options.botToken ?? `xoxb-${randomBytes(12).toString('hex')}`,
    app: options.appToken ?? `xapp-1-${world.appId}-${randomBytes(12).toString('hex')}`,
  };
  const faults = new Faults();
  const { deliverTo, acknowledgementMs = 3000 } = options;
  const socketMode = deliverTo ? null : new SocketMode({ appId: world.appId, acknowledgementMs, changed });
  const transport =
    socketMode ?? new HttpDelivery({ urls: deliverTo?.urls ?? [], signingSecret, acknowledgementMs });
  const dispatcher = new Dispatcher({
    transport,
    faults,
    retryDelaysMs: options.retryDelaysMs ?? [0, 60_000, 300_000],
    changed,
  });
  const server = createServer();
  const slack: Slack = {
    manifest,
    world,
    clock,
    tokens,
    faults,
    dispatcher,
    events: new Events(manifest, world, dispatcher),
    triggers: new Triggers(options.triggerLifetimeMs),
    responseUrls: new ResponseUrls(),
    views: new Views(world),
    files: new Files(),
    messageInputs: new MessageInputs(),
    socketMode,
    rateLimits: options.rateLimits ? new RateLimits() : null,
    calls: [],
    problems: [],
    baseUrl: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  const isAppConnected = () => transport.isConnected();
  const page = { slack, changes, isAppConnected };
  server.on('request', (request, response) => void handleRequest(page, request, response));
  server.on('upgrade', (request, socket, head) => handleUpgrade(slack, request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  return {
    url: slack.baseUrl(),
    /** For Bolt's `clientOptions.slackApiUrl`. */
    apiUrl: `${slack.baseUrl()}/api/`,
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret,
    teamId: world.team.id,
    appId: world.appId,
    botUserId: world.bot.id,
    world,
    faults,
    /** Every call of the Web API, oldest first; the oldest are dropped after 50,000. */
    calls: slack.calls as readonly Slack['calls'][number][],
    /** Every attempt to give something to the app, oldest first; bounded like `calls`. */
    deliveries: dispatcher.deliveries as readonly (typeof dispatcher.deliveries)[number][],
    /** The app's mistakes. An end-to-end test can require that there are none. */
    problems: slack.problems as readonly Slack['problems'][number][],
    socketMode,
    isAppConnected,
    /** No event is on its way or waiting to be sent again. */
    isQuiet: () => dispatcher.pending === 0,
    as: (userId: string) => new PersonClient(slack, userId),
    /** Oldest first, thread replies included; nothing ephemeral. */
    messages: (channel: string): StoredMessage[] => [...world.channel(channel).messages],
    /** The parent and its replies. */
    thread: (channel: string, ts: string): StoredMessage[] => {
      const { byTs, threads } = world.channel(channel);
      const parent = byTs.get(ts);
      return [...(parent ? [parent] : []), ...(threads.get(ts) ?? [])];
    },
    /** What an admin or the person changes in the profile; the app hears `user_change`. */
    setPerson(userId: string, change: Partial<Omit<Person, 'id' | 'isBot'>>): void {
      Object.assign(world.person(userId), change);
      world.changed();
      slack.events.userChanged(world.person(userId));
    },
    /** What a person sets for themselves; the app hears `dnd_updated_user`. */
    setDoNotDisturb(userId: string, period: { from: Date; until: Date } | null): void {
      slack.events.doNotDisturbChanged(world.person(userId).id, period);
    },
    /** The app hears `subteam_updated`, and `subteam_members_changed` if somebody came or went. */
    changeUserGroup(id: string, change: Partial<Pick<UserGroup, 'handle' | 'name' | 'userIds'>>): void {
      const group = world.userGroup(id);
      const previous = { ...group };
      Object.assign(group, change, { updated: world.nowSeconds() });
      world.changed();
      slack.events.userGroupChanged(group, previous);
    },
    archive(channel: string): void {
      world.channel(channel).isArchived = true;
      world.changed();
    },
    removeFromChannel(channel: string, userId: string): void {
      world.channel(channel).members.delete(userId);
      world.changed();
    },
    onChange: (listener: () => void) => changes.listen(listener),
    waitFor: <T>(predicate: () => T | Promise<T>, timeoutMs = 5000) =>
      changes.waitFor(predicate, Math.max(timeoutMs, options.patienceMs ?? 0)),
    async close(): Promise<void> {
      dispatcher.close();
      await transport.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
