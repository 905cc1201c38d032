import {
  occupations,
  purposes,
  type HeadCount,
  type Occupation,
  type Purpose,
  type VisitorType,
} from '#modules/premises/visits/client';
import { m } from '#i18n/messages';
import type { IconName } from '#web/kit/parts/icons.ts';

const PURPOSES: Record<Purpose, () => string> = {
  membaca: () => m.visits_purpose_membaca(),
  meminjam: () => m.visits_purpose_meminjam(),
  belajar: () => m.visits_purpose_belajar(),
  internet: () => m.visits_purpose_internet(),
  kegiatan: () => m.visits_purpose_kegiatan(),
  kelas: () => m.visits_purpose_kelas(),
  lainnya: () => m.visits_purpose_lainnya(),
};
const OCCUPATIONS: Record<Occupation, () => string> = {
  pelajar: () => m.visits_occupation_pelajar(),
  mahasiswa: () => m.visits_occupation_mahasiswa(),
  guru: () => m.visits_occupation_guru(),
  pegawai: () => m.visits_occupation_pegawai(),
  wirausaha: () => m.visits_occupation_wirausaha(),
  petani: () => m.visits_occupation_petani(),
  rumah_tangga: () => m.visits_occupation_rumah_tangga(),
  pensiunan: () => m.visits_occupation_pensiunan(),
  lainnya: () => m.visits_occupation_lainnya(),
};
/** What a group comes for, the usual first. */
const OF_GROUPS: readonly Purpose[] = ['kelas', 'kegiatan', 'belajar', 'lainnya'];

const options = <T extends string>(values: readonly T[], words: Record<T, () => string>) =>
  values.map((value) => ({ value, label: words[value]() }));

export const guestPurposes = () =>
  options(
    purposes.filter((purpose) => purpose !== 'kelas'),
    PURPOSES,
  );
export const groupPurposes = () => options(OF_GROUPS, PURPOSES);
export const occupationOptions = () => options(occupations, OCCUPATIONS);

/** The tiles of the first screen. */
export const visitorTiles = (): { type: VisitorType; label: string; note: string | null; icon: IconName }[] => [
  { type: 'anak', label: m.visits_tap_anak(), note: m.visits_tap_anak_note(), icon: 'orang' },
  { type: 'pelajar', label: m.visits_tap_pelajar(), note: m.visits_tap_pelajar_note(), icon: 'belajar' },
  { type: 'mahasiswa', label: m.visits_tap_mahasiswa(), note: null, icon: 'buku' },
  { type: 'umum', label: m.visits_tap_umum(), note: null, icon: 'orang' },
  { type: 'lansia', label: m.visits_tap_lansia(), note: m.visits_tap_lansia_note(), icon: 'dukung' },
];

export const headLabels: Record<HeadCount, () => string> = {
  girls: () => m.visits_girls(),
  boys: () => m.visits_boys(),
  women: () => m.visits_women(),
  men: () => m.visits_men(),
  companions: () => m.visits_companions(),
  wheelchairs: () => m.visits_wheelchairs(),
};
