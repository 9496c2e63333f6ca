import { Refusal, refusalWith } from '../refusal.ts';

/** The arguments of one call; a form's values are strings, a JSON body's may have any type. */
export class Args {
  readonly values: Readonly<Record<string, unknown>>;

  constructor(values: Record<string, unknown>) {
    this.values = values;
  }

  string(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    throw refusalWith('invalid_arguments', [`[ERROR] must be a string [json-pointer:/${name}]`]);
  }

  required(name: string): string {
    const value = this.string(name);
    if (value === undefined) {
      throw refusalWith('invalid_arguments', [`[ERROR] missing required field: ${name}`]);
    }
    return value;
  }

  boolean(name: string): boolean {
    const value = this.values[name];
    if (value === undefined || value === null || value === '') return false;
    if (value === true || value === 'true' || value === '1' || value === 1) return true;
    if (value === false || value === 'false' || value === '0' || value === 0) return false;
    throw refusalWith('invalid_arguments', [`[ERROR] must be a boolean [json-pointer:/${name}]`]);
  }

  integer(name: string, options: { min: number; max: number; default: number }): number {
    const text = this.string(name);
    if (text === undefined) return options.default;
    const value = Number(text);
    if (!Number.isInteger(value) || value < options.min || value > options.max) {
      throw refusalWith('invalid_arguments', [
        `[ERROR] must be between ${options.min} and ${options.max} [json-pointer:/${name}]`,
      ]);
    }
    return value;
  }

  /** A value that a form carries as a JSON string; undefined if absent. `code`: Slack's for what is no JSON. */
  json(name: string, code: string): unknown {
    const value = this.values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw new Refusal(code);
    }
  }
}
