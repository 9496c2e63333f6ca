/** Section 3.8.5.3 of RFC 5545: all examples whose frequency is daily or slower, with the lists it gives. */
export interface Example {
  rule: string;
  /** Local, America/New_York. */
  start: string;
  /** 'YYYY: MM-DD MM-DD …' lines, at the time of the start. */
  expected: string[];
  /** The RFC's list ends in "…". */
  goesOn?: true;
}

const september2 = '1997-09-02T09:00';
const september = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => `09-${String(first + i).padStart(2, '0')}`).join(' ');
const january = Array.from({ length: 31 }, (_, i) => `01-${String(i + 1).padStart(2, '0')}`).join(' ');
const everyOtherDay = (start: string, count: number) =>
  Array.from({ length: count }, (_, i) =>
    new Date(Date.parse(`${start}T00:00Z`) + i * 2 * 86_400_000).toISOString().slice(5, 10),
  ).join(' ');
const weeksTo1223 =
  '09-02 09-09 09-16 09-23 09-30 10-07 10-14 10-21 10-28 11-04 11-11 11-18 11-25 12-02 12-09 12-16 12-23';
const evenWeeks = '09-03 09-05 09-15 09-17 09-19 09-29 10-01 10-03 10-13 10-15 10-17 10-27 10-29 10-31';

