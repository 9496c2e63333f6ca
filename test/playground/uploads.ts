import type { Playground } from '../../playground/playground.ts';
import { call } from './call.ts';

export const text = 'Agreed: tea at five. ☕';
/** Of the text, in bytes. */
export const length = Buffer.byteLength(text);

/** Asks for an address. */
export async function announce(
  playground: Playground,
  args: Record<string, unknown> = {},
): Promise<{ id: string; url: string }> {
  const given = { filename: 'minutes.txt', length, ...args };
  const answer = await call(playground, 'files.getUploadURLExternal', given);
  return { id: String(answer.file_id), url: String(answer.upload_url) };
}

/** @returns status and answer */
export async function send(url: string, body: string | FormData = text): Promise<[number, string]> {
  const response = await fetch(url, { method: 'POST', body });
  return [response.status, await response.text()];
}

/** @returns the id of a file that is uploaded and not yet completed */
export async function uploaded(playground: Playground): Promise<string> {
  const { id, url } = await announce(playground);
  await send(url);
  return id;
}
