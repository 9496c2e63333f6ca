export const polls = {
  noun: 'Poll',
};
