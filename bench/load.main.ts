import { type ReactionTarget, reactionBody, signedRequest } from './events.ts';
import { closedLoop, openLoop } from './load.ts';
import { percentile } from './statistics.ts';

/** What the load generator is asked, as JSON in its first argument. */
export interface LoadOrder {
  port: number;
  signingSecret: string;
  target: ReactionTarget;
  /** Makes the event ids of this run its own. */
  run: string;
  count: number;
  /** Either so many requests under way at a time, or so many new ones a second. */
  pace: { connections: number } | { perSecond: number };
}

export interface LoadReport {
  accepted: number;
  refused: number;
  perSecond: number;
  p50: number;
  p99: number;
}

const order = JSON.parse(process.argv[2] ?? '') as LoadOrder;
const requests = Array.from({ length: order.count }, (_, i) =>
  signedRequest(reactionBody(order.target, order.run, i), order.signingSecret),
);
const { pace } = order;
const result =
  'connections' in pace
    ? await closedLoop(order.port, requests, pace.connections)
    : await openLoop(order.port, requests, pace.perSecond);
const report: LoadReport = {
  accepted: result.accepted,
  refused: result.refused,
  perSecond: order.count / result.seconds,
  p50: percentile(result.latencies, 50),
  p99: percentile(result.latencies, 99),
};
process.stdout.write(JSON.stringify(report));
