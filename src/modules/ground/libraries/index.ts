export type { MobileVisit } from './client.ts';
export type { ClosedDay, Library, LibraryType, OpeningInterval, Space } from './client.ts';
export { closedDayTypes, facilities, libraryTypes, spaceKinds } from './client.ts';
export type { ClosedDayInput, LibraryInput, SpaceInput } from './schema.ts';
export { libraryErrors } from './errors.ts';
export { createLibrary, insertLibrary } from './create-library.ts';
export { deactivateLibrary, replaceOpeningHours, updateLibrary } from './update-library.ts';
export { getLibrary, getLibraryByCode, listLibraries, listOpenLibraries, mainLibrary } from './get-library.ts';
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
  listClosedDays,
  removeClosedDay,
  updateClosedDay,
} from './opening/edit-closed-days.ts';
export {
  addNationalHolidays,
  offeredHolidays,
  removeNationalHolidays,
  type HolidaysOffered,
} from './opening/national-holidays.ts';
export { bringClosings, judgeClosings, takeBackClosings } from './opening/bring-closings.ts';
export type { Closing, JudgedClosing } from './rules/judge-closing.ts';
export { addSpecialHours, listSpecialHours, removeSpecialHours } from './opening/edit-special-hours.ts';
export {
  addMobileStop,
  getMobileStop,
  listMobileStops,
  mobileVisits,
  nextStopVisit,
  nextVisits,
  removeMobileStop,
  restoreVisit,
  skipVisit,
  stopVisits,
  visitsOnRoute,
} from './opening/edit-mobile-stops.ts';
export { addSpace, getSpace, listSpaces, removeSpace, updateSpace } from './edit-spaces.ts';
export { isRoomHeld, roomHolds } from './room-holds.ts';
export {
  defaultSettings,
  getSetting,
  getSettings,
  saveSettings,
  setSetting,
  setSettings,
  type Settings,
} from './settings.ts';
export { calendarOf, calendarsOf } from './opening/calendar-of.ts';
export {
  hasHours,
  intervalsOn,
  isOpenOn,
  nextOpenDate,
  openDaysBetween,
  openStatusAt,
  type Calendar,
} from './rules/opening.ts';
export { occasions } from './rules/expand-calendar.ts';
export { describeOpening } from './opening/describe-opening.ts';
export { letterheadLogo, setLetterheadLogo, withLogo } from './letterhead-logo.ts';
export { hideFirstSteps, putOffStep } from './first-steps.ts';
