import { z } from 'zod';
import type { Sought } from './sought.ts';
import { plainWords } from './sought.ts';

const answer = z.object({ data: z.array(z.object({ id: z.number().int().positive() })) });

/** The parameter `q` of a search; null = it is not asked for this. Words are bare: no sign of its language of queries is among them. */
export function lumbungQuery(sought: Sought): string | null {
  if (sought.kind === 'isbn') return `isbn:${sought.isbn}`;
  if (sought.kind === 'issn') return null;
  const words = plainWords(sought.text);
  return words.length === 0 ? null : words.map((word) => `title:${word}`).join(' ');
}

/** The numbers of the titles that a search found there; undefined = this is no answer of a Lumbung. */
export const readLumbungSearch = (said: unknown): number[] | undefined =>
  answer.safeParse(said).data?.data.map(({ id }) => id);

/** Its cover, where it has a picture: the drawing of a title is made anew in every house. */
export function lumbungCover(address: string, coverUrl: string): string | null {
  const url = URL.parse(coverUrl, address);
  return url?.pathname.endsWith('.webp') && url.origin === new URL(address).origin ? url.href : null;
}
