import { Readable } from 'node:stream';
import { readMarcXml } from '#shared/marc/marcxml/marcxml-read';
import type { MarcRecord } from '#shared/marc/record';
import { catalogErrors } from '../errors.ts';

/**
 * The record of a MARCXML document that holds one (`<record>`, or a `<collection>` of one). Refuses `catalog.marc_invalid`
 * with the problem's code: malformed, with a DTD, empty, or more than one record.
 */
export async function readOneMarcXml(xml: string): Promise<MarcRecord> {
  const records: MarcRecord[] = [];
  for await (const result of readMarcXml(Readable.from([Buffer.from(xml)]))) {
    if (result.error) throw catalogErrors.marcInvalid({ problem: result.error.code });
    if (result.record) records.push(result.record);
    if (records.length > 1) throw catalogErrors.marcInvalid({ problem: 'marc.xml_many_records' });
  }
  const [record] = records;
  if (!record) throw catalogErrors.marcInvalid({ problem: 'marc.xml_no_record' });
  return record;
}
