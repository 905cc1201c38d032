import { takeRecord } from '#modules/collection/copying';
import { PICKED_KEYS } from '#modules/collection/copying/client';
import { platformErrors } from '#platform/errors';
import type { MarcRecord } from '#shared/marc/record';
import { textsIn } from '#web/kit/form/read-fields.server.ts';

/** What a librarian took of other catalogues. */
export interface Taken {
  marc: MarcRecord;
  /** Where a picture of its cover stands; null = none is offered. */
  cover: string | null;
  /** All fields of the form are wanted at once. */
  full: boolean;
}

/** The record that a librarian chose, or put together of several. Throws a refusal for what is none. */
export function takenIn(data: FormData): Taken {
  const records = textsIn(data, 'record');
  const covers = textsIn(data, 'cover');
  const full = data.get('lengkap') === 'ya';
  const [whole] = textsIn(data, 'all');
  if (whole === undefined) {
    const picks = Object.fromEntries(PICKED_KEYS.map((key) => [key, textsIn(data, `pick.${key}`)[0]]));
    // the cover goes with the title
    const [cover] = [covers[Number(picks.title ?? 0)], ...covers].filter(Boolean);
    return { marc: takeRecord(records, picks), cover: cover ?? null, full };
  }
  const chosen = records[Number(whole)];
  if (chosen === undefined) throw platformErrors.invalidInput({}, { record: 'invalid' });
  return { marc: takeRecord([chosen], {}), cover: covers[Number(whole)] || null, full };
}
