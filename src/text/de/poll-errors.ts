export const pollErrors = {
  notSetUp: 'Eine Umfrage braucht mindestens zwei Abteilungen. `/concord setup` richtet sie ein.',
  notAMember:
    'Nur Mitglieder einer Abteilung ({{departments}}) können die Abteilungen etwas fragen. Eine Leitung oder ein Admin kann Sie hinzufügen.',
  emptyQuestion: 'Die Frage fehlt. Ein Beispiel: „Wo betreiben wir es?“',
  longQuestion: 'Die Frage hat {{length}} Zeichen; höchstens {{longest}} sind möglich.',
  fewOptions:
    '„{{option}}“ ist die einzige Antwort zur Auswahl. Eine Umfrage braucht mindestens {{fewest}}, oder gar keine für Ja und Nein.',
  manyOptions: 'Das wären {{count}} Antworten zur Auswahl; höchstens {{most}} sind möglich.',
  emptyOption: 'Eine der Antworten ist leer.',
  longOption: 'Die Antwort „{{option}}“ hat {{length}} Zeichen; höchstens {{longest}} sind möglich.',
  sameOption: '„{{option}}“ kommt zweimal vor. Jede Antwort braucht eigene Worte.',
  pastDeadline: 'Die Frist ist schon vorbei. Bitte eine spätere wählen, zum Beispiel „Freitag 17 Uhr“.',
  farDeadline:
    'Die Frist ist mehr als ein Jahr entfernt. Bitte eine frühere wählen, zum Beispiel „in 2 Wochen“.',
  noInitiative: 'Ein Puls gehört zu einer Initiative. Beispiel: `/concord-poll puls "Kundendaten"`',
  noInitiatives: 'Es gibt noch keine Initiative. `/concord-initiative neu` legt eine an.',
  nobodyAsked: 'In diesen Abteilungen ist niemand, der antworten könnte. Bitte andere wählen.',
  oneDepartment: 'Ein Puls vergleicht Abteilungen: mindestens zwei, in denen jemand ist.',
  noChannel:
    'Eine Umfrage braucht einen Channel, den die Abteilungen lesen können. Bitte in einem Channel fragen oder mit `/concord setup` einen Heimat-Channel wählen.',
  gone: 'Eine Umfrage {{name}} gibt es nicht. `/concord-poll liste` zeigt die offenen.',
  notClosed: '{{name}} läuft noch; was daraus wird, steht erst nach Schluss fest.',
  closed: 'Diese Umfrage ist beendet; an ihren Antworten ändert sich nichts mehr.',
  notAVoter:
    'Diese Umfrage geht an alle, die bei ihrer Eröffnung in den Abteilungen waren. Sie gehören nicht dazu; es wurde nichts gezählt.',
  keyChanged:
    'Concord hat ein neues Token bekommen, während diese Umfrage lief, und kann ihre Stimmzettel nicht mehr zuordnen. Damit keine Stimme doppelt zählt, nimmt sie keine Antworten mehr an: Bitte beenden und noch einmal fragen.',
  optionGone: 'Diese Antwort gehört nicht zur Umfrage.',
  oneOption: 'In dieser Umfrage ist nur eine Antwort möglich.',
  tooManyClicks: 'Sie haben Ihre Antwort {{most}}-mal geändert; die letzte bleibt.',
  longReason: 'Der Grund hat {{length}} Zeichen; höchstens {{longest}} sind möglich.',
  noOptionsWanted: 'Diese Umfrage nimmt keine weiteren Antworten in die Auswahl auf.',
  notYours: 'Das kann nur {{- author}} (hat gefragt).',
  notYoursToRun:
    'Das können nur {{- author}} (hat gefragt), die Leitungen der gefragten Abteilungen und Concord-Admins.',
  remindedAlready: 'An diese Umfrage wurde schon erinnert; mehr als eine Erinnerung gibt es nicht.',
  isAnonymous: 'Diese Umfrage ist anonym: Niemand kann sehen, wer geantwortet hat und was.',
  notYet: 'Die Ergebnisse sind noch nicht zu sehen.',
};
