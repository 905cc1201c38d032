import type { z } from 'zod';
import { authorize } from '#platform/rights/authorize';
import { unstorableField } from '#platform/requests/bounds';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseShape } from '#platform/requests/parse-input';
import { listSpaces, type Space } from '#modules/ground/libraries';
import { barcodeOfLink } from '#modules/stock/links';
import type { ScanAnswer } from './client.ts';
import {
  changeScan,
  findNeighbour,
  findScan,
  findScannedCopy,
  insertScan,
  selectScanAnswers,
} from './data/stocktake-scans.queries.ts';
import { findStocktake } from './data/stocktake-views.queries.ts';
import { listCopies, type ShelfRange, type StocktakeRow } from './data/stocktakes.queries.ts';
import { stocktakeErrors } from './errors.ts';
import { judgeScan, standsRight } from './rules/judge-scan.ts';
import { scanInput, scansInput, type ScansInput } from './schema.ts';
import { shelfRanges } from './start-stocktake.ts';
import { lockRunning } from './stocktake-support.ts';
import { findItemByBarcode } from '#modules/collection/catalog';

type Sent = z.output<typeof scansInput>['scans'][number];
type Scan = z.output<typeof scanInput>;
/** Of a code that nobody can read so much is said. */
const SHOWN = 100;
interface Around {
  stocktake: StocktakeRow;
  device: string;
  spaces: readonly Space[];
  ranges: readonly ShelfRange[];
}

/**
 * Keeps scans of a phone, those that it gathered without the network included, in one transaction. One that is sent again changes
 * nothing and is answered as before; a copy that is scanned twice counts once; one that nobody can read, or from a shelf that is not there, is
 * answered as `unreadable` and holds up no other. Needs `stocktakes.run` at the library. Refuses `stocktake.not_found`, `stocktake.ended`.
 * @returns the answers, in the order of the scans
 */
export async function recordScans(ctx: Ctx, stocktakeId: number, input: ScansInput): Promise<ScanAnswer[]> {
  const { device, scans } = parseShape(scansInput, input);
  return ctx.db.transaction().execute(async (trx) => {
    const stocktake = await lockRunning(trx, ctx, stocktakeId, 'scan');
    const spaces = await listSpaces({ db: trx }, stocktake.libraryId);
    const around = { stocktake, device, spaces, ranges: shelfRanges(spaces) };
    for (const sent of scans) {
      const scan = readScan(sent, spaces);
      if (!scan) continue;
      const barcode = (await barcodeOfLink({ db: trx }, scan.barcode)) ?? scan.barcode;
      await keepScan(trx, ctx, around, { ...scan, barcode });
    }
    return answersTo(trx, ctx, { stocktakeId, scans, spaces });
  });
}

/** A scan as it came; undefined where nobody can read it. */
function readScan(sent: Sent, spaces: readonly Space[]): Scan | undefined {
  const scan = unstorableField(sent) === null ? scanInput.safeParse(sent).data : undefined;
  const known = !scan?.space || spaces.some(({ code }) => code === scan.space);
  return known ? scan : undefined;
}

async function keepScan(trx: Tx, ctx: Ctx, { stocktake, device, spaces, ranges }: Around, scan: Scan): Promise<void> {
  const now = ctx.clock.now();
  // a phone's clock that runs ahead
  const at = scan.at && scan.at < now ? scan.at : now;
  const phone = spaces.find(({ code }) => code === scan.space) ?? null;
  const about = { stocktakeId: stocktake.id, barcode: scan.barcode, at, ranges };
  let copy = await findScannedCopy(trx, about);
  if (copy && !copy.listed && copy.libraryId === stocktake.libraryId) {
    // it came to the collection after the start
    const joined = await listCopies(trx, stocktake.id, ranges, copy.id);
    if (joined > 0) copy = await findScannedCopy(trx, about);
  }
  const own = spaces.find(({ id }) => id === copy?.placeId) ?? null;
  const seen = copy && {
    atHome: copy.libraryId === stocktake.libraryId,
    status: copy.status,
    onLoan: copy.onLoanThen,
    setAside: copy.setAside !== null,
    listed: copy.listed,
    placeId: copy.placeId,
  };
  await insertScan(trx, {
    stocktakeId: stocktake.id,
    nonce: scan.nonce,
    barcode: scan.barcode,
    itemId: copy?.id ?? null,
    spaceId: phone?.id ?? null,
    device,
    scannedAt: at,
    receivedAt: now,
    scannedBy: actorName(ctx.actor),
    outcome: judgeScan(seen ?? null, standsRight(phone, own)),
  });
}

