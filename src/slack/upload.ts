import type { WebClient } from '@slack/web-api';
import { refusalOf } from './client.ts';

/**
 * Gives a file to Slack, where nobody sees it until it is shared. Done twice, there are two files of which only the
 * shared one ever shows: keep the id before sharing (docs.slack.dev/messaging/working-with-files).
 * @returns the file's id; Slack has all its bytes
 */
export async function uploadFile(
  client: WebClient,
  file: { name: string; content: string; timeoutMs: number },
): Promise<string> {
  const bytes = new TextEncoder().encode(file.content);
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
    filename: file.name,
    length: bytes.length,
  });
  if (!url || !id) throw new Error('Slack gave no address for a file');
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes,
    signal: AbortSignal.timeout(file.timeoutMs),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`Slack did not take the bytes of a file: ${answer.status}`);
  return id;
}

/**
 * Shares an uploaded file in the direct message with a person, once: Slack no longer finds an upload that was
 * completed, so that a repeated call after a lost answer changes nothing.
 * @throws what Slack answers otherwise
 */
export async function shareFile(
  client: WebClient,
  share: { fileId: string; userId: string; title: string; comment: string },
): Promise<void> {
  const { channel } = await client.conversations.open({ users: share.userId });
  if (!channel?.id) throw new Error('Slack opened a conversation without an id');
  try {
    await client.files.completeUploadExternal({
      files: [{ id: share.fileId, title: share.title }],
      channel_id: channel.id,
      initial_comment: share.comment,
    });
  } catch (error) {
    if (refusalOf(error) !== 'file_not_found') throw error;
  }
}
