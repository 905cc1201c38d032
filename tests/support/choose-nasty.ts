import { createHash } from 'node:crypto';
import {
  jsonNumbers,
  nastyCursors,
  nastyDays,
  nastyEscapes,
  nastyInPath,
  nastyJson,
  nastyNumbers,
  nastyTexts,
} from './nasty-values.ts';

/**
 * Which of the nasty values a field is sent. Every kind goes to every field that could take it: all days to a day, all numbers to a number.
 * What one reader refuses for the same cause (a day where a number belongs, whichever day it is) is sent once, another one at each field;
 * signs that are refused before a route sees them, at one field of each route.
 */
export type Sort = 'day' | 'number' | 'choice' | 'text' | 'unknown';

type Values<T> = readonly (readonly [kind: string, value: T])[];

export const turnOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE();
const namesOf = (group: object): string[] => Object.keys(group);
const oneOf = (group: object, at: string): string[] => {
  const names = namesOf(group);
  return names.slice(turnOf(at) % names.length).slice(0, 1);
};

const DAYS = namesOf(nastyDays);
const NUMBERS = namesOf(nastyNumbers);
const SIGNS = new Set(['NUL', 'half a pair', 'deep', ...namesOf(nastyEscapes)]);
const SHAPES = ['null', 'true', 'list', 'object'];

const usual = (sort: Sort, at: string): string[] => {
  const [days, numbers] = [oneOf(nastyDays, at), oneOf(nastyNumbers, at)];
  if (sort === 'day') return [...DAYS, ...numbers];
  if (sort === 'number') return [...NUMBERS, ...days];
  return sort === 'unknown' ? [...DAYS, ...NUMBERS] : [...days, ...numbers];
};
const pick = <T>(from: Readonly<Record<string, T>>, kinds: readonly string[]): Values<T> => {
  const wanted = new Set(kinds);
  return Object.entries(from).filter(([kind]) => wanted.has(kind));
};
/** Signs, for one field of all that a route takes. */
const signsFor = (first: boolean): readonly string[] => (first ? [...SIGNS] : []);

/** Of a form. @param first whether it is the field of the form that gets what is refused at the door */
export const textsFor = (sort: Sort, at: string, first: boolean): Values<string> =>
  pick(nastyTexts, [...usual(sort, at), ...signsFor(first), 'long', 'empty', 'percent']);

/** Of an address. */
export function inPathFor(sort: Sort, name: string, at: string, first: boolean): Values<string> {
  const cursors = /^(?:cursor|sebelum|sesudah|mulai)$/.test(name) ? namesOf(nastyCursors) : oneOf(nastyCursors, at);
  return pick(nastyInPath, [...usual(sort, at), ...cursors, ...signsFor(first), 'long', 'percent']);
}

/** Of a body in JSON, for a field that usually holds such a value. */
export function jsonFor(value: unknown, at: string, first: boolean): Values<unknown> {
  const sort = sortOfValue(value);
  const numbers = sort === 'number' ? namesOf(jsonNumbers) : oneOf(jsonNumbers, at);
  const texts = sort === 'number' ? usual('text', at) : usual(sort, at);
  const lengths = sort === 'text' ? ['long', 'empty', 'percent'] : ['empty'];
  return pick(nastyJson, [...texts, ...numbers, ...SHAPES, ...lengths, ...signsFor(first)]);
}
function sortOfValue(value: unknown): Sort {
  if (typeof value === 'number') return 'number';
  if (typeof value !== 'string') return 'choice';
  return /^\d{4}-\d{2}-\d{2}/.test(value) ? 'day' : 'text';
}

/** Of a schema of the API's documentation. */
export function sortOfSchema({
  type,
  format,
  enum: choices,
}: {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
}): Sort {
  const types = [type].flat();
  if (types.includes('integer') || types.includes('number')) return 'number';
  if (format?.startsWith('date')) return 'day';
  if (choices !== undefined || types.includes('boolean')) return 'choice';
  return types.includes('string') ? 'text' : 'unknown';
}

/** Of a field of a form, as it is typed in. */
export function sortOfField(type: string | undefined, value: string): Sort {
  if (type === undefined) return 'unknown';
  if (/^(?:date|datetime-local|time|month)$/.test(type)) return 'day';
  if (type === 'number' || (['hidden', 'button', 'select', 'radio'].includes(type) && /^\d+$/.test(value)))
    return 'number';
  return /^(?:checkbox|radio|select|button|submit)$/.test(type) ? 'choice' : 'text';
}
