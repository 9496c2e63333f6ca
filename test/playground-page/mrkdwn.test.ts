import fc from 'fast-check';
import { type Inline, type Part, parseMrkdwn } from '../../playground/page/mrkdwn.js';

/** The nodes of a text that is one paragraph. */
function inline(source: string): Inline[] {
  const parts = parseMrkdwn(source);
  const [part] = parts;
  if (parts.length !== 1 || part?.type !== 'paragraph') throw new Error(`not one paragraph: ${source}`);
  return part.children;
}

const text = (value: string): Inline => ({ type: 'text', text: value });

describe('marks', () => {
  test.each([
    ['*bold*', 'bold'],
    ['_italic_', 'italic'],
    ['~strike~', 'strike'],
  ] as const)('%s', (source, type) => {
    expect(inline(source)).toEqual([{ type, children: [text(source.slice(1, -1))] }]);
  });

  test('stand inside each other', () => {
    expect(inline('*_both_ bold*')).toEqual([
      { type: 'bold', children: [{ type: 'italic', children: [text('both')] }, text(' bold')] },
    ]);
  });

  test.each(['2*3*4', 'snake_case_name', '* not bold *', '*not closed', 'a ~ b ~ c', '**', '*over\nlines*'])(
    'stay as they are in %j',
    (source) => {
      expect(inline(source).every(({ type }) => type === 'text' || type === 'break')).toBe(true);
    },
  );

  test('stay as they are in code', () => {
    expect(inline('`*a* <b> &amp;`')).toEqual([{ type: 'code', text: '*a* <b> &' }]);
    expect(inline('`<https://x.org|&amp;lt;a> <@U1|carla> <javascript:alert(1)|x>`')).toEqual([
      { type: 'code', text: '&lt;a carla <javascript:alert(1)|x>' },
    ]);
    expect(parseMrkdwn('```\n*a*\n  &lt;b&gt;\n```')).toEqual([{ type: 'preformatted', text: '*a*\n  <b>' }]);
  });

  test('do not end inside a link', () => {
    expect(inline('*<https://example.org/a*b|c>*')).toEqual([
      { type: 'bold', children: [{ type: 'link', url: 'https://example.org/a*b', text: 'c' }] },
    ]);
  });
});

describe('references', () => {
  test.each<[string, Inline]>([
    ['<@U0CMO>', { type: 'user', id: 'U0CMO', label: null }],
    ['<@U0CMO|carla>', { type: 'user', id: 'U0CMO', label: 'carla' }],
    ['<#C1|general>', { type: 'channel', id: 'C1', label: 'general' }],
    ['<!subteam^S1|@it>', { type: 'group', id: 'S1', label: '@it' }],
    ['<!here>', { type: 'broadcast', name: 'here' }],
    ['<https://example.org>', { type: 'link', url: 'https://example.org', text: 'https://example.org' }],
    [
      '<https://e.org/?a=1&amp;b=2|A &amp; B>',
      { type: 'link', url: 'https://e.org/?a=1&b=2', text: 'A & B' },
    ],
    ['<mailto:a@example.org|mail>', { type: 'link', url: 'mailto:a@example.org', text: 'mail' }],
    [':+1:', { type: 'emoji', name: '+1' }],
    [':wave::skin-tone-3:', { type: 'emoji', name: 'wave::skin-tone-3' }],
    [
      '<!date^1392734382^{date} at {time}|Feb 18>',
      { type: 'date', timestamp: 1392734382, format: '{date} at {time}', url: null, fallback: 'Feb 18' },
    ],
    [
      '<!date^1^{date}^https://example.org|x>',
      { type: 'date', timestamp: 1, format: '{date}', url: 'https://example.org', fallback: 'x' },
    ],
  ])('%s', (source, node) => {
    expect(inline(source)).toEqual([node]);
  });

  test('a time of day is no emoji', () => {
    expect(inline('at 10:30:15')).toEqual([text('at 10:30:15')]);
  });
});

