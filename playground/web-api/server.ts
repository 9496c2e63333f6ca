import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http.ts';
import { logInto } from '../log.ts';
import { Refusal } from '../refusal.ts';
import { type Call, reportProblem, type Slack } from '../slack.ts';
import { Args } from './args.ts';
import { appTokenMethods, methods, openMethods } from './methods.ts';
import { befall } from './misfortune.ts';

/** Refusals that a well-written app never meets, whatever people do. */
const mistakes = new Set([
  'unknown_method',
  'not_authed',
  'invalid_auth',
  'not_allowed_token_type',
  'missing_scope',
  'invalid_arguments',
  'missing_argument',
  'invalid_json',
  'invalid_form_data',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_too_large',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'invalid_name',
  'bad_timestamp',
  'no_item_specified',
  'view_too_large',
  'invalid_trigger_id',
  'expired_trigger_id',
  'exchanged_trigger_id',
  'duplicate_external_id',
  'push_limit_reached',
  'not_enabled',
  'messages_tab_disabled',
  'alt_txt_too_large',
  'unknown_snippet_type',
  'snippet_too_large',
  'file_upload_size_restricted',
  'channels_limit_exceeded',
]);

/** Answers POST and GET /api/<method>. */
export async function answerApiCall(
  slack: Slack,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const at = Date.now();
  let given: Record<string, unknown>;
  try {
    given = await readArguments(request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return answer(response, { ok: false, error: error.code });
  }
  const { token: tokenArgument, ...values } = given;
  const call: Call = { method, args: shown(values), at, result: null };
  logInto(slack.calls, call);
  const befallen = await befall(slack, call, request, response);
  if (!befallen) return;
  const token = bearer(request) ?? (typeof tokenArgument === 'string' ? tokenArgument : undefined);
  call.result = perform(slack, method, token, new Args(values));
  slack.world.changed();
  if (befallen.isAnswerLost) return void request.socket.destroy();
  response.setHeader('x-oauth-scopes', [...slack.manifest.botScopes].join(','));
  answer(response, call.result);
}

function perform(
  slack: Slack,
  method: string,
  token: string | undefined,
  args: Args,
): Record<string, unknown> {
  try {
    const handler = methods.get(method);
    if (!handler) throw new Refusal('unknown_method', { req_method: method });
    authenticate(slack, method, token);
    return { ok: true, ...handler(slack, args) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (mistakes.has(error.code)) reportProblem(slack, method, error);
    return { ok: false, error: error.code, ...error.details };
  }
}

function authenticate(slack: Slack, method: string, token: string | undefined): void {
  if (openMethods.has(method)) return;
  if (token === undefined || token === '') throw new Refusal('not_authed');
  if (token !== slack.tokens.bot && token !== slack.tokens.app) throw new Refusal('invalid_auth');
  const wanted = appTokenMethods.has(method) ? slack.tokens.app : slack.tokens.bot;
  if (token !== wanted) throw new Refusal('not_allowed_token_type');
}

function bearer(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
}

async function readArguments(request: IncomingMessage): Promise<Record<string, unknown>> {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const fromQuery = Object.fromEntries(query);
  const body = (await readBody(request)).toString();
  if (body === '') return fromQuery;
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('application/json')) return { ...fromQuery, ...parseJsonBody(body) };
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body)) };
  }
  throw new Refusal('invalid_post_type');
}

function parseJsonBody(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below, as for JSON that is no object.
  }
  throw new Refusal('invalid_json');
}

/** For the log: the structures that a form carries as JSON strings, as structures. */
function shown(values: Record<string, unknown>): Record<string, unknown> {
  const parsed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) parsed[name] = structure(value);
  return parsed;
}

function structure(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function answer(response: ServerResponse, body: Record<string, unknown>): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
