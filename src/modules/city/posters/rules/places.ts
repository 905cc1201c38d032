/** A name of a place as one compares it: places that read alike are one. It is kept beside the name, so that all compare alike. */
export const placeKey = (name: string): string => name.trim().normalize('NFC').toLowerCase();

/** Of the places that somebody names those that a poster does not have yet, each once. */
export function newPlaces<P extends { name: string }>(asked: readonly P[], has: readonly { name: string }[]): P[] {
  const known = new Set(has.map(({ name }) => placeKey(name)));
  return asked.filter(({ name }) => {
    if (known.has(placeKey(name))) return false;
    known.add(placeKey(name));
    return true;
  });
}
