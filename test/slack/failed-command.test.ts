import { failedCommand } from '../../src/slack/failed-command.ts';
import { texts } from '../../src/text/text.ts';
import { refusals } from '../features/agreements/slack-limits.ts';

const t = texts('en');

function answered(typed: string, why = 'No.') {
  const answer = failedCommand(t, why, '/concord-propose', typed);
  if (answer.kind !== 'ephemeral') throw new Error('not said to the person');
  expect(refusals(answer.blocks ?? [])).toEqual([]);
  return answer;
}

/** What stands in the code blocks, as a person copies it. */
function copied(typed: string, why?: string): string[] {
  return (answered(typed, why).blocks ?? []).flatMap((block) => {
    const text = block.type === 'section' ? (block.text?.text ?? '') : '';
    const code = /^```([\s\S]*)```$/.exec(text)?.[1];
    return code === undefined
      ? []
      : [code.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')];
  });
}

test('says why, and repeats the line as it was typed', () => {
  const { text, blocks } = answered('We move --bi friday', '`--bi` is unknown.');
  expect(text).toBe('`--bi` is unknown.');
  expect(JSON.stringify(blocks)).toContain('`--bi` is unknown.');
  expect(copied('We move --bi friday')).toEqual(['/concord-propose We move --bi friday']);
});

test('says why alone where nothing was typed after the command', () => {
  expect(failedCommand(t, 'No.', '/concord', ' ')).toEqual({ kind: 'ephemeral', text: 'No.' });
});

test('shows mentions and links as typed, and gives them no power', () => {
  expect(copied('<@U1|cmo> in <#C1|it> &amp; <https://example.com/?a=1&amp;b> &lt;x&gt; <!here>')).toEqual([
    '/concord-propose @cmo in #it & https://example.com/?a=1&b <x> @here',
  ]);
});

test('keeps line breaks, and is not ended by a fence', () => {
  expect(copied('a\n```b```\nc')).toEqual(["/concord-propose a\n'''b'''\nc"]);
});

test('loses nothing of a sentence too long for a proposal', () => {
  const typed = 'ein Wort mehr '.repeat(400).trim();
  expect(copied(typed).join(' ')).toBe(`/concord-propose ${typed}`);
});

test.each([
  '&amp;'.repeat(8000),
  '😀'.repeat(4000),
  'x'.repeat(12_000),
  '\n'.repeat(12_000),
  'a '.repeat(6000),
])('holds with the longest line', (typed) => {
  const why = 'Why. '.repeat(1000);
  expect(copied(`${typed}.`, why).join('')).toMatch(/^\/concord-propose[\s\S]*(?:…|\.)$/);
});
