import type { LaidOutBlock, LaidOutElement } from './blocks/layout.ts';
import type { ViewValues } from './contract.ts';
import { stateValue } from './element-state.ts';

/**
 * What Slack's client checks before it sends a form.
 * @returns block_id → what is shown beside the input; empty when the form may go
 */
export function clientErrors(blocks: LaidOutBlock[], values: ViewValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input' || !block.element) continue;
    const value = stateValue(block.element, values[block.block_id]?.[block.element.action_id] ?? {});
    const isEmpty = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    const error = isEmpty
      ? block.optional
        ? null
        : 'Please complete this required field.'
      : valueError(block.element, value);
    if (error !== null) errors[block.block_id] = error;
  }
  return errors;
}

function valueError(element: LaidOutElement, value: unknown): string | null {
  switch (element.type) {
    case 'plain_text_input':
      return lengthError(element, String(value));
    case 'number_input':
      return numberError(element, String(value));
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(value)) ? null : 'Please enter a valid email.';
    case 'url_text_input':
      return /^https?:\/\/\S+$/.test(String(value)) ? null : 'Please enter a valid URL.';
    default:
      return tooManyError(element, value);
  }
}

function lengthError(element: LaidOutElement, text: string): string | null {
  const min = Number(element.min_length ?? 0);
  const max = Number(element.max_length ?? 3000);
  if (text.length < min) return `This field requires at least ${min} characters.`;
  if (text.length > max) return `This field can't be longer than ${max} characters.`;
  return null;
}

function numberError(element: LaidOutElement, text: string): string | null {
  const form = element.is_decimal_allowed ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!form.test(text)) return 'Please enter a number.';
  if (element.min_value !== undefined && Number(text) < Number(element.min_value)) {
    return `Please enter a number of at least ${element.min_value}.`;
  }
  if (element.max_value !== undefined && Number(text) > Number(element.max_value)) {
    return `Please enter a number of at most ${element.max_value}.`;
  }
  return null;
}

function tooManyError(element: LaidOutElement, value: unknown): string | null {
  const max = element.max_selected_items;
  if (typeof max !== 'number' || !Array.isArray(value) || value.length <= max) return null;
  return `Please choose at most ${max}.`;
}
