import {
  compareTs,
  defaultStanceEmoji as emoji,
  type ReactionEvent,
  reconcile,
  stanceOf,
  stancesFromEvents,
  unexplained,
} from '../../../src/features/proposals/stance.ts';

const deadline = '100.000000';

/** `+` adds, `-` removes: "+x@99.5" */
function log(userId: string, ...steps: string[]): ReactionEvent[] {
  return steps.map((step) => {
    const [reaction = '', eventTs = ''] = step.slice(1).split('@');
    return { userId, reaction, eventTs, added: step.startsWith('+') };
  });
}

describe('stanceOf', () => {
  test.each([
    ['+1', 'agree'],
    ['+1::skin-tone-4', 'agree'],
    ['-1', 'object'],
    ['no_entry_sign', 'object'],
    ['woman-shrugging::skin-tone-2', 'abstain'],
    ['tada', null],
    ['skin-tone-2', null],
    ['', null],
  ])('%s means %s', (reaction, stance) => expect(stanceOf(reaction, emoji)).toBe(stance));

  test('a name in several lists means the most cautious', () => {
    const both = { agree: ['ok'], abstain: ['ok'], object: [] };
    expect(stanceOf('ok', both)).toBe('abstain');
    expect(stanceOf('ok', { ...both, object: ['ok'] })).toBe('object');
  });
});

describe('compareTs', () => {
  test.each([
    ['1700000000.123456', '1700000000.123457', -1],
    ['1700000000.123456', '1700000000.123456', 0],
    ['1700000000.1', '1700000000.100000', 0],
    ['1700000000', '1700000000.000000', 0],
    ['1700000000.09', '1700000000.1', -1],
    ['999.9', '1000.0', -1],
    ['9007199254740993.000001', '9007199254740992.999999', 1],
    ['1700000000.1234567891', '1700000000.1234567890', 1],
  ])('%s and %s', (a, b, order) => {
    expect(compareTs(a, b)).toBe(order);
    expect(compareTs(b, a)).toBe(0 - order);
  });
});

describe('stancesFromEvents', () => {
  test.each([
    ['one reaction', ['++1@1'], { stance: 'agree', eventTs: '1' }],
    ['the latest one there', ['++1@1', '+x@2'], { stance: 'object', eventTs: '2' }],
    ['back to the one before', ['++1@1', '+x@2', '-x@3'], { stance: 'agree', eventTs: '1' }],
    ['none left', ['++1@1', '-+1@2'], undefined],
    ['removal that arrives first', ['-+1@2', '++1@1'], undefined],
    ['added again', ['++1@1', '-+1@2', '++1@3'], { stance: 'agree', eventTs: '3' }],
    ['removal wins at the same time', ['-+1@1', '++1@1'], undefined],
    [
      'two skin tones come and go separately',
      ['++1@1', '++1::skin-tone-2@2', '-+1@3'],
      { stance: 'agree', eventTs: '2' },
    ],
    ['most cautious at the same time', ['++1@1', '+shrug@1', '+x@1'], { stance: 'object', eventTs: '1' }],
    ['abstain before agree at the same time', ['+shrug@1', '++1@1'], { stance: 'abstain', eventTs: '1' }],
    ['a reaction without meaning', ['++1@1', '+tada@2'], { stance: 'agree', eventTs: '1' }],
    [
      'at the deadline is late',
      ['++1@99.999999', '+x@100.000000'],
      { stance: 'agree', eventTs: '99.999999' },
    ],
    ['a late removal changes nothing', ['++1@1', '-+1@100'], { stance: 'agree', eventTs: '1' }],
  ])('%s', (_, steps, expected) => {
    const events = log('U1', ...steps);
    expect(stancesFromEvents(events, emoji, deadline).get('U1')).toEqual(expected);
    expect(stancesFromEvents(events.reverse(), emoji, deadline).get('U1')).toEqual(expected);
  });
});

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
  expect(unexplained(events, present, emoji)).toEqual({
    missingAdds: [
      { userId: 'U3', reaction: '+1' },
      { userId: 'U4', reaction: 'x' },
    ],
    missingRemovals: [{ userId: 'U2', reaction: '+1' }],
  });
});
