import {
  compareTs,
  defaultStanceEmoji as emoji,
  stanceOf,
  stancesFromEvents,
} from '../../../src/features/proposals/stance.ts';
import { log } from './reaction-log.ts';

const deadline = '100.000000';

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
    ['seen is there, since when is unknown', ['*+1@1'], { stance: 'agree', eventTs: null }],
    ['seen, and the event turns up', ['*+1@2', '++1@1'], { stance: 'agree', eventTs: '1' }],
    ['seen, then removed and added', ['*+1@1', '-+1@2', '++1@3'], { stance: 'agree', eventTs: '3' }],
    [
      'the most cautious where one was only seen',
      ['+x@1', '++1@2', '*shrug@3'],
      { stance: 'object', eventTs: '1' },
    ],
    ['the latest known time of that stance', ['+x@1', '+-1@3', '*+1@4'], { stance: 'object', eventTs: '3' }],
    ['what is seen is later than what is told', ['-+1@1', '*+1@1'], { stance: 'agree', eventTs: null }],
    ['seen to be gone', ['++1@1', '/+1@2'], undefined],
    ['what is seen after the deadline is not told to be before it', ['*+1@100'], undefined],
    ['a late removal changes nothing', ['++1@1', '-+1@100'], { stance: 'agree', eventTs: '1' }],
  ])('%s', (_, steps, expected) => {
    const events = log('U1', ...steps);
    expect(stancesFromEvents(events, emoji, deadline).get('U1')).toEqual(expected);
    expect(stancesFromEvents(events.reverse(), emoji, deadline).get('U1')).toEqual(expected);
  });
});
