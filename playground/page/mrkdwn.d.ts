export type Inline =
  | { type: 'text' | 'code'; text: string }
  | { type: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { type: 'break' }
  | { type: 'emoji' | 'broadcast'; name: string }
  | { type: 'user' | 'channel' | 'group'; id: string; label: string | null }
  | { type: 'date'; timestamp: number; format: string; url: string | null; fallback: string }
  | { type: 'link'; url: string; text: string };

export type Part =
  | { type: 'preformatted'; text: string }
  | { type: 'paragraph' | 'quote'; children: Inline[] }
  | { type: 'list'; ordered: boolean; start: number; items: { indent: number; children: Inline[] }[] };

export function parseMrkdwn(source: string): Part[];
export function isSafeUrl(url: string): boolean;
export function decode(text: string): string;
