import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Changes } from './changes.ts';
import { type Clock, systemClock, timestampSource } from './clock.ts';
import { Dispatcher } from './delivery/dispatcher.ts';
import { HttpDelivery } from './delivery/http.ts';
import { SocketMode } from './delivery/socket-mode.ts';
import { Events } from './events.ts';
import { Faults } from './faults.ts';
import { readManifest } from './manifest.ts';
import { PersonClient } from './person-client.ts';
import { ResponseUrls } from './response-urls.ts';
import { handleRequest, handleUpgrade } from './server.ts';
import type { Slack } from './slack.ts';
import { type StoredMessage, World } from './state.ts';
import { Triggers } from './triggers.ts';
import { defaultWorld, type WorldDescription } from './world.ts';

export interface PlaygroundOptions {
  /** Path of the app's manifest. */
  manifest: string;
  world?: WorldDescription;
  /** Default: a free one. Always on 127.0.0.1. */
  port?: number;
  clock?: Clock;
  /** The app's request URLs, used in turn; absent: Socket Mode. */
  deliverTo?: { urls: string[] };
  /** Before the first, second and third redelivery of an event. Slack's: at once, a minute, five minutes. */
  retryDelaysMs?: readonly [number, number, number];
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
  const socketMode = options.deliverTo ? null : new SocketMode({ appId: world.appId, changed });
  const transport = socketMode ?? new HttpDelivery({ urls: options.deliverTo?.urls ?? [], signingSecret });
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
    triggers: new Triggers(),
    responseUrls: new ResponseUrls(),
    socketMode,
    calls: [],
    problems: [],
    baseUrl: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  server.on('request', (request, response) => void handleRequest(slack, request, response));
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
    isAppConnected: () => transport.isConnected(),
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
    onChange: (listener: () => void) => changes.listen(listener),
    waitFor: <T>(predicate: () => T | Promise<T>, timeoutMs = 5000) => changes.waitFor(predicate, timeoutMs),
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
