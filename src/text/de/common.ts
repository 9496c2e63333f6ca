export const common = {
  close: 'Schließen',
  cancel: 'Abbrechen',
  save: 'Speichern',
  unknownNoun:
    '„{{noun}}“ kenne ich nicht. Was ich kenne: {{nouns}}. `/concord help` zeigt, was jedes davon tut.',
  databaseAway:
    'Ich erreiche meine Datenbank gerade nicht, darum wurde nichts gespeichert. Bitte in einer Minute noch einmal versuchen.',
  slackBusy:
    'Slack bittet mich gerade, langsamer zu machen, darum wurde nichts gespeichert. Bitte in einer Minute noch einmal versuchen.',
  slackSilent:
    'Slack antwortet mir gerade nicht. Bitte nachsehen, ob es doch geklappt hat, und es sonst noch einmal versuchen.',
  unexpected:
    'Entschuldigung, bei mir ist etwas schiefgegangen. Bitte noch einmal versuchen; falls es wieder passiert, hilft dem Concord-Admin diese Nummer: `{{id}}`.',
  tooSlow: 'Slack hat mir zu wenig Zeit gelassen, das Formular zu öffnen. Bitte noch einmal versuchen.',
  botNotInChannel:
    'In {{- channel}} bin ich kein Mitglied und kann dort nicht schreiben. Bitte dort `/invite @Concord` eingeben und es dann noch einmal versuchen; nichts Eingegebenes geht verloren.',
  channelArchived: '{{- channel}} ist archiviert. Bitte einen anderen Channel wählen.',
  typed: 'Das Eingegebene, zum Kopieren:',
  thatChannel: 'diesem Channel',
};
