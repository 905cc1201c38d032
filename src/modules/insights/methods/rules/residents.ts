/** Residents as they were entered. */
interface Counted {
  kelurahan: string;
  kecamatan: string;
  year: number;
  people: number;
  source: string;
}
/** How many live there, by whom it was counted, of which year. */
export interface Residents {
  people: number;
  year: number;
  source: string;
  /** Of how many kelurahan it is the sum; null = it was entered as one number. */
  summed: number | null;
}

const fold = (text: string | null): string => (text ?? '').trim().toLowerCase();
const latest = (rows: readonly Counted[]): readonly Counted[] => {
  const year = Math.max(...rows.map((one) => one.year));
  return rows.filter((one) => one.year === year);
};

/** Of a kelurahan: the newest year that is there. Kecamatan tell two of one name apart where both say theirs. */
export function residentsOf(
  rows: readonly Counted[],
  area: { kelurahan: string | null; kecamatan: string | null },
): Residents | null {
  if (fold(area.kelurahan) === '') return null;
  const [found] = latest(
    rows.filter(
      (one) =>
        fold(one.kelurahan) === fold(area.kelurahan) &&
        (one.kecamatan === '' || fold(area.kecamatan) === '' || fold(one.kecamatan) === fold(area.kecamatan)),
    ),
  );
  return found ? { people: found.people, year: found.year, source: found.source, summed: null } : null;
}

/** Of the city: the newest number for the whole of it, else the sum of its kelurahan of the newest year. */
export function residentsOfCity(rows: readonly Counted[]): Residents | null {
  const [whole] = latest(rows.filter((one) => one.kelurahan === ''));
  const parts = latest(rows.filter((one) => one.kelurahan !== ''));
  if (whole) return { people: whole.people, year: whole.year, source: whole.source, summed: null };
  const [first] = parts;
  if (!first) return null;
  return {
    people: parts.reduce((sum, one) => sum + one.people, 0),
    year: first.year,
    source: [...new Set(parts.map((one) => one.source))].join('; '),
    summed: parts.length,
  };
}
