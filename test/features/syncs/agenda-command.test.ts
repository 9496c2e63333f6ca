import { UserError } from '../../../src/errors.ts';
import { readItem } from '../../../src/features/syncs/agenda-command.ts';

test.each<[string, string, string | null]>([
  ['Budget for Q3', 'Budget for Q3', null],
  ['Budget --initiative "Customer data"', 'Budget', 'Customer data'],
  ['Budget --initiative Customer data', 'Budget', 'Customer data'],
  ['„Budget“ —initiative „R&amp;D“', 'Budget', 'R&D'],
  ['"Budget" and "people" --Initiative=Web', '"Budget" and "people"', 'Web'],
  ['Budget -- or not --force', 'Budget -- or not --force', null],
  ['R&amp;D it’s', 'R&D it’s', null],
  ['What of the initiative?', 'What of the initiative?', null],
  ['--initiatives', '--initiatives', null],
  ['--initiative Web', '', 'Web'],
])('%j is an item', (typed, text, initiative) => {
  expect(readItem(typed)).toEqual({ text, initiative });
});

test.each([
  ['Budget --initiative', 'missing_flag_value'],
  ['Budget --initiative ""', 'missing_flag_value'],
  ['Budget --initiative Web --by friday', 'unknown_flag'],
  ['Budget --initiative Web --initiative Shop', 'repeated_flag'],
  ['Budget --initiative "Web', 'unclosed_quote'],
])('%j is refused as %s', (typed, code) => {
  expect(() => readItem(typed)).toThrow(UserError);
  expect(() => readItem(typed)).toThrow(expect.objectContaining({ code }));
});
