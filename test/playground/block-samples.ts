import { Refusal } from '../../playground/refusal.ts';

/** Blocks and elements that are right, to be made wrong in one place. */

export const plain = (text: string) => ({ type: 'plain_text', text });
export const marked = (text: string) => ({ type: 'mrkdwn', text });
export const long = (length: number) => 'x'.repeat(length);
export const times = <T>(count: number, make: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => make(n));

export const option = (n: number | string) => ({ text: plain(`Option ${n}`), value: String(n) });
export const button = { type: 'button', action_id: 'go', text: plain('Go') };
export const select = { type: 'static_select', action_id: 'choose', options: [option(1), option(2)] };
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...more,
});
export const textInput = { type: 'plain_text_input', action_id: 'text' };
export const section = (more: object = { text: marked('hello') }) => ({ type: 'section', ...more });
export const pie = (more: object = {}) => ({
  type: 'data_visualization',
  title: 'Tea',
  chart: { type: 'pie', segments: [{ label: 'Green', value: 1 }], ...more },
});
export const bars = (series: object[], axis: object = { categories: ['Mon', 'Tue'] }) => ({
  type: 'data_visualization',
  title: 'Cups',
  chart: { type: 'bar', series, axis_config: axis },
});
export const modal = (blocks: object[], more: object = {}) => ({
  type: 'modal',
  title: plain('Title'),
  blocks,
  ...more,
});

export function refusalOf(check: () => unknown): { code: string; messages: string[] } | null {
  try {
    check();
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const metadata = error.details.response_metadata as { messages: string[] } | undefined;
    return { code: error.code, messages: metadata?.messages ?? [] };
  }
}
