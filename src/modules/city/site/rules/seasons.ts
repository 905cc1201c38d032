/** A day on which people look for books about something, every year on the same date. */
export interface Season {
  key: string;
  /** Month and day, `MM-DD`. */
  on: string;
  name: string;
  /** What is looked for in the catalogue. */
  asked: string;
}

/** National and world days of reading lists (Keppres and UN observances; the dates are fixed). */
export const SEASONS: readonly Season[] = [
  { key: 'kartini', on: '04-21', name: 'Hari Kartini', asked: 'kartini' },
  { key: 'bumi', on: '04-22', name: 'Hari Bumi', asked: 'lingkungan' },
  { key: 'buku', on: '05-17', name: 'Hari Buku Nasional', asked: 'membaca' },
  { key: 'pancasila', on: '06-01', name: 'Hari Lahir Pancasila', asked: 'pancasila' },
  { key: 'anak', on: '07-23', name: 'Hari Anak Nasional', asked: 'cerita anak' },
  { key: 'merdeka', on: '08-17', name: 'Hari Kemerdekaan', asked: 'kemerdekaan' },
  { key: 'sumpah-pemuda', on: '10-28', name: 'Hari Sumpah Pemuda', asked: 'pemuda' },
  { key: 'pahlawan', on: '11-10', name: 'Hari Pahlawan', asked: 'pahlawan' },
  { key: 'guru', on: '11-25', name: 'Hari Guru', asked: 'guru' },
  { key: 'ibu', on: '12-22', name: 'Hari Ibu', asked: 'ibu' },
];

/** So many days before it somebody needs a draft. */
export const SEASON_AHEAD = 14;
