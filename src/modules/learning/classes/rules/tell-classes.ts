import { LEAST } from '#shared/disclosure';
import { isTold, placeKey, toldPlaces, type SmallestPart } from '#shared/small-counts';

/** A class as it was counted. */
export interface CountedClass {
  id: number;
  libraryId: number;
  courseId: number;
  pupils: number;
  finished: number;
  /** Whether its course lets it be told how many finished, in it and in all classes of its library: see {@link tellableSums}. */
  isTellable: boolean;
  /** Accounts of its teachers, who know its figures by name. */
  taughtBy: readonly number[];
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

/** People of a course as its own page counts them: those of a class, or (null) of none. */
interface CourseCell {
  courseId: number;
  groupId: number | null;
  learners: number;
  finished: number;
}

/**
 * Classes whose sum, with the others of their library in the same course, may be told beside the page of the course: neither they nor the rest of
 * that course are few who finished, or did not. That nobody of them finished tells nothing of others.
 */
export function tellableSums(
  classes: readonly Pick<CountedClass, 'id' | 'libraryId' | 'courseId'>[],
  cells: readonly CourseCell[],
  least: number,
): Set<number> {
  const sums = Map.groupBy(classes, ({ libraryId, courseId }) => placeKey([libraryId, courseId].map(String)));
  const isTellable = (own: readonly Pick<CountedClass, 'id' | 'courseId'>[]): boolean => {
    const ids = new Set(own.map(({ id }) => id));
    const ofCourse = cells.filter(({ courseId }) => courseId === own[0]?.courseId);
    const parts = (isIn: boolean) => {
      const those = ofCourse.filter(({ groupId }) => (groupId !== null && ids.has(groupId)) === isIn);
      const finished = those.reduce((sum, cell) => sum + cell.finished, 0);
      return { finished, others: those.reduce((sum, { learners }) => sum + learners, 0) - finished };
    };
    const [inside, outside] = [parts(true), parts(false)];
    const isSafe = (part: { finished: number; others: number }, fewest?: number): boolean =>
      isTold(part.finished, fewest) && isTold(part.others, fewest);
    return inside.finished === 0 || (isSafe(inside, least) && isSafe(outside));
  };
  return new Set([...sums.values()].filter(isTellable).flatMap((own) => own.map(({ id }) => id)));
}

/**
 * Whether somebody would know all of what is kept back but one: whoever reads the pages of all other courses takes those off, and who teaches all
 * classes of a course takes off that as well. @param hidden what is kept back, by who teaches each class in it
 */
function isOneUnknown(hidden: readonly (readonly (readonly number[])[])[]): boolean {
  const unknownTo = (knows: (taughtBy: readonly number[]) => boolean): number =>
    hidden.filter((own) => !own.every(knows)).length;
  return (
    hidden.length === 1 ||
    [...new Set(hidden.flat(2))].some((id) => unknownTo((taughtBy) => taughtBy.includes(id)) === 1)
  );
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
  const isHidden = ({ place }: SmallestPart): boolean => isKept({ place: place.slice(1), cells: [] });
  const teachers = new Map(parts.map(({ one, place }) => [placeKey(['', ...place]), one.taughtBy]));
  const isSumHidden = (all: readonly SmallestPart[]): boolean => {
    const courses = Map.groupBy(all, ({ place }) => placeKey(place.slice(0, 3)));
    const hidden = [...courses.values()]
      .filter((own) => own.every(isHidden))
      .map((own) => own.map(({ place }) => teachers.get(placeKey(place)) ?? []));
    return isOneUnknown(hidden);
  };
  const told = {
    pupils: toldPlaces(under(ofPupils), leasts),
    finished: toldPlaces(under(ofFinished), leasts, { isHidden, isSumHidden }),
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
