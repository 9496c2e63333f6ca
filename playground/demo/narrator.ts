import type { Playground } from '../playground.ts';

const isTerminal = process.stdout.isTTY;
const paint = (code: number) => (text: string) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);
const dim = paint(2);
const bold = paint(1);
const cyan = paint(36);
const green = paint(32);

/** Tells in the terminal what happens in the playground, as it happens. */
export interface Narrator {
  chapter(title: string): void;
  says(userId: string, text: string): void;
  note(text: string): void;
  /** Shows that something is waited for until it has come. */
  waiting<T>(what: string, work: Promise<T>): Promise<T>;
  stop(): void;
}

export function createNarrator(playground: Playground): Narrator {
  const nameOf = (userId: string) => playground.world.person(userId).name;
  const print = (line: string) => process.stdout.write(`${line}\n`);
  let seen = playground.calls.length;

  /** What Concord posts, read from its own calls. */
  const watch = playground.onChange(() => {
    for (const call of playground.calls.slice(seen)) {
      const { channel, text } = call.args as { channel?: string; text?: string };
      if (call.method === 'chat.postMessage' && channel && text) {
        print(`  ${green('Concord')} ${dim(placeOf(playground, channel))} ${readable(playground, text)}`);
      }
    }
    seen = playground.calls.length;
  });

  return {
    chapter: (title) => print(`\n${bold(title)}`),
    says: (userId, text) => print(`  ${cyan(nameOf(userId))} ${text}`),
    note: (text) => print(`  ${dim(text)}`),
    async waiting(what, work) {
      const started = Date.now();
      const tick = setInterval(() => {
        print(`  ${dim(`… ${what} (${Math.round((Date.now() - started) / 1000)} s)`)}`);
      }, 2000);
      try {
        return await work;
      } finally {
        clearInterval(tick);
      }
    },
    stop: watch,
  };
}

function placeOf(playground: Playground, channelId: string): string {
  const channel = playground.world.channels.get(channelId);
  if (!channel) return channelId;
  if (channel.kind !== 'im') return `in #${channel.name}`;
  const person = [...channel.members].find((id) => id !== playground.botUserId);
  return person ? `to ${playground.world.person(person).name}` : 'in a direct message';
}

/** Slack's notation as a person would read it. */
export function readable(playground: Playground, text: string): string {
  return text
    .replace(/<@(\w+)>/g, (_, id: string) => `@${playground.world.people.get(id)?.name ?? id}`)
    .replace(/<#(\w+)>/g, (_, id: string) => `#${playground.world.channels.get(id)?.name ?? id}`)
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
