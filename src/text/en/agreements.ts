export const agreements = {
  help: [
    '*/concord-agreements* finds what the departments have agreed, in the ledger that keeps it for good.',
    '`/concord-agreements consent banner` searches: words in any form, English or German, also as parts of longer words; `"in quotes"` as a phrase; `-word` without it',
    '`/concord-agreements list` shows all, newest first · `list --initiative "Customer data"` those of one initiative',
    '`/concord-agreements show A-12` shows one in full: who stood where, by which rule, and its place in the ledger',
    '`/concord-agreements revoke A-12 because …` proposes to its departments that it no longer holds · `/concord-propose … --replaces A-12` puts another in its place',
    '`/concord-agreements verify` checks that nothing in the ledger was changed, removed or reordered since',
  ].join('\n'),
  title: 'Agreements',
  listed_one: '*Agreements* · {{count}} so far',
  listed_other: '*Agreements* · {{count}} so far, newest first',
  listedInitiative_one: '*Agreements of initiative “{{initiative}}”* · {{count}}',
  listedInitiative_other: '*Agreements of initiative “{{initiative}}”* · {{count}}, newest first',
  found_one: '*Agreements with “{{words}}”* · {{count}}',
  found_other: '*Agreements with “{{words}}”* · {{count}}, newest first',
  foundInitiative_one: '*Agreements with “{{words}}” of initiative “{{initiative}}”* · {{count}}',
  foundInitiative_other:
    '*Agreements with “{{words}}” of initiative “{{initiative}}”* · {{count}}, newest first',
  notFound:
    'No agreement has “{{words}}”. Fewer words find more, and parts of words count too. `/concord-agreements list` shows all.',
  notFoundInitiative:
    'No agreement of initiative “{{initiative}}” has “{{words}}”. Fewer words find more; `/concord-agreements list --initiative "{{initiative}}"` shows all of it.',
  noInitiative:
    'No agreement belongs to an initiative “{{initiative}}”. There are agreements of: {{known}}. `/concord-agreements list` shows all.',
  noInitiatives:
    'No agreement belongs to an initiative “{{initiative}}”, nor to any other yet. `/concord-agreements list` shows all.',
  erased:
    'The text of this agreement is not there any more: it was erased, or the ledger is damaged. `/concord-agreements verify` tells which.',
  ended: '*No longer in force* since {{- at}}',
  endings: {
    revoked: '*No longer in force* since {{- at}}, revoked by {{by}}',
    superseded: '*No longer in force* since {{- at}}, replaced by {{by}}',
  },
  revocation: '{{name}} no longer holds: “{{quote}}”',
  revocationErased: '{{name}} no longer holds.',
  agreedAt: 'agreed {{- at}}',
  name: 'Agreement {{name}}',
  why: '*Why:* {{- text}}',
  proposedBy: 'Proposed by {{- person}}',
  opened: 'Proposed {{- at}}',
  closed: 'Agreed {{- at}}',
  initiative: 'Initiative: {{name}}',
  review: 'To be reviewed on {{day}}',
  noReview: 'No review date',
  toMessage: 'Open the message',
  rule: '*Rule:* {{- sentence}}',
  standing: '*Who stood where*',
  turnout: '{{voted}} of {{eligible}} voted',
  leads: 'lead: {{- leads}}',
  leadStances: { agree: 'agrees', object: 'objects', abstain: 'abstains', silent: 'no answer' },
  stances: {
    agree: 'agree ({{count}}): {{- people}}',
    object: 'object ({{count}}): {{- people}}',
    abstain: 'abstain ({{count}}): {{- people}}',
    silent: 'no answer ({{count}}): {{- people}}',
  },
  andMore: 'and {{count}} more',
  place:
    'Entry {{seq}} of the ledger · hash `{{hash}}` · follows `{{previous}}` · `/concord-agreements verify` checks the whole chain',
  buttons: {
    show: 'Show',
    back: 'Back to the list',
    newer: 'Newer',
    older: 'Older',
    replace: 'Replace',
    revoke: 'Revoke',
  },
  verified_one:
    '*The ledger is intact.* Its one entry verifies, and the register of agreements says the same.\nIts hash is `{{hash}}`. Whoever notes it elsewhere can show later that nothing up to here was exchanged.',
  verified_other:
    '*The ledger is intact.* All {{count}} entries verify, and the register of agreements says the same.\nThe hash of the last one is `{{hash}}`. Whoever notes it elsewhere can show later that nothing up to here was exchanged.',
  verifiedEmpty: 'The ledger is intact: it is still empty, because nothing has been agreed yet.',
  broken: '*The ledger is damaged.* Something in it was changed after it was written:',
  brokenMore_one: 'and {{count}} more fault',
  brokenMore_other: 'and {{count}} more faults',
  brokenAdvice:
    'Please tell whoever runs Concord: `npm run verify-ledger` lists the faults, and a backup of the database shows what was there.',
  faults: {
    workspace: 'Entry {{seq}} belongs to another workspace.',
    missing: 'Entry {{seq}} is missing.',
    order: 'Entry {{seq}} is there twice or in the wrong place.',
    previous_hash: 'Entry {{seq}} does not follow from the one before it.',
    hash: 'Entry {{seq}} was changed: its kind, number, time, actor or hash is not what was written.',
    content_hash: 'The content of entry {{seq}} was changed.',
    content_missing: 'The content of entry {{seq}} is missing, and no entry says that it was erased.',
    numbering: 'Entry {{seq}} does not have the number of the agreement that belongs there.',
    redaction: 'Entry {{seq}} announces an erasure and names no earlier entry.',
    head: 'The note of where the ledger ends does not match its last entry, {{seq}}.',
    stray_content: 'There is a content for entry {{seq}}, and no such entry.',
    unregistered:
      'Entry {{seq}} is agreement A-{{agreement}}, and the register of agreements does not have it.',
    register_differs:
      'The register has entry {{seq}} as agreement A-{{agreement}} of proposal P-{{proposal}}, and the entry says otherwise.',
    stray_agreement: 'The register has an agreement A-{{agreement}} as entry {{seq}}, which is no agreement.',
    not_agreed:
      'The register has entry {{seq}} as agreement A-{{agreement}} of proposal P-{{proposal}}, which was not agreed.',
    proposal_unregistered:
      'Proposal P-{{proposal}} was agreed, and the register of agreements does not have it.',
    ending_not_agreed:
      'Entry {{seq}} says that agreement A-{{agreement}} is no longer in force, and no agreed proposal says so.',
    ended_twice: 'Entry {{seq}} ends agreement A-{{agreement}}, which had ended before.',
  },
  errors: {
    none: 'Nothing has been agreed yet. The first agreement will be A-1: `/concord-propose` puts a proposal to the departments.',
    unknown:
      '{{name}} does not exist. The latest agreement is {{latest}}; `/concord-agreements list` shows all.',
    endings: {
      revoked:
        '{{name}} is no longer in force: {{by}} revoked it. `/concord-agreements show {{by}}` shows that.',
      superseded: '{{name}} is no longer in force: {{by}} replaced it. To change that, replace {{by}}.',
      ended: '{{name}} is no longer in force.',
    },
    pending: {
      revoked: 'Proposal {{proposal}} would end {{name}} and is still open. Please vote on that first.',
      superseded:
        'Proposal {{proposal}} would end {{name}} and is still open. Please wait for its outcome, or have it withdrawn first.',
    },
    departmentsGone:
      'Of the departments that agreed on {{name}} fewer than two are left, so they cannot revoke it together. Others can replace it: `/concord-propose … --replaces {{name}}`',
    unreadableReplaced: '“{{part}}” is not the number of an agreement. Example: `--replaces A-12`',
    missingNumber: 'Which agreement? Example: `/concord-agreements show A-12`',
    unreadableNumber:
      '“{{part}}” is not the number of an agreement. Example: `/concord-agreements show A-12`. To search for words, leave out “{{verb}}”.',
    missingWords: 'What is to be searched for? Example: `/concord-agreements search consent banner`',
    longWords: 'The search has {{length}} characters; {{longest}} is the most. A few words find more.',
  },
};
