import fc from 'fast-check';
import { UserError } from '../../src/errors.ts';
import { type ArgumentSpec, parseArguments } from '../../src/slack/arguments.ts';
import { parseMentions, plainFromCommand, unescapeSlack } from '../../src/slack/mentions.ts';
import { escapeMrkdwn } from '../../src/text/escape.ts';
import { texts } from '../../src/text/text.ts';

const spec: ArgumentSpec = {
  flags: { by: 'value', rule: 'value', review: 'value', initiative: 'value', anonymous: 'boolean' },
  aliases: { bis: 'by', regel: 'rule', anonym: 'anonymous' },
  example: 'We move by June --by friday 17:00',
};

function parsed(input: string) {
  const { text, words, flags } = parseArguments(input, spec);
  return { text, words: words.map(({ value }) => value), flags: Object.fromEntries(flags) };
}

function failure(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('should have been refused');
}

const refused = (input: string, by: ArgumentSpec = spec) => failure(() => parseArguments(input, by));

describe('the text before the flags', () => {
  test('is kept as typed, with its quotes, punctuation and line breaks', () => {
    const sentence = 'We move "campaign data" into the\nshared platform -- by June; don\'t we?';
    expect(parsed(`  ${sentence}  --by friday 17:00 --rule consent`)).toMatchObject({
      text: sentence,
      flags: { by: 'friday 17:00', rule: 'consent' },
    });
  });

  test.each([
    ['"Cloud first"'],
    ["'Cloud first'"],
    ['“Cloud first”'],
    ['‘Cloud first’'],
    ['„Cloud first“'],
    ['„Cloud first”'],
    ['„Cloud first"'],
    ['‚Cloud first‘'],
    ['«Cloud first»'],
    ['»Cloud first«'],
  ])('loses the quotes around all of it: %s', (input) => {
    expect(parseArguments(input, spec)).toMatchObject({
      text: 'Cloud first',
      words: [{ value: 'Cloud first', quoted: true }],
    });
  });

  test('is read as quoted arguments and bare words', () => {
    const { text, words } = parseArguments('pulse "Where?", „Eigenes Rechenzentrum“ Cloud', spec);
    expect(text).toBe('pulse "Where?", „Eigenes Rechenzentrum“ Cloud');
    expect(words).toEqual([
      { value: 'pulse', quoted: false },
      { value: 'Where?', quoted: true },
      { value: 'Eigenes Rechenzentrum', quoted: true },
      { value: 'Cloud', quoted: false },
    ]);
  });

  test('keeps apostrophes and inches', () => {
    const text = "don't touch l'été, the users' data, a 27\" screen and ’tis";
    expect(parsed(`${text} --by friday`).text).toBe(text);
    expect(parsed("back to the '90s").words).toEqual(['back', 'to', 'the', "'90s"]);
  });

  test('protects what looks like a flag in quotes, links and mentions', () => {
    const text = 'say ("no --force") in <https://a.example|x --by y> to <@U1|Ann --rule>';
    expect(parsed(`${text} --initiative "Customer data"`)).toMatchObject({
      text,
      flags: { initiative: 'Customer data' },
    });
  });

  test('may be empty', () => {
    expect(parsed('')).toEqual({ text: '', words: [], flags: {} });
    expect(parsed(' --anonymous ')).toEqual({ text: '', words: [], flags: { anonymous: true } });
  });
});

