export const pollErrors = {
  notSetUp: 'A poll needs at least two departments. `/concord setup` sets them up.',
  notAMember:
    'Only members of a department ({{departments}}) can ask the departments something. A lead or an admin can add you.',
  emptyQuestion: 'The question is missing. An example: “Where do we host it?”',
  longQuestion: 'The question has {{length}} characters; {{longest}} are possible.',
  fewOptions:
    '“{{option}}” is the only option. A poll needs at least {{fewest}}, or none at all for yes and no.',
  manyOptions: 'That would be {{count}} options; {{most}} are possible.',
  emptyOption: 'One of the options is empty.',
  longOption: 'The option “{{option}}” has {{length}} characters; {{longest}} are possible.',
  sameOption: '“{{option}}” is there twice. Each option needs words of its own.',
  pastDeadline: 'This deadline has passed already. Please choose a later one, such as “friday 17:00”.',
  farDeadline: 'This deadline is more than a year away. Please choose an earlier one, such as “in 2 weeks”.',
  noInitiative: 'A pulse is about an initiative. An example: `/concord-poll pulse "Customer data"`',
  noInitiatives: 'There is no initiative yet. `/concord-initiative new` makes one.',
  nobodyAsked: 'There is nobody in these departments who could answer. Please choose others.',
  oneDepartment: 'A pulse compares departments: at least two, with people in them.',
  noChannel:
    'A poll needs a channel that the departments can read. Please ask in a channel, or choose a home channel with `/concord setup`.',
  gone: 'There is no poll {{name}}. `/concord-poll list` shows those open.',
  notClosed: '{{name}} is still open; what comes of it is known once it is closed.',
  closed: 'This poll is closed; its answers do not change any more.',
  notAVoter:
    'This poll asks those who were in its departments when it opened. You are not among them, so nothing was counted.',
  keyChanged:
    'Concord was given a new token while this poll was open, and cannot tell its ballots apart any more. It takes no more answers, so that none counts twice: please close it and ask again.',
  optionGone: 'This option does not belong to the poll.',
  oneOption: 'In this poll you can choose one option.',
  tooManyClicks: 'You have changed your answer {{most}} times; your last answer stays.',
  longReason: 'The reason has {{length}} characters; {{longest}} are possible.',
  noOptionsWanted: 'This poll takes no further options.',
  notYours: 'Only {{- author}} (who asked) can do that.',
  notYoursToRun:
    'Only {{- author}} (who asked), the leads of the departments asked and Concord admins can do that.',
  remindedAlready: 'There has been a reminder about this poll; one is all there is.',
  isAnonymous: 'This poll is anonymous: nobody can see who has answered, or what.',
  notYet: 'The results cannot be seen yet.',
};
