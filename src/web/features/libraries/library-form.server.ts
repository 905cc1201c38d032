import {
  closedDayTypes,
  facilities,
  libraryTypes,
  spaceKinds,
  type ClosedDay,
  type ClosedDayInput,
  type Library,
  type LibraryInput,
  type SpaceInput,
} from '#modules/ground/libraries';
import { AppError } from '#platform/errors';
import { HOME_ZONE } from '#shared/dates';
import { orderCodes, orderOf } from '#web/features/libraries/pull-order.ts';
import { idOrNull, numberOf, wholeIn, choiceIn } from '#web/kit/form/read-fields.server.ts';

type Values = Record<string, string>;

const TEXTS = [
  'npp',
  'address',
  'kelurahan',
  'kecamatan',
  'city',
  'postalCode',
  'phone',
  'email',
  'description',
] as const;

/** What the form of a library holds, as the use cases take it. */
export function libraryOf(values: Values, libraries: readonly Library[]): LibraryInput {
  const pullOrder = orderOf(values.pullOrder ?? '', libraries);
  return {
    code: values.code ?? '',
    name: values.name ?? '',
    type: choiceIn(values, 'type', libraryTypes),
    timeZone: values.timeZone ?? HOME_ZONE,
    latitude: numberOf(values, 'latitude'),
    longitude: numberOf(values, 'longitude'),
    sortOrder: wholeIn(values, 'sortOrder') ?? 0,
    pullOrder: pullOrder.length === 0 ? null : pullOrder,
    facilities: facilities.filter((one) => values[`facility.${one}`] === '1'),
    ...Object.fromEntries(TEXTS.map((field) => [field, values[field] ?? ''])),
  };
}

/** The other way: what the form shows at first. */
export function libraryValues(library: Library, libraries: readonly Library[]): Values {
  return {
    code: library.code,
    name: library.name,
    type: library.type,
    timeZone: library.timeZone,
    latitude: String(library.latitude ?? ''),
    longitude: String(library.longitude ?? ''),
    sortOrder: String(library.sortOrder),
    pullOrder: orderCodes(library.pullOrder ?? [], libraries),
    ...Object.fromEntries(library.facilities.map((one) => [`facility.${one}`, '1'])),
    ...Object.fromEntries(TEXTS.map((field) => [field, library[field] ?? ''])),
  };
}

export const spaceOf = (values: Values): SpaceInput => ({
  kind: choiceIn(values, 'kind', spaceKinds),
  code: values.code ?? '',
  name: values.name ?? '',
  parentId: idOrNull(values, 'parentId'),
  ddcFrom: values.ddcFrom ?? '',
  ddcTo: values.ddcTo ?? '',
});

/** What the form of a closed day holds; `libraryId` empty = the whole network. */
export const closedDayOf = (values: Values): ClosedDayInput => ({
  libraryId: idOrNull(values, 'libraryId'),
  dateFrom: values.dateFrom ?? '',
  // one day is the usual case: the last day may stay empty
  dateTo: values.dateTo || (values.dateFrom ?? ''),
  type: choiceIn(values, 'type', closedDayTypes),
  reason: values.reason ?? '',
  source: values.source ?? '',
  yearly: values.yearly === 'on',
  weekly: values.weekly === 'on',
});
export const closedDayValues = (day: ClosedDay): Values => ({
  libraryId: String(day.libraryId ?? ''),
  dateFrom: day.dateFrom,
  dateTo: day.dateTo,
  type: day.type,
  reason: day.reason,
  source: day.source ?? '',
  yearly: day.yearly ? 'on' : '',
  weekly: day.weekly ? 'on' : '',
});

/** Refusals of a list (`3`, `3.opens`) told at the field of the form that the entry came from. */
export function atFields(error: unknown, names: readonly string[]): unknown {
  if (!(error instanceof AppError)) return error;
  const fields = Object.fromEntries(
    Object.entries(error.fields).map(([path, reason]) => [names[Number(path.split('.')[0])] ?? path, reason]),
  );
  return new AppError(error.code, error.status, error.params, fields);
}
