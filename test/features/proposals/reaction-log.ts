import type { ReactionEvent } from '../../../src/features/proposals/stance.ts';

/** Signs: `+` added, `-` removed, `*` seen to be there, `/` seen to be gone; "+x@99.5" adds `x` at ts 99.5. */
export function log(userId: string, ...steps: string[]): ReactionEvent[] {
  return steps.map((step) => {
    const [reaction = '', eventTs = ''] = step.slice(1).split('@');
    const sign = step.slice(0, 1);
    return { userId, reaction, eventTs, added: '+*'.includes(sign), inferred: '*/'.includes(sign) };
  });
}
