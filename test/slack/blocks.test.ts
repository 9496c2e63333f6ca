import {
  context,
  fitting,
  oneLine,
  packedSections,
  roomTaken,
  section,
  sections,
  shorten,
  shortenMrkdwn,
  splitText,
} from '../../src/slack/blocks.ts';

const family = '👩‍👩‍👧‍👦';

describe('shortening', () => {
  test('leaves alone what fits', () => {
    expect(shorten('abc', 3)).toBe('abc');
    expect(shortenMrkdwn('a&amp;', 6)).toBe('a&amp;');
  });

  test('never takes more than the limit, and never half of what people see as one character', () => {
    const text = `ab${family}🏳️‍🌈é${family}`;
    const whole = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
    for (let limit = 1; limit < text.length; limit += 1) {
      const short = shorten(text, limit);
      expect(short.length).toBeLessThanOrEqual(limit);
      const kept = [...new Intl.Segmenter().segment(short.slice(0, -1))].map(({ segment }) => segment);
      expect(kept).toEqual(whole.slice(0, kept.length));
      expect(short.endsWith('…')).toBe(true);
    }
  });

  test('cuts through no entity and no mention', () => {
    for (let limit = 2; limit < 24; limit += 1) {
      expect(shortenMrkdwn('a &amp; <@U012345> &lt;b', limit)).toMatch(
        /^(?:[ab ]|&(?:amp|lt);|<@U012345>)*…$/,
      );
    }
  });

  test('puts on one line', () => {
    expect(oneLine(' a\n\nb\t c ')).toBe('a b c');
    expect(oneLine('a\nbcdef', 5)).toBe('a bc…');
  });
});

describe('long texts', () => {
  test('are split between words, and nothing of them is lost', () => {
    const text = 'Wort & <so> '.repeat(900).trim();
    const parts = splitText(text, 3000);
    expect(parts.every((part) => part.length <= 3000 && !part.startsWith(' '))).toBe(true);
    expect(parts.join(' ')).toBe(text);
    expect(sections(text)).toHaveLength(parts.length);
  });

  test('paragraphs share sections in their order', () => {
    const paragraphs = Array.from({ length: 40 }, (_, i) => `${i} ${'x'.repeat(400)}`);
    const packed = packedSections(paragraphs, '\n\n');
    expect(packed.map((block) => block.text?.text).join('\n\n')).toBe(paragraphs.join('\n\n'));
    expect(packed.length).toBeLessThan(8);
    for (const block of packed) expect(block.text?.text.length).toBeLessThanOrEqual(3000);
  });

  test('the first that fit are shown, and the others counted', () => {
    expect(fitting(['aaa', 'bbb', 'c'], 100)).toEqual({ shown: ['aaa', 'bbb', 'c'], left: 0 });
    expect(fitting(['aaa', 'bbb', 'c'], 10)).toEqual({ shown: ['aaa', 'bbb'], left: 1 });
    expect(fitting(['aaa', 'bbb', 'c'], 0)).toEqual({ shown: [], left: 3 });
  });

  test('room is counted over all texts, with something for each block', () => {
    const blocks = [section('x'.repeat(100)), context('y'.repeat(10), 'z'.repeat(5))];
    expect(roomTaken(blocks)).toBe(115 + 2 * 125);
  });
});
