export const input = {
  unclosedQuote:
    'A quotation mark opens here and is never closed: {{part}}\nEvery quotation mark needs a second one. Example: `"Customer data"`',
  noFlags:
    'I do not know `{{flag}}`: this command takes nothing that begins with two dashes. `help` shows examples.',
  unknownFlag:
    'I do not know `{{flag}}`. What I know here: {{allowed}}. Example: `{{example}}`\nIf it belongs to your sentence, put the whole sentence in quotation marks.',
  unknownFlagNearest:
    'I do not know `{{flag}}`. Did you mean `{{nearest}}`? What I know here: {{allowed}}. Example: `{{example}}`\nIf it belongs to your sentence, put the whole sentence in quotation marks.',
  repeatedFlag:
    '`{{flag}}` is there twice, and I cannot tell which one counts. Once is enough. Example: `{{example}}`',
  missingFlagValue: 'Something is missing after `{{flag}}`. Example: `{{example}}`',
  unexpectedFlagValue:
    '`{{flag}}` stands alone, so I do not know what to do with “{{part}}”. Text comes first, everything with dashes last. Example: `{{example}}`',

  missingMoment: 'A day or a time is missing. Example: friday 17:00',
  unreadableMoment:
    'I could not read “{{part}}” as a day or a time. Plain English, plain German and dates like 2027-03-01 work. Example: friday 17:00',
  unreadableMomentPart:
    'I could not read “{{part}}” in “{{typed}}”. Only a day and a time belong here. Example: friday 17:00',
  missingDay: 'A day is missing. Example: in 6 months',
  unreadableDay:
    'I could not read “{{part}}” as a day. Plain English, plain German and dates like 2027-03-01 work. Example: in 6 months',
  unreadableDayPart:
    'I could not read “{{part}}” in “{{typed}}”. Only a day belongs here, without a time. Example: in 6 months',
  noSuchDay: 'The day “{{part}}” does not exist. Please check it in the calendar. Example: 1 march',
  wrongWeekday:
    'In “{{typed}}” the weekday and the date do not match: that date is a {{date}}. Please leave one of them out. Example: friday 17:00',
  ambiguousDay:
    '“{{part}}” could be {{first}} or {{second}}. Please write the month as a word. Example: {{example}}',
  ambiguousHour:
    '“{{part}}” could be in the morning or in the afternoon. Example: {{hour}} am, or {{later}}:00',
  pastMoment:
    'I read “{{typed}}” as {{read}}, and that is over. Please choose a time to come. Example: tomorrow 12:00',
  pastDay:
    'I read “{{typed}}” as {{read}}, and that is over. Please choose a day to come. Example: in 6 months',
  tooFar:
    'I read “{{typed}}” as {{read}}. That is too far away: please choose something within {{years}} years. Example: in 6 months',

  missingRecurrence: 'How often is missing. Example: every second tuesday',
  unreadableRecurrence:
    'I could not read “{{part}}” as how often something takes place. Example: every second tuesday, monthly on the last friday, or a rule such as FREQ=WEEKLY;BYDAY=TU',
  unreadableRecurrencePart:
    'I could not read “{{part}}” in “{{typed}}”. How often, a time and a length belong here. Example: every second tuesday 10:00 for 45 minutes',
  noSuchTime: '“{{part}}” is no time at which something can begin. Example: 10:00',
  repeatedTime: 'A second time is there, “{{part}}”, and I cannot tell which one counts. Example: 10:00',
  badLength:
    '“{{part}}” is no length I can plan: from one minute to {{hours}} hours are possible. Example: for 45 minutes',
};
