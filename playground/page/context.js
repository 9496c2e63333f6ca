import { createContext, useContext } from './html.js';

/**
 * What every part of the page may use:
 * snapshot; channelShown (a ChannelSummary, null on the Home tab); act(act) → ActResult; go({channel, ts, threadTs}); personOf(id); nameOf(id); emojiOf(name) → character
 * or null; confirm(dialog) → Promise<boolean>; openThread(ts); report(error).
 */
export const Slack = createContext(null);

export function useSlack() {
  return useContext(Slack);
}