export const examples: readonly Example[] = [
  {
    rule: 'FREQ=DAILY;COUNT=10',
    start: september2,
    expected: [`1997: ${september(2, 11)}`],
  },
  {
    rule: 'FREQ=DAILY;UNTIL=19971224T000000Z',
    start: september2,
    // September 2-30; October 1-25; October 26-31; November 1-30; December 1-23
    expected: [
      `1997: ${Array.from({ length: 113 }, (_, i) =>
        new Date(Date.UTC(1997, 8, 2 + i)).toISOString().slice(5, 10),
      ).join(' ')}`,
    ],
  },
  {
    rule: 'FREQ=DAILY;INTERVAL=2',
    start: september2,
    // September 2,4,6,8...24,26,28,30; October 2,4,6...20,22,24; 26,28,30; November 1,3,5,7...25,27,29; December 1,3,...
    expected: [`1997: ${everyOtherDay('1997-09-02', 47)}`],
    goesOn: true,
  },
  {
    rule: 'FREQ=DAILY;INTERVAL=10;COUNT=5',
    start: september2,
    expected: ['1997: 09-02 09-12 09-22 10-02 10-12'],
  },
  ...[
    'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
    'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1',
  ].map(
    (rule): Example => ({
      rule,
      start: '1998-01-01T09:00',
      expected: [`1998: ${january}`, `1999: ${january}`, `2000: ${january}`],
    }),
  ),
  {
    rule: 'FREQ=WEEKLY;COUNT=10',
    start: september2,
    expected: ['1997: 09-02 09-09 09-16 09-23 09-30 10-07 10-14 10-21 10-28 11-04'],
  },
  { rule: 'FREQ=WEEKLY;UNTIL=19971224T000000Z', start: september2, expected: [`1997: ${weeksTo1223}`] },
  {
    rule: 'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    start: september2,
    expected: [
      '1997: 09-02 09-16 09-30 10-14 10-28 11-11 11-25 12-09 12-23',
      '1998: 01-06 01-20 02-03 02-17',
    ],
    goesOn: true,
  },
  ...[
    'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH',
    'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
  ].map(
    (rule): Example => ({
      rule,
      start: september2,
      expected: ['1997: 09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 10-02'],
    }),
  ),
  {
    rule: 'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR',
    start: '1997-09-01T09:00',
    expected: [`1997: 09-01 ${evenWeeks} 11-10 11-12 11-14 11-24 11-26 11-28 12-08 12-10 12-12 12-22`],
  },
  {
    rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
    start: september2,
    expected: ['1997: 09-02 09-04 09-16 09-18 09-30 10-02 10-14 10-16'],
  },
  {
    rule: 'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
    start: '1997-09-05T09:00',
    expected: ['1997: 09-05 10-03 11-07 12-05', '1998: 01-02 02-06 03-06 04-03 05-01 06-05'],
  },
  {
    rule: 'FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR',
    start: '1997-09-05T09:00',
    expected: ['1997: 09-05 10-03 11-07 12-05'],
  },
  {
    rule: 'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
    start: '1997-09-07T09:00',
    expected: ['1997: 09-07 09-28 11-02 11-30', '1998: 01-04 01-25 03-01 03-29 05-03 05-31'],
  },
  {
    rule: 'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    start: '1997-09-22T09:00',
    expected: ['1997: 09-22 10-20 11-17 12-22', '1998: 01-19 02-16'],
  },
  {
    rule: 'FREQ=MONTHLY;BYMONTHDAY=-3',
    start: '1997-09-28T09:00',
    expected: ['1997: 09-28 10-29 11-28 12-29', '1998: 01-29 02-26'],
    goesOn: true,
  },
  {
    rule: 'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
    start: september2,
    expected: ['1997: 09-02 09-15 10-02 10-15 11-02 11-15 12-02 12-15', '1998: 01-02 01-15'],
  },
  {
    rule: 'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    start: '1997-09-30T09:00',
    expected: ['1997: 09-30 10-01 10-31 11-01 11-30 12-01 12-31', '1998: 01-01 01-31 02-01'],
  },
  {
    rule: 'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
    start: '1997-09-10T09:00',
    expected: ['1997: 09-10 09-11 09-12 09-13 09-14 09-15', '1999: 03-10 03-11 03-12 03-13'],
  },
  {
    rule: 'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU',
    start: september2,
    expected: [
      '1997: 09-02 09-09 09-16 09-23 09-30 11-04 11-11 11-18 11-25',
      '1998: 01-06 01-13 01-20 01-27 03-03 03-10 03-17 03-24 03-31',
    ],
    goesOn: true,
  },
  {
    rule: 'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
    start: '1997-06-10T09:00',
    expected: [
      '1997: 06-10 07-10',
      '1998: 06-10 07-10',
      '1999: 06-10 07-10',
      '2000: 06-10 07-10',
      '2001: 06-10 07-10',
    ],
  },
  {
    rule: 'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
    start: '1997-03-10T09:00',
    expected: [
      '1997: 03-10',
      '1999: 01-10 02-10 03-10',
      '2001: 01-10 02-10 03-10',
      '2003: 01-10 02-10 03-10',
    ],
  },
  {
    rule: 'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
    start: '1997-01-01T09:00',
    expected: [
      '1997: 01-01 04-10 07-19',
      '2000: 01-01 04-09 07-18',
      '2003: 01-01 04-10 07-19',
      '2006: 01-01',
    ],
  },
  {
    rule: 'FREQ=YEARLY;BYDAY=20MO',
    start: '1997-05-19T09:00',
    expected: ['1997: 05-19', '1998: 05-18', '1999: 05-17'],
    goesOn: true,
  },
  {
    rule: 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    start: '1997-05-12T09:00',
    expected: ['1997: 05-12', '1998: 05-11', '1999: 05-17'],
    goesOn: true,
  },
  {
    rule: 'FREQ=YEARLY;BYMONTH=3;BYDAY=TH',
    start: '1997-03-13T09:00',
    expected: ['1997: 03-13 03-20 03-27', '1998: 03-05 03-12 03-19 03-26', '1999: 03-04 03-11 03-18 03-25'],
    goesOn: true,
  },
  {
    rule: 'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
    start: '1997-06-05T09:00',
    expected: [
      '1997: 06-05 06-12 06-19 06-26 07-03 07-10 07-17 07-24 07-31 08-07 08-14 08-21 08-28',
      '1998: 06-04 06-11 06-18 06-25 07-02 07-09 07-16 07-23 07-30 08-06 08-13 08-20 08-27',
      '1999: 06-03 06-10 06-17 06-24 07-01 07-08 07-15 07-22 07-29 08-05 08-12 08-19 08-26',
    ],
    goesOn: true,
  },
  {
    // The RFC leaves the start out by EXDATE.
    rule: 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    start: september2,
    expected: ['1998: 02-13 03-13 11-13', '1999: 08-13', '2000: 10-13'],
    goesOn: true,
  },
  {
    rule: 'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    start: '1997-09-13T09:00',
    expected: ['1997: 09-13 10-11 11-08 12-13', '1998: 01-10 02-07 03-07 04-11 05-09 06-13'],
    goesOn: true,
  },
  {
    rule: 'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    start: '1996-11-05T09:00',
    expected: ['1996: 11-05', '2000: 11-07', '2004: 11-02'],
    goesOn: true,
  },
  {
    rule: 'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
    start: '1997-09-04T09:00',
    expected: ['1997: 09-04 10-07 11-06'],
  },
  {
    rule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    start: '1997-09-29T09:00',
    expected: ['1997: 09-29 10-30 11-27 12-30', '1998: 01-29 02-26 03-30'],
    goesOn: true,
  },
  {
    rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
    start: '1997-08-05T09:00',
    expected: ['1997: 08-05 08-10 08-19 08-24'],
  },
  {
    rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
    start: '1997-08-05T09:00',
    expected: ['1997: 08-05 08-17 08-19 08-31'],
  },
  {
    rule: 'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
    start: '2007-01-15T09:00',
    expected: ['2007: 01-15 01-30 02-15 03-15 03-30'],
  },
];
