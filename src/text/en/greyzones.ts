export const greyzones = {
  noun: 'Grey zone',
};
