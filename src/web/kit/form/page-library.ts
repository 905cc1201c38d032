/** The field by which a form says for which library its page was opened. The pages never see it. */
export const LIBRARY_FIELD = '_tempat';

/** What a form says of the library of its page. */
export interface Carried {
  libraryId: number;
  /** It was asked about already, while this library was the chosen one: where it shall be booked is known. */
  askedAt: number | null;
  /** A screen that stands at its library, whatever is chosen elsewhere (the door). */
  stays: boolean;
}

/** The value of the field; {@link readCarried} reads it. */
export const carriedBy = ({ libraryId, askedAt, stays }: Carried): string =>
  `${libraryId}${stays ? '!' : ''}${askedAt === null ? '' : `:${askedAt}`}`;

/** What the field says; null = nothing that could be meant. */
export function readCarried(value: unknown): Carried | null {
  const read = typeof value === 'string' ? /^(\d{1,15})(!?)(?::(\d{1,15}))?$/.exec(value) : null;
  if (!read) return null;
  const [, libraryId, stays, askedAt] = read;
  return {
    libraryId: Number(libraryId),
    stays: stays === '!',
    askedAt: askedAt === undefined ? null : Number(askedAt),
  };
}
