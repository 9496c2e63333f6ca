import { reconcile, unexplained } from '../../../src/features/proposals/read-back.ts';
import { defaultStanceEmoji as emoji } from '../../../src/features/proposals/stance.ts';
import { log } from './reaction-log.ts';

const deadline = '100.000000';

describe('reconcile', () => {
  const counted = { stance: 'agree', eventTs: '5' };
  const unknown = { stance: 'agree', eventTs: null };

  // One reaction: what was recorded before the deadline, at or after it, whether it is there when read.
  test.each([
    ['+5', '', true, counted],
    ['+5', '', false, undefined], // removal lost
    ['+5', '-100', true, counted],
    ['+5', '-100', false, counted],
    ['+5', '+100', true, undefined], // removal lost: it could not have been added late otherwise
    ['+5', '+100', false, undefined],
    ['+5', '-100 +101', true, counted],
    ['+5', '-100 +101', false, counted],
    ['+5', '+100 -101', true, undefined],
    ['+5', '+100 -101', false, undefined],
    ['', '', true, unknown], // adding lost
    ['', '', false, undefined],
    ['', '+100', true, undefined],
    ['', '+100', false, undefined],
    ['', '-100', true, unknown], // adding lost
    ['', '-100', false, unknown],
    ['', '+100 -101', true, undefined],
    ['', '+100 -101', false, undefined],
    ['', '-100 +101', true, unknown],
    ['', '-100 +101', false, unknown],
    ['+4 -5', '', true, unknown], // second adding lost
    ['+4 -5', '', false, undefined],
    ['+4 -5', '+100', true, undefined],
    ['+4 -5', '+100', false, undefined],
    ['+4 -5', '-100', true, unknown],
    ['+4 -5', '-100', false, unknown],
    ['+4 -5', '+100 -101', true, undefined],
    ['+4 -5', '+100 -101', false, undefined],
    ['+4 -5', '-100 +101', true, unknown],
    ['+4 -5', '-100 +101', false, unknown],
    ['*5', '', true, unknown], // seen before, and no event turned up
    ['*5', '', false, undefined],
    ['*5', '-100', false, unknown],
    ['*5', '+100', true, undefined],
    ['+4 *5', '', true, { stance: 'agree', eventTs: '4' }], // seen before, and the event turned up
    ['+4 /5', '', false, undefined],
    ['+4 /5', '', true, unknown], // second adding lost
    ['', '*100', true, unknown], // seen late as it is now
    ['', '*100 -101', false, unknown],
    ['', '+100 *101', true, undefined],
    ['+5', '/100', false, undefined],
    ['+5', '/100 +101', true, undefined],
  ])('before "%s", late "%s", there %s', (early, late, isPresent, expected) => {
    const steps = `${early} ${late}`.split(' ').filter(Boolean);
    const events = log('U1', ...steps.map((step) => `${step[0]}+1@${step.slice(1)}`));
    const present = isPresent ? [{ reaction: '+1', userIds: ['U1'] }] : [];
    expect(reconcile(events, present, emoji, deadline).get('U1')).toEqual(expected);
    expect(reconcile(events.reverse(), present, emoji, deadline).get('U1')).toEqual(expected);
  });

  test.each([
    ['the latest, all known', ['+x@1', '++1@2'], ['x', '+1'], { stance: 'agree', eventTs: '2' }],
    ['the cautious known one', ['+x@1', '++1@2'], ['x', '+1', 'shrug'], { stance: 'object', eventTs: '1' }],
    ['the cautious unknown one', ['++1@2'], ['+1', 'x'], { stance: 'object', eventTs: null }],
    ['abstain before agree', ['++1@2'], ['+1', 'shrug'], { stance: 'abstain', eventTs: null }],
    ['the known time of the same stance', ['+x@1'], ['x', '-1', '+1'], { stance: 'object', eventTs: '1' }],
    ['what is there no more plays no part', ['+x@1', '++1@2'], ['+1'], { stance: 'agree', eventTs: '2' }],
    ['what came late plays no part', ['++1@2', '+x@100'], ['+1', 'x'], { stance: 'agree', eventTs: '2' }],
    ['no meaning, no doubt', ['++1@2'], ['+1', 'tada'], { stance: 'agree', eventTs: '2' }],
  ])('several reactions of one person: %s', (_, steps, names, expected) => {
    const present = names.map((reaction) => ({ reaction, userIds: ['U0', 'U1'] }));
    expect(reconcile(log('U1', ...steps), present, emoji, deadline).get('U1')).toEqual(expected);
  });

  test('without a deadline what is there now counts', () => {
    const present = [{ reaction: '+1', userIds: ['U1'] }];
    expect(reconcile(log('U1', '++1@200'), present, emoji)).toEqual(
      new Map([['U1', { stance: 'agree', eventTs: '200' }]]),
    );
    expect(reconcile(log('U1', '++1@200'), [], emoji)).toEqual(new Map());
  });
});

test('unexplained names every lost event of a stance reaction, and nothing else', () => {
  const events = [
    ...log('U1', '++1@1', '+x@2', '-x@3'),
    ...log('U2', '++1@1', '+tada@2'),
    ...log('U3', '++1@1', '-+1@2'),
  ];
  const present = [
    { reaction: '+1', userIds: ['U1', 'U3'] },
    { reaction: 'x', userIds: ['U4'] },
    { reaction: 'eyes', userIds: ['U4'] },
  ];
  expect(unexplained(events, present, emoji, events)).toEqual({
    missingAdds: [
      { userId: 'U3', reaction: '+1' },
      { userId: 'U4', reaction: 'x' },
    ],
    missingRemovals: [{ userId: 'U2', reaction: '+1' }],
  });
});

test('what was told since the reading began is newer than what was read, whatever the clocks say', () => {
  const before = [...log('U1', '++1@1'), ...log('U3', '++1@1')];
  const events = [...before, ...log('U1', '-+1@2'), ...log('U2', '++1@2')];
  const present = [{ reaction: '+1', userIds: ['U1'] }];
  expect(unexplained(events, present, emoji, before)).toEqual({
    missingAdds: [],
    missingRemovals: [{ userId: 'U3', reaction: '+1' }],
  });
});
