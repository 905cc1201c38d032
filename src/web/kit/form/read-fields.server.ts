import { isInstant, MOST_INTEGER } from '#platform/requests/bounds';
import { platformErrors } from '#platform/errors';
import { instantAt, isDay, type LocalDate } from '#shared/dates';
import { readRupiah } from '#shared/money';

/** What a form sent, by the names of its fields. */
type Values = Readonly<Record<string, string | undefined>>;

/** Fifteen figures: less than 2^53, so every one of them is itself. */
const ID = /^\d{1,15}$/;
const WHOLE = /^[+-]?\d{1,12}$/;
const refusal = (field: string, reason = 'invalid'): Error => platformErrors.invalidInput({}, { [field]: reason });

/** The id of a row that a form names; none = 0, which no row has. Throws a refusal at the field for what is no id. */
export function idIn(values: Values, field = 'id'): number {
  const text = values[field]?.trim() ?? '';
  if (text === '') return 0;
  if (!ID.test(text)) throw refusal(field);
  return Number(text);
}

/** The same where none may be named. */
export const idOrNull = (values: Values, field: string): number | null => idIn(values, field) || null;

/** A whole number that a column `integer` holds (a count, an order, a version); empty = null. Throws a refusal at the field. */
export function wholeIn(values: Values, field: string): number | null {
  const text = values[field]?.trim() ?? '';
  if (text === '') return null;
  const number = WHOLE.test(text) ? Number(text) : Number.NaN;
  if (!(Math.abs(number) <= MOST_INTEGER)) throw refusal(field);
  return number;
}

/** A number with or without a fraction, as people here write it (85,6); empty = null. Throws a refusal at the field when it is none. */
export function numberOf(values: Values, field: string): number | null {
  const text = values[field]?.trim().replace(',', '.') ?? '';
  if (text === '') return null;
  const number = Number(text);
  if (!(Math.abs(number) <= MOST_INTEGER)) throw refusal(field);
  return number;
}

/** The version that was read with the form. Throws `platform.version_missing` where none came. */
export function versionIn(values: Values): number {
  const version = wholeIn(values, 'version');
  if (version === null) throw platformErrors.versionMissing();
  return version;
}

/** Whole rupiah as people type them ("25.000", "Rp 25.000,00"). Throws a refusal at the field for what is no amount, and for none. */
export function rupiahIn(values: Values, field: string): number {
  const amount = readRupiah(values[field] ?? '');
  if (amount === null) throw refusal(field, 'amount');
  return amount;
}

/** The same where none need be typed. */
export const rupiahOrNull = (values: Values, field: string): number | null =>
  (values[field]?.trim() ?? '') === '' ? null : rupiahIn(values, field);

/** One of the choices. Throws a refusal at the field for anything else. */
export function choiceIn<T extends string>(values: Values, field: string, choices: readonly T[]): T {
  const chosen = choices.find((choice) => choice === values[field]);
  if (chosen === undefined) throw refusal(field, 'required');
  return chosen;
}

/** A time of day (`08:00`) in minutes from midnight. Throws a refusal at the field for what is none. */
export function minuteIn(values: Values, field: string): number {
  const [, hour, minute] = /^([01]?\d|2[0-3])[:.]([0-5]\d)(?::\d\d)?$/.exec(values[field]?.trim() ?? '') ?? [];
  if (hour === undefined) throw refusal(field, values[field] ? 'invalid' : 'required');
  return Number(hour) * 60 + Number(minute);
}

/** All that a form sent under a name: boxes that were ticked. */
export const textsIn = (data: FormData, field: string): string[] =>
  data.getAll(field).filter((value) => typeof value === 'string');

/** The same, where they are ids. */
export const idsIn = (data: FormData, field: string): number[] =>
  textsIn(data, field).flatMap((text) => idAsked(text) ?? []);

/** The files of a field that takes several, in their order; those that were not chosen are none. */
export const filesIn = (data: FormData, field: string): File[] =>
  data
    .getAll(field)
    .filter((file) => file instanceof File)
    .filter(({ size }) => size > 0);

/** The file of a field; null where none was chosen. */
export function fileOrNull(data: FormData, field: string): File | null {
  const file = data.get(field);
  return file instanceof File && file.size > 0 ? file : null;
}

/** The same where one must be. Throws a refusal at the field. */
export function fileIn(data: FormData, field: string): File {
  const file = fileOrNull(data, field);
  if (!file) throw refusal(field, 'required');
  return file;
}

/** The id in a parameter of an address; null where none stands there or what stands there is none. */
export const idAsked = (text: string | null | undefined): number | null =>
  text && ID.test(text) && Number(text) > 0 ? Number(text) : null;

/** The furthest page that an address may ask for. */
const LAST_PAGE = 10_000;
/** Which page an address asks for (`hal`), from 1; anything else is the first. */
export const pageAsked = (params: URLSearchParams, name = 'hal'): number =>
  Math.min(idAsked(params.get(name)) ?? 1, LAST_PAGE);

/** The day that an address asks for; what is none, or out of reach, is the usual one. */
export function dayAsked<T extends LocalDate | null>(params: URLSearchParams, name: string, usual: T): LocalDate | T {
  const text = params.get(name) ?? '';
  return isDay(text) ? text : usual;
}

/** The instant that an address or a field bears in milliseconds; null for what is none. */
export function instantAsked(text: string | null | undefined): Date | null {
  const instant = new Date(text && ID.test(text) ? Number(text) : Number.NaN);
  return isInstant(instant) ? instant : null;
}

/**
 * The instant of a field of the type `datetime-local` (`2026-12-05T08:00`) on the wall clock of a zone; empty = null. Throws a refusal at
 * the field for what is no such instant.
 */
export function wallClockIn(values: Values, field: string, zone: string): Date | null {
  const text = values[field]?.trim() ?? '';
  if (text === '') return null;
  const [, date = '', hour, minute] = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)/.exec(text) ?? [];
  if (!isDay(date)) throw refusal(field);
  return instantAt(date, Number(hour) * 60 + Number(minute), zone);
}