describe('lines', () => {
  test('quotes go on over lines and end with them', () => {
    expect(parseMrkdwn('&gt; one\n&gt;two\nafter')).toEqual([
      { type: 'quote', children: [text('one'), { type: 'break' }, text('two')] },
      { type: 'paragraph', children: [text('after')] },
    ]);
  });

  test('lists, bulleted, numbered and indented', () => {
    expect(parseMrkdwn('• one\n  • two\n3. three')).toEqual([
      {
        type: 'list',
        ordered: false,
        start: 1,
        items: [
          { indent: 0, children: [text('one')] },
          { indent: 1, children: [text('two')] },
        ],
      },
      { type: 'list', ordered: true, start: 3, items: [{ indent: 0, children: [text('three')] }] },
    ]);
  });

  test('text around a fence stays', () => {
    expect(parseMrkdwn('a\n```b```\nc').map(({ type }) => type)).toEqual([
      'paragraph',
      'preformatted',
      'paragraph',
    ]);
  });

  test('an empty text is nothing', () => {
    expect(parseMrkdwn('')).toEqual([]);
  });
});

describe('injection', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<javascript:alert(1)|click>',
    '<JaVaScRiPt:alert(1)>',
    '<data:text/html,<b>x</b>|click>',
    '<vbscript:x|y>',
    '< https://example.org|space>',
    '&lt;https://example.org&gt;',
    '&lt;!channel&gt;',
    '<!date^1^{date}^javascript:alert(1)|x>',
  ])('%s becomes neither a link nor a mention', (source) => {
    const nodes = parseMrkdwn(source).flatMap(everyNode);
    expect(
      nodes.filter(({ type }) => ['link', 'broadcast', 'user', 'channel', 'group'].includes(type)),
    ).toEqual([]);
    expect(nodes.filter((node) => node.type === 'date' && node.url !== null)).toEqual([]);
  });

  test('an entity is decoded once', () => {
    expect(inline('&amp;lt;b&amp;gt;')).toEqual([text('&lt;b&gt;')]);
  });

  test('whatever is written, links have safe schemes and all text is a string', () => {
    const piece = fc.constantFrom(
      ...[
        '<',
        '>',
        '|',
        '&lt;',
        '&gt;',
        '&amp;',
        '*',
        '_',
        '~',
        '`',
        '```',
        ':',
        '\n',
        ' ',
        '!',
        '@U1',
        '#C1',
      ],
      ...[
        'javascript:',
        'JAVASCRIPT:',
        'data:',
        'https://x.org',
        'mailto:',
        '!date^1^{date}^',
        'a',
        'ä',
        '👍',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const node of parseMrkdwn(pieces.join('')).flatMap(everyNode)) {
          if (node.type === 'link') expect(node.url).toMatch(/^(https?:\/\/|mailto:|tel:)/i);
          if (node.type === 'date' && node.url !== null)
            expect(node.url).toMatch(/^(https?:\/\/|mailto:|tel:)/i);
          if ('text' in node) expect(typeof node.text).toBe('string');
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('no letter is lost, however it is marked', () => {
    const piece = fc.constantFrom('a', 'b', '*', '_', '~', '`', ' ', '\n', '•', '&gt;', '1. ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const source = pieces.join('');
        const letters = (value: string) => value.replace(/&gt;/g, '').replace(/[^ab]/g, '');
        expect(letters(parseMrkdwn(source).flatMap(everyNode).map(ownText).join(''))).toBe(letters(source));
      }),
      { numRuns: 1000 },
    );
  });
});

function everyNode(part: Part | Inline): (Part | Inline)[] {
  const children: Inline[] =
    part.type === 'list'
      ? part.items.flatMap((item) => item.children)
      : 'children' in part
        ? part.children
        : [];
  return [part, ...children.flatMap(everyNode)];
}

function ownText(node: Part | Inline): string {
  return 'text' in node ? node.text : '';
}
