export const agreements = {
  errors: {
    none: 'Noch wurde nichts vereinbart. Die erste Vereinbarung wird A-1: `/concord-propose` legt den Abteilungen einen Vorschlag vor.',
    unknown:
      '{{name}} gibt es nicht. Die neueste Vereinbarung ist {{latest}}; `/concord-agreements liste` zeigt alle.',
  },
};
