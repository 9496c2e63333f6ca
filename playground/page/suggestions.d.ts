import type { Snapshot } from '../contract.ts';

export interface Suggestion {
  /** What is put in place of the typed word. */
  insert: string;
  /** Shown in place of `insert`. */
  title?: string;
  note: string;
  below?: string;
  /** Person id, for the picture. */
  person?: string;
  isWhole: boolean;
}

export function suggestionsAt(
  text: string,
  caret: number,
  snapshot: Pick<Snapshot, 'commands' | 'people' | 'userGroups' | 'channels'>,
  commandsWork: boolean,
): { from: number; items: Suggestion[] };
