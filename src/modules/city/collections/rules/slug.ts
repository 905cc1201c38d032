/** May this be the part of an address at all? Of what may not, nobody need ask the database. */
export const isSlug = (text: string): boolean => text.length <= 90 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
