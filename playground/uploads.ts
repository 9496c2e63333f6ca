import type { IncomingMessage, ServerResponse } from 'node:http';
import { readUpTo } from './http.ts';
import { logInto } from './log.ts';
import { Refusal } from './refusal.ts';
import { type Call, reportProblem, type Slack } from './slack.ts';
import { befall } from './web-api/misfortune.ts';

/** In the log of calls, for faults and among the problems. */
const name = 'upload_url';
/** What a form may have around the file itself. */
const formBytes = 64 * 1024;

/** Answers POST /upload/<secret>, which takes the bytes as they are or as the one file of a form. */
export async function answerUpload(
  slack: Slack,
  secret: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') return void response.writeHead(405).end();
  try {
    const { id, length } = slack.files.awaited(secret);
    const body = await readUpTo(request, length + formBytes);
    const call: Call = { method: name, args: { file_id: id, length }, at: Date.now(), result: null };
    logInto(slack.calls, call);
    const befallen = await befall(slack, call, request, response);
    if (!befallen) return;
    const bytes = await receive(slack, secret, call, body, request.headers['content-type']);
    if (befallen.isAnswerLost) return void request.socket.destroy();
    response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${bytes}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Whoever lost the first answer comes to a used address without a mistake of their own.
    if (error.code !== 'used_url') reportProblem(slack, name, error);
    const status = error.code === 'unknown_url' || error.code === 'used_url' ? 404 : 400;
    response.writeHead(status, { 'content-type': 'text/plain' }).end(error.code);
  }
}

/** @returns how many bytes were taken */
async function receive(
  slack: Slack,
  secret: string,
  call: Call,
  body: Buffer | null,
  contentType = '',
): Promise<number> {
  try {
    if (body === null) throw new Refusal('wrong_length');
    const bytes = contentType.startsWith('multipart/form-data') ? await fileOf(body, contentType) : body;
    slack.files.receive(secret, bytes);
    call.result = { ok: true };
    return bytes.length;
  } catch (error) {
    if (error instanceof Refusal) call.result = { ok: false, error: error.code };
    throw error;
  }
}

async function fileOf(body: Buffer, contentType: string): Promise<Buffer> {
  const request = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  const form = await request.formData().catch(() => {
    throw new Refusal('invalid_form_data');
  });
  const [file, ...others] = [...form.values()].filter((value) => typeof value !== 'string');
  if (!file || others.length > 0) throw new Refusal('invalid_form_data');
  return Buffer.from(await file.arrayBuffer());
}
