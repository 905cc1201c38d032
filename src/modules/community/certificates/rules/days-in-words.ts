import { formatDate } from '#shared/dates';

/** Days of a programme as a certificate says them: "26 November 2026", "26–27 November 2026", "30 November 2026–1 Desember 2026". */
export function daysInWords(startsOn: string, endsOn: string): string {
  const end = formatDate(endsOn, 'id');
  if (startsOn === endsOn) return end;
  const sameMonth = startsOn.slice(0, 7) === endsOn.slice(0, 7);
  return `${sameMonth ? Number(startsOn.slice(8)) : formatDate(startsOn, 'id')}–${end}`;
}
