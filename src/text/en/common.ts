export const common = {
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  unknownNoun:
    'I do not know “{{noun}}”. What I know: {{nouns}}. Try `/concord help` to see what each of them does.',
  databaseAway: 'I cannot reach my database right now, so nothing was saved. Please try again in a minute.',
  slackBusy: 'Slack asks me to slow down right now, so nothing was saved. Please try again in a minute.',
  slackSilent:
    'Slack does not answer me right now. Please look whether it worked after all, and try again if not.',
  unexpected:
    'Sorry, something went wrong on my side. Please try again; if it happens again, give your Concord admin this number: `{{id}}`.',
  tooSlow: 'Slack gave me too little time to open the form. Please try again.',
  botNotInChannel:
    'I am not a member of {{- channel}}, so I cannot post there. Type `/invite @Concord` in that channel, then try again; nothing you typed is lost.',
  channelArchived: '{{- channel}} is archived. Please choose another channel.',
  typed: 'What you typed, for copying:',
  thatChannel: 'that channel',
};
