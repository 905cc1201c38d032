import { LEAST } from '#shared/disclosure';
/** An enrolment as figures need it. */
export interface Counted {
  /** People who come with it. */
  people: number;
  status: string;
  walkIn: boolean;
  /** Library or institution; empty: nobody said. */
  origin: string;
  /** Of the lesson hours, 0 to 1. */
  share: number;
}

export interface OriginFigures {
  origin: string;
  confirmed: number;
  came: number;
}
export interface ReportFigures {
  /** People of all enrolments, whatever became of them. */
  enrolled: number;
  confirmed: number;
  /** Of those, who were at one session or more. */
  came: number;
  /** Of those, who were at all of it. */
  fully: number;
  walkIns: number;
  /** Took it back, were declined, or let their offer pass. */
  ended: number;
  /** Still in the queue, with an offer, or waiting for an answer. */
  waiting: number;
  /** Average share of those who came, 0 to 1; null: nobody came. */
  averageShare: number | null;
  /** By name; who said nothing at the end. */
  origins: OriginFigures[];
}

/** Rounding of the share in the database does not make somebody miss a part. */
const ALL = 0.9999;
const sum = (rows: readonly Counted[]): number => rows.reduce((total, { people }) => total + people, 0);

/** Figures of a report: people, not enrolments. A group counts with all its people. */
export function reportFigures(rows: readonly Counted[]): ReportFigures {
  const confirmed = rows.filter(({ status }) => status === 'confirmed');
  const came = confirmed.filter(({ share }) => share > 0);
  const people = sum(came);
  const shares = came.reduce((total, row) => total + row.share * row.people, 0);
  return {
    enrolled: sum(rows),
    confirmed: sum(confirmed),
    came: people,
    fully: sum(came.filter(({ share }) => share >= ALL)),
    walkIns: sum(confirmed.filter(({ walkIn }) => walkIn)),
    ended: sum(rows.filter(({ status }) => ['cancelled', 'declined', 'expired'].includes(status))),
    waiting: sum(rows.filter(({ status }) => ['requested', 'waitlisted', 'offered'].includes(status))),
    averageShare: people === 0 ? null : shares / people,
    origins: [...new Set(confirmed.map(({ origin }) => origin))]
      .toSorted((a, b) => Number(a === '') - Number(b === '') || a.localeCompare(b, 'id'))
      .map((origin) => ({
        origin,
        confirmed: sum(confirmed.filter((row) => row.origin === origin)),
        came: sum(came.filter((row) => row.origin === origin)),
      })),
  };
}

/** Upper ends of the ages that are counted together, in completed years. */
const AGES = [
  { words: 'sampai 12 tahun', upTo: 12 },
  { words: '13–17 tahun', upTo: 17 },
  { words: '18–24 tahun', upTo: 24 },
  { words: '25–59 tahun', upTo: 59 },
  { words: '60 tahun ke atas', upTo: Infinity },
] as const;
/** How many of whom it is known, in words and number; empty where it is known of fewer than five. */
export function countAges(ages: readonly number[]): [words: string, people: number][] {
  if (ages.length < LEAST.people) return [];
  let from = 0;
  return AGES.flatMap(({ words, upTo }) => {
    const people = ages.filter((age) => age >= from && age <= upTo).length;
    from = upTo + 1;
    return people === 0 ? [] : [[words, people] as [string, number]];
  });
}

/** The same for `L` and `P`. */
export function countSexes(sexes: readonly string[]): [words: string, people: number][] {
  if (sexes.length < LEAST.people) return [];
  return [
    ['Laki-laki', sexes.filter((sex) => sex === 'L').length],
    ['Perempuan', sexes.filter((sex) => sex === 'P').length],
  ];
}
