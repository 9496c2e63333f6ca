import { parseArguments } from '../../slack/arguments.ts';
import { plainFromCommand } from '../../slack/mentions.ts';

const spec = {
  flags: { initiative: 'value' },
  example: '/concord-sync agenda S-2 add Budget --initiative "Customer data"',
} as const;

const flag = /(?:^|\s)(?:[-—–]{2,}|[—–])initiative(?![\p{L}\p{N}])/iu;

/**
 * What stands behind `agenda S-2 add`: text as it is, dashes and all, up to the one flag.
 * @returns initiative: as it was typed; null where none was
 * @throws UserError about the flag
 */
export function readItem(typed: string): { text: string; initiative: string | null } {
  const at = flag.exec(typed)?.index ?? typed.length;
  const name = at === typed.length ? null : parseArguments(typed.slice(at), spec).flags.get('initiative');
  return {
    text: plainFromCommand(typed.slice(0, at).trim()).replace(/^["“„]([^"“„”]*)["”“]$/, '$1'),
    initiative: typeof name === 'string' ? plainFromCommand(name) : null,
  };
}
