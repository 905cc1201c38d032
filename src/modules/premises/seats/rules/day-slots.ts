import { instantAt, type LocalDate } from '#shared/dates';

export interface OpenInterval {
  /** Minutes after midnight. */
  opens: number;
  closes: number;
}
export interface Slot {
  startsAt: Date;
  endsAt: Date;
}

/**
 * The slots of a day: the hours of a library cut into pieces of `slotMinutes`, from each opening on. What is left before closing and
 * shorter than a slot is no slot.
 */
export function daySlots(date: LocalDate, hours: readonly OpenInterval[], slotMinutes: number, zone: string): Slot[] {
  return hours.flatMap(({ opens, closes }) =>
    Array.from({ length: Math.max(0, Math.floor((closes - opens) / slotMinutes)) }, (_, nth) => ({
      startsAt: instantAt(date, opens + nth * slotMinutes, zone),
      endsAt: instantAt(date, opens + (nth + 1) * slotMinutes, zone),
    })),
  );
}

/** `count` slots without a break between them, from an instant on; null where the day has none such. */
export function slotsFrom(slots: readonly Slot[], startsAt: Date, count: number): Slot | null {
  const first = slots.findIndex((slot) => slot.startsAt.getTime() === startsAt.getTime());
  const wanted = first < 0 ? [] : slots.slice(first, first + count);
  const last = wanted.at(-1);
  if (!last || wanted.length < count) return null;
  const unbroken = wanted.every((slot, i) => i === 0 || slot.startsAt.getTime() === wanted[i - 1]?.endsAt.getTime());
  return unbroken ? { startsAt, endsAt: last.endsAt } : null;
}