describe('flags', () => {
  test.each([
    ['--by friday 17:00'],
    ['—by friday 17:00'],
    ['–by friday 17:00'],
    ['––by friday 17:00'],
    ['--BY friday 17:00'],
    ['--by=friday 17:00'],
    ['--by: friday 17:00'],
    ['--by "friday 17:00"'],
    ['--by=„friday 17:00“'],
    ['--bis friday 17:00'],
    ['--by\nfriday 17:00 '],
  ])('take what follows: %s', (input) => {
    expect(parsed(`text ${input}`)).toEqual({ text: 'text', words: ['text'], flags: { by: 'friday 17:00' } });
  });

  test('are dashes with a letter right behind, at the start of a word', () => {
    const text = 'data – by June — or e-mail--only, a -- b, —, x—by';
    expect(parsed(text)).toMatchObject({ text, flags: {} });
  });

  test('without value may be bare last words', () => {
    expect(parsed('"Where?" "Cloud" anonymous')).toEqual({
      text: '"Where?" "Cloud"',
      words: ['Where?', 'Cloud'],
      flags: { anonymous: true },
    });
    expect(parsed('Where? --by tomorrow 12:00 anonym').flags).toEqual({
      by: 'tomorrow 12:00',
      anonymous: true,
    });
    expect(parsed('anonymous reports go to IT').flags).toEqual({});
    expect(parsed('Where? "anonymous"').flags).toEqual({});
    expect(parsed('Where? --initiative anonymous').flags).toEqual({ initiative: 'anonymous' });
  });

  test('may have umlauts, composed or not', () => {
    const german: ArgumentSpec = { flags: { review: 'value' }, aliases: { überprüfung: 'review' } };
    for (const form of ['NFC', 'NFD']) {
      const { flags } = parseArguments('x --Überprüfung morgen'.normalize(form), german);
      expect(flags.get('review')).toBe('morgen');
    }
  });

  test('are looked up in the list only, never in what every object has', () => {
    expect(refused('x --constructor y').code).toBe('unknown_flag');
    expect(parsed('x toString').flags).toEqual({});
  });
});

describe('what cannot be read', () => {
  test('an unknown flag is named, with the known ones and the nearest', () => {
    const error = refused('Move --bye friday');
    expect(error).toMatchObject({ code: 'unknown_flag', key: 'input.unknownFlagNearest' });
    expect(texts('en').t(error.key, error.values)).toBe(
      'I do not know `--bye`. Did you mean `--by`? What I know here: --by, --rule, --review, --initiative, --anonymous. Example: `We move by June --by friday 17:00`\nIf it belongs to your sentence, put the whole sentence in quotation marks.',
    );
    expect(refused('Move --initative x').values).toMatchObject({ nearest: '--initiative' });
    expect(refused('Move --reveiw x').values).toMatchObject({ nearest: '--review' });
    expect(refused('Move --reegl x').values).toMatchObject({ nearest: '--regel' });
    expect(refused('We move —fast— by June').key).toBe('input.unknownFlag');
    expect(refused('consent --by friday', { flags: {} }).key).toBe('input.noFlags');
  });

  test('an open quote is quoted from there, in the language of the reader', () => {
    const error = refused('move "campaign <data&gt; --by friday');
    expect(error.code).toBe('unclosed_quote');
    expect(error.values).toEqual({ part: '"campaign <data> --by friday' });
    expect(texts('de').t(error.key, error.values)).toContain(
      'schließende: "campaign &lt;data&gt; --by friday\n',
    );
    expect([...String(refused(`a “${'b'.repeat(4000)}`).values.part)]).toHaveLength(60);
  });

  test.each([
    ['x --by', 'missing_flag_value', { flag: '--by' }],
    ['x --by --rule consent', 'missing_flag_value', { flag: '--by' }],
    ['x --by ""', 'missing_flag_value', { flag: '--by' }],
    ['x --by=', 'missing_flag_value', { flag: '--by' }],
    ['x --by friday --bis monday', 'repeated_flag', { flag: '--by', example: '--by monday' }],
    ['x anonymous --anonymous', 'repeated_flag', { flag: '--anonymous' }],
    [
      '--anonymous "Where?" "Cloud"',
      'unexpected_flag_value',
      { flag: '--anonymous', part: '"Where?" "Cloud"' },
    ],
  ])('%s', (input, code, values) => {
    const error = refused(input);
    expect(error.code).toBe(code);
    expect(error.values).toMatchObject(values);
  });
});

