import { m } from '#i18n/messages';
import {
  closedDayTypes,
  facilities,
  libraryTypes,
  type ClosedDayType,
  type Facility,
  type LibraryType,
} from '#modules/ground/libraries/client';

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

const facilityWords: Record<Facility, () => string> = {
  wifi: m.libraries_facility_wifi,
  computers: m.libraries_facility_computers,
  sockets: m.libraries_facility_sockets,
  children: m.libraries_facility_children,
  wheelchair: m.libraries_facility_wheelchair,
  braille: m.libraries_facility_braille,
  nursing: m.libraries_facility_nursing,
  toilet: m.libraries_facility_toilet,
  prayer: m.libraries_facility_prayer,
  parking: m.libraries_facility_parking,
};
export const facilityLabel = (facility: Facility): string => facilityWords[facility]();
/** Boxes of a form, in the order in which a reader is told. */
export const facilityOptions = () => facilities.map((value) => ({ value, label: facilityWords[value]() }));

const closings: Record<ClosedDayType, () => string> = {
  nasional: m.libraries_closed_nasional,
  cuti_bersama: m.libraries_closed_cuti_bersama,
  daerah: m.libraries_closed_daerah,
  penutupan: m.libraries_closed_penutupan,
};
export const closedDayTypeLabel = (type: ClosedDayType): string => closings[type]();
export const closedDayTypeOptions = () => closedDayTypes.map((value) => ({ value, label: closings[value]() }));
