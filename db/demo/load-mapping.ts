/** From the shapes of the sample files to those of the module doors. Pure. */
import { LINK_PREFIX } from '../../src/modules/collection/catalog/testing.ts';
import type { Facility, MobileStopInput } from '../../src/modules/ground/libraries/testing.ts';
import type { PastLoan } from '../../src/modules/lending/circulation/testing.ts';
import type { LibraryInput } from '../../src/modules/ground/libraries/index.ts';
import { tappedAs } from '../../src/modules/premises/visits/index.ts';
import { ageGroupOn, type PastVisit } from '../../src/modules/premises/visits/testing.ts';
import { addDays, endOfDay, instantAt, isoWeekday, localDate } from '../../src/shared/dates.ts';
import { isControlField, isDataField, type MarcRecord } from '../../src/shared/marc/record.ts';
import { WEEKDAYS, type City, type DemoLibrary } from './city.ts';
import type { PlannedCopy } from './plan-copies.ts';
import type { PlannedLoan } from './plan-loans.ts';
import type { PlannedDemoVisit } from './plan-visits.ts';

/** How the files link a record to an authority: `$0 (ID-LUMBUNG)A0000012`. */
const FILE_PREFIX = '(ID-LUMBUNG)';
const DESK = 'Petugas sirkulasi';

export const controlNumber = (record: MarcRecord): string =>
  record.fields.filter(isControlField).find((field) => field.tag === '001')?.value ?? '';

const MORNING = 10 * 60;

/** When a title came into the catalogue: with the first delivery of it, in the morning; a title without copies now. */
export function enteredAt(copies: readonly PlannedCopy[], zone: string, now: Date): Date {
  const [first] = copies.map((copy) => copy.acquiredOn).sort();
  if (first === undefined) return now;
  const entered = instantAt(first, MORNING, zone);
  return entered < now ? entered : now;
}

/** The record with its links pointing at the authorities of this database. */
export function linkTo(record: MarcRecord, authorities: ReadonlyMap<string, number>): MarcRecord {
  return {
    ...record,
    fields: record.fields.map((field) => {
      if (!isDataField(field)) return field;
      const subfields = field.subfields.map((subfield) => {
        if (subfield.code !== '0' || !subfield.value.startsWith(FILE_PREFIX)) return subfield;
        const id = authorities.get(subfield.value.slice(FILE_PREFIX.length));
        return id === undefined ? subfield : { code: '0', value: `${LINK_PREFIX}${id}` };
      });
      return { ...field, subfields };
    }),
  };
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

export const openingHours = (library: DemoLibrary): NonNullable<LibraryInput['openingHours']> =>
  WEEKDAYS.flatMap((day, i) =>
    (library.hours[day] ?? []).map(([opens, closes]) => ({
      weekday: i + 1,
      opensMinute: minutes(opens),
      closesMinute: minutes(closes),
    })),
  );

/** What the sample says of a house, in the words of the network; a shelf of comics is no facility. */
const FACILITIES: Readonly<Record<string, Facility>> = {
  wifi: 'wifi',
  komputer: 'computers',
  colokan: 'sockets',
  'ruang anak': 'children',
  'kursi roda': 'wheelchair',
  'buku braille': 'braille',
  'ruang laktasi': 'nursing',
  toilet: 'toilet',
  mushala: 'prayer',
  parkir: 'parking',
};

export const libraryFields = (library: DemoLibrary, network: City['network']): LibraryInput => ({
  code: library.code,
  name: library.name,
  type: library.type,
  address: library.address,
  kelurahan: library.kelurahan,
  kecamatan: library.kecamatan,
  latitude: library.latitude,
  longitude: library.longitude,
  city: network.city,
  phone: library.phone,
  email: library.email,
  facilities: library.facilities.flatMap((word) => FACILITIES[word] ?? []),
  timeZone: network.timeZone,
  sortOrder: library.number,
});

const WEEKS_BEFORE = 6;

/** The stops of a mobile library, on a route that began some weeks before a day. */
export const mobileStops = ({ stops }: DemoLibrary, today: string): MobileStopInput[] =>
  stops.map(({ weekday, place, opens, closes }) => ({
    place,
    firstOn: addDays(today, WEEKDAYS.indexOf(weekday) + 1 - isoWeekday(today) - WEEKS_BEFORE * 7),
    opensMinute: minutes(opens),
    closesMinute: minutes(closes),
  }));

/** Reference use follows the item type; lendable local books are shelved apart but lent like the others. */
export function plannedItemType(copy: PlannedCopy): string {
  if (copy.itemType === 'loanable') return copy.collection === 'anak' ? 'anak' : 'umum';
  if (copy.collection === 'blitar') return 'lokal';
  return copy.collection === 'berkala' || copy.collection === 'referensi' ? copy.collection : 'umum';
}

/** What ruled when the loan was made: the network's shipped terms. */
const TERMS: PastLoan['terms'] = {
  finePerDay: 0,
  fineCap: 0,
  graceDays: 0,
  suspensionPerLateDay: 1,
  maxSuspensionDays: 30,
  dueMode: 'push_open',
};

export function pastLoan(
  loan: PlannedLoan,
  zone: string,
): Pick<PastLoan, 'loanedAt' | 'dueAt' | 'returnedAt' | 'renewals' | 'terms' | 'by'> {
  const dues = loan.renewals.map((renewal) => endOfDay(renewal.dueOn, zone));
  const dueAt = endOfDay(loan.dueOn, zone);
  return {
    loanedAt: new Date(loan.checkedOutAt),
    dueAt,
    returnedAt: loan.returnedAt === null ? null : new Date(loan.returnedAt),
    renewals: loan.renewals.map((renewal, i) => ({
      renewedAt: new Date(renewal.at),
      // the plan keeps the dates that renewals gave; the first one lasted until its renewal
      dueBefore: dues[i - 1] ?? new Date(renewal.at),
      dueAfter: dues[i] ?? dueAt,
    })),
    terms: TERMS,
    by: DESK,
  };
}

/** After so many days a visit says no more whose it was, as the nightly job would have it. */
const LINK_DAYS = 30;
const HOUR = 3_600_000;

export function pastVisit(
  visit: PlannedDemoVisit,
  { libraryId, memberId, zone, now }: { libraryId: number; memberId: number | null; zone: string; now: Date },
): PastVisit {
  const { kind, at, purpose } = visit;
  const plain = { libraryId, kind, at, countedUntil: new Date(at.getTime() + HOUR), purpose, via: 'door' };
  if (visit.kind === 'guest') return { ...plain, sex: visit.sex, ...tappedAs(visit.type) };
  if (visit.kind === 'group') {
    const { origin, girls, boys, women, men, companions, wheelchairs } = visit;
    return { ...plain, origin, girls, boys, women, men, companions, wheelchairs };
  }
  const { birthDate, gender, category, address } = visit.member;
  const linked = now.getTime() - at.getTime() < LINK_DAYS * 24 * HOUR;
  return {
    ...plain,
    memberId: linked ? memberId : null,
    ageGroup: ageGroupOn(birthDate, localDate(at, zone)),
    sex: gender,
    memberCategory: category,
    kelurahan: address.kelurahan,
    kecamatan: address.kecamatan,
  };
}
