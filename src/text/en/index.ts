import { agreements } from './agreements.ts';
import { alignment } from './alignment.ts';
import { common } from './common.ts';
import { departments } from './departments.ts';
import { greyzones } from './greyzones.ts';
import { home } from './home.ts';
import { initiatives } from './initiatives.ts';
import { input } from './input.ts';
import { meetings } from './meetings.ts';
import { pollErrors } from './poll-errors.ts';
import { pollPlans } from './poll-plans.ts';
import { polls } from './polls.ts';
import { proposals } from './proposals.ts';
import { recurrence } from './recurrence.ts';
import { standups } from './standups.ts';
import { syncs } from './syncs.ts';

export const en = {
  common,
  input,
  departments,
  proposals,
  agreements,
  home,
  recurrence,
  syncs,
  meetings,
  standups,
  initiatives,
  polls,
  pollErrors,
  pollPlans,
  alignment,
  greyzones,
};
