/** Reads the files of the sample city as they lie beside this one. */
import { readFileSync, createReadStream } from 'node:fs';
import { readIso2709 } from '../../src/shared/marc/iso2709/iso2709-read.ts';
import type { MarcRecord } from '../../src/shared/marc/record.ts';
import { citySchema, membersSchema, staffSchema } from './city.ts';
import { voicesSchema } from './voices.ts';

const file = (name: string): URL => new URL(name, import.meta.url);
const json = (name: string): unknown => JSON.parse(readFileSync(file(name), 'utf8'));

export const readCity = () => ({
  city: citySchema.parse(json('city.json')),
  members: membersSchema.parse(json('members.json')),
  staff: staffSchema.parse(json('staff.json')),
  voices: voicesSchema.parse(json('voices.json')),
});

/** The records of one of the `.mrc` files; they are ours, so a damaged one is a fault of the checkout. */
export async function readRecords(name: 'bibs.mrc' | 'authorities.mrc'): Promise<MarcRecord[]> {
  const records: MarcRecord[] = [];
  for await (const result of readIso2709(createReadStream(file(name)))) {
    if (!result.record) throw new Error(`db/demo/${name}: record ${result.index} is damaged`);
    records.push(result.record);
  }
  return records;
}
