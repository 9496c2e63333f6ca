/** Slack's tiers (docs.slack.dev/apis/web-api/rate-limits): calls a minute. */
const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;

const tiers: Readonly<Record<string, keyof typeof perMinute>> = {
  'bots.info': 3,
  'chat.delete': 3,
  'chat.postEphemeral': 4,
  'chat.update': 3,
  'conversations.history': 3,
  'conversations.info': 3,
  'conversations.join': 3,
  'conversations.list': 2,
  'conversations.members': 4,
  'conversations.open': 3,
  'conversations.replies': 3,
  'files.completeUploadExternal': 4,
  'files.getUploadURLExternal': 4,
  'reactions.add': 3,
  'reactions.get': 3,
  'reactions.remove': 2,
  'team.info': 3,
  'usergroups.list': 2,
  'usergroups.users.list': 2,
  'users.info': 4,
  'users.list': 2,
  'views.open': 4,
  'views.publish': 4,
  'views.push': 4,
  'views.update': 4,
};

/** One message a second in a channel, with short bursts. */
const postBurst = 3;

interface Bucket {
  left: number;
  filledAt: number;
}

/** Buckets that fill continuously, by real time. */
export class RateLimits {
  readonly #buckets = new Map<string, Bucket>();

  /** @returns 0 if the call may go, else the seconds after which to try again */
  take(method: string, args: Readonly<Record<string, unknown>>): number {
    if (method === 'chat.postMessage') return this.#take(`${method} ${String(args.channel)}`, 1, postBurst);
    const tier = tiers[method];
    return tier === undefined ? 0 : this.#take(method, perMinute[tier] / 60, perMinute[tier]);
  }

  #take(name: string, perSecond: number, capacity: number): number {
    const now = Date.now();
    const bucket = this.#buckets.get(name) ?? { left: capacity, filledAt: now };
    this.#buckets.set(name, bucket);
    bucket.left = Math.min(capacity, bucket.left + ((now - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = now;
    if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perSecond);
    bucket.left -= 1;
    return 0;
  }
}
