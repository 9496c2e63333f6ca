export const agreements = {
  help: [
    '*/concord-agreements* findet, was die Abteilungen vereinbart haben; jede Vereinbarung bleibt dauerhaft in einer prüfbaren Kette.',
    '`/concord-agreements Einwilligung Banner` sucht: Wörter in jeder Form, deutsch oder englisch, auch als Teil längerer Wörter; `"in Anführungszeichen"` als Wortfolge; `-Wort` ohne dieses Wort',
    '`/concord-agreements liste` zeigt alle, die neuesten zuerst · `liste --initiative "Kundendaten"` die einer Initiative',
    '`/concord-agreements zeige A-12` zeigt eine vollständig: wer wo stand, nach welcher Regel, und ihren Platz in der Kette',
    '`/concord-agreements widerrufen A-12 weil …` schlägt ihren Abteilungen vor, dass sie nicht mehr gilt · `/concord-propose … --ersetzt A-12` setzt eine andere an ihre Stelle',
    '`/concord-agreements prüfe` prüft, dass seither nichts geändert, entfernt oder umgestellt wurde',
  ].join('\n'),
  title: 'Vereinbarungen',
  listed_one: '*Vereinbarungen* · bisher {{count}}',
  listed_other: '*Vereinbarungen* · bisher {{count}}, die neuesten zuerst',
  listedInitiative_one: '*Vereinbarungen der Initiative „{{initiative}}“* · {{count}}',
  listedInitiative_other: '*Vereinbarungen der Initiative „{{initiative}}“* · {{count}}, die neuesten zuerst',
  found_one: '*Vereinbarungen mit „{{words}}“* · {{count}}',
  found_other: '*Vereinbarungen mit „{{words}}“* · {{count}}, die neuesten zuerst',
  foundInitiative_one: '*Vereinbarungen mit „{{words}}“ der Initiative „{{initiative}}“* · {{count}}',
  foundInitiative_other:
    '*Vereinbarungen mit „{{words}}“ der Initiative „{{initiative}}“* · {{count}}, die neuesten zuerst',
  notFound:
    'Keine Vereinbarung enthält „{{words}}“. Weniger Wörter finden mehr, und auch Teile von Wörtern zählen. `/concord-agreements liste` zeigt alle.',
  notFoundInitiative:
    'Keine Vereinbarung der Initiative „{{initiative}}“ enthält „{{words}}“. Weniger Wörter finden mehr; `/concord-agreements liste --initiative "{{initiative}}"` zeigt alle davon.',
  noInitiative:
    'Zu einer Initiative „{{initiative}}“ gibt es keine Vereinbarung. Vereinbarungen gibt es zu: {{known}}. `/concord-agreements liste` zeigt alle.',
  noInitiatives:
    'Zu einer Initiative „{{initiative}}“ gibt es keine Vereinbarung, auch zu keiner anderen. `/concord-agreements liste` zeigt alle.',
  erased:
    'Der Text dieser Vereinbarung ist nicht mehr da: Er wurde gelöscht, oder die Kette ist beschädigt. `/concord-agreements prüfe` sagt, was von beidem.',
  ended: '*Nicht mehr in Kraft* seit {{- at}}',
  endings: {
    revoked: '*Nicht mehr in Kraft* seit {{- at}}, widerrufen durch {{by}}',
    superseded: '*Nicht mehr in Kraft* seit {{- at}}, ersetzt durch {{by}}',
  },
  revocation: '{{name}} gilt nicht mehr: „{{quote}}“',
  revocationErased: '{{name}} gilt nicht mehr.',
  agreedAt: 'vereinbart {{- at}}',
  name: 'Vereinbarung {{name}}',
  why: '*Warum:* {{- text}}',
  proposedBy: 'Vorgeschlagen von {{- person}}',
  opened: 'Vorgeschlagen {{- at}}',
  closed: 'Vereinbart {{- at}}',
  initiative: 'Initiative: {{name}}',
  review: 'Wiedervorlage am {{day}}',
  noReview: 'Ohne Wiedervorlage',
  toMessage: 'Zur Nachricht',
  rule: '*Regel:* {{- sentence}}',
  standing: '*Wer wo stand*',
  turnout: '{{voted}} von {{eligible}} haben abgestimmt',
  leads: 'Leitung: {{- leads}}',
  leadStances: { agree: 'dafür', object: 'dagegen', abstain: 'enthält sich', silent: 'keine Antwort' },
  stances: {
    agree: 'dafür ({{count}}): {{- people}}',
    object: 'dagegen ({{count}}): {{- people}}',
    abstain: 'Enthaltung ({{count}}): {{- people}}',
    silent: 'keine Antwort ({{count}}): {{- people}}',
  },
  andMore: 'und {{count}} weitere',
  place:
    'Eintrag {{seq}} der Kette · Hash `{{hash}}` · folgt auf `{{previous}}` · `/concord-agreements prüfe` prüft die ganze Kette',
  buttons: {
    show: 'Anzeigen',
    back: 'Zurück zur Liste',
    newer: 'Neuere',
    older: 'Ältere',
    replace: 'Ersetzen',
    revoke: 'Widerrufen',
  },
  verified_one:
    '*Die Kette ist unversehrt.* Ihr einziger Eintrag stimmt, und das Verzeichnis der Vereinbarungen sagt dasselbe.\nSein Hash ist `{{hash}}`. Wer ihn anderswo notiert, kann später zeigen, dass bis hierher nichts ausgetauscht wurde.',
  verified_other:
    '*Die Kette ist unversehrt.* Alle {{count}} Einträge stimmen, und das Verzeichnis der Vereinbarungen sagt dasselbe.\nDer Hash des letzten ist `{{hash}}`. Wer ihn anderswo notiert, kann später zeigen, dass bis hierher nichts ausgetauscht wurde.',
  verifiedEmpty: 'Die Kette ist unversehrt: Sie ist noch leer, denn vereinbart wurde noch nichts.',
  broken: '*Die Kette ist beschädigt.* Etwas darin wurde nach dem Schreiben verändert:',
  brokenMore_one: 'und {{count}} weiterer Fehler',
  brokenMore_other: 'und {{count}} weitere Fehler',
  brokenAdvice:
    'Bitte den Betreibern von Concord Bescheid geben: `npm run verify-ledger` nennt die Fehler, und eine Sicherung der Datenbank zeigt, was dort stand.',
  faults: {
    workspace: 'Eintrag {{seq}} gehört zu einem anderen Workspace.',
    missing: 'Eintrag {{seq}} fehlt.',
    order: 'Eintrag {{seq}} ist doppelt oder an der falschen Stelle.',
    previous_hash: 'Eintrag {{seq}} folgt nicht aus dem davor.',
    hash: 'Eintrag {{seq}} wurde verändert: Art, Nummer, Zeit, Person oder Hash sind nicht, was geschrieben wurde.',
    content_hash: 'Der Inhalt von Eintrag {{seq}} wurde verändert.',
    content_missing: 'Der Inhalt von Eintrag {{seq}} fehlt, und kein Eintrag sagt, dass er gelöscht wurde.',
    numbering: 'Eintrag {{seq}} hat nicht die Nummer der Vereinbarung, die dort hingehört.',
    redaction: 'Eintrag {{seq}} kündigt eine Löschung an und nennt keinen früheren Eintrag.',
    head: 'Der Vermerk, wo die Kette endet, passt nicht zu ihrem letzten Eintrag {{seq}}.',
    stray_content: 'Es gibt einen Inhalt zu Eintrag {{seq}}, aber keinen solchen Eintrag.',
    unregistered:
      'Eintrag {{seq}} ist Vereinbarung A-{{agreement}}, und im Verzeichnis der Vereinbarungen steht sie nicht.',
    register_differs:
      'Im Verzeichnis ist Eintrag {{seq}} Vereinbarung A-{{agreement}} zu Vorschlag P-{{proposal}}; der Eintrag sagt etwas anderes.',
    stray_agreement:
      'Im Verzeichnis steht Vereinbarung A-{{agreement}} als Eintrag {{seq}}, der keine Vereinbarung ist.',
    not_agreed:
      'Im Verzeichnis ist Eintrag {{seq}} Vereinbarung A-{{agreement}} zu Vorschlag P-{{proposal}}, der nicht angenommen wurde.',
    proposal_unregistered:
      'Vorschlag P-{{proposal}} wurde angenommen, und im Verzeichnis der Vereinbarungen steht er nicht.',
    ending_not_agreed:
      'Nach Eintrag {{seq}} ist Vereinbarung A-{{agreement}} nicht mehr in Kraft, und kein angenommener Vorschlag sagt das.',
    ended_twice: 'Eintrag {{seq}} beendet Vereinbarung A-{{agreement}}, die schon vorher beendet war.',
  },
  errors: {
    none: 'Noch wurde nichts vereinbart. Die erste Vereinbarung wird A-1: `/concord-propose` legt den Abteilungen einen Vorschlag vor.',
    unknown:
      '{{name}} gibt es nicht. Die neueste Vereinbarung ist {{latest}}; `/concord-agreements liste` zeigt alle.',
    endings: {
      revoked:
        '{{name}} ist nicht mehr in Kraft: {{by}} hat sie widerrufen. `/concord-agreements zeige {{by}}` zeigt das.',
      superseded:
        '{{name}} ist nicht mehr in Kraft: {{by}} hat sie ersetzt. Um das zu ändern, bitte {{by}} ersetzen.',
      ended: '{{name}} ist nicht mehr in Kraft.',
    },
    pending: {
      revoked:
        'Vorschlag {{proposal}} würde {{name}} beenden und ist noch offen. Bitte zuerst darüber abstimmen.',
      superseded:
        'Vorschlag {{proposal}} würde {{name}} beenden und ist noch offen. Bitte das Ergebnis abwarten oder ihn zuerst zurückziehen lassen.',
    },
    departmentsGone:
      'Von den Abteilungen, die {{name}} vereinbart haben, gibt es weniger als zwei; widerrufen können sie also nicht gemeinsam. Andere können sie ersetzen: `/concord-propose … --ersetzt {{name}}`',
    unreadableReplaced: '„{{part}}“ ist keine Nummer einer Vereinbarung. Beispiel: `--ersetzt A-12`',
    missingNumber: 'Welche Vereinbarung? Beispiel: `/concord-agreements zeige A-12`',
    unreadableNumber:
      '„{{part}}“ ist keine Nummer einer Vereinbarung. Beispiel: `/concord-agreements zeige A-12`. Um nach Wörtern zu suchen, bitte „{{verb}}“ weglassen.',
    missingWords: 'Wonach soll gesucht werden? Beispiel: `/concord-agreements suche Einwilligung Banner`',
    longWords:
      'Die Suche hat {{length}} Zeichen; höchstens {{longest}} sind möglich. Wenige Wörter finden mehr.',
  },
};