async function answersTo(
  trx: Tx,
  ctx: Ctx,
  { stocktakeId, scans, spaces }: { stocktakeId: number; scans: readonly Sent[]; spaces: readonly Space[] },
): Promise<ScanAnswer[]> {
  const nonces = scans.flatMap((sent) => readScan(sent, spaces)?.nonce ?? []);
  const found = await selectScanAnswers(trx, { stocktakeId, nonces, limit: nonces.length });
  const withNeighbours = new Map<string, ScanAnswer>();
  for (const answer of found) withNeighbours.set(answer.nonce, await withNeighbour(trx, answer));
  return scans.flatMap((sent) =>
    readScan(sent, spaces) ? (withNeighbours.get(sent.nonce.toLowerCase()) ?? []) : unreadable(sent, ctx.clock.now()),
  );
}

const unreadable = ({ nonce, barcode }: Sent, now: Date): ScanAnswer => ({
  ...{ nonce, barcode: barcode.slice(0, SHOWN), outcome: 'unreadable', again: false, title: null, callNumber: null },
  ...{ place: null, neighbour: null, scannedAt: now, moved: false },
});

/** Only whoever has to carry a book wants to know beside which it goes. */
async function withNeighbour(trx: Tx, answer: Omit<ScanAnswer, 'neighbour'>): Promise<ScanAnswer> {
  const { outcome, place, barcode } = answer;
  if (outcome !== 'misplaced' || !place) return { ...answer, neighbour: null };
  const item = await findItemByBarcode(trx, barcode);
  return { ...answer, neighbour: item && (await findNeighbour(trx, item.id, place.id)) };
}

/** Takes a scan back, as if it had not been made. Refuses `stocktake.scan_not_found`, `stocktake.ended`. @returns its code */
export const undoScan = async (ctx: Ctx, stocktakeId: number, nonce: string): Promise<string> =>
  ctx.db.transaction().execute(async (trx) => {
    await lockRunning(trx, ctx, stocktakeId, 'scan');
    const scan = await findScan(trx, stocktakeId, nonce);
    if (!scan || scan.undoneAt !== null) throw stocktakeErrors.scanNotFound();
    await changeScan(trx, scan.id, { undoneAt: ctx.clock.now() });
    return scan.barcode;
  });

/** "I carried it to its shelf": a misplaced copy is in its place. Refuses `stocktake.scan_not_found`, `stocktake.ended`. */
export const markMoved = async (ctx: Ctx, stocktakeId: number, nonce: string): Promise<string> =>
  ctx.db.transaction().execute(async (trx) => {
    await lockRunning(trx, ctx, stocktakeId, 'scan');
    const scan = await findScan(trx, stocktakeId, nonce);
    if (scan?.outcome !== 'misplaced' || scan.undoneAt !== null) throw stocktakeErrors.scanNotFound();
    await changeScan(trx, scan.id, { moved: true });
    return scan.barcode;
  });

/** The last scans of a stocktake (of one phone), the newest first. Needs `stocktakes.run` at its library. @param filter.before the nonce of the last one of the page before */
export async function listScans(
  ctx: Ctx,
  stocktakeId: number,
  filter: { device?: string; before?: string; limit: number },
): Promise<ScanAnswer[]> {
  const stocktake = await findStocktake(ctx.db, stocktakeId);
  if (!stocktake) throw stocktakeErrors.notFound();
  authorize(ctx, 'stocktakes.run', stocktake.library.id);
  const answers = await selectScanAnswers(ctx.db, { stocktakeId, ...filter });
  return answers.map((answer) => ({ ...answer, neighbour: null }));
}
