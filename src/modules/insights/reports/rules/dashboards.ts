/** Dashboards that are made of daily sums, by whose work they tell of. The desk's own asks the modules, for it tells of today. */
export const DASHBOARDS = ['kepala', 'koleksi', 'kegiatan', 'kota'] as const;
export type DashboardKey = (typeof DASHBOARDS)[number];

/** A kind split by something, drawn as bars, as a line through time, or as parts of a whole. */
export interface DashboardChart {
  kind: string;
  /** `time`: days of a short time, months of a long one. */
  by: string;
  as: 'bars' | 'line' | 'share';
}
export interface Dashboard {
  /** Kinds whose sums stand first. */
  tiles: readonly string[];
  charts: readonly DashboardChart[];
}

/** What each tells. A kind that no module counts is left out where it is shown. */
export const DASHBOARD_PARTS: Readonly<Record<DashboardKey, Dashboard>> = {
  kepala: {
    tiles: ['visit', 'loan', 'new_member', 'attendance'],
    charts: [
      { kind: 'visit', by: 'time', as: 'line' },
      { kind: 'loan', by: 'time', as: 'line' },
      { kind: 'loan', by: 'class', as: 'bars' },
      { kind: 'visit', by: 'age', as: 'share' },
      { kind: 'return', by: 'late', as: 'share' },
    ],
  },
  koleksi: {
    tiles: ['loan', 'hold', 'copy_added', 'copy_written_off', 'vain_search', 'download'],
    charts: [
      { kind: 'loan', by: 'class', as: 'bars' },
      { kind: 'hold', by: 'class', as: 'bars' },
      { kind: 'copy_added', by: 'class', as: 'bars' },
      { kind: 'copy_added', by: 'source', as: 'share' },
      { kind: 'vain_search', by: 'time', as: 'line' },
    ],
  },
  kegiatan: {
    tiles: ['attendance', 'certificate', 'idea', 'plan_kept'],
    charts: [
      { kind: 'attendance', by: 'time', as: 'line' },
      { kind: 'attendance', by: 'program_kind', as: 'bars' },
      { kind: 'attendance', by: 'library', as: 'bars' },
      { kind: 'certificate', by: 'time', as: 'line' },
    ],
  },
  kota: {
    tiles: ['visit', 'loan', 'attendance', 'new_member'],
    charts: [
      { kind: 'visit', by: 'library', as: 'bars' },
      { kind: 'loan', by: 'library', as: 'bars' },
      { kind: 'loan', by: 'age', as: 'share' },
      { kind: 'new_member', by: 'kelurahan', as: 'bars' },
    ],
  },
};

/** Longer times are drawn by months, in days. */
export const MOST_DAYS_DRAWN = 92;
