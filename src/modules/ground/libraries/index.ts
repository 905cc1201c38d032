export type { MobileStop, MobileVisit } from './client.ts';
export type {
  ClosedDay,
  ClosedDayType,
  Library,
  LibraryType,
  OpeningInterval,
  Space,
  SpaceKind,
  SpecialHours,
} from './client.ts';
export { closedDayTypes, libraryTypes, spaceKinds } from './client.ts';
export type { ClosedDayInput, LibraryChanges, LibraryInput, SpaceInput, SpecialHoursInput } from './schema.ts';
export { libraryErrors } from './errors.ts';
export { createLibrary, insertLibrary } from './create-library.ts';
export { deactivateLibrary, replaceOpeningHours, updateLibrary } from './update-library.ts';
export { getLibrary, getLibraryByCode, listLibraries } from './get-library.ts';
export {
  libraryName,
  libraryParam,
  libraryRef,
  nameLibraries,
  resolveLibrary,
  resolveLibraryId,
  type LibraryName,
  type LibraryRef,
  type NameLibraries,
} from './library-ref.ts';
export { networkZone, zoneOf } from './zone-of.ts';
export {
  addClosedDay,
  getClosedDay,
  insertClosedDay,
  listClosedDays,
  removeClosedDay,
  updateClosedDay,
} from './edit-closed-days.ts';
export {
  addSpecialHours,
  getSpecialHours,
  listSpecialHours,
  removeSpecialHours,
  updateSpecialHours,
} from './edit-special-hours.ts';
export {
  addMobileStop,
  getMobileStop,
  listMobileStops,
  nextStopVisit,
  nextVisits,
  removeMobileStop,
  restoreVisit,
  skipVisit,
  stopVisits,
} from './edit-mobile-stops.ts';
export { addSpace, getSpace, insertSpace, listSpaces, removeSpace, updateSpace } from './edit-spaces.ts';
export {
  defaultSettings,
  getSetting,
  getSettings,
  saveSettings,
  setSetting,
  setSettings,
  type SettingKey,
  type Settings,
} from './settings.ts';
export { calendarOf, calendarsOf } from './calendar-of.ts';
export {
  closingMinute,
  intervalsOn,
  isOpenOn,
  nextOpenDate,
  openDaysBetween,
  openStatusAt,
  type Calendar,
  type ClosedReason,
  type DayInterval,
  type OpenStatus,
} from './rules/opening.ts';
export { occurrences } from './rules/expand-calendar.ts';
export { describeOpening } from './describe-opening.ts';
export { letterheadLogo, setLetterheadLogo, withLogo } from './letterhead-logo.ts';
