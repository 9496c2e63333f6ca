import { App as BoltApp } from '@slack/bolt';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import { boltLogger } from './bolt-logger.ts';
import { interactiveTimeoutMs } from './client.ts';
import { dispatchEvent, type EventListeners } from './events.ts';
import { httpReceiver } from './http-receiver.ts';
import { durableReceiver } from './receiver.ts';
import { socketReceiver } from './socket-receiver.ts';

/** What `auth.test` tells of the installation. */
export interface Installation {
  workspaceId: string;
  botId: string;
  botUserId: string;
}

/**
 * Bolt over the one transport or the other. One workspace: whatever arrives is this installation's, also from a
 * Slack Connect channel, where the event names another company's team.
 */
export function createConnection(slack: Config['slack'], installed: Installation, log: Logger) {
  const { botToken, apiUrl, connection } = slack;
  const { workspaceId, botId, botUserId } = installed;
  const http =
    connection.mode === 'http' ? httpReceiver({ signingSecret: connection.signingSecret, log }) : null;
  const socket =
    connection.mode === 'socket' ? socketReceiver({ appToken: connection.appToken, apiUrl, log }) : null;
  const events: EventListeners = new Map();
  const receiver = durableReceiver(http?.receiver ?? socket!, (body) =>
    dispatchEvent(events, workspaceId, body),
  );
  const bolt = new BoltApp({
    receiver,
    authorize: async () => ({ botToken, botId, botUserId, teamId: workspaceId }),
    logger: boltLogger(log),
    clientOptions: { slackApiUrl: apiUrl, timeout: interactiveTimeoutMs, retryConfig: { retries: 0 } },
  });
  bolt.error(async (error) => {
    throw error;
  });
  return { bolt, events, http, socket };
}
