import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import { personNameKey } from '#shared/text/person-name';
import { takenNumbers } from '../data/card-numbers.queries.ts';
import { selectDescribed } from '../data/member-batches.queries.ts';
import { suffixed } from '../rules/card.ts';
import { judgePeople } from '../rules/same-person.ts';

/** Somebody whom another system knows by a number. */
export interface WantedNumber {
  number: string;
  fullName: string;
  birthDate: LocalDate | null;
  homeLibraryId: number;
}
export interface PlacedNumber {
  /** The number that is free for them: the wanted one, or it with a suffix where it is somebody else's. */
  number: string;
  /** Who has the wanted number, and is the same person for sure. */
  memberId: number | null;
}

/** So many suffixes are tried; behind that the number is given as it is, and refused where it is saved. */
const TRIES = 9;

/**
 * Where people whom another system knows by a number come to stand here: whoever has that number already and is the same person is found, and
 * nobody is taken for somebody else by a number alone. Nothing is written. Inside the house only: no permission is checked.
 * @param isTaken numbers in capitals that are spoken for beside those that are stored
 * @returns one for each, in their order
 */
export async function placeNumbers(
  db: Db | Tx,
  wanted: readonly WantedNumber[],
  isTaken: (upper: string) => boolean = () => false,
): Promise<PlacedNumber[]> {
  const holders = await holdersOf(
    db,
    wanted.map(({ number }) => number),
  );
  const asked = new Set<string>();
  const contested = wanted.filter(({ number }) => {
    const upper = number.toUpperCase();
    const isRepeated = asked.has(upper);
    asked.add(upper);
    return isRepeated || holders.has(upper) || isTaken(upper);
  });
  const others = await holdersOf(
    db,
    contested.flatMap(({ number }) => suffixes(number)),
  );
  const given = new Set<string>();
  const isFree = (number: string): boolean => {
    const upper = number.toUpperCase();
    return !holders.has(upper) && !others.has(upper) && !given.has(upper) && !isTaken(upper);
  };
  return wanted.map((person): PlacedNumber => {
    const holder = holders.get(person.number.toUpperCase());
    if (holder && isSame(person, holder)) return { number: holder.number, memberId: holder.id };
    const number = [person.number, ...suffixes(person.number)].find(isFree) ?? person.number;
    given.add(number.toUpperCase());
    return { number, memberId: null };
  });
}

const suffixes = (number: string): string[] => Array.from({ length: TRIES }, (_, i) => suffixed(number, i + 2));

type Holder = Awaited<ReturnType<typeof selectDescribed>>[number];

/** Who has these numbers, or had them before the card was replaced; by number in capitals. */
async function holdersOf(db: Db | Tx, numbers: readonly string[]): Promise<Map<string, Holder>> {
  if (numbers.length === 0) return new Map();
  const taken = await takenNumbers(db, numbers);
  const people = new Map(
    (await selectDescribed(db, [...new Set(taken.map(({ memberId }) => memberId))])).map((one) => [one.id, one]),
  );
  return new Map(
    taken.flatMap(({ number, memberId }) => {
      const holder = people.get(memberId);
      return holder ? [[number.toUpperCase(), holder] as const] : [];
    }),
  );
}

/** The number is the holder's, by this card or by one before it; name and birth date have to bear it out. */
const isSame = (person: WantedNumber, holder: Holder): boolean =>
  judgePeople(
    {
      ...{ number: person.number, nik: null, name: personNameKey(person.fullName) },
      ...{ birthDate: person.birthDate, school: String(person.homeLibraryId) },
    },
    {
      ...{ number: person.number, nik: null, name: holder.foldedName },
      ...{ birthDate: holder.birthDate, school: String(holder.homeLibraryId) },
    },
  ) === 'same';
