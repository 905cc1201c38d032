/** A time from which, and until which. */
export interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** Times in their order, those that touch or overlap as one: when something is not free, told once. */
export function mergeTimes(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { startsAt, endsAt } of spans.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    const last = merged.at(-1);
    if (!last || startsAt > last.endsAt) merged.push({ startsAt, endsAt });
    else if (endsAt > last.endsAt) last.endsAt = endsAt;
  }
  return merged;
}
