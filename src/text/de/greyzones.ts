export const greyzones = {
  noun: 'Grauzone',
};
