import { m } from '#i18n/messages';
import { closedDayTypes, libraryTypes, type ClosedDayType, type LibraryType } from '#modules/ground/libraries/client';

const types: Record<LibraryType, () => string> = {
  pusat: m.libraries_type_pusat,
  cabang: m.libraries_type_cabang,
  kelurahan: m.libraries_type_kelurahan,
  sekolah: m.libraries_type_sekolah,
  tbm: m.libraries_type_tbm,
  keliling: m.libraries_type_keliling,
  khusus: m.libraries_type_khusus,
};
export const libraryTypeLabel = (type: LibraryType): string => types[type]();
/** Choices of a form, in the order of the network. */
export const libraryTypeOptions = () => libraryTypes.map((value) => ({ value, label: types[value]() }));

const closings: Record<ClosedDayType, () => string> = {
  nasional: m.libraries_closed_nasional,
  cuti_bersama: m.libraries_closed_cuti_bersama,
  daerah: m.libraries_closed_daerah,
  penutupan: m.libraries_closed_penutupan,
};
export const closedDayTypeLabel = (type: ClosedDayType): string => closings[type]();
export const closedDayTypeOptions = () => closedDayTypes.map((value) => ({ value, label: closings[value]() }));
