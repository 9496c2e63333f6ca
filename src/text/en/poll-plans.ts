export const pollPlans = {
  listTitle: 'Saved polls',
  none: 'No poll is saved. `/concord-poll "Question" "A" "B" --draft` keeps one for later, `--repeat "every monday 9:00"` asks again and again.',
  question: '“{{question}}”',
  pulseOf: 'Pulse of “{{initiative}}”',
  line: '*{{name}}*  {{- title}}',
  when: '{{- rhythm}}, in {{- channel}}',
  kept: 'kept for later',
  repeated: '{{- rhythm}} at {{time}} ({{zone}})',
  beforeSyncs: 'before every sync of its departments',
  nextIs: 'next: {{- when}}',
  nextSync: 'next: 48 hours before the next sync',
  noneLeft: 'nothing more is planned',
  andMore_one: 'and {{count}} more',
  andMore_other: 'and {{count}} more',
  saved: '*{{name}}* {{- title}} is saved: {{- rhythm}}, in {{- channel}}.',
  startHint: '`/concord-poll start {{name}}` opens it.',
  started: '*{{name}}* is open as *{{poll}}* in {{- channel}}.',
  stopped: '*{{name}}* has ended and is off the list. Polls that are open stay so.',
  missed_one: '*{{name}}* {{- title}}: {{count}} time it was not opened, because Concord was not running.',
  missed_other: '*{{name}}* {{- title}}: {{count}} times it was not opened, because Concord was not running.',
  missedSync:
    '*{{name}}* {{- title}}: before the sync of {{- at}} it was not opened, because too little time was left for it.',
  over: '*{{name}}* {{- title}} has ended: the initiative “{{initiative}}” is done or dropped.',
  refused:
    '*{{name}}* {{- title}} could not be opened this time: {{- reason}}\n`/concord-poll stop {{name}}` ends it for good.',
  verbs: { start: 'start', stop: 'stop' },
  buttons: { start: 'Start now', stop: 'Stop' },
  confirm: {
    stopTitle: 'Stop this saved poll?',
    stopQuestion:
      '{{name}} ({{title}}) is then not opened any more and leaves the list. This cannot be undone.',
    stop: 'Stop',
  },
  errors: {
    gone: 'There is no saved poll {{name}}. `/concord-poll saved` shows those there are.',
    none: 'No poll is saved.',
    which: 'Which saved poll? There are: {{known}}. For example: `/concord-poll {{verb}} {{first}}`',
    badPlan:
      '“{{part}}” is not the number of a saved poll. There are: {{known}}. For example: `/concord-poll {{verb}} {{first}}`',
    notYours:
      '{{name}} was saved by {{- person}}. Only they, the leads of the departments asked and admins can stop it.',
    authorGone: '{{person}}, who saved it, is no longer in this Slack workspace. Please save it anew.',
    notAPulse: 'Before every sync only a pulse can be asked. Please choose another repetition.',
    noInitiative: 'A pulse asks about an initiative. Please choose one.',
    deadlineOfSync: 'A pulse before every sync closes before that sync. Please leave the deadline out.',
    unreadableTime: '“{{part}}” is not a time of day. Expected is one such as 9:30.',
    noDateLeft: 'This repetition gives no date any more. Please choose a later end, or none.',
    rules: {
      unreadable: '“{{rule}}” is not a repetition. Expected is one such as “every first monday 9:00”.',
      too_frequent: '“{{rule}}” repeats more often than daily. A poll is asked at most once a day.',
      times_of_day:
        '“{{rule}}” holds times of day. Please say the time apart, and leave BYHOUR and its like out.',
      never: '“{{rule}}” never gives a date.',
      end_before_start: '“{{rule}}” ends before it begins.',
      too_long: 'This repetition is too long. Expected is one such as “every first monday 9:00”.',
    },
  },
};
