export const input = {
  unclosedQuote:
    'Zu diesem Anführungszeichen fehlt das schließende: {{part}}\nAnführungszeichen brauche ich immer paarweise. Beispiel: `"Kundendaten"`',
  noFlags:
    '`{{flag}}` kenne ich nicht: Zu diesem Befehl gehört nichts, das mit zwei Strichen beginnt. `help` zeigt Beispiele.',
  unknownFlag:
    '`{{flag}}` kenne ich nicht. Hier verstehe ich: {{allowed}}. Beispiel: `{{example}}`\nGehört es zum Satz, dann bitte den ganzen Satz in Anführungszeichen setzen.',
  unknownFlagNearest:
    '`{{flag}}` kenne ich nicht. War `{{nearest}}` gemeint? Hier verstehe ich: {{allowed}}. Beispiel: `{{example}}`\nGehört es zum Satz, dann bitte den ganzen Satz in Anführungszeichen setzen.',
  repeatedFlag:
    '`{{flag}}` steht zweimal da, und ich weiß nicht, was davon gilt. Einmal genügt. Beispiel: `{{example}}`',
  missingFlagValue: 'Nach `{{flag}}` fehlt noch etwas. Beispiel: `{{example}}`',
  unexpectedFlagValue:
    '`{{flag}}` steht für sich allein, darum weiß ich mit „{{part}}“ nichts anzufangen. Text kommt zuerst, alles mit Strichen zuletzt. Beispiel: `{{example}}`',

  missingMoment: 'Hier fehlt ein Tag oder eine Uhrzeit. Beispiel: Freitag 17 Uhr',
  unreadableMoment:
    '„{{part}}“ kann ich nicht als Tag oder Uhrzeit lesen. Ich verstehe einfaches Deutsch und Englisch sowie Angaben wie 1.3.2027. Beispiel: Freitag 17 Uhr',
  unreadableMomentPart:
    '„{{part}}“ in „{{typed}}“ kann ich nicht lesen. Hierher gehören nur ein Tag und eine Uhrzeit. Beispiel: Freitag 17 Uhr',
  missingDay: 'Hier fehlt ein Tag. Beispiel: in 6 Monaten',
  unreadableDay:
    '„{{part}}“ kann ich nicht als Tag lesen. Ich verstehe einfaches Deutsch und Englisch sowie Angaben wie 1.3.2027. Beispiel: in 6 Monaten',
  unreadableDayPart:
    '„{{part}}“ in „{{typed}}“ kann ich nicht lesen. Hierher gehört nur ein Tag, ohne Uhrzeit. Beispiel: in 6 Monaten',
  noSuchDay: 'Den Tag „{{part}}“ gibt es nicht. Bitte im Kalender nachsehen. Beispiel: 1. März',
  wrongWeekday:
    'In „{{typed}}“ passen Wochentag und Datum nicht zusammen: Dieses Datum ist ein {{date}}. Bitte eines von beiden weglassen. Beispiel: Freitag 17 Uhr',
  ambiguousDay:
    '„{{part}}“ kann {{first}} oder {{second}} heißen. Bitte den Monat als Wort schreiben. Beispiel: {{example}}',
  ambiguousHour: '„{{part}}“ kann morgens oder nachmittags heißen. Beispiel: {{hour}} Uhr oder {{later}} Uhr',
  pastMoment:
    '„{{typed}}“ verstehe ich als {{read}}, und das ist schon vorbei. Bitte einen späteren Zeitpunkt wählen. Beispiel: morgen 12 Uhr',
  pastDay:
    '„{{typed}}“ verstehe ich als {{read}}, und das ist schon vorbei. Bitte einen späteren Tag wählen. Beispiel: in 6 Monaten',
  tooFar:
    '„{{typed}}“ verstehe ich als {{read}}. Das ist zu weit weg: Bitte etwas innerhalb von {{years}} Jahren wählen. Beispiel: in 6 Monaten',

  missingRecurrence: 'Hier fehlt, wie oft. Beispiel: jeden zweiten Dienstag',
  unreadableRecurrence:
    '„{{part}}“ kann ich nicht als Wiederholung lesen. Beispiel: jeden zweiten Dienstag, monatlich am letzten Freitag oder eine Regel wie FREQ=WEEKLY;BYDAY=TU',
  unreadableRecurrencePart:
    '„{{part}}“ in „{{typed}}“ kann ich nicht lesen. Hierher gehören Wiederholung, Uhrzeit und Dauer. Beispiel: jeden zweiten Dienstag 10:00 für 45 Minuten',
  noSuchTime: 'Um „{{part}}“ kann nichts beginnen: Diese Uhrzeit gibt es nicht. Beispiel: 10:00',
  repeatedTime:
    'Mit „{{part}}“ steht hier eine zweite Uhrzeit, und ich weiß nicht, welche gilt. Beispiel: 10:00',
  badLength:
    '„{{part}}“ lässt sich nicht als Dauer planen: Möglich sind eine Minute bis {{hours}} Stunden. Beispiel: für 45 Minuten',
};
