import type { Clock } from './clock.ts';
import type { Dispatcher } from './delivery/dispatcher.ts';
import type { SocketMode } from './delivery/socket-mode.ts';
import type { Events } from './events.ts';
import type { Faults } from './faults.ts';
import type { Files } from './files.ts';
import { logInto } from './log.ts';
import type { Manifest } from './manifest.ts';
import type { MessageInputs } from './message-inputs.ts';
import type { Refusal } from './refusal.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { World } from './state.ts';
import type { Triggers } from './triggers.ts';
import type { Views } from './views.ts';
import type { RateLimits } from './web-api/rate-limits.ts';

/** One call of the Web API. */
export interface Call {
  method: string;
  /** Without the token; JSON strings parsed. */
  args: Record<string, unknown>;
  /** Milliseconds since the epoch, by the system's clock. */
  at: number;
  /** What was answered; null while it is not, and where a fault took the answer. */
  result: Record<string, unknown> | null;
}

/** A mistake of the app that Slack, and so the playground, does not forgive. */
export interface Problem {
  at: number;
  /** The method, or what was answered wrongly. */
  where: string;
  error: string;
  details: Record<string, unknown>;
}

/** The parts of the stand-in, as `playground.ts` wires them. */
export interface Slack {
  manifest: Manifest;
  world: World;
  clock: Clock;
  tokens: { bot: string; app: string };
  faults: Faults;
  dispatcher: Dispatcher;
  events: Events;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  views: Views;
  files: Files;
  messageInputs: MessageInputs;
  /** Absent where the app is reached over HTTP. */
  socketMode: SocketMode | null;
  /** Absent where calls are not limited. */
  rateLimits: RateLimits | null;
  calls: Call[];
  problems: Problem[];
  /** e.g. http://127.0.0.1:1234, known once the server listens. */
  baseUrl(): string;
}

export function reportProblem(slack: Slack, where: string, refusal: Refusal): void {
  logInto(slack.problems, { at: Date.now(), where, error: refusal.code, details: refusal.details });
}
