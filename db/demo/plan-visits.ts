/**
 * Three years of visits to the sample libraries: members as in their loans, guests, pupils, classes that come as groups. Pure: same
 * input, same visits. Nobody comes on a closed day, or later than now.
 */
import { instantAt } from '../../src/shared/dates.ts';
import type { City, DemoLibrary } from './city.ts';
import { addDays, type Calendar } from './plan-calendar.ts';
import type { DemoMember } from './plan-members.ts';
import { createRandom, type Random } from './random.ts';
import { chooseLibrary, visitChance } from './visit-habits.ts';

interface PlannedVisit {
  /** Code of the library. */
  library: string;
  at: Date;
  purpose: string | null;
}
export type PlannedDemoVisit =
  | (PlannedVisit & { kind: 'member'; member: DemoMember })
  | (PlannedVisit & { kind: 'guest'; type: 'anak' | 'pelajar' | 'mahasiswa' | 'umum' | 'lansia'; sex: 'L' | 'P' | null })
  | (PlannedVisit & { kind: 'group'; origin: string; girls: number; boys: number; women: number; men: number; companions: number; wheelchairs: number });

/** The last four months, and, played apart so that they stay what they are, all days before them. */
export const LATELY = { first: 120, last: 0 };
export const BEFORE = { first: 3 * 365, last: 121 };
/** Each year more people come: of a year before the last so many. */
const GROWTH = 0.88;
const YEAR = 365;
/** Guests of an ordinary day, by type of library. */
const GUESTS: Record<DemoLibrary['type'], number> = { pusat: 46, kelurahan: 4, sekolah: 14, tbm: 6, keliling: 9 };
/** Running totals: who comes to a library of the city; at a school nearly all are its pupils. */
const TYPES = ['anak', 'pelajar', 'mahasiswa', 'umum', 'lansia'] as const;
const MIX: Record<DemoLibrary['type'], readonly number[]> = {
  pusat: [18, 50, 70, 94, 100],
  kelurahan: [42, 62, 66, 92, 100],
  sekolah: [4, 96, 96, 100, 100],
  tbm: [60, 78, 80, 96, 100],
  keliling: [56, 70, 71, 92, 100],
};
const PURPOSES = ['membaca', 'meminjam', 'belajar', 'internet', 'kegiatan', 'lainnya'] as const;
const PURPOSE_MIX = [34, 56, 76, 90, 97, 100];
/** Weight of each hour from opening on: the morning fills slowly, the hour after school is the fullest. */
const HOURS = [2, 4, 5, 4, 3, 5, 7, 5, 3, 2, 2, 2];
const ORIGINS = [
  'SDN Gedog 1',
  'SDN Sananwetan 2',
  'SDN Kepanjenlor 3',
  'TK Dharma Wanita Sentul',
  'TK Aisyiyah Turi',
  'SMPN 2 Blitar',
  'Karang Taruna Turi',
  'PKK Kelurahan Bendo',
] as const;
/** Chance of a group on a day. */
const GROUPS = { pusat: 0.45, elsewhere: 0.022 };

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A minute of an opening interval, more often a busy one. */
function minuteWithin([from, to]: [string, string], random: Random): number {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  const hours = Math.max(1, Math.ceil((end - start) / 60));
  let total = 0;
  const running = HOURS.slice(0, hours).map((weight) => (total += weight));
  return Math.min(end - 3, start + random.weighted(running) * 60 + random.between(0, 59));
}

export function planVisits(input: {
  city: City;
  members: readonly DemoMember[];
  calendar: Calendar;
  now: Date;
  today: string;
  seed: string;
  /** Days before today, the first one earlier. */
  days: { first: number; last: number };
}): PlannedDemoVisit[] {
  const { city, members, calendar, now, today, days } = input;
  const random = createRandom(`${input.seed} kunjungan${days.last === 0 ? '' : ' dulu'}`);
  const zone = city.network.timeZone;
  const visits: PlannedDemoVisit[] = [];
  for (let offset = days.first; offset >= days.last; offset--) {
    const growth = GROWTH ** Math.floor(offset / YEAR);
    const date = addDays(today, -offset);
    const midnight = instantAt(date, 0, zone).getTime();
    const openOn = new Map(city.libraries.map((library) => [library.code, calendar.openingHours(library, date)]));
    const within = (hours: [string, string][]): Date =>
      new Date(midnight + (minuteWithin(random.pick(hours), random) * 60 + random.between(0, 59)) * 1000);
    const purpose = (): string | null => (random.chance(0.4) ? null : (PURPOSES[random.weighted(PURPOSE_MIX)] ?? null));
    for (const member of members) {
      if (member.joinedOn > date || member.category === 'lembaga') continue;
      const library = chooseLibrary(member, city.libraries, random);
      const hours = library && openOn.get(library.code);
      if (!library || !hours?.length || !random.chance(visitChance(member, library, date, false))) continue;
      visits.push({ kind: 'member', library: library.code, at: within(hours), purpose: purpose(), member });
    }
    for (const library of city.libraries) {
      const hours = openOn.get(library.code) ?? [];
      if (hours.length === 0) continue;
      const usual = GUESTS[library.type] * growth;
      const guests = random.between(Math.floor(usual * 0.6), Math.ceil(usual * 1.4));
      for (let n = 0; n < guests; n++) {
        const type = TYPES[random.weighted(MIX[library.type])] ?? 'umum';
        const sex = random.chance(0.3) ? null : random.chance(0.54) ? 'P' : 'L';
        visits.push({ kind: 'guest', library: library.code, at: within(hours), purpose: purpose(), type, sex });
      }
      if (library.type === 'sekolah' || !random.chance(library.type === 'pusat' ? GROUPS.pusat : GROUPS.elsewhere)) continue;
      visits.push({ kind: 'group', library: library.code, at: within(hours), ...planGroup(random) });
    }
  }
  return visits.filter(({ at }) => at < now);
}

function planGroup(random: Random) {
  const origin = random.pick(ORIGINS);
  const grownUp = origin.startsWith('PKK') || origin.startsWith('Karang');
  const heads = (low: number, high: number): number => random.between(low, high);
  return {
    origin,
    purpose: grownUp ? 'kegiatan' : 'kelas',
    girls: grownUp ? 0 : heads(8, 18),
    boys: grownUp ? 0 : heads(8, 18),
    women: grownUp ? heads(6, 20) : 0,
    men: grownUp ? heads(0, 9) : 0,
    companions: grownUp ? 0 : heads(2, 4),
    wheelchairs: random.chance(0.12) ? 1 : 0,
  };
}
