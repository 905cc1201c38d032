import type { LocalDate } from '#shared/dates';
import type { Judgement } from '#shared/identity/same-title';

/** What a person is recognised by. */
export interface PersonDescription {
  /** Member number, NISN or the number of a school; null = not said. */
  number: string | null;
  /** A sign of the NIK that is the same for the same NIK; null = not said. */
  nik: string | null;
  /** Key of the name (`personNameKey`); '' = not said. */
  name: string;
  birthDate: LocalDate | null;
  /** Which school or library somebody belongs to; '' = not said. */
  school: string;
}

type Names = 'equal' | 'shorter' | 'touching' | 'different';

/** How two names stand to each other: `shorter` = one of them only says less, `touching` = they share a name. */
function compareNames(a: string, b: string): Names {
  if (a === b) return a === '' ? 'different' : 'equal';
  const [first = [], second = []] = [a, b].map((key) => key.split(' ').filter((word) => word.length > 1));
  const shared = first.filter((word) => second.includes(word)).length;
  if (shared === 0) return 'different';
  return shared === Math.min(first.length, second.length) ? 'shorter' : 'touching';
}

/** null = one of the two does not say. */
const agree = (a: string | null, b: string | null): boolean | null => (a === null || b === null ? null : a === b);

/** A national number of pupils: ten figures that begin with the year of birth without its first figure. */
const isNisn = ({ number, birthDate }: PersonDescription): boolean =>
  number !== null && birthDate !== null && /^\d{10}$/.test(number) && number.startsWith(birthDate.slice(1, 4));

/** The same number proves something; two numbers do only where both are national ones: a card has another number than a school's list. */
function byNumber(a: PersonDescription, b: PersonDescription): boolean | null {
  if (agree(a.number?.toUpperCase() ?? null, b.number?.toUpperCase() ?? null)) return true;
  return isNisn(a) && isNisn(b) ? false : null;
}

/**
 * Are two descriptions of one person? `same`: a number or NIK that the name and the birth date bear out, or name and birth date in one school.
 * `maybe`: a number or NIK alone, or name and birth date alone. Symmetric. A number is never enough: it is mistyped, read from the line
 * above, or given twice.
 */
export function judgePeople(a: PersonDescription, b: PersonDescription): Judgement {
  if (JSON.stringify(factsOf(a)) === JSON.stringify(factsOf(b))) return 'same';
  const names = compareNames(a.name, b.name);
  const born = agree(a.birthDate, b.birthDate);
  const niks = agree(a.nik, b.nik);
  const numbers = byNumber(a, b);
  if (niks === true || numbers === true) {
    const says = names === 'touching' ? born === true : names !== 'different' && born !== false;
    return says && niks !== false ? 'same' : 'maybe';
  }
  if (born !== true || names === 'different' || names === 'touching') return 'other';
  const isSure = names === 'equal' && a.school !== '' && a.school === b.school;
  return isSure && niks !== false && numbers !== false ? 'same' : 'maybe';
}

const factsOf = ({ number, nik, name, birthDate, school }: PersonDescription): unknown[] => [
  number?.toUpperCase() ?? null,
  nik,
  name,
  birthDate,
  school,
];
