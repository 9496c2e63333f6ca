import { brand, data, fremd, outside } from './people-and-rows.ts';

const options = (count: number) => Array.from({ length: count }, (_, i) => `"o${i + 1}"`).join(' ');
const [long, longer] = ['x'.repeat(151), 'x'.repeat(1001)];
/** Who types it: the lead of Marketing in English and of IT in German, where nobody else is named. */
type Line = [line: string, words: RegExp, userId?: string];
/** What the lines of `wrong-input.test.ts` stand before: PL-1 to PL-7, SP-1 and SP-2. */
export const cases: [code: string, english: Line, german: Line][] = [
  // Numbers and verbs.
  [
    'poll_gone',
    ['show PL-999', /no poll PL-999\. `.*list`/],
    ['zeigen PL-999', /Umfrage PL-999 gibt.*liste`/],
  ],
  ['poll_gone', ['reason PL-0 x', /no poll PL-0\./], ['grund PL-0 x', /Umfrage PL-0 gibt/]],
  ['bad_poll', ['close PL-x', /“PL-x”.*`.*close PL-3`/], ['schließen PL-x', /„PL-x“.*`.*schließen PL-3`/]],
  ['bad_poll', ['remind 1234567890', /“1234567890”/], ['erinnern PL-1x', /„PL-1x“.*erinnern/]],
  ['missing_poll', ['remind', /Which.*remind PL-3`/], ['erinnern', /Welche.*erinnern PL-3`/]],
  [
    'unreadable_rest',
    ['show PL-1 and more', /“and more”.*show/],
    ['zeigen PL-1 und mehr', /„und mehr“.*zeigen/],
  ],
  [
    'unknown_verb',
    ['lsit', /“lsit”.*Did you mean `\/concord-poll list`.*quotation marks/],
    ['erinern PL-1', /„erinern“.*Meinten Sie `\/concord-poll erinnern`.*Anführungszeichen/],
  ],
  [
    'unknown_verb',
    ['Hosting', /“Hosting”\. A question goes in quotation marks/],
    ['Betriebsort', /„Betriebsort“.*Anführungszeichen/],
  ],
  ['unknown_verb', ['list extra', /“list extra”.*list`/], ['liste mehr', /„liste mehr“.*liste`/]],
  [
    'plan_gone',
    ['start SP-0', /no saved poll SP-0\. `.*saved`/],
    ['beenden SP-99', /SP-99 gibt.*gespeichert`/],
  ],
  [
    'which_plan',
    ['start', /SP-1, SP-2\..*`.*start SP-1`/],
    ['beenden', /SP-1, SP-2\..*`\/concord-poll \S+ SP-1`/],
  ],
  [
    'bad_plan',
    ['stop SP-x', /“SP-x”.*SP-1, SP-2.*stop SP-1/],
    ['starten Später?x', /„Später\?x“.*SP-1, SP-2/],
  ],
  // The question and its options.
  ['empty_question', ['"\0" "A" "B"', /question is missing.*“/], ['„\0“ „A“ „B“', /Frage fehlt.*„/]],
  [
    'long_question',
    [`"${longer}"`, /1001 characters; 1000/],
    [`„${longer}“`, /1001 Zeichen; höchstens 1000/],
  ],
  [
    'few_options',
    ['"Q?" "Only"', /“Only” is the only.*2/],
    ['„Q?“ „Nur dies“', /„Nur dies“ ist die einzige.*2/],
  ],
  ['many_options', [`"Q?" ${options(21)}`, /21 options; 20/], [`„Q?“ ${options(21)}`, /21 Antworten.*20/]],
  ['empty_option', ['"Q?" "A" " "', /is empty/], ['„Q?“ „A“ „\0“', /ist leer/]],
  ['long_option', [`"Q?" "A" "${long}"`, /“x+…” has 151.*150/], [`„Q?“ „A“ „${long}“`, /„x+…“ hat 151.*150/]],
  ['same_option', ['"Q?" "A" "B" "a"', /“a” is there twice/], ['„Q?“ „Ä“ „ä“', /„ä“ kommt zweimal/]],
  ['unreadable_rest', ['"Q?" A "B" C', /“C” here/], ['„Q?“ A „B“ C', /„C“ verstehe/]],
  // When.
  ['far_deadline', ['"Q?" --by in 2 years', /than a year/], ['„Q?“ --bis in 2 Jahren', /als ein Jahr/]],
  [
    'too_far',
    ['"Q?" --by in 20 years', /“in 20 years”.*5/],
    ['„Q?“ --bis in 20 Jahren', /„in 20 Jahren“.*5/],
  ],
  [
    'past_moment',
    ['"Q?" --by 2020-01-01', /“2020-01-01”.*over/],
    ['„Q?“ --bis 1.1.2020', /„1.1.2020“.*vorbei/],
  ],
  ['unreadable_moment', ['"Q?" --by soonish', /“soonish”/], ['„Q?“ --frist demnächst', /„demnächst“/]],
  ['unreadable_moment', ['"Q?" --draft --by soonish', /“soonish”/], ['„Q?“ --entwurf --bis bald', /„bald“/]],
  // How often.
  ['unreadable_recurrence', ['"Q?" --repeat blue moon', /“blue moon”/], ['„Q?“ --wiederholen oft', /„oft“/]],
  [
    'unreadable_recurrence',
    ['"Q?" --repeat monday foo', /“monday foo”/],
    ['„Q?“ --wiederholen montags bla', /„bla“/],
  ],
  [
    'missing_recurrence',
    ['"Q?" --repeat 10:00', /How often/],
    ['„Q?“ --wiederholen 10:00', /fehlt, wie oft/],
  ],
  [
    'no_such_time',
    ['"Q?" --repeat monday 25:00', /“25:00”/],
    ['„Q?“ --wiederholen montags 25:00', /„25:00“/],
  ],
  [
    'rule_unreadable',
    ['"Q?" --repeat FREQ=SOMETIMES', /“FREQ=SOMETIMES” is not a repetition/],
    ['„Q?“ --wiederholen FREQ=SOMETIMES', /„FREQ=SOMETIMES“ ist keine Wiederholung/],
  ],
  [
    'rule_too_frequent',
    ['"Q?" --repeat FREQ=HOURLY', /“FREQ=HOURLY”.*more often than daily/],
    ['„Q?“ --wiederholen FREQ=HOURLY', /„FREQ=HOURLY“.*öfter als täglich/],
  ],
  [
    'rule_times_of_day',
    ['"Q?" --repeat FREQ=DAILY;BYHOUR=5', /“FREQ=DAILY;BYHOUR=5”.*times of day/],
    ['„Q?“ --wiederholen FREQ=DAILY;BYHOUR=5', /„FREQ=DAILY;BYHOUR=5“.*Uhrzeiten/],
  ],
  [
    'rule_never',
    ['"Q?" --repeat FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', /never gives a date/],
    ['„Q?“ --wiederholen FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', /nie einen Termin/],
  ],
  [
    'rule_end_before_start',
    ['"Q?" --repeat FREQ=DAILY;UNTIL=20200101T000000Z', /ends before it begins/],
    ['„Q?“ --wiederholen FREQ=DAILY;UNTIL=20200101T000000Z', /endet, bevor/],
  ],
  [
    'no_date_left',
    ['"Q?" --repeat FREQ=DAILY;UNTIL=20270608T235900 06:00', /no date any more/],
    ['„Q?“ --wiederholen FREQ=DAILY;UNTIL=20270608T235900 06:00', /keinen Termin mehr/],
  ],
  [
    'two_times',
    ['"Q?" --repeat monday --draft', /One of these is possible: repeated/],
    ['puls „Customer data“ --wiederholen montags --vor-syncs', /Eines davon ist möglich: wiederholt/],
  ],
  [
    'not_a_pulse',
    ['"Q?" --before-syncs', /only a pulse/],
    ['„Q?“ --vor-syncs --wiederholen montags', /nur ein Puls/],
  ],
  [
    'deadline_of_sync',
    ['pulse "Customer data" --before-syncs --by friday', /before that sync/],
    ['puls „Customer data“ --vor-syncs --bis Freitag', /vor diesem Sync/],
  ],
  // About what, whom and where.
  [
    'unknown_initiative',
    ['pulse "Kloud"', /“Kloud”.*Customer care, Customer data/],
    ['„Q?“ --initiative Kloud', /„Kloud“.*Customer care, Customer data/],
  ],
  [
    'which_initiative',
    ['"Q?" --initiative customer', /“customer” could be.*Customer care/],
    ['puls customer', /„customer“ könnte.*Customer care/],
  ],
  [
    'one_department',
    ['pulse "Customer data" --departments IT', /at least two, with people/],
    ['puls „Customer data“ --abteilungen IT, Sales', /mindestens zwei, in denen jemand/],
  ],
  [
    'nobody_asked',
    ['"Q?" --departments Sales', /nobody in these/],
    ['„Q?“ --abteilung Sales', /ist niemand/],
  ],
  [
    'unknown_department',
    ['"Q?" --departments IT, Legal', /“Legal”.*Marketing, IT/],
    ['„Q?“ --abteilungen IT und Recht', /„Recht“.*Marketing, IT/],
  ],
  ['bot_not_in_channel', ['"Q?" --in #leads', /\/invite/], ['„Q?“ --kanal #leads', /\/invite/]],
  ['unreadable_channel', ['"Q?" --in leads', /“leads”.*--in #/], ['„Q?“ --kanal leads', /„leads“.*--in #/]],
  [
    'two_visibilities',
    ['"Q?" --hidden --after-voting', /`--hidden` and `--after-voting` exclude/],
    ['„Q?“ --verdeckt --nach-stimme', /`--verdeckt` und `--nach-stimme` schließen/],
  ],
  [
    'anonymous_after_voting',
    ['"Q?" --anonymous --after-voting', /`--anonymous` and `--after-voting` exclude/],
    ['„Q?“ --anonym --nach-stimme --entwurf', /`--anonym` und `--nach-stimme` schließen/],
  ],
  ['few_options', ['Who? "Me"', /“Me” is the only/], ['Wer? „Ich“ --bis morgen', /„Ich“ ist die einzige/]],
  [
    'unknown_flag',
    ['pulse "Customer data" --multiple', /`--multiple`\. What I know here: --before-syncs/],
    ['puls „Customer data“ --mehrere', /`--mehrere`[^?]*--vor-syncs/],
  ],
  // Answering.
  ['poll_closed', ['reason PL-3 x', /is closed/], ['grund PL-3 x', /beendet/]],
  ['poll_closed', ['add PL-3 x', /is closed/], ['ergänzen PL-3 x', /beendet/]],
  ['not_a_voter', ['reason PL-6 x', /not among them/], ['grund PL-7 x', /gehören nicht dazu/]],
  ['not_a_voter', ['add PL-1 x', /not among them/, outside], ['ergänzen PL-1 x', /nicht dazu/, fremd]],
  [
    'long_reason',
    [`reason PL-1 ${'r'.repeat(501)}`, /501.*500/],
    [`grund PL-1 ${'r'.repeat(501)}`, /501.*500/],
  ],
  [
    'no_options_wanted',
    ['add PL-1 "C"', /no further options/, brand],
    ['ergänzen PL-1', /keine weiteren Antworten/],
  ],
  ['missing_answer', ['answer PL-1', /answer PL-3 “Cloud”/], ['antworten PL-1', /Was ist Ihre Antwort/]],
  [
    'unknown_option',
    ['answer PL-1 "Clod"', /“Clod” is not among.*Cloud, Here/],
    ['antworten PL-1 9', /„9“ steht nicht zur Auswahl: Cloud, Here/],
  ],
  ['one_option', ['answer PL-1 "Cloud" "Here"', /one option/], ['antworten PL-1 1 2', /nur eine Antwort/]],
  ['not_a_pulse', ['answer PL-1 --direction 4', /this is none/], ['antworten PL-1 --umfang 4', /keiner/]],
  ['poll_closed', ['withdraw PL-3', /is closed/], ['zurückziehen PL-3', /beendet/]],
  ['poll_open', ['propose PL-1', /still open/], ['agenda PL-1', /läuft noch/]],
  ['is_anonymous', ['answers PL-2', /is anonymous/], ['stimmen PL-2', /ist anonym/]],
  ['poll_gone', ['again PL-99', /no poll PL-99/], ['nochmal PL-99', /PL-99 gibt/]],
  ['same_option', ['add PL-5 "O1"', /“O1” is there twice/], ['ergänzen PL-5 „O1“', /„O1“ kommt zweimal/]],
  ['many_options', ['add PL-5 "O21"', /21 options; 20/], ['ergänzen PL-5 „O21“', /21 Antworten.*20/]],
  ['long_option', [`add PL-5 ${long}`, /“x+…” has 151/], [`ergänzen PL-5 ${long}`, /„x+…“ hat 151/]],
  // Running it.
  [
    'not_yours',
    ['close PL-1', /Only <@U0CMO> \(who asked\), the leads/, brand],
    ['schließen PL-1', /<@U0CMO>/, data],
  ],
  ['not_yours', ['silent PL-1', /Only <@U0CMO> \(who asked\) can/, brand], ['fehlt PL-1', /nur <@U0CMO>/]],
  ['not_yours', ['stop SP-1', /SP-1 was saved by <@U0CMO>/, brand], ['beenden SP-2', /SP-2 wurde von/, data]],
  ['is_anonymous', ['silent PL-2', /is anonymous/], ['fehlt PL-2', /ist anonym/]],
  ['reminded_already', ['remind PL-1', /has been a reminder/], ['erinnern PL-1', /schon erinnert/]],
  ['poll_closed', ['remind PL-3', /is closed/], ['erinnern PL-3', /beendet/]],
  [
    'not_a_member',
    ['"Q?"', /Only members.*Marketing, IT/, outside],
    ['puls', /Nur Mitglieder.*Marketing, IT/, fremd],
  ],
];
