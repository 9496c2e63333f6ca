export const pollPlans = {
  noun: 'Gespeicherte Umfrage',
};
