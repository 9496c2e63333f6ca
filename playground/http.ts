import type { IncomingMessage } from 'node:http';

const bodyLimitBytes = 4 * 1024 * 1024;

/** @throws Error for a body over 4 MB */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyLimitBytes) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Takes the body in whole, so that its sender hears the answer. @returns null for one that is longer */
export async function readUpTo(request: IncomingMessage, limitBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length > limitBytes ? null : Buffer.concat(chunks);
}
