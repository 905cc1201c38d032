/**
 * Puts one of some things at a place, the others close up.
 * @param place 1-based; beyond the ends it is the first or the last
 */
export function putAt<T>(things: readonly T[], thing: T, place: number): T[] {
  const others = things.filter((other) => other !== thing);
  const at = Math.min(Math.max(place, 1), others.length + 1) - 1;
  return [...others.slice(0, at), thing, ...others.slice(at)];
}
