export const alignment = {
  noun: 'Alignment',
};
