import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { type Playground, type PlaygroundOptions, startPlayground } from '../../playground/playground.ts';

const manifest = new URL('./manifest.yml', import.meta.url).pathname;

/** A playground with no app in it. */
export function startEmpty(options: Partial<PlaygroundOptions> = {}): Promise<Playground> {
  return startPlayground({ manifest, ...options });
}

export const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

export interface Running {
  playground: Playground;
  app: App;
  stop(): Promise<void>;
}

/** A playground and a real Bolt app on Slack's own Socket Mode client. */
export async function startOverSocketMode(
  register: (app: App) => void,
  options: Partial<PlaygroundOptions> = {},
): Promise<Running> {
  const playground = await startPlayground({ manifest, ...options });
  const client = new SocketModeClient({
    appToken: playground.appToken,
    autoReconnectEnabled: true,
    clientPingTimeout: 1000,
    logger: silent,
    clientOptions: { slackApiUrl: playground.apiUrl },
  });
  const app = new App({
    token: playground.botToken,
    clientOptions: { slackApiUrl: playground.apiUrl },
    logger: silent,
    receiver: {
      init(bolt) {
        client.on('slack_event', ({ body, ack, retry_num, retry_reason }) =>
          bolt.processEvent({ body, ack, retryNum: retry_num, retryReason: retry_reason }),
        );
      },
      start: () => client.start(),
      stop: () => client.disconnect(),
    },
  });
  register(app);
  await app.start();
  return {
    playground,
    app,
    async stop() {
      await app.stop();
      await playground.close();
    },
  };
}

/** A playground and a real Bolt app on Bolt's own HTTP receiver. */
export async function startOverHttp(
  register: (app: App) => void,
  options: Partial<PlaygroundOptions> = {},
): Promise<Running> {
  const signingSecret = 'a-signing-secret-for-tests';
  const receiver = new HTTPReceiver({
    signingSecret,
    logger: silent,
    processBeforeResponse: true,
    unhandledRequestTimeoutMillis: 600,
  });
  const server = createServer(receiver.requestListener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const playground = await startPlayground({
    manifest,
    signingSecret,
    deliverTo: { urls: [`http://127.0.0.1:${port}/slack/events`] },
    ...options,
  });
  const app = new App({
    token: playground.botToken,
    clientOptions: { slackApiUrl: playground.apiUrl },
    logger: silent,
    receiver,
  });
  register(app);
  return {
    playground,
    app,
    async stop() {
      await playground.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}
