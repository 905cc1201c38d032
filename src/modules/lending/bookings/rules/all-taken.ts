import { mergeTimes, type Span } from './merge-times.ts';

/**
 * When none of several copies is free, in order: whoever wants any of them then gets none.
 * @param taken of each copy, when it is not free, in any order
 */
export function allTaken(taken: readonly (readonly Span[])[]): Span[] {
  const [first, ...others] = taken;
  if (!first) return [];
  return others.reduce<Span[]>((so, spans) => {
    const other = mergeTimes(spans);
    return so.flatMap((a) =>
      other.flatMap((b) => {
        const startsAt = a.startsAt > b.startsAt ? a.startsAt : b.startsAt;
        const endsAt = a.endsAt < b.endsAt ? a.endsAt : b.endsAt;
        return startsAt < endsAt ? [{ startsAt, endsAt }] : [];
      }),
    );
  }, mergeTimes(first));
}
