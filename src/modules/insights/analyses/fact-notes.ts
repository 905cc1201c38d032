import type { FactOrigin } from '#modules/ground/facts';
import { m } from '#i18n/messages';
import { formatDate, formatInstant, type LocalDate } from '#shared/dates';
import type { Asked } from './analysis.ts';

/** Where figures of the nightly counts come from, and who is not in them; nothing where nothing was counted yet. */
export function factNotes({ ctx: { locale }, zone, from }: Asked, origin: FactOrigin): string[] {
  const { label, through, countedAt, since, without } = origin;
  if (through === null || countedAt === null) return [];
  const counted = m.analyses_note_facts(
    {
      kind: label,
      through: formatDate(through, locale),
      at: formatInstant(countedAt, zone, locale),
      without: without ?? '',
    },
    { locale },
  );
  const late = since !== null && since > from;
  return [
    counted.trim(),
    ...(late ? [m.analyses_note_since({ kind: label, day: formatDate(since, locale) }, { locale })] : []),
  ];
}

/** The days of a time of which there are figures; null = none. */
export function countedDays(
  { from, to }: Pick<Asked, 'from' | 'to'>,
  { since, through }: Pick<FactOrigin, 'since' | 'through'>,
): { from: LocalDate; to: LocalDate } | null {
  if (since === null || through === null) return null;
  const days = { from: since > from ? since : from, to: through < to ? through : to };
  return days.from <= days.to ? days : null;
}
