/** Slack's answer `ok: false` with a code; `details` are further fields of the answer. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(code: string, details: Record<string, unknown> = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

/** With Slack's list of what is wrong, in its own form: `[ERROR] … [json-pointer:/blocks/0/text]`. */
export function refusalWith(code: string, messages: string[]): Refusal {
  return new Refusal(code, { response_metadata: { messages } });
}
