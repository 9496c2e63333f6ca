import { assess, type Claim } from '../../../src/features/greyzones/finding.ts';
import type { GreyZone } from '../../../src/features/greyzones/grey-zone.ts';
import { findingText } from '../../../src/features/greyzones/matrix.views.ts';
import { texts } from '../../../src/text/text.ts';

const [M, I] = [1, 2];
const departments = [
  { id: M, name: 'Marketing', formerName: 'Marketing', isGone: false },
  { id: I, name: 'IT', formerName: 'IT', isGone: false },
];
const zone = { departments } as GreyZone;

type Said = [today: Claim | null, should: Claim | null];

function textsOf(...said: Said[]): string[] {
  const answers = said.flatMap(([today, should], i) =>
    Object.entries({ today, should }).flatMap(([question, claim]) =>
      claim === null
        ? []
        : [{ departmentId: i + 1, isLead: true, question: question as 'today' | 'should', claim }],
    ),
  );
  const assessment = assess([M, I], answers);
  return (['en', 'de'] as const).map((locale) => findingText(texts(locale), zone, assessment));
}

const cases: [said: [Said, Said], english: string, german: string][] = [
  [
    [
      [I, I],
      [I, I],
    ],
    'Clear: all say IT.',
    'Klar: Alle sagen IT.',
  ],
  [
    [
      [M, I],
      [M, I],
    ],
    'Unclear: all say: Marketing today, IT from now on.',
    'Unklar: Alle sagen: heute Marketing, künftig IT.',
  ],
  [
    [
      ['nobody', I],
      ['nobody', I],
    ],
    'Gap: all say: nobody today, IT from now on.',
    'Lücke: Alle sagen: heute niemand, künftig IT.',
  ],
  [
    [
      ['nobody', M],
      ['nobody', I],
    ],
    'Overlap: Marketing and IT each say that they should lead it.',
    'Überschneidung: Marketing und IT sagen jeweils, dass sie es verantworten sollten.',
  ],
  [
    [
      ['nobody', I],
      ['nobody', M],
    ],
    'Gap: all say that nobody leads it today.',
    'Lücke: Alle sagen, dass es heute niemand verantwortet.',
  ],
  [
    [
      [M, M],
      [null, null],
    ],
    'Unclear: IT has not answered.',
    'Unklar: IT hat nicht geantwortet.',
  ],
  [
    [
      [M, null],
      [null, I],
    ],
    'Unclear: Marketing and IT have answered only one of the questions.',
    'Unklar: Marketing und IT haben nur eine der Fragen beantwortet.',
  ],
  [
    [
      ['shared', 'shared'],
      ['shared', 'shared'],
    ],
    'Unclear: all say that it is shared, so nobody leads it.',
    'Unklar: Alle sagen, dass es gemeinsam ist; also verantwortet es niemand.',
  ],
  [
    [
      [I, I],
      [M, M],
    ],
    'Gap: nobody claims it; each names another or nobody.',
    'Lücke: Niemand beansprucht es für sich; alle nennen andere oder niemanden.',
  ],
  [
    [
      [I, M],
      [M, M],
    ],
    'Gap: nobody says that they lead it today.',
    'Lücke: Keine Abteilung sagt, dass sie es heute verantwortet.',
  ],
  [
    [
      [M, I],
      [M, M],
    ],
    'Gap: nobody says that they should lead it.',
    'Lücke: Keine Abteilung sagt, dass sie es verantworten sollte.',
  ],
  [
    [
      [M, M],
      ['nobody', 'nobody'],
    ],
    'Unclear: the departments see it differently.',
    'Unklar: Die Abteilungen sehen es verschieden.',
  ],
];

test.each(cases)('%j: %s', (said, english, german) => {
  expect(textsOf(...said)).toEqual([english, german]);
});
