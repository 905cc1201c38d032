import { freeSeats, isFull, type Program, type ProgramSession } from '#modules/community/programs/client';
import { scriptSafeJson } from '#web/kit/answers/json-ld.server.ts';

/** A programme in the words of schema.org, for search engines. Safe to stand in a script element. */
export function eventJsonLd(
  program: Program,
  sessions: readonly ProgramSession[],
  about: { address: string; pictures: string[]; network: string | null },
): string {
  const { library, startsAt, endsAt, state, fee } = program;
  const { address, pictures, network } = about;
  const place = { '@type': 'Place', name: program.place || library.name, address: library.name };
  const offers = {
    '@type': 'Offer',
    url: address,
    price: fee,
    priceCurrency: 'IDR',
    availability: isFull(program) ? 'https://schema.org/SoldOut' : 'https://schema.org/InStock',
    ...(freeSeats(program) !== null && { inventoryLevel: { '@type': 'QuantitativeValue', value: freeSeats(program) } }),
  };
  return scriptSafeJson({
    '@context': 'https://schema.org',
    '@type': program.kind === 'workshop' || program.kind === 'training' ? 'EducationEvent' : 'Event',
    '@id': address,
    url: address,
    name: program.title,
    inLanguage: program.language,
    description: program.summary || program.description || undefined,
    image: pictures,
    startDate: startsAt?.toISOString(),
    endDate: endsAt?.toISOString(),
    eventStatus: state === 'cancelled' ? 'https://schema.org/EventCancelled' : 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: place,
    organizer: { '@type': 'Library', name: network ?? library.name },
    performer: [...new Set(sessions.flatMap((one) => one.speakers.map((speaker) => speaker.name)))].map((name) => ({
      '@type': 'Person',
      name,
    })),
    maximumAttendeeCapacity: program.capacity ?? undefined,
    isAccessibleForFree: fee === 0,
    offers,
    subEvent:
      sessions.length < 2
        ? undefined
        : sessions.map((one) => ({
            '@type': 'Event',
            name: one.title,
            startDate: one.startsAt.toISOString(),
            endDate: one.endsAt.toISOString(),
            location: place,
          })),
  });
}
