import type { Playground } from '../../playground/playground.ts';

export interface Answer {
  ok: boolean;
  error?: string;
  [field: string]: unknown;
}

/** A call of the Web API without any library in between. `token`: null for none, absent for the bot's. */
export async function call(
  playground: Playground,
  method: string,
  args: Record<string, unknown> = {},
  options: { token?: string | null; form?: boolean } = {},
): Promise<Answer> {
  const token = options.token === undefined ? playground.botToken : options.token;
  const response = await fetch(playground.apiUrl + method, {
    method: 'POST',
    headers: {
      'content-type': options.form ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: options.form ? new URLSearchParams(args as Record<string, string>) : JSON.stringify(args),
  });
  return (await response.json()) as Answer;
}
