import type { Cell } from './read-row.ts';
import { readDump, type DumpEvent } from './read-dump.ts';

/** The bytes in pieces of a given length: no border may matter. */
export async function* inPieces(bytes: Buffer, length: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += length) yield await Promise.resolve(bytes.subarray(i, i + length));
}

export async function allOf<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

export const eventsOf = async (bytes: Buffer, length = 7): Promise<DumpEvent[]> =>
  allOf(readDump(inPieces(bytes, length), () => true));

/** The rows of one table. */
export async function rowsOf(text: string | Buffer, table: string, length = 7): Promise<Cell[][]> {
  const events = await eventsOf(Buffer.from(text), length);
  return events.flatMap((event) => (event.type === 'rows' && event.table === table ? (event.rows ?? []) : []));
}
