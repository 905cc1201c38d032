import { LEAST } from '#shared/disclosure';
import { placeKey, toldPlaces, type SmallestPart } from '#shared/small-counts';

/** A class as it was counted. */
export interface CountedClass {
  id: number;
  libraryId: number;
  courseId: number;
  pupils: number;
  finished: number;
  /** Whether its own course lets it be told how many finished, see `tellableGroups` of `courses`. */
  isTellable: boolean;
}

/** Who asks: the school itself, or somebody who sees schools. */
export type Asker = 'school' | 'city';

/** Of how few people something is told to whom. */
export const leastFor = (asker: Asker): number => (asker === 'school' ? LEAST.people : LEAST.compared);

/** How many pupils there are in a part of classes and how many of them finished; null: it is not told. */
export interface ToldCount {
  pupils: number | null;
  finished: number | null;
}

const placeOf = ({ libraryId, courseId, id }: CountedClass): readonly string[] => [libraryId, courseId, id].map(String);

/**
 * What may be told of the classes of a school year: of all together, of a school, of a course in it, of a class; so that neither few pupils nor few
 * who finished, or did not, come out by any difference.
 */
export function tellClasses(
  classes: readonly CountedClass[],
  asker: Asker,
): (which?: { libraryId: number; courseId?: number; id?: number }) => ToldCount {
  const least = leastFor(asker);
  const parts = classes.map((one) => ({ one, place: placeOf(one) }));
  const leasts = { own: least, others: least };
  const ofPupils: SmallestPart[] = parts.map(({ one, place }) => ({ place, cells: [one.pupils] }));
  const ofFinished: SmallestPart[] = parts.map(({ one, place }) => ({
    ...{ place, cells: [one.finished, one.pupils - one.finished] },
  }));
  const kept = new Set(parts.flatMap(({ one, place }) => (one.isTellable ? [] : [placeKey(place)])));
  const isKept = ({ place }: SmallestPart): boolean => kept.has(placeKey(place));
  // all together are a part of nothing: they stand in a place above all others
  const under = (all: readonly SmallestPart[]): SmallestPart[] =>
    all.map(({ place, cells }) => ({ place: ['', ...place], cells }));
  const isKeptUnder = ({ place }: SmallestPart): boolean => isKept({ place: place.slice(1), cells: [] });
  const told = {
    pupils: toldPlaces(under(ofPupils), leasts),
    finished: toldPlaces(under(ofFinished), leasts, isKeptUnder),
  };
  return (which) => {
    const place = which ? [which.libraryId, which.courseId, which.id].flatMap((id) => id ?? []).map(String) : [];
    const own = parts.filter((part) => place.every((step, at) => part.place[at] === step));
    const key = placeKey(['', ...place]);
    const sum = (of: (one: CountedClass) => number): number => own.reduce((all, { one }) => all + of(one), 0);
    const isNobody = sum(({ pupils }) => pupils) === 0;
    return {
      pupils: isNobody || told.pupils.has(key) ? sum(({ pupils }) => pupils) : null,
      finished: isNobody || (told.pupils.has(key) && told.finished.has(key)) ? sum(({ finished }) => finished) : null,
    };
  };
}
