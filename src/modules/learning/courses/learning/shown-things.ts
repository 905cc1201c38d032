import { selectBibCards, type BibCard } from '#modules/collection/catalog';
import { firstPictures } from '#modules/ground/content';
import type { Picture } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import { selectListedBibs, selectShownWords } from '../data/shown-things.queries.ts';
import { livingIds } from './listed-books.ts';

/** Courses that everybody sees with the first picture of their lessons, by their ids; none where their lessons have no picture. */
export async function courseFaces(
  { db }: Pick<Ctx, 'db'>,
  courseIds: readonly number[],
): Promise<Map<number, Picture>> {
  const words = await selectShownWords(db, courseIds);
  const pictures = await firstPictures(
    db,
    words.map(({ writingVersionId }) => writingVersionId),
  );
  const faces = new Map<number, Picture>();
  for (const { courseId, writingVersionId } of words) {
    const picture = pictures.get(writingVersionId);
    if (picture && !faces.has(courseId)) faces.set(courseId, picture);
  }
  return faces;
}

/** So many books stand on the page of a course. */
const MOST_BOOKS = 10;

/** The books on the reading lists of a course as they are now, in the order of its lessons, each once; what is gone is left out. */
export async function listedBookCards({ db }: Pick<Ctx, 'db'>, courseId: number): Promise<BibCard[]> {
  const living = await livingIds({ db }, [...new Set(await selectListedBibs(db, courseId))]);
  const ids = [...new Set(living.values())].slice(0, MOST_BOOKS);
  return selectBibCards(db, ids);
}
