export const alignment = {
  noun: 'Übereinstimmung',
};
