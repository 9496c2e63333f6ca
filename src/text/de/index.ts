import { agreements } from './agreements.ts';
import { common } from './common.ts';
import { departments } from './departments.ts';
import { home } from './home.ts';
import { initiatives } from './initiatives.ts';
import { input } from './input.ts';
import { meetings } from './meetings.ts';
import { proposals } from './proposals.ts';
import { recurrence } from './recurrence.ts';
import { standups } from './standups.ts';
import { syncs } from './syncs.ts';

export const de = {
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
};
