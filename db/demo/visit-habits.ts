/** When and where the people of the sample city go to the library. */
import { Temporal } from 'temporal-polyfill';
import type { DemoLibrary } from './city.ts';
import type { DemoMember } from './plan-members.ts';
import type { Random } from './random.ts';

/** Monday first: the weekend is busy, Friday is short. */
const WEEKDAY = [1.1, 1, 1, 1, 0.75, 1.5, 1.25];

/** January first. Busier before exams and in the school holidays, quiet in the month of Lebaran. */
const MONTH = [1.05, 1.05, 0.75, 1, 1.05, 1.2, 1.25, 1, 1.05, 1.1, 1.05, 0.95];

/** Chance that a member comes on an ordinary day, when nothing is due. */
const DAILY: Record<DemoMember['category'], number> = {
  anak: 0.21,
  pelajar: 0.2,
  mahasiswa: 0.13,
  umum: 0.18,
  guru: 0.12,
  lansia: 0.14,
  luar_kota: 0,
  lembaga: 0.3,
};

export function visitChance(member: DemoMember, library: DemoLibrary, date: string, hasLoans: boolean): number {
  const day = Temporal.PlainDate.from(date);
  const season = MONTH[day.month - 1] ?? 1;
  // Institutions fetch a box of books and come again when it is due.
  if (member.category === 'lembaga') return hasLoans ? 0 : DAILY.lembaga * member.activity;
  const isSchoolBreak = library.type === 'sekolah' && (day.month === 7 || (day.month === 12 && day.day > 19));
  const reading = hasLoans ? 0.75 : 1.3;
  return (
    DAILY[member.category] *
    member.activity *
    (WEEKDAY[day.dayOfWeek - 1] ?? 1) *
    season *
    reading *
    (isSchoolBreak ? 0.1 : 1)
  );
}

/** The library a member thinks of today: the own school or kelurahan first, the main library, sometimes the van. */
export function chooseLibrary(member: DemoMember, libraries: DemoLibrary[], random: Random): DemoLibrary | undefined {
  const byCode = (code: string) => libraries.find((library) => library.code === code);
  const near = libraries.find(({ type, kelurahan }) => type === 'kelurahan' && kelurahan === member.address.kelurahan);
  const mood = random.next();
  const main = libraries.find((library) => library.type === 'pusat');
  if (member.category === 'lembaga') return main;
  if (member.homeLibrary !== null && mood < 0.45) return byCode(member.homeLibrary);
  if (mood < 0.66) return near ?? main;
  return mood < 0.94 ? main : libraries.find((library) => library.type === 'keliling');
}
