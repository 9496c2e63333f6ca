export const agreements = {
  errors: {
    none: 'Nothing has been agreed yet. The first agreement will be A-1: `/concord-propose` puts a proposal to the departments.',
    unknown:
      '{{name}} does not exist. The latest agreement is {{latest}}; `/concord-agreements list` shows all.',
  },
};
