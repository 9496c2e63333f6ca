export const proposals = {
  help: [
    '*/concord-propose* legt den Abteilungen einen Satz vor. Sie entscheiden, indem sie darauf reagieren.',
    '`/concord-propose Wir verlegen die Kampagnendaten bis Juni auf die gemeinsame Plattform --bis Freitag 17 Uhr`',
    '`--bis` Frist (sonst drei Arbeitstage) · `--regel` zwei-schlüssel, leitung, konsent, mehrheit oder einstimmig · `--abteilungen "Marketing, IT"` (sonst alle) · `--wiedervorlage in 6 Monaten` wann darauf zurückzukommen ist · `--initiative "Kundendaten"` · `--weil …` die Gründe · `--ersetzt A-12` die Vereinbarung, die damit endet',
    'Ohne Satz öffnet sich ein Formular. Eine Nachricht wird über ihr Menü zum Vorschlag: „Make this a proposal“.',
  ].join('\n'),
  example: '/concord-propose Wir verlegen die Kampagnendaten bis Juni --bis Freitag 17 Uhr',
  title: 'Vorschlag *{{name}}* von {{- author}}',
  titleVersion: 'Vorschlag *{{name}}* von {{- author}} · Fassung {{version}}',
  openText: 'Vorschlag {{name}}: {{statement}}',
  howToVote: 'Abstimmen mit einer Reaktion: {{agree}} dafür, {{object}} dagegen, {{abstain}} Enthaltung',
  openUntil: '*Offen bis {{- deadline}}*',
  closedAt: 'Beendet {{- at}}',
  rationale: 'Warum:',
  initiative: 'Initiative: {{name}}',
  replaces: 'Ersetzt {{name}}',
  reviewOn: 'Wiedervorlage am {{day}}',
  source: 'aus dieser Nachricht',
  turnout: '{{turnout}} von {{eligible}} haben abgestimmt',
  lead: 'Leitung {{- leads}}',
  observers_one: '{{count}} Beobachter',
  observers_other: '{{count}} Beobachter',
  allTogether: 'Alle Abteilungen zusammen',
  silent: 'nicht abgestimmt: {{- people}}',
  andMore_one: 'und {{count}} weitere',
  andMore_other: 'und {{count}} weitere',
  moreDepartments_one: 'und {{count}} weitere Abteilung',
  moreDepartments_other: 'und {{count}} weitere Abteilungen',
  moreReasons_one: 'und {{count}} weiterer Grund, oben in diesem Thread',
  moreReasons_other: 'und {{count}} weitere Gründe, oben in diesem Thread',
  toProposal: 'Zum Vorschlag',
  toNewVersion: 'Zur neuen Fassung',
  replaced: 'Fassung {{version}} von Vorschlag {{name}} wurde ersetzt. Reaktionen hier zählen nicht mehr.',
  reasonGiven: '{{- person}} ist dagegen: {{reason}}',
  reminder: 'Ihre Stimme zu Vorschlag {{name}} fehlt noch. Er ist offen bis {{- deadline}}.',
  versionReplaced:
    'Vorschlag {{name}}, über den Sie schon abgestimmt hatten, hat einen neuen Text. Die Stimme zum alten Text zählt nicht mehr; bitte die neue Fassung ansehen.',
  notPosted:
    'Ich konnte den Vorschlag in {{- channel}} nicht veröffentlichen, darum ist er zurückgezogen. Bitte dort `/invite @Concord` eingeben und den Vorschlag dann noch einmal machen. Der Text:',
  posted: 'Vorschlag {{name}} erscheint gleich in {{- channel}}.',
  withdrawTitle: 'Zurückziehen?',
  withdrawQuestion: 'Vorschlag {{name}} endet dann ohne Ergebnis. Das lässt sich nicht rückgängig machen.',
  withdrawn: 'Vorschlag {{name}} ist zurückgezogen.',
  reminded_zero: 'Alle haben schon abgestimmt; es ist niemand zu erinnern.',
  reminded_one: 'Ich erinnere {{count}} Person per Direktnachricht.',
  reminded_other: 'Ich erinnere {{count}} Personen per Direktnachricht.',
  discussHere: 'Diskutiert wird im Thread dieser Nachricht: <{{- link}}|Thread öffnen>.',
  discussSoon: 'Die Nachricht wird gerade erst veröffentlicht. Bitte gleich noch einmal versuchen.',
  rules: {
    'two-key':
      'Angenommen, wenn in *jeder* Abteilung mindestens die Hälfte abgestimmt hat, mehr dafür als dagegen sind und ihre Leitung nicht dagegen ist.',
    leads: 'Angenommen, wenn alle Leitungen dafür sind.',
    consent: 'Angenommen, wenn bis zur Frist niemand dagegen ist und alle Leitungen reagiert haben.',
    majority:
      'Angenommen, wenn mindestens die Hälfte aller abgestimmt hat und mehr dafür als dagegen sind, alle Abteilungen zusammengezählt.',
    unanimous:
      'Angenommen, wenn alle dafür sind oder sich enthalten und in jeder Abteilung mindestens eine Person dafür ist.',
  },
  ruleNames: {
    'two-key': 'Zwei Schlüssel: jede Abteilung für sich',
    leads: 'Leitungen: alle sind dafür',
    consent: 'Konsent: niemand ist dagegen',
    majority: 'Mehrheit aller zusammen',
    unanimous: 'Einstimmig: alle',
  },
  outcomes: {
    agreed: 'Angenommen: Das ist Vereinbarung A-{{number}}.',
    rejected: 'Nicht angenommen.',
    no_quorum: 'Keine Entscheidung: Zu wenige haben abgestimmt.',
    withdrawn: 'Zurückgezogen von {{- person}}.',
    withdrawnBySystem: 'Zurückgezogen.',
  },
  blockers: {
    objection: '{{who}}: Jemand ist dagegen.',
    not_more_agree: '{{who}}: Es sind nicht mehr dafür als dagegen.',
    nobody_agreed: '{{who}}: Niemand ist dafür.',
    lead_objects: '{{who}}: Die Leitung ist dagegen.',
    lead_abstains: '{{who}}: Die Leitung enthält sich.',
    quorum: '{{who}}: Weniger als die Hälfte hat abgestimmt.',
    lead_missing: '{{who}}: Die Leitung hat nicht abgestimmt.',
    no_lead: '{{who}}: Es gibt keine Leitung.',
    not_everybody: '{{who}}: Nicht alle haben abgestimmt.',
    nobody_eligible: '{{who}}: Niemand darf abstimmen.',
  },
  announcement: {
    text: 'Vereinbarung A-{{number}}: {{statement}}',
    title: 'Vereinbarung A-{{number}}',
    between: 'Zwischen {{departments}}',
    review: 'Wiedervorlage am {{day}}',
    noReview: 'Ohne Wiedervorlage',
  },
  objection: {
    ask: 'Sie sind gegen Vorschlag {{name}}. Was spricht dagegen, oder was müsste anders sein?',
    whereShown: 'Der Grund erscheint mit Namen im Thread des Vorschlags.',
    button: 'Grund nennen',
    objects: '*{{- person}} ist dagegen:*',
  },
  buttons: {
    readAll: 'Ganz lesen',
    discuss: 'Im Thread diskutieren',
    edit: 'Bearbeiten',
    withdraw: 'Zurückziehen',
    remind: 'Erinnern',
  },
  labels: {
    statement: 'Was wird vorgeschlagen?',
    rationale: 'Warum?',
    channel: 'Channel',
    deadline: 'Offen bis',
    rule: 'Wie entschieden wird',
    departments: 'Abteilungen',
    review: 'Wiedervorlage am',
    initiative: 'Initiative',
    replaces: 'Ersetzt Vereinbarung',
    reason: 'Der Grund',
  },
  form: {
    title: 'Neuer Vorschlag',
    submit: 'Vorschlagen',
    statementHint: 'Ein Satz, dem jede Abteilung zustimmen kann: was, wie weit und bis wann.',
    channelHint: 'Concord muss dort Mitglied sein: /invite @Concord',
    reviewHint: 'An diesem Tag soll die Vereinbarung noch einmal angesehen werden.',
    replacesHint: 'Zum Beispiel A-12. Sobald dies vereinbart ist, ist jene nicht mehr in Kraft.',
  },
  editForm: {
    title: '{{name}} bearbeiten',
    submit: 'Veröffentlichen',
    consequence:
      'Ein neuer Text wird als neue Nachricht veröffentlicht, und alle stimmen neu ab. Die bisherigen Stimmen bleiben beim alten Text und zählen nicht mehr.',
  },
  reasonForm: { title: 'Was spricht dagegen?' },
  errors: {
    notSetUp:
      'Bevor etwas vorgeschlagen werden kann, müssen mindestens zwei Abteilungen eingerichtet sein: Mit `/concord setup` dauert das eine Minute.',
    notAMember:
      'Vorschläge kommen aus den Abteilungen ({{departments}}). Eine ihrer Leitungen kann Sie aufnehmen oder den Vorschlag selbst machen.',
    emptyStatement:
      'Der Satz fehlt. Beispiel: `/concord-propose Wir verlegen die Kampagnendaten bis Juni auf die gemeinsame Plattform`',
    longStatement:
      'Der Satz hat {{length}} Zeichen; höchstens {{longest}} sind möglich. Einzelheiten passen besser unter „Warum?“.',
    longRationale: 'Die Gründe haben {{length}} Zeichen; höchstens {{longest}} sind möglich.',
    pastDeadline:
      'Die Frist ist schon vorbei. Bitte eine spätere wählen, zum Beispiel `--bis Freitag 17 Uhr`.',
    farDeadline:
      'Die Frist ist mehr als ein Jahr entfernt. Bitte eine frühere wählen, zum Beispiel `--bis in 2 Wochen`.',
    pastReview: 'Die Wiedervorlage muss in der Zukunft liegen, zum Beispiel `--wiedervorlage in 6 Monaten`.',
    oneDepartment:
      'Ein Vorschlag braucht mindestens zwei Abteilungen. Beispiel: `--abteilungen "Marketing, IT"`',
    emptyDepartment:
      'In „{{department}}“ kann niemand abstimmen. Bitte Personen hinzufügen: `/concord-department ändern "{{department}}" --dazu @name`',
    noLead:
      '„{{department}}“ hat keine Leitung, und diese Regel braucht eine. Bitte eine bestimmen (`/concord-department ändern "{{department}}" --leitung @name`) oder eine andere Regel wählen.',
    noChannel:
      'Ein Vorschlag braucht einen Channel, den die Abteilungen lesen können. Bitte in einem Channel vorschlagen oder mit `/concord setup` einen Heimat-Channel wählen.',
    unknownRule:
      'Die Regel „{{rule}}“ kenne ich nicht. Es gibt: zwei-schlüssel, leitung, konsent, mehrheit, einstimmig. Beispiel: `--regel konsent`',
    unreadableChannel:
      '„{{part}}“ ist kein Channel. Bitte einen mit # nennen, zum Beispiel `--in #marketing-it`',
    longInitiative: 'Der Name einer Initiative hat höchstens {{longest}} Zeichen.',
    unknown: 'Diesen Vorschlag finde ich nicht.',
    closed: 'Dieser Vorschlag ist beendet; daran ändert sich nichts mehr.',
    notAuthor: 'Das können nur {{- author}} (hat den Vorschlag gemacht) und Concord-Admins.',
    notEditable:
      'Was er sagt, geschieht von selbst, sobald er beschlossen ist; deshalb bleibt der Text. Bitte ziehen Sie ihn zurück und schlagen Sie etwas anderes vor.',
    editedMeanwhile:
      'Inzwischen hat jemand anderes den Text geändert. Bitte zuerst die neue Fassung ansehen.',
    remindedAlready: 'Vor weniger als einer Stunde wurde schon erinnert. Wieder möglich in {{minutes}} Min.',
    versionReplaced: 'Diese Fassung wurde ersetzt; der Einwand gehört zum alten Text.',
    notEligible: 'Das können nur Personen, die über diesen Vorschlag abstimmen dürfen.',
    emptyReason: 'Der Grund ist noch leer.',
    notAsked: 'Zu dieser Fassung gibt es keinen Einwand von Ihnen.',
  },
};
