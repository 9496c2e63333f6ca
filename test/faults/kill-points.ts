/** Where a process kills itself, by what it is in the middle of. */
export const points = {
  'before the commit': [
    'before votes',
    'during votes',
    'before commit of opening',
    'before commit of editing',
  ],
  'after the commit and before the acknowledgement': [
    'after votes',
    'after commit of opening',
    'after commit of editing',
  ],
  'while closing': [
    'before reactions.get',
    'after closing',
    'before commit of closing',
    'after commit of closing',
  ],
  'while posting': [
    'before chat.postMessage',
    'during chat.postMessage',
    'after chat.postMessage',
    'after posted',
    'before commit of posted',
    'after commit of posted',
    'during chat.update',
    'after chat.update',
    'after reactions.add',
  ],
};
export type Family = keyof typeof points;
