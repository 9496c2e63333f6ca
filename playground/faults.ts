/** What goes wrong with a call of the Web API. */
export interface ApiFault {
  /**
   * `lost`: performed, then the answer is lost. `drop`: the connection ends before anything is performed.
   * `delay`: performed and answered, later. `refused`: not performed, and answered with `error`.
   */
  kind: '429' | '5xx' | 'lost' | 'drop' | 'delay' | 'refused';
  /** Slack's code, of what is refused; default `invalid_arguments`. */
  error?: string;
  /** For how many calls; default 1. */
  times?: number;
  /** Seconds, of a 429; default 1. */
  retryAfter?: number;
  /** Before anything else happens, with every kind. */
  delayMs?: number;
  /** Only calls with such arguments. */
  when?: (args: Record<string, unknown>) => boolean;
}

/** Of a workspace whose Slack does not take native charts yet: the same refusal as of any block that is wrong. */
export const refusesCharts: ApiFault = {
  kind: 'refused',
  error: 'invalid_blocks',
  times: Number.POSITIVE_INFINITY,
  when: ({ blocks }) => JSON.stringify(blocks ?? []).includes('data_visualization'),
};

/** What goes wrong between Slack and the app. Functions are asked anew for every delivery. */
export interface DeliveryFault {
  /** An event's type, a command or an interaction's type; default all. */
  type?: string;
  /** For how many deliveries; default until removed. */
  times?: number;
  /** Further copies of the same delivery. */
  duplicates?: number | (() => number);
  /** Random delays shuffle the order of arrival. Each copy has its own. */
  delayMs?: number | (() => number);
  /** Never arrives and is not sent again: such events are lost. */
  drop?: boolean;
  /** The app's acknowledgement is lost, so that Slack sends an event again. */
  acknowledgementLost?: boolean;
}

interface Rule<F> {
  left: number;
  matches: (name: string, args: Record<string, unknown>) => boolean;
  fault: F;
}

/** Rules by which the playground misbehaves. The oldest rule that matches is taken. */
export class Faults {
  #api: Rule<ApiFault>[] = [];
  #delivery: Rule<DeliveryFault>[] = [];

  /**
   * @param method e.g. `chat.postMessage`; `response_url` for an answer through one; `*` for all
   * @returns a function that ends the rule
   */
  api(method: string, fault: ApiFault): () => void {
    const rule: Rule<ApiFault> = {
      left: fault.times ?? 1,
      matches: (name, args) => (method === '*' || method === name) && (fault.when?.(args) ?? true),
      fault,
    };
    this.#api.push(rule);
    return () => {
      this.#api = this.#api.filter((other) => other !== rule);
    };
  }

  /** @returns a function that ends the rule */
  delivery(fault: DeliveryFault): () => void {
    const rule: Rule<DeliveryFault> = {
      left: fault.times ?? Number.POSITIVE_INFINITY,
      matches: (type) => fault.type === undefined || fault.type === type,
      fault,
    };
    this.#delivery.push(rule);
    return () => {
      this.#delivery = this.#delivery.filter((other) => other !== rule);
    };
  }

  clear(): void {
    this.#api = [];
    this.#delivery = [];
  }

  takeApi(method: string, args: Record<string, unknown>): ApiFault | null {
    return take(this.#api, method, args);
  }

  takeDelivery(type: string): DeliveryFault | null {
    return take(this.#delivery, type, {});
  }
}

function take<F>(rules: Rule<F>[], name: string, args: Record<string, unknown>): F | null {
  const rule = rules.find((candidate) => candidate.left > 0 && candidate.matches(name, args));
  if (!rule) return null;
  rule.left -= 1;
  return rule.fault;
}
