import { POSTER_CHANNELS, POSTER_FORMATS, POSTER_TEMPLATES, type PosterWords } from '#modules/city/posters/client';
import type { PlaceInput, PosterInput } from '#modules/city/posters';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { choiceIn, idAsked, idsIn } from '#web/kit/form/read-fields.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

/** Words as the fields of a form show them. */
export const wordValues = (words: PosterWords): Record<string, string> =>
  Object.fromEntries(Object.entries(words).map(([field, text]) => [`words.${field}`, text]));

/** What a poster is about that has a page of its own. */
export type PosterTopic = Extract<PosterInput['subject'], { kind: 'program' | 'collection' | 'course' }>;

const OF_COLLECTION = 'koleksi-';
const OF_COURSE = 'kursus-';
/** The topic that an address or a field names: the number of a programme, `koleksi-` and that of a collection or `kursus-` and that of a course; null = none of them. */
export function topicAsked(asked: string | null | undefined): PosterTopic | null {
  if (asked?.startsWith(OF_COLLECTION)) {
    const collectionId = idAsked(asked.slice(OF_COLLECTION.length));
    return collectionId === null ? null : { kind: 'collection', collectionId };
  }
  if (asked?.startsWith(OF_COURSE)) {
    const courseId = idAsked(asked.slice(OF_COURSE.length));
    return courseId === null ? null : { kind: 'course', courseId };
  }
  const programId = idAsked(asked ?? null);
  return programId === null ? null : { kind: 'program', programId };
}
/** A topic as {@link topicAsked} reads it. */
export function topicName(topic: PosterTopic): string {
  if (topic.kind === 'program') return String(topic.programId);
  return topic.kind === 'collection' ? `${OF_COLLECTION}${topic.collectionId}` : `${OF_COURSE}${topic.courseId}`;
}

/** What a form says of a poster. @param topic null = it is a notice */
export function posterIn(values: Values, topic: PosterTopic | null): PosterInput {
  const said = (field: keyof PosterWords): string => values[`words.${field}`] ?? '';
  return {
    subject: topic ?? { kind: 'notice', address: values['subject.address'] ?? '' },
    template: choiceIn(values, 'template', POSTER_TEMPLATES),
    format: choiceIn(values, 'format', POSTER_FORMATS),
    alt: values.alt ?? '',
    campaign: values.campaign ?? '',
    words: {
      over: said('over'),
      title: said('title'),
      when: said('when'),
      first: said('first'),
      second: said('second'),
      call: said('call'),
    },
  };
}

/** The places that a form names: libraries that were ticked, and others, one in each line. */
export function placesIn(values: Values, data: FormData): PlaceInput[] {
  const channel = choiceIn(values, 'channel', POSTER_CHANNELS);
  const typed = (values.places ?? '').split('\n').map((line) => line.trim());
  return [
    ...idsIn(data, 'library').map((libraryId) => ({ libraryId, channel })),
    ...typed.filter((name) => name !== '').map((name) => ({ name, channel })),
  ];
}

/** What a page is told of places that were refused: whichever of them it was, it is said at the field; what was ticked stays ticked. */
export function refusedPlaces(refusal: FormRefusal, data: FormData) {
  const fields: Record<string, string> = {};
  for (const [name, why] of Object.entries(refusal.fields))
    fields[name.startsWith('places.') ? 'places' : name] ??= why;
  return { ...refusal, fields, form: 'places', ticked: idsIn(data, 'library') };
}
