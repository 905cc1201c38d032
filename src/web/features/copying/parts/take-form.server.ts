import { takeRecord } from '#modules/collection/copying';
import { PICKED_KEYS } from '#modules/collection/copying/client';
import { platformErrors } from '#platform/errors';
import type { MarcRecord } from '#shared/marc/record';
import { textsIn } from '#web/kit/form/read-fields.server.ts';

/** The record that a librarian chose, or put together of several. Throws a refusal for what is none. */
export function takenIn(data: FormData): MarcRecord {
  const records = textsIn(data, 'record');
  const [whole] = textsIn(data, 'all');
  if (whole === undefined) {
    return takeRecord(records, Object.fromEntries(PICKED_KEYS.map((key) => [key, textsIn(data, `pick.${key}`)[0]])));
  }
  const chosen = records[Number(whole)];
  if (chosen === undefined) throw platformErrors.invalidInput({}, { record: 'invalid' });
  return takeRecord([chosen], {});
}
