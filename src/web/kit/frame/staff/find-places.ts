import { foldedKey } from '#shared/text/fold';
import type { StaffPlace } from '#platform/places';
import { FRAME_ACTS, type FrameAct } from './frame-acts.ts';

export interface FoundPlace {
  /** The page itself, or what is done there. */
  what: StaffPlace | FrameAct;
  isAct: boolean;
  /** The page at which it is done; null for what is done at the frame, on whatever page. */
  place: StaffPlace | null;
}

/** How well words fit a phrase, less is better: the phrase itself, its beginning, its words in any order, somewhere in it; null: not. */
function fit(asked: string, phrase: string): number | null {
  if (phrase === asked) return 0;
  if (phrase.startsWith(asked)) return 1;
  const words = phrase.split(' ');
  const wanted = asked.split(' ');
  if (wanted.every((part) => words.some((word) => word.startsWith(part)))) return 2;
  return asked.length > 3 && phrase.includes(asked) ? 3 : null;
}

const LANGUAGES = ['id', 'en'] as const;
const phrasesOf = ({ label, words }: Pick<StaffPlace, 'label' | 'words'>): string[] =>
  [...LANGUAGES.map((locale) => label({}, { locale })), ...words].map(foldedKey);

/**
 * The pages, and what is done at them, that are called so: by their names in both languages and by the other words under which they are known
 * (those of SLiMS and INLISLite too); and what is done at the frame. The best fitting first; of equals in the order of the map, a page before what is done there.
 */
export function findPlaces(places: readonly StaffPlace[], q: string): FoundPlace[] {
  const asked = foldedKey(q);
  if (asked === '') return [];
  const all = [
    ...places.flatMap((place): FoundPlace[] => [
      { what: place, isAct: false, place },
      ...(place.acts ?? []).map((act) => ({ what: act, isAct: true, place })),
    ]),
    ...FRAME_ACTS.map((act) => ({ what: act, isAct: true, place: null })),
  ];
  return all
    .flatMap((one) => {
      const fits = phrasesOf(one.what).flatMap((phrase) => fit(asked, phrase) ?? []);
      return fits.length === 0 ? [] : [{ one, fit: Math.min(...fits) }];
    })
    .toSorted((a, b) => a.fit - b.fit)
    .map(({ one }) => one);
}
