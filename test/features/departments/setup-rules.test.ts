import { UserError } from '../../../src/errors.ts';
import { countriesByLetter } from '../../../src/features/departments/countries.ts';
import { leadTitle } from '../../../src/features/departments/department.ts';
import { reactionText, readReactions } from '../../../src/features/departments/reaction-names.ts';
import { timeZonesWith } from '../../../src/features/departments/time-zones.ts';
import { defaultStanceEmoji } from '../../../src/features/proposals/stance.ts';
import { countryCodes } from '../../../src/time/country-codes.ts';
import { isTimeZone } from '../../../src/time/zones.ts';

const usual = {
  agree: reactionText(defaultStanceEmoji.agree),
  object: reactionText(defaultStanceEmoji.object),
  abstain: reactionText(defaultStanceEmoji.abstain),
};

describe('reactions', () => {
  test('the usual ones, unchanged or left empty, are stored as none of their own', () => {
    expect(readReactions(usual)).toBeNull();
    expect(readReactions({ agree: '', object: '  ', abstain: usual.abstain })).toBeNull();
  });

  test('names with and without colons, commas, capitals and skin tones', () => {
    const typed = { ...usual, agree: ':TADA: rocket,:+1::skin-tone-4: :+1: :heart::ok:' };
    expect(readReactions(typed)).toEqual({
      ...defaultStanceEmoji,
      agree: ['tada', 'rocket', '+1', 'heart', 'ok'],
    });
  });

  test.each([
    ['👍', 'unreadable_reaction'],
    ['two;three<four>', 'unreadable_reaction'],
    [':x: done', 'reaction_twice'],
    [Array.from({ length: 21 }, (_, i) => `e${i}`).join(' '), 'many_reactions'],
  ])('%s is refused', (agree, code) => {
    const read = () => readReactions({ ...usual, agree });
    expect(read).toThrow(UserError);
    expect(read).toThrow(expect.objectContaining({ code }));
  });
});

test('every zone offered exists, those of the reader and the workspace are among them, and they fit a select', () => {
  const zones = timeZonesWith('America/Indiana/Tell_City', 'Antarctica/Troll');
  expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
  expect(zones).toEqual(
    expect.arrayContaining(['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich', 'Antarctica/Troll']),
  );
  expect(zones.length).toBeLessThanOrEqual(100);
  expect(timeZonesWith('Europe/Berlin', 'Europe/Berlin')).toHaveLength(zones.length - 2);
  expect(['', 'Middle/Earth', '<Berlin>'].filter(isTimeZone)).toEqual([]);
});

test.each(['en', 'de'])('every country is there once, by its name in %s', (locale) => {
  const letters = countriesByLetter(locale);
  expect(letters.flatMap(({ countries }) => countries.map(({ code }) => code)).sort()).toEqual(
    [...countryCodes].sort(),
  );
  const germany = letters.flatMap(({ countries }) => countries).find(({ code }) => code === 'DE');
  expect(germany?.name).toBe({ en: 'Germany', de: 'Deutschland' }[locale]);
});

test('leads have the title of their department', () => {
  expect([' marketing', 'IT', 'Digital', 'TECHNOLOGY', 'Sales', 'constructor'].map(leadTitle)).toEqual([
    'CMO',
    'CIO',
    'CDO',
    'CTO',
    null,
    null,
  ]);
});
