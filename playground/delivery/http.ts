import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Envelope, Outcome, Transport } from './transport.ts';

/** Signed requests to the app's request URLs, in turn, as a load balancer would spread them. */
export class HttpDelivery implements Transport {
  readonly #urls: string[];
  readonly #signingSecret: string;
  readonly #acknowledgementMs: number;
  /** So many requests at once; further ones wait their turn before their time to be acknowledged begins. */
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  #turn = 0;

  constructor(options: { urls: string[]; signingSecret: string; acknowledgementMs: number }) {
    this.#urls = options.urls;
    this.#signingSecret = options.signingSecret;
    this.#acknowledgementMs = options.acknowledgementMs;
  }

  isConnected(): boolean {
    return this.#urls.length > 0;
  }

  send(envelope: Envelope): Promise<Outcome> {
    const url = this.#urls[this.#turn++ % Math.max(1, this.#urls.length)];
    if (!url) return Promise.resolve({ acknowledged: false, reason: 'no_connection' });
    const { contentType, body } = encode(envelope);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers: Record<string, string | number> = {
      'content-type': contentType,
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': sign(this.#signingSecret, timestamp, body),
    };
    if (envelope.retry > 0) {
      headers['x-slack-retry-num'] = envelope.retry;
      headers['x-slack-retry-reason'] = retryReason(envelope.retryReason);
    }
    return this.#post(url, headers, body);
  }

  async close(): Promise<void> {
    this.#agent.destroy();
  }

  #post(url: string, headers: Record<string, string | number>, body: string): Promise<Outcome> {
    return new Promise((resolve) => {
      const outgoing = request(url, { method: 'POST', headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => settle({ acknowledged: false, reason: 'connection_failed' }));
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          if (status < 200 || status > 299) settle({ acknowledged: false, reason: 'http_error' });
          else settle({ acknowledged: true, body: parseBody(Buffer.concat(chunks).toString()) });
        });
      });
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      let timer: NodeJS.Timeout | undefined;
      outgoing.on('socket', () => {
        timer = setTimeout(() => {
          settle({ acknowledged: false, reason: 'timeout' });
          outgoing.destroy();
        }, this.#acknowledgementMs);
      });
      outgoing.on('error', () => settle({ acknowledged: false, reason: 'connection_failed' }));
      outgoing.end(body);
    });
  }
}

/** Slack's signature (docs.slack.dev/authentication/verifying-requests-from-slack), version 0. */
export function sign(signingSecret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** Events as JSON; commands as form fields; interactions as JSON in a form field. */
export function encode(envelope: Pick<Envelope, 'kind' | 'payload'>): { contentType: string; body: string } {
  if (envelope.kind === 'events_api') {
    return { contentType: 'application/json', body: JSON.stringify(envelope.payload) };
  }
  const fields =
    envelope.kind === 'interactive'
      ? { payload: JSON.stringify(envelope.payload) }
      : (envelope.payload as Record<string, string>);
  return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}

function retryReason(reason: string | null): string {
  return reason === 'timeout' ? 'http_timeout' : (reason ?? 'unknown_error');
}

/** A body that is not JSON is a command's plain text answer. */
function parseBody(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
