export const departments = {
  help: [
    '*Abteilungen* entscheiden gemeinsam: Jede zählt für sich, darum kann die größere die kleinere nicht überstimmen.',
    '• `/concord-department liste` zeigt sie',
    '• `/concord-department hinzufügen "Vertrieb" --leitung @cso --mitglieder @a @b` legt eine an; `--gruppe @vertrieb` folgt stattdessen einer Nutzergruppe',
    '• `/concord-department ändern "Vertrieb" --leitung @b --name "Vertrieb weltweit"` ändert Leitung oder Namen',
    '• `/concord-department ändern "Vertrieb" --dazu @c --weg @a` ändert die Mitglieder, `--mitglieder @b @c` ersetzt sie',
    '• `/concord-department entfernen "Vertrieb"` entfernt sie',
    'Wer in einer anderen Abteilung ist, wechselt mit `--verschieben`. Admins dürfen all das, Leitungen ihre eigenen Mitglieder ändern.',
  ].join('\n'),
  setupHelp:
    '`/concord setup` öffnet das Formular mit den Abteilungen, ihren Leitungen und Mitgliedern und den Einstellungen dieses Workspace. Erneutes Absenden ändert sie. Einzelne Abteilungen lassen sich auch so ändern: `/concord-department hilfe`',

  lead: 'Leitung: {{- person}}',
  noLead: 'ohne Leitung',
  people_one: '{{count}} Person',
  people_other: '{{count}} Personen',
  follows: 'folgt {{- group}}',
  andMore_one: 'und {{count}} weitere Person',
  andMore_other: 'und {{count}} weitere',
  moreDepartments_one:
    'und {{count}} weitere Abteilung; `/concord-department ändern "…"` mit ihrem Namen öffnet sie',
  moreDepartments_other:
    'und {{count}} weitere Abteilungen; `/concord-department ändern "…"` mit dem Namen öffnet eine davon',

  list: {
    title_one: '{{count}} Abteilung',
    title_other: '{{count}} Abteilungen',
    none: 'Es gibt noch keine Abteilungen. `/concord setup` richtet sie ein.',
    oneMissing: 'Für einen Vorschlag braucht es zwei: Eine weitere Abteilung fehlt noch.',
    change: 'Abteilung ändern',
    changeOwn: 'Mitglieder ändern',
    add: 'Abteilung hinzufügen',
    setup: 'Einrichtung',
  },
  added: 'Hinzugefügt: {{- department}}',
  changed: 'So ist es jetzt: {{- department}}',
  removed: '*{{name}}* ist entfernt. Die Personen können einer anderen Abteilung beitreten.',
  removeAsk_one:
    '*{{name}}* ist an {{count}} offenen Vorschlag beteiligt. Wird die Abteilung entfernt, läuft dieser Vorschlag mit den jetzt Stimmberechtigten weiter. Entfernen?',
  removeAsk_other:
    '*{{name}}* ist an {{count}} offenen Vorschlägen beteiligt. Wird die Abteilung entfernt, laufen diese Vorschläge mit den jetzt Stimmberechtigten weiter. Entfernen?',
  removeButton: 'Entfernen',
  keepButton: 'Behalten',
  kept: '*{{name}}* bleibt, wie sie ist.',

  form: {
    addTitle: 'Neue Abteilung',
    changeTitle: 'Abteilung ändern',
    name: 'Name',
    lead: 'Leitung',
    leadTitled: 'Leitung ({{title}})',
    members: 'Mitglieder',
    membersHint: 'Die Leitung gehört zur Abteilung, ohne hier genannt zu sein.',
    membersOrGroup:
      'Entweder einzelne Mitglieder oder darunter eine Nutzergruppe. Die Leitung gehört in jedem Fall dazu.',
    group: 'Nutzergruppe statt einzelner Mitglieder',
    groupHint: 'Concord folgt der Gruppe: Wer ihr beitritt oder sie verlässt, tut das auch hier.',
    noGroup: 'Keine Nutzergruppe',
    newDepartment: 'Weitere Abteilung',
    membersOf: 'Mitglieder von *{{name}}*. Name und Leitung kann ein Admin ändern.',
  },
  setup: {
    title: 'Concord einrichten',
    intro:
      'Welche Abteilungen entscheiden gemeinsam? Jede zählt für sich, gleich wie groß sie ist. Alles hier lässt sich später ändern.',
    introAgain: 'Was hier geändert wird, gilt; der Rest bleibt, wie er ist.',
    firstIsAdmin: 'Wer das hier als Erstes speichert, wird Concord-Admin.',
    addDepartment: 'Weitere Abteilung hinzufügen',
    full: 'Weitere Abteilungen lassen sich einzeln anlegen und ändern: `/concord-department hinzufügen "Vertrieb" --leitung @cso`',
    removing: 'Entfernt wird eine Abteilung durch einen Befehl: `/concord-department entfernen "Vertrieb"`',
    settings: 'Einstellungen',
    channel: 'Heimat-Channel',
    channelHint:
      'Auch hier werden Vereinbarungen verkündet. Concord bitte vorher dorthin einladen: /invite @Concord',
    language: 'Sprache in Channels',
    languageHint: 'Unter vier Augen liest jede Person ihre eigene Sprache.',
    timezone: 'Zeitzone',
    timezoneHint: 'Für alles, was nicht nach der Zeitzone einer Person geht.',
    country: 'Land für Feiertage',
    noCountry: 'Kein Land',
    admins: 'Concord-Admins',
    adminsHint:
      'Neben den Admins von Slack dürfen sie all das hier ändern. Niemand nimmt sich selbst heraus.',
    reactions: 'Reaktionen, die zählen',
    agree: 'Zustimmung',
    object: 'Einwand',
    abstain: 'Enthaltung',
    reactionsHint: 'Namen mit Leerzeichen dazwischen; der erste kommt an die Nachricht. Leer: die üblichen.',
    doneTitle: 'Concord ist eingerichtet',
    homeChannel: 'Heimat-Channel: {{- channel}}',
    noHomeChannel: 'Kein Heimat-Channel',
    inZone: 'Zeitzone: {{zone}}',
    inLanguage: 'Sprache in Channels: {{language}}',
    inCountry: 'Feiertage: {{country}}',
    adminsAre: 'Concord-Admins: {{- people}}',
    nextStep: [
      '*Nächster Schritt:* den Abteilungen den ersten Vorschlag vorlegen, in dem Channel, in dem sie sich treffen:',
      '`/concord-propose Wir verlegen die Kampagnendaten bis Juni auf die gemeinsame Plattform --bis Freitag 17 Uhr`',
    ].join('\n'),
    inviteFirst: 'Falls Concord in diesem Channel noch fehlt: `/invite @Concord`',
  },
  notices: {
    leadLost:
      '{{person}}, bisher Leitung von *{{name}}*, ist in Slack deaktiviert. Die Abteilung hat nun keine Leitung, und wo alle Leitungen zustimmen müssen, kann das für sie niemand. Neu bestimmen: `/concord-department ändern "{{name}}" --leitung @…`',
    elsewhere_one:
      '{{count}} Person aus {{- group}} bleibt, wo sie ist, weil sie in einer anderen Abteilung ist: {{- people}}. *{{name}}* kommt ohne sie aus. Für einen Wechsel die Abteilung auf einzelne Mitglieder umstellen und `--verschieben` verwenden.',
    elsewhere_other:
      '{{count}} Personen aus {{- group}} bleiben, wo sie sind, weil sie in einer anderen Abteilung sind: {{- people}}. *{{name}}* kommt ohne sie aus. Für einen Wechsel die Abteilung auf einzelne Mitglieder umstellen und `--verschieben` verwenden.',
    groupGone:
      'Die Nutzergruppe, der *{{name}}* folgt, ist deaktiviert oder leer. Die Abteilung behält ihre bisherigen Mitglieder. Andere wählen: `/concord-department ändern "{{name}}" --mitglieder @a @b`',
  },
  errors: {
    unknownVerb:
      '„{{part}}“ kenne ich nicht. Was ich hier kenne: hinzufügen, liste, ändern, entfernen. Beispiel: `/concord-department hinzufügen "Vertrieb" --leitung @cso --mitglieder @a @b`',
    missingName: 'Es fehlt ein Name. Beispiel: Vertrieb',
    missingNameFor:
      'Welche Abteilung? Ich kenne: {{departments}}. Beispiel: `/concord-department {{verb}} "Vertrieb"`',
    severalNames:
      'Es geht nur eine Abteilung auf einmal, und „{{part}}“ sieht nach mehreren aus. Beispiel: `/concord-department hinzufügen "Vertrieb" --leitung @cso`',
    longName: 'Dieser Name hat {{length}} Zeichen, und höchstens {{longest}} passen.',
    sameName: 'Eine Abteilung „{{name}}“ gibt es schon. Jede Abteilung braucht ihren eigenen Namen.',
    missingLead: '„{{name}}“ braucht eine Leitung: die Person, die für sie spricht, zum Beispiel CMO.',
    unknownPerson: 'Slack kennt niemanden mit der Kennung {{person}}. Bitte jemand anderen wählen.',
    isBot: '{{person}} ist ein Bot, und nur Menschen können entscheiden. Bitte jemand anderen wählen.',
    isDeactivated: '{{person}} ist in Slack deaktiviert. Bitte jemand anderen wählen.',
    leadsTwo:
      '{{person}} leitet „{{other}}“ und kann nicht auch „{{name}}“ leiten. Bitte einer der beiden eine andere Leitung geben.',
    leadsOther: '{{person}} leitet „{{other}}“. Diese Abteilung braucht zuerst eine andere Leitung.',
    inTwo: '{{person}} ist auch in „{{other}}“. Jede Person kann nur in einer Abteilung sein.',
    inOther:
      '{{person}} ist in „{{other}}“. Jede Person kann nur in einer Abteilung sein: dort zuerst herausnehmen oder wechseln lassen: `/concord-department ändern "{{name}}" --dazu @… --verschieben`',
    leavesEmpty:
      '„{{other}}“ hätte niemanden mehr. Bitte dort zuerst jemanden aufnehmen oder die Abteilung entfernen.',
    emptyDepartment: 'In „{{name}}“ ist niemand. Bitte Leitung, Mitglieder oder eine Nutzergruppe wählen.',
    departmentGone:
      'Diese Abteilung wurde inzwischen entfernt. `/concord-department liste` zeigt, welche es gibt.',
    changedMeanwhile:
      '„{{name}}“ wurde inzwischen geändert, vielleicht von jemand anderem. Bitte das Formular noch einmal öffnen, damit davon nichts verloren geht.',
    unknownDepartment: 'Eine Abteilung „{{name}}“ kenne ich nicht. Ich kenne: {{departments}}.',
    notAmong:
      'Eine Abteilung „{{name}}“ gibt es nicht. Es gibt: {{departments}}. Beispiel: `--abteilungen "Marketing, IT"`',
    noDepartments: 'Es gibt noch keine Abteilungen. `/concord setup` richtet sie ein.',
    followsGroup:
      '„{{name}}“ folgt der Nutzergruppe {{- group}}: Dort tritt man bei und aus. Für einzelne Mitglieder stattdessen `--mitglieder @a @b` verwenden',
    leadStays: '{{- person}} leitet „{{name}}“. Bitte zuerst eine andere Leitung bestimmen: `--leitung @…`',
    lastTwo:
      'Concord braucht zwei Abteilungen, und ohne „{{name}}“ bliebe eine. Bitte zuerst eine weitere anlegen oder diese umbenennen: `/concord-department ändern "{{name}}" --name "…"`',
    tooFew: 'Um etwas zu vereinbaren, braucht es zwei Abteilungen. Bitte eine zweite nennen.',
    unreadablePeople:
      'Wer mit „{{part}}“ gemeint ist, konnte ich nicht erkennen. Bitte aus der Liste wählen, die Slack nach `@` zeigt. Beispiel: `--{{flag}} {{example}}`',
    oneLead: 'Eine Abteilung hat eine Leitung. Beispiel: `--leitung @cso`',
    oneGroup: 'Eine Abteilung folgt einer Nutzergruppe. Beispiel: `--gruppe @vertrieb`',
    groupOrPeople: 'Entweder einzelne Mitglieder oder eine Nutzergruppe: Bitte eines von beiden wählen.',
    addAndMembers:
      '`--mitglieder` und `--gruppe` ersetzen alle Mitglieder, darum passen `--dazu` und `--weg` nicht dazu. Bitte eines von beiden wählen.',
    unknownGroup: 'Slack kennt diese Nutzergruppe nicht, oder sie ist deaktiviert. Bitte eine andere wählen.',
    sameGroup: '„{{other}}“ folgt dieser Nutzergruppe schon. Bitte eine andere wählen.',
    groupsAway:
      'Nutzergruppen lassen sich in diesem Workspace nicht lesen. Bitte einzelne Mitglieder wählen.',
    notAllowed: 'Das darf nur ein Admin. {{admins}}',
    askAdmins: 'Fragen kann man: {{people}}',
    askSlackAdmins: 'Bitte einen Admin dieses Slack-Workspace fragen.',
    ownMembersOnly:
      'Als Leitung von „{{name}}“ dürfen Sie deren Mitglieder ändern: `/concord-department ändern "{{name}}" --dazu @a --weg @b`. Alles andere kann ein Admin.',
    setUpFirst:
      'Concord ist hier neu. Bitte mit `/concord setup` beginnen: Wer das speichert, wird Concord-Admin.',
    unknownZone: 'Die Zeitzone „{{part}}“ kenne ich nicht. Beispiel: Europe/Berlin',
    unknownCountry: 'Das Land „{{part}}“ kenne ich nicht.',
    unreadableReaction:
      '„{{part}}“ konnte ich nicht als Reaktion lesen. Namen sehen so aus: :+1: :white_check_mark:',
    reactionTwice: ':{{name}}: kann nicht zweierlei bedeuten. Bitte nur in einer der Listen lassen.',
    manyReactions: 'Das sind mehr als {{most}} Reaktionen. Bitte einige weglassen.',
  },
};
