/** Names of places as one compares them: places that read alike are one. */
const key = (name: string): string => name.trim().toLowerCase();

/** Of the places that somebody names those that a poster does not have yet, each once. */
export function newPlaces<P extends { name: string }>(asked: readonly P[], has: readonly { name: string }[]): P[] {
  const known = new Set(has.map(({ name }) => key(name)));
  return asked.filter(({ name }) => {
    if (known.has(key(name))) return false;
    known.add(key(name));
    return true;
  });
}
