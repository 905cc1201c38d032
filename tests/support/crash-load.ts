import { randomUUID } from 'node:crypto';
import { until } from './processes.ts';

/** A client at a desk: the member and the copies that are its own, and what it has been told so far. */
export interface Desk {
  memberNumber: string;
  barcodes: string[];
  told: Told;
}
/** What the server said it has done; `unclear` is what it gave no answer to. */
export interface Told {
  lent: { id: number; barcode: string }[];
  back: number[];
  headings: string[];
  unclear: { lent: number; back: number; headings: string[] };
  /** Answers that a client must not get. */
  wrong: string[];
  /** Acts since the server was last away. */
  since: number;
}
export const toldNothing = (): Told => ({
  lent: [],
  back: [],
  headings: [],
  unclear: { lent: 0, back: 0, headings: [] },
  wrong: [],
  since: 0,
});

interface Said {
  status: number;
  body: unknown;
}
const numberAt = (value: unknown, key: string): number | null => {
  const found: unknown = value instanceof Object ? Reflect.get(value, key) : undefined;
  return typeof found === 'number' ? found : null;
};

/** Whether the server answers, and its database as well. */
export async function isWell(origin: string): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(2000) });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** Lends, takes back and writes headings, one act after the other, until it is told to end. Goes on after whatever happens to the server. */
export async function workAtDesk(
  { memberNumber, barcodes, told }: Desk,
  { origin, token, ended }: { origin: string; token: string; ended: () => boolean },
): Promise<void> {
  /** null = nobody said what became of it. */
  const act = async (path: string, body: object): Promise<Said | null> => {
    try {
      const answer = await fetch(`${origin}/api/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      });
      const said: unknown = await answer.json();
      if (answer.status < 500) {
        told.since += 1;
        return { status: answer.status, body: said };
      }
      if (answer.status !== 503) told.wrong.push(`${path}: ${answer.status} ${JSON.stringify(said)}`);
    } catch {
      // it fell while we waited
    }
    await until(async () => ended() || (await isWell(origin)));
    told.since = 0;
    return null;
  };
  const lend = async (itemBarcode: string): Promise<void> => {
    const said = await act('/loans', { memberNumber, itemBarcode, library: 'KOTA' });
    const id = numberAt(said?.body, 'id');
    if (said === null) told.unclear.lent += 1;
    else if (said.status === 201 && id !== null) told.lent.push({ id, barcode: itemBarcode });
    // 409: lent by an act that nobody had answered
    else if (said.status !== 409) told.wrong.push(`lend: ${said.status} ${JSON.stringify(said.body)}`);
  };
  const takeBack = async (itemBarcode: string): Promise<void> => {
    const said = await act('/check-ins', { itemBarcode, library: 'KOTA' });
    const loan: unknown = said?.body instanceof Object ? Reflect.get(said.body, 'loan') : null;
    const id = numberAt(loan, 'id');
    if (said === null) told.unclear.back += 1;
    else if (said.status === 200 && id !== null) told.back.push(id);
    else if (said.status !== 409) told.wrong.push(`back: ${said.status} ${JSON.stringify(said.body)}`);
  };
  const write = async (): Promise<void> => {
    const heading = `Uji, ${randomUUID()}`;
    const said = await act('/authorities', { kind: 'name', heading });
    if (said === null) told.unclear.headings.push(heading);
    else if (said.status === 201) told.headings.push(heading);
    else told.wrong.push(`heading: ${said.status} ${JSON.stringify(said.body)}`);
  };
  for (let turn = 0; !ended(); turn += 1) {
    const barcode = barcodes[turn % barcodes.length] ?? '';
    await lend(barcode);
    await write();
    await takeBack(barcode);
  }
}
