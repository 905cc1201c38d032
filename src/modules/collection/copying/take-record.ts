import { z } from 'zod';
import { marcBody } from '#modules/collection/catalog';
import { platformErrors } from '#platform/errors';
import { unstorableField } from '#platform/requests/bounds';
import { deriveBib } from '#shared/marc/derive';
import type { MarcRecord } from '#shared/marc/record';
import { copyingErrors } from './errors.ts';
import { pickFields, PICKED_KEYS, type Picked } from './rules/pick-fields.ts';
import { LONGEST_RECORD } from './sources/ask-source.ts';

/** So many records of one title are put side by side. */
export const MOST_RECORDS = 40;

/** A record on its way through a form, as {@link writeFound} wrote it; null for what is none. */
export function readFound(text: string): MarcRecord | null {
  if (text.length > LONGEST_RECORD) return null;
  const read = marcBody.safeParse(parsed(text));
  return read.success && unstorableField(read.data) === null ? read.data : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The same for a record that is carried on. */
export const writeFound = (marc: MarcRecord): string => JSON.stringify(marc);

const picked = z.coerce
  .number()
  .int()
  .min(0)
  .max(MOST_RECORDS - 1)
  .optional()
  .catch(undefined);

/**
 * The record of which a librarian chose parts from several catalogues; nothing is saved. Throws `platform.invalid_input` (`record`),
 * `copying.record_too_long`: it would be lost on its way through the form.
 * @param records each as {@link writeFound} wrote it
 * @param picks place in that list, by what was chosen
 */
export function takeRecord(records: readonly string[], picks: Readonly<Partial<Record<Picked, string>>>): MarcRecord {
  const all = records.slice(0, MOST_RECORDS).map((text) => {
    const marc = readFound(text);
    return marc && { marc, derived: deriveBib(marc) };
  });
  const whole = all.filter((one) => one !== null);
  const chosen = Object.fromEntries(PICKED_KEYS.map((key) => [key, picked.parse(picks[key])]));
  const taken = whole.length === all.length ? pickFields(whole, chosen) : null;
  if (!taken) throw platformErrors.invalidInput({}, { record: 'invalid' });
  if (writeFound(taken).length > LONGEST_RECORD) throw copyingErrors.recordTooLong();
  return taken;
}
