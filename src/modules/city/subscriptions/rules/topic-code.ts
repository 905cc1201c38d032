const LONGEST = 40;

/** The word by which programs know a topic, from its Indonesian name; it never changes. Empty where the name has no letter of ours. */
export const topicCode = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9\s-]/g, '')
    .trim()
    .replaceAll(/[\s-]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');
