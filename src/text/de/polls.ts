export const polls = {
  noun: 'Umfrage',
};
