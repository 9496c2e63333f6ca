export const home = {
  help: [
    '*Concord* hilft Abteilungen, gemeinsam zu entscheiden. Was es kann:',
    '• `/concord` öffnet ein Menü mit Schaltflächen',
    '• `/concord setup` richtet die Abteilungen ein, mit Leitung und Mitgliedern, dazu Sprache und Zeitzone',
    '• `/concord-department` ändert eine einzelne Abteilung: `/concord-department add "Vertrieb" --lead @cso --members @a @b`',
    '• `/concord-propose` legt den Abteilungen einen Satz vor, über den sie durch Reagieren entscheiden: `/concord-propose Wir verlegen die Kampagnendaten bis Juni auf die gemeinsame Plattform --bis Freitag 17 Uhr`',
    '• `/concord-agreements` findet, was vereinbart wurde: `/concord-agreements Einwilligung Banner`',
    '`hilfe` hinter jedem davon sagt mehr, zum Beispiel `/concord-propose hilfe`. Eine Nachricht wird über ihr Menü zum Vorschlag: „Make this a proposal“.',
  ].join('\n'),
  about:
    '*Concord* hilft Abteilungen, gemeinsam zu entscheiden: Ein Vorschlag ist eine Nachricht, abgestimmt wird durch Reagieren, jede Abteilung zählt für sich, und was vereinbart ist, bleibt dauerhaft erhalten.',
  setUpFirst:
    'Vor dem ersten Vorschlag müssen mindestens zwei Abteilungen eingerichtet sein. Das dauert eine Minute.',
  buttons: {
    propose: 'Neuer Vorschlag',
    agreements: 'Vereinbarungen',
    departments: 'Abteilungen einrichten',
    setup: 'Einrichten',
    help: 'Hilfe',
  },
  welcome: {
    title: 'Willkommen bei Concord',
    steps: [
      '*1. Einrichten*, welche Abteilungen gemeinsam entscheiden, zum Beispiel Marketing und IT, jede mit Leitung und Mitgliedern.',
      '*2. Einladen*: Concord in den Channel holen, in dem sie sich treffen, mit `/invite @Concord`',
      '*3. Vorschlagen*: `/concord-propose Wir verlegen die Kampagnendaten bis Juni auf die gemeinsame Plattform`',
    ].join('\n'),
  },
  department_one: 'Ihre Abteilung: *{{name}}* · {{count}} Person',
  department_other: 'Ihre Abteilung: *{{name}}* · {{count}} Personen',
  lead: 'Leitung: {{- person}}',
  youLead: 'unter Ihrer Leitung',
  noLead: 'ohne Leitung',
  noDepartment:
    'Sie gehören zu keiner der Abteilungen {{departments}}, sehen also Vorschläge, stimmen aber nicht ab. Eine Leitung oder ein Admin kann Sie aufnehmen.',
  awaiting: 'Wartet auf Ihre Stimme',
  nothingAwaits: 'Nichts wartet auf Ihre Stimme.',
  open: 'Offene Vorschläge',
  otherOpen: 'Weitere offene Vorschläge',
  nothingOpen: 'Kein Vorschlag ist offen.',
  openUntil: 'offen bis {{- deadline}}',
  toProposal: 'zur Nachricht',
  latest: 'Neueste Vereinbarungen',
  nothingAgreed: 'Noch wurde nichts vereinbart.',
  agreed: 'vereinbart {{- at}}',
  andMore: 'und {{count}} weitere',
};
