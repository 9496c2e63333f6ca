export const pollPlans = {
  noun: 'Saved poll',
};
