import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Envelope, Outcome, Transport } from './transport.ts';

const ticketLifetimeMs = 30_000;
const pingEveryMs = 10_000;

interface Connection {
  socket: WebSocket;
  waiting: Map<string, (outcome: Outcome) => void>;
}

/** Socket Mode: envelopes over WebSockets that the app opens; each goes to one of its connections. */
export class SocketMode implements Transport {
  readonly #appId: string;
  readonly #acknowledgementMs: number;
  readonly #changed: () => void;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Map<string, number>();
  #connections: Connection[] = [];
  #turn = 0;
  readonly #pings: NodeJS.Timeout;

  constructor(options: { appId: string; acknowledgementMs: number; changed: () => void }) {
    this.#appId = options.appId;
    this.#acknowledgementMs = options.acknowledgementMs;
    this.#changed = options.changed;
    this.#pings = setInterval(() => {
      for (const { socket } of this.#connections) socket.ping(`Ping from playground (${Date.now()})`);
    }, pingEveryMs);
    this.#pings.unref();
  }

  /** @returns the path and query of an address that can be connected to once, within 30 s */
  issueTicket(): string {
    const ticket = randomBytes(16).toString('hex');
    this.#tickets.set(ticket, Date.now() + ticketLifetimeMs);
    return `/socket?ticket=${ticket}&app_id=${this.#appId}`;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    const until = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (until === undefined || until < Date.now()) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#connected(webSocket));
  }

  isConnected(): boolean {
    return this.#connections.length > 0;
  }

  connectionCount(): number {
    return this.#connections.length;
  }

  send(envelope: Envelope): Promise<Outcome> {
    const connection = this.#connections[this.#turn++ % Math.max(1, this.#connections.length)];
    if (!connection) return Promise.resolve({ acknowledged: false, reason: 'no_connection' });
    const id = randomUUID();
    return new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        connection.waiting.delete(id);
        resolve(outcome);
      };
      const timer = setTimeout(
        () => settle({ acknowledged: false, reason: 'timeout' }),
        this.#acknowledgementMs,
      );
      connection.waiting.set(id, settle);
      connection.socket.send(
        JSON.stringify({
          envelope_id: id,
          payload: envelope.payload,
          type: envelope.kind,
          accepts_response_payload: envelope.kind !== 'events_api',
          ...(envelope.kind === 'events_api' && {
            retry_attempt: envelope.retry,
            retry_reason: envelope.retryReason ?? '',
          }),
        }),
      );
    });
  }

  /** Asks the app to connect anew, as Slack does every few hours. */
  requestReconnect(reason: 'refresh_requested' | 'warning' | 'link_disabled' = 'refresh_requested'): void {
    for (const { socket } of this.#connections) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'playground' } }));
    }
  }

  /** Cuts the connections without a word, as a broken network does. */
  cutConnections(): void {
    for (const { socket } of this.#connections) socket.terminate();
  }

  async close(): Promise<void> {
    clearInterval(this.#pings);
    this.cutConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #connected(socket: WebSocket): void {
    const connection: Connection = { socket, waiting: new Map() };
    this.#connections = [...this.#connections, connection];
    socket.on('message', (data) => this.#acknowledged(connection, String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      this.#connections = this.#connections.filter((other) => other !== connection);
      for (const settle of connection.waiting.values()) {
        settle({ acknowledged: false, reason: 'connection_failed' });
      }
      this.#changed();
    });
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#connections.length,
        debug_info: { host: 'playground', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: this.#appId },
      }),
    );
    this.#changed();
  }

  #acknowledged(connection: Connection, data: string): void {
    const message = parseObject(data);
    const settle = connection.waiting.get(String(message?.envelope_id));
    settle?.({ acknowledged: true, body: message?.payload ?? null });
  }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
