import type { Calendar, Library } from '#modules/ground/libraries';
import { intervalsOn } from '#modules/ground/libraries';
import { eachDay, formatMinute, isoWeekday, type LocalDate } from '#shared/dates';
import { scriptSafeJson } from '#web/kit/answers/json-ld.server.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
  (day) => `https://schema.org/${day}`,
);
const time = (minute: number): string => formatMinute(minute, 'en');
const sameHours = (a: readonly { opens: number; closes: number }[], b: typeof a): boolean =>
  a.length === b.length && a.every(({ opens, closes }, i) => opens === b[i]?.opens && closes === b[i]?.closes);

/** A library in the words of schema.org, with its weekly hours and the days of the next weeks that are otherwise. Safe to stand in a script element. */
export function libraryJsonLd(
  library: Library,
  calendar: Calendar | undefined,
  {
    address,
    from,
    to,
    services,
  }: { address: string; from: LocalDate; to: LocalDate; services: readonly { title: string; about: string }[] },
): string {
  const weekly = Object.entries(calendar?.weekly ?? {}).flatMap(([day, intervals]) =>
    intervals.map(({ opens, closes }) => ({
      '@type': 'OpeningHoursSpecification',
      dayOfWeek: DAYS[Number(day) - 1],
      opens: time(opens),
      closes: time(closes),
    })),
  );
  const otherwise = calendar
    ? [...eachDay(from, to)].flatMap((date) => {
        const open = intervalsOn(calendar, date);
        if (sameHours(open, calendar.weekly[isoWeekday(date)] ?? [])) return [];
        const valid = { '@type': 'OpeningHoursSpecification', validFrom: date, validThrough: date };
        // schema.org says of a closed day that it opens and closes at the same time
        return open.length === 0
          ? [{ ...valid, opens: '00:00', closes: '00:00' }]
          : open.map(({ opens, closes }) => ({ ...valid, opens: time(opens), closes: time(closes) }));
      })
    : [];
  const { latitude, longitude, phone, email } = library;
  return scriptSafeJson({
    '@context': 'https://schema.org',
    '@type': 'Library',
    '@id': address,
    url: address,
    name: library.name,
    telephone: phone ?? undefined,
    email: email ?? undefined,
    address: library.address
      ? {
          '@type': 'PostalAddress',
          streetAddress: library.address,
          addressLocality: library.city ?? undefined,
          addressCountry: 'ID',
        }
      : undefined,
    geo: latitude !== null && longitude !== null ? { '@type': 'GeoCoordinates', latitude, longitude } : undefined,
    openingHoursSpecification: weekly,
    specialOpeningHoursSpecification: otherwise,
    makesOffer:
      services.length === 0
        ? undefined
        : services.map(({ title, about }) => ({
            '@type': 'Offer',
            itemOffered: { '@type': 'Service', name: title, description: about || undefined },
          })),
  });
}
