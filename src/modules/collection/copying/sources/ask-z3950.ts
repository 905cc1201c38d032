import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { leavePlace } from '#platform/admission/entry';
import { NotPublic, publicAddress } from '#platform/sending/outgoing';
import { readIso2709 } from '#shared/marc/iso2709/iso2709-read';
import { readMarcXml } from '#shared/marc/marcxml/marcxml-read';
import type { MarcReadResult } from '#shared/marc/read-result';
import type { RecordSource } from '../client.ts';
import { pqfQueries, readZAddress } from '../rules/pqf.ts';
import type { Sought } from '../rules/sought.ts';
import type { AskLimits, Found, SourceAnswer } from './answer.ts';
import { runYaz } from './run-yaz.ts';

/** MARC 21 as it was asked for, in MARC-8 or UTF-8 as each record says; or MARCXML documents one after another. */
function readAny(bytes: Buffer): AsyncIterable<MarcReadResult> {
  if (!/^\s*</.test(bytes.subarray(0, 20).toString('latin1'))) return readIso2709(Readable.from([bytes]));
  const documents = bytes.toString('utf8').replace(/<\?xml[^>]{0,200}\?>/g, '');
  return readMarcXml(Readable.from([Buffer.from(`<collection>${documents}</collection>`)]));
}

async function readRecords(bytes: Buffer, most: number): Promise<SourceAnswer> {
  const records: Found[] = [];
  for await (const { record } of readAny(bytes)) {
    if (record) records.push({ marc: record, cover: null });
    if (records.length >= most) break;
  }
  return records.length === 0 && bytes.length > 0 ? { trouble: 'damaged' } : { records };
}

/**
 * Asks a Z39.50 server for MARC 21. Its name is looked up here and must lead to a public address, and that very address is what the program
 * connects to. Never throws for what the server does.
 */
export async function askZ3950(source: RecordSource, sought: Sought, limits: AskLimits): Promise<SourceAnswer> {
  const queries = pqfQueries(sought);
  if (queries.length === 0) return { unasked: true };
  const at = readZAddress(source.address);
  if (at === null) return { trouble: 'unreachable' };
  // a slow house elsewhere keeps no reader of ours waiting
  leavePlace();
  const ends = performance.now() + limits.patience;
  let address: string | null;
  try {
    // to look the name up counts against the patience too
    const late = wait(limits.patience, null, { ref: false });
    address = await Promise.race([publicAddress(at.host, limits.named), late]);
  } catch (error) {
    return { trouble: error instanceof NotPublic ? 'not_public' : 'unreachable' };
  }
  const patience = Math.floor(ends - performance.now());
  if (address === null || patience <= 0) return { trouble: 'slow' };
  const { port, database } = at;
  const answer = await runYaz(
    { address, port, database, queries },
    { program: limits.yaz, patience, most: limits.mostBytes, mostRecords: limits.mostRecords },
  );
  return 'trouble' in answer ? answer : readRecords(answer.records, limits.mostRecords);
}
