import { runOccurrences } from './occurrences.ts';

// The same with 10,000 occurrences: npm run bench -- occurrences
it('syncs and standups on three processes that die, with PostgreSQL restarting: none is lost, none doubled', async () => {
  const result = await runOccurrences({
    series: 30,
    standups: 12,
    days: 4,
    channels: 8,
    people: 12,
    zones: ['Europe/Berlin'],
    times: ['9:30'],
    lifeMs: { from: 1500, to: 9000 },
    restartEvery: 9,
    seed: 7,
    say: () => {},
  });
  const { lost, doubled, occurrences, posted, missed, kills, databaseRestarts, downtime } = result;
  expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
  expect(occurrences).toBeGreaterThan(80);
  // Both ways were taken, and the run was as rough as it should be.
  expect(posted).toBeGreaterThan(occurrences);
  expect(missed).toBeGreaterThan(10);
  expect(kills).toBeGreaterThan(10);
  expect(databaseRestarts).toBeGreaterThan(1);
  expect(downtime).toBeGreaterThan(0.29);
});
