import { checkMessageBlocks } from '../blocks/validate.ts';
import type { Block } from '../contract.ts';
import { Refusal, refusalWith } from '../refusal.ts';
import type { MessageMetadata } from '../state.ts';
import type { Args } from './args.ts';

const longestText = 40_000;
/** `chat.update` takes less than `chat.postMessage`: slackapi's answers to reports of `msg_too_long` say 4,000. */
export const longestUpdate = 4_000;
const largestMetadataBytes = 8_000;

export interface MessageContent {
  text?: string;
  blocks?: Block[];
  metadata?: MessageMetadata;
}

/** Text, blocks and metadata of a message. @throws Refusal with Slack's code for whatever is wrong with them */
export function readMessageContent(args: Args, longest = longestText): MessageContent {
  const text = args.string('text');
  if (args.values.attachments !== undefined) {
    throw refusalWith('invalid_arguments', ['[ERROR] the playground takes no attachments: use blocks']);
  }
  const given = args.json('blocks', 'invalid_blocks_format');
  const blocks = given === undefined ? undefined : checkMessageBlocks(given);
  if (text === undefined && !blocks?.length) throw new Refusal('no_text');
  if (text !== undefined && text.length > longest) throw new Refusal('msg_too_long');
  const metadata = args.json('metadata', 'invalid_metadata_format');
  return {
    ...(text !== undefined && { text }),
    ...(blocks && { blocks }),
    ...(metadata !== undefined && { metadata: readMetadata(metadata) }),
  };
}

function readMetadata(value: unknown): MessageMetadata {
  if (typeof value !== 'object' || value === null) throw new Refusal('invalid_metadata_format');
  const { event_type, event_payload } = value as Record<string, unknown>;
  if (typeof event_type !== 'string' || event_type === '') throw new Refusal('invalid_metadata_schema');
  if (typeof event_payload !== 'object' || event_payload === null || Array.isArray(event_payload)) {
    throw new Refusal('invalid_metadata_schema');
  }
  if (Buffer.byteLength(JSON.stringify(event_payload)) > largestMetadataBytes) {
    throw new Refusal('metadata_too_large');
  }
  return { event_type, event_payload: event_payload as Record<string, unknown> };
}
