import type { App, Receiver } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import type { Logger } from '../logger.ts';
import { boltLogger } from './bolt-logger.ts';
import { requestTimeoutMs } from './client.ts';

const longestBackoffMs = 15_000;

export interface SocketReceiver extends Receiver {
  isConnected(): boolean;
}

/**
 * Socket Mode on Slack's own client. Bolt's receiver cannot be given another API address, and the client's
 * own reconnection ends the process when Slack cannot be reached at that moment, so reconnecting is ours.
 */
export function socketReceiver(options: { appToken: string; apiUrl: string; log: Logger }): SocketReceiver {
  const log = options.log.child({ part: 'socket-mode' });
  const client = new SocketModeClient({
    appToken: options.appToken,
    autoReconnectEnabled: false,
    logger: boltLogger(log),
    clientOptions: { slackApiUrl: options.apiUrl, timeout: requestTimeoutMs, retryConfig: { retries: 0 } },
  });
  const inFlight = new Set<Promise<void>>();
  let app: App;
  let connected = false;
  let stopping = false;
  let failures = 0;
  let reconnect: NodeJS.Timeout | undefined;

  async function receive(args: {
    body: Record<string, unknown>;
    ack: (response?: unknown) => Promise<void>;
    retry_num?: number;
    retry_reason?: string;
  }): Promise<void> {
    // Not acknowledged, so Slack gives it to another process, or to this one after its restart.
    if (stopping) return;
    let acknowledged = false;
    const ack = async (response?: unknown) => {
      if (acknowledged) return;
      acknowledged = true;
      await args.ack(response);
    };
    try {
      await app.processEvent({
        body: args.body,
        ack,
        ...(args.retry_num !== undefined && { retryNum: args.retry_num }),
        ...(args.retry_reason !== undefined && { retryReason: args.retry_reason }),
      });
    } catch (error) {
      log.warn({ err: error }, 'a request failed and was not acknowledged; Slack will send events again');
    }
  }

  client.on('slack_event', (args) => {
    const work = receive(args).finally(() => inFlight.delete(work));
    inFlight.add(work);
  });
  client.on('connected', () => {
    connected = true;
    failures = 0;
    log.info('connected to Slack');
  });
  client.on('disconnected', () => {
    if (connected) log.info('the connection to Slack ended');
    connected = false;
    reconnectSoon();
  });

  function reconnectSoon(): void {
    if (stopping || reconnect) return;
    const delay = failures === 0 ? 0 : Math.min(longestBackoffMs, 500 * 2 ** failures);
    reconnect = setTimeout(() => {
      reconnect = undefined;
      if (stopping) return;
      client.start().catch((error) => {
        failures += 1;
        log.warn({ err: error }, 'Slack cannot be reached; trying again');
        reconnectSoon();
      });
    }, delay);
  }

  return {
    init(boltApp) {
      app = boltApp;
    },
    // The first connection must come about: a wrong token stops the start.
    start: () => client.start(),
    async stop() {
      stopping = true;
      clearTimeout(reconnect);
      await Promise.allSettled([...inFlight]);
      if (connected) await client.disconnect();
    },
    isConnected: () => connected,
  };
}
