export const pollPlans = {
  listTitle: 'Gespeicherte Umfragen',
  none: 'Keine Umfrage ist gespeichert. `/concord-poll "Frage" "A" "B" --entwurf` hebt eine auf, `--wiederholen "jeden Montag 9:00"` fragt immer wieder.',
  question: '„{{question}}“',
  pulseOf: 'Puls zu „{{initiative}}“',
  line: '*{{name}}*  {{- title}}',
  when: '{{- rhythm}}, im Channel {{- channel}}',
  kept: 'für später gespeichert',
  repeated: '{{- rhythm}} um {{time}} Uhr ({{zone}})',
  beforeSyncs: 'vor jedem Sync ihrer Abteilungen',
  nextIs: 'als Nächstes: {{- when}}',
  nextSync: 'als Nächstes: 48 Stunden vor dem nächsten Sync',
  noneLeft: 'nichts mehr geplant',
  andMore_one: 'und {{count}} weitere',
  andMore_other: 'und {{count}} weitere',
  saved: '*{{name}}* {{- title}} ist gespeichert: {{- rhythm}}, im Channel {{- channel}}.',
  startHint: '`/concord-poll starten {{name}}` öffnet sie.',
  started: '*{{name}}* ist als *{{poll}}* in {{- channel}} offen.',
  stopped: '*{{name}}* ist beendet und steht nicht mehr auf der Liste. Offene Umfragen bleiben offen.',
  missed_one: '*{{name}}* {{- title}}: {{count}} Mal nicht geöffnet, weil Concord nicht lief.',
  missed_other: '*{{name}}* {{- title}}: {{count}} Mal nicht geöffnet, weil Concord nicht lief.',
  missedSync:
    '*{{name}}* {{- title}}: vor dem Sync am {{- at}} nicht geöffnet, weil dafür zu wenig Zeit blieb.',
  over: '*{{name}}* {{- title}} ist beendet: Die Initiative „{{initiative}}“ ist erledigt oder aufgegeben.',
  refused:
    '*{{name}}* {{- title}} ließ sich diesmal nicht öffnen: {{- reason}}\n`/concord-poll beenden {{name}}` beendet sie endgültig.',
  verbs: { start: 'starten', stop: 'beenden' },
  buttons: { start: 'Jetzt starten', stop: 'Beenden' },
  confirm: {
    startTitle: 'Umfrage jetzt starten?',
    startQuestion: '{{name}} wird dann allen gestellt, zusätzlich zu dem, was geplant ist.',
    start: 'Jetzt starten',
    stopTitle: 'Gespeicherte Umfrage beenden?',
    stopQuestion:
      '{{name}} ({{title}}) wird dann nicht mehr geöffnet und verschwindet von der Liste. Das lässt sich nicht rückgängig machen.',
    stop: 'Beenden',
  },
  errors: {
    gone: 'Eine gespeicherte Umfrage {{name}} gibt es nicht. `/concord-poll gespeichert` zeigt die vorhandenen.',
    none: 'Keine Umfrage ist gespeichert.',
    which:
      'Welche gespeicherte Umfrage? Es gibt: {{known}}. Zum Beispiel: `/concord-poll {{verb}} {{first}}`',
    badPlan:
      '„{{part}}“ ist keine Nummer einer gespeicherten Umfrage. Es gibt: {{known}}. Zum Beispiel: `/concord-poll {{verb}} {{first}}`',
    notYours:
      '{{name}} wurde von {{- person}} gespeichert. Beenden können sie nur diese Person, die Leitungen der befragten Abteilungen und Admins.',
    authorGone:
      '{{person}} hat sie gespeichert und ist nicht mehr in diesem Slack-Workspace. Bitte neu speichern.',
    notAPulse: 'Vor jedem Sync geht nur ein Puls. Bitte eine andere Wiederholung wählen.',
    noInitiative: 'Ein Puls fragt nach einer Initiative. Bitte eine auswählen.',
    deadlineOfSync: 'Ein Puls vor jedem Sync schließt vor diesem Sync. Bitte die Frist weglassen.',
    unreadableTime: '„{{part}}“ ist keine Uhrzeit. Erwartet wird eine wie 9:30.',
    noDateLeft: 'Diese Wiederholung ergibt keinen Termin mehr. Bitte ein späteres Ende wählen oder keines.',
    rules: {
      unreadable: '„{{rule}}“ ist keine Wiederholung. Erwartet wird eine wie „jeden ersten Montag 9:00“.',
      too_frequent:
        '„{{rule}}“ wiederholt sich öfter als täglich. Eine Umfrage kommt höchstens einmal am Tag.',
      times_of_day:
        '„{{rule}}“ enthält Uhrzeiten. Bitte die Uhrzeit getrennt angeben und BYHOUR und Ähnliches weglassen.',
      never: '„{{rule}}“ ergibt nie einen Termin.',
      end_before_start: '„{{rule}}“ endet, bevor sie beginnt.',
      too_long: 'Diese Wiederholung ist zu lang. Erwartet wird eine wie „jeden ersten Montag 9:00“.',
    },
  },
};