describe('properties of the grammar', () => {
  const styles = ['""', "''", '“”', '‘’', '„“', '„”', '‚‘', '«»', '»«'];
  const quotedWord = fc
    .tuple(fc.constantFrom(...styles), fc.string({ unit: 'grapheme', maxLength: 20 }))
    .map(([style, value]) => ({
      style,
      value: [...value].filter((c) => !/["'“”„‘’‚«»<>]/.test(c)).join(''),
    }));

  test('quoted words read back the same, in every style of quotes', () => {
    fc.assert(
      fc.property(fc.array(quotedWord, { maxLength: 6 }), (words) => {
        const input = words.map(({ style, value }) => `${style[0]}${value}${style[1]}`).join(' ');
        expect(parseArguments(input, spec).words).toEqual(
          words.map(({ value }) => ({ value, quoted: true })),
        );
      }),
    );
  });

  const piece = fc.constantFrom(
    ...[
      '--by',
      '—rule',
      '–anonymous',
      '--x',
      'anonymous',
      'friday',
      '"',
      "'",
      '„',
      '“',
      '»',
      '«',
      '=',
      ' ',
      '\n',
    ],
    ...['<@U1|a b>', '<https://a.example|b', '&lt;', '--', 'word', '🙂', '>', '|'],
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join('')),
  );

  test('any input is read or refused with texts in both languages', () => {
    fc.assert(
      fc.property(anything, (input) => {
        try {
          const { text, flags } = parseArguments(input, spec);
          expect(input).toContain(text);
          for (const [name, value] of flags) {
            expect(Object.keys(spec.flags)).toContain(name);
            if (value !== true) expect(input).toContain(value);
          }
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          expect(texts('en').t(error.key, error.values)).not.toMatch(/\{\{|^input\./);
          expect(texts('de').t(error.key, error.values)).not.toMatch(/\{\{|^input\./);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("Slack's notation", () => {
  test('entities are turned into characters once', () => {
    expect(unescapeSlack('R&amp;D &lt;3 &amp;lt; &nbsp; <@U1|ann>')).toBe('R&D <3 &lt; &nbsp; <@U1|ann>');
    fc.assert(fc.property(fc.string(), (text) => expect(unescapeSlack(escapeMrkdwn(text))).toBe(text)));
  });

  test('mentions become names and links addresses', () => {
    const typed =
      'Ask <@U1|ann>, <@W2>, <!subteam^S1|@brand>, <!subteam^S2> in <#C1|data> or <#C2|> and <!here|here> <!channel>: ' +
      '<https://a.example/?q=1&amp;r=2|a.example> <mailto:ann@a.example|ann@a.example> <!date^1^{date}|Friday>';
    expect(plainFromCommand(typed)).toBe(
      'Ask @ann, @W2, @brand, @S2 in #data or #C2 and @here @channel: https://a.example/?q=1&r=2 ann@a.example Friday',
    );
  });

  test('labels and entities cannot smuggle a mention in', () => {
    const typed = '&lt;!channel&gt; <https://a.example|&lt;!here&gt;> <@U1|&lt;@U2&gt;>';
    expect(plainFromCommand(typed)).toBe('<!channel> https://a.example @<@U2>');
    expect(escapeMrkdwn(plainFromCommand(typed))).toBe('&lt;!channel&gt; https://a.example @&lt;@U2&gt;');
    expect(parseMentions('&lt;@U1&gt; &lt;!subteam^S1&gt;')).toMatchObject({ userIds: [], userGroupIds: [] });
  });

  test('people, groups and channels are found once, in order', () => {
    expect(parseMentions('<@U2|b>, <@U1> und <@U2|b> & <!subteam^S1|@brand>; <#C1|data>')).toEqual({
      userIds: ['U2', 'U1'],
      userGroupIds: ['S1'],
      channelIds: ['C1'],
      rest: '',
    });
  });

  test('what names nobody is left over', () => {
    expect(parseMentions('<@U1> @bob <!here> &lt;3').rest).toBe('@bob @here <3');
    expect(parseMentions('')).toEqual({ userIds: [], userGroupIds: [], channelIds: [], rest: '' });
  });
});
