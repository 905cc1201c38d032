import type { MarcRecord } from '#shared/marc/record';
import { writeIso2709 } from '#shared/marc/iso2709/iso2709-write';

/** The records one after another in ISO 2709, UTF-8. Throws when one does not fit the format. */
export function encodeRecords(records: MarcRecord[]): Uint8Array {
  return Buffer.concat(
    records.map((record, i) => {
      const result = writeIso2709(record);
      if (!result.ok) throw new Error(`Record ${i + 1} cannot be written: ${JSON.stringify(result.error)}`);
      return result.bytes;
    }),
  );
}
