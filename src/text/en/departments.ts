export const departments = {
  help: [
    '*Departments* decide together: each counts on its own, so the larger one cannot outvote the smaller.',
    '• `/concord-department list` shows them',
    '• `/concord-department add "Sales" --lead @cso --members @a @b` adds one; `--group @sales-team` follows a user group instead',
    '• `/concord-department change "Sales" --lead @b --name "Global sales"` changes its lead or name',
    '• `/concord-department change "Sales" --add @c --remove @a` changes its members, `--members @b @c` replaces them',
    '• `/concord-department remove "Sales"` removes it',
    'Somebody who is in another department is taken from there with `--move`. Admins may do all of this, leads may change their own members.',
  ].join('\n'),
  setupHelp:
    '`/concord setup` opens the form with the departments, their leads and members, and the settings of this workspace. Send it again to change them. Departments can also be changed one by one: `/concord-department help`',

  lead: 'Lead: {{- person}}',
  noLead: 'without a lead',
  people_one: '{{count}} person',
  people_other: '{{count}} people',
  follows: 'follows {{- group}}',
  andMore_one: 'and {{count}} more',
  andMore_other: 'and {{count}} more',
  moreDepartments_one:
    'and {{count}} more department; `/concord-department change "…"` with its name opens it',
  moreDepartments_other:
    'and {{count}} more departments; `/concord-department change "…"` with a name opens one',

  list: {
    title_one: '{{count}} department',
    title_other: '{{count}} departments',
    none: 'There are no departments yet. `/concord setup` sets them up.',
    oneMissing: 'For a proposal it takes two: one more department is needed.',
    change: 'Change a department',
    changeOwn: 'Change members',
    add: 'Add a department',
    setup: 'Setup',
  },
  added: 'Added: {{- department}}',
  changed: 'This is how it is now: {{- department}}',
  removed: '*{{name}}* is removed. Its people are free to join another department.',
  removeAsk_one:
    '*{{name}}* takes part in {{count}} open proposal. If you remove the department, that proposal goes on with the people who may vote on it now. Remove it?',
  removeAsk_other:
    '*{{name}}* takes part in {{count}} open proposals. If you remove the department, those proposals go on with the people who may vote on them now. Remove it?',
  removeButton: 'Remove it',
  keepButton: 'Keep it',
  kept: '*{{name}}* stays as it is.',

  form: {
    addTitle: 'New department',
    changeTitle: 'Change a department',
    name: 'Name',
    lead: 'Lead',
    leadTitled: 'Lead ({{title}})',
    members: 'Members',
    membersHint: 'The lead belongs to the department without being named here.',
    membersOrGroup: 'Either single members or a user group below. The lead belongs to the department anyway.',
    group: 'User group in place of single members',
    groupHint: 'Concord follows the group: who joins or leaves it joins or leaves the department.',
    noGroup: 'No user group',
    newDepartment: 'Another department',
    membersOf: 'Members of *{{name}}*. Its name and its lead are for an admin to change.',
  },
  setup: {
    title: 'Set up Concord',
    intro:
      'Which departments decide together? Each one counts on its own, whatever its size. Everything here can be changed later.',
    introAgain: 'Change what you like; the rest stays as it is.',
    firstIsAdmin: 'Whoever saves this first becomes a Concord admin.',
    addDepartment: 'Add another department',
    full: 'More departments are added and changed one by one: `/concord-department add "Sales" --lead @cso`',
    removing: 'A department is removed by command: `/concord-department remove "Sales"`',
    settings: 'Settings',
    channel: 'Home channel',
    channelHint: 'Agreements are announced here too. Invite Concord there first: /invite @Concord',
    language: 'Language in channels',
    languageHint: 'In private, everybody reads their own language.',
    timezone: 'Time zone',
    timezoneHint: 'For what has no person’s own time zone.',
    country: 'Country for public holidays',
    noCountry: 'No country',
    admins: 'Concord admins',
    adminsHint:
      'Besides Slack’s own admins they may change all of this. Nobody takes themselves off the list.',
    reactions: 'Reactions that count',
    agree: 'Agree',
    object: 'Object',
    abstain: 'Abstain',
    reactionsHint: 'Names with spaces between; the first is put on the message. Empty: the usual ones.',
    doneTitle: 'Concord is set up',
    homeChannel: 'Home channel: {{- channel}}',
    noHomeChannel: 'No home channel',
    inZone: 'Time zone: {{zone}}',
    inLanguage: 'Language in channels: {{language}}',
    inCountry: 'Public holidays: {{country}}',
    adminsAre: 'Concord admins: {{- people}}',
    nextStep: [
      '*Next step:* put the first proposal to the departments, in the channel where they meet:',
      '`/concord-propose We move campaign data into the shared platform by June --by friday 17:00`',
    ].join('\n'),
    inviteFirst: 'If Concord is not in that channel yet: `/invite @Concord`',
  },
  notices: {
    leadLost:
      '{{person}}, the lead of *{{name}}*, is deactivated in Slack. The department has no lead now, so nobody can agree for it where every lead must. Choose another: `/concord-department change "{{name}}" --lead @…`',
    elsewhere_one:
      '{{count}} person of {{- group}} stays where they are, because they are in another department: {{- people}}. *{{name}}* goes without them. To move somebody, change the department to single members and use `--move`.',
    elsewhere_other:
      '{{count}} people of {{- group}} stay where they are, because they are in another department: {{- people}}. *{{name}}* goes without them. To move somebody, change the department to single members and use `--move`.',
    groupGone:
      'The user group that *{{name}}* follows is disabled or empty. The department keeps the members it had. To choose others: `/concord-department change "{{name}}" --members @a @b`',
  },
  errors: {
    unknownVerb:
      'I do not know “{{part}}”. What I know here: add, list, change, remove. Example: `/concord-department add "Sales" --lead @cso --members @a @b`',
    missingName: 'A name is missing. Example: Sales',
    missingNameFor:
      'Which department? I know: {{departments}}. Example: `/concord-department {{verb}} "Sales"`',
    severalNames:
      'I can take one department at a time, and “{{part}}” looks like several. Example: `/concord-department add "Sales" --lead @cso`',
    longName: 'This name has {{length}} characters, and {{longest}} is the most that fits.',
    sameName: 'There already is a department “{{name}}”. Every department needs a name of its own.',
    missingLead: '“{{name}}” needs a lead: the person who speaks for it, such as the CMO.',
    unknownPerson: 'Slack knows nobody with the id {{person}}. Please choose somebody else.',
    isBot: '{{person}} is a bot, and only people can decide. Please choose somebody else.',
    isDeactivated: '{{person}} is deactivated in Slack. Please choose somebody else.',
    leadsTwo:
      '{{person}} leads “{{other}}” and cannot lead “{{name}}” as well. Please give one of them another lead.',
    leadsOther: '{{person}} leads “{{other}}”. Give that department another lead first.',
    inTwo: '{{person}} is in “{{other}}” too. A person can be in one department only.',
    inOther:
      '{{person}} is in “{{other}}”. A person can be in one department only: take them out there first, or move them: `/concord-department change "{{name}}" --add @… --move`',
    leavesEmpty: '“{{other}}” would have nobody left. Add somebody there first, or remove it.',
    emptyDepartment: '“{{name}}” has nobody in it. Please choose a lead, members or a user group.',
    departmentGone:
      'This department was removed in the meantime. `/concord-department list` shows those that there are.',
    changedMeanwhile:
      '“{{name}}” was changed in the meantime, perhaps by somebody else. Please open the form again, so that nothing of theirs is lost.',
    unknownDepartment: 'I know no department “{{name}}”. I know: {{departments}}.',
    notAmong:
      'There is no department “{{name}}”. There are: {{departments}}. Example: `--departments "Marketing, IT"`',
    noDepartments: 'There are no departments yet. `/concord setup` sets them up.',
    followsGroup:
      '“{{name}}” follows the user group {{- group}}: people join and leave it there. To choose single members instead, use `--members @a @b`',
    leadStays: '{{- person}} leads “{{name}}”. Name another lead first: `--lead @…`',
    lastTwo:
      'Concord needs two departments, and with “{{name}}” gone there would be one. Add another first, or give this one a new name: `/concord-department change "{{name}}" --name "…"`',
    tooFew: 'It takes two departments to agree on something. Please name a second one.',
    unreadablePeople:
      'I could not tell who “{{part}}” is. Choose people from the list that Slack shows after `@`. Example: `--{{flag}} {{example}}`',
    oneLead: 'A department has one lead. Example: `--lead @cso`',
    oneGroup: 'A department follows one user group. Example: `--group @sales-team`',
    groupOrPeople: 'Either single members or a user group: please keep one of them.',
    addAndMembers:
      '`--members` and `--group` replace all members, so `--add` and `--remove` do not go with them. Please keep one of them.',
    unknownGroup: 'Slack does not know this user group, or it is disabled. Please choose another.',
    sameGroup: '“{{other}}” follows this user group already. Please choose another.',
    groupsAway: 'User groups cannot be read in this workspace. Please choose single members.',
    notAllowed: 'Only an admin may do this. {{admins}}',
    askAdmins: 'You can ask: {{people}}',
    askSlackAdmins: 'Please ask an admin of this Slack workspace.',
    ownMembersOnly:
      'As lead of “{{name}}” you may change its members: `/concord-department change "{{name}}" --add @a --remove @b`. The rest is for an admin.',
    setUpFirst:
      'Concord is new here. Please begin with `/concord setup`: whoever saves it becomes a Concord admin.',
    unknownZone: 'I do not know the time zone “{{part}}”. Example: Europe/Berlin',
    unknownCountry: 'I do not know the country “{{part}}”.',
    unreadableReaction:
      'I could not read “{{part}}” as a reaction. Names look like this: :+1: :white_check_mark:',
    reactionTwice: ':{{name}}: cannot mean two things. Please keep it in one of the lists.',
    manyReactions: 'That is more than {{most}} reactions. Please leave some out.',
  },
};
