import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { z } from 'zod';
import {
  findBlock,
  insertBlock,
  removeAll,
  selectBlocks,
  shiftFrom,
  updateBlock,
  updatePosition,
  updateRemoved,
  type BlockRow,
} from './data/blocks.queries.ts';
import { deleteWriting, holdWriting, insertWriting, raiseRevision } from './data/writings.queries.ts';
import type { KeptBlock } from './client.ts';
import { contentErrors } from './errors.ts';
import { alongside } from './rules/alongside.ts';
import { MOST_BLOCKS, type Block } from './rules/blocks.ts';
import { readFormula } from './rules/formula.ts';
import { blockInput, type BlockInput } from './schema.ts';

type Act = Pick<Ctx, 'actor' | 'clock'>;
const pair = z.object({ body: blockInput, english: blockInput.nullable() });
const pairs = z.array(pair).max(MOST_BLOCKS);

/** A block as it is sent, with the same in English. */
export interface BlockPair {
  body: BlockInput;
  english: BlockInput | null;
}

/** What is saved of a block over the version that was read. `english` left out: the English words stay, of what stands now. */
export interface SavedBlock {
  id: number;
  version: number;
  body: BlockInput;
  english?: BlockInput | null;
}

const stamp = ({ actor, clock }: Act) => ({ at: clock.now(), by: actorName(actor) });

/** Refuses a formula that nobody could read: `content.formula_*`. */
function refuseUnreadable(block: Block | null): void {
  const read = block?.kind === 'formula' ? readFormula(block.tex) : null;
  if (read === null || 'math' in read) return;
  if (read.why === 'command') throw contentErrors.formulaCommand({ command: read.command });
  if (read.why === 'unreadable') throw contentErrors.formulaUnreadable({ near: read.near });
  throw contentErrors.formulaTooLarge();
}

/** Checks a block with its English. Throws `platform.invalid_input`, `content.other_kind`, `other_file`, `formula_*`. */
function readPair(input: BlockPair): { body: Block; english: Block | null } {
  const { body, english } = parseInput(pair, input);
  if (english !== null && english.kind !== body.kind) throw contentErrors.otherKind();
  const isOther = english !== null && 'fileId' in english && 'fileId' in body && english.fileId !== body.fileId;
  if (isOther) throw contentErrors.otherFile();
  refuseUnreadable(body);
  refuseUnreadable(english);
  return { body, english };
}

/** A block whose English words stay as they are, while what is the same in every language follows it. */
function readAlone(input: BlockInput, english: Block | null): { body: Block; english: Block | null } {
  const { body } = readPair({ body: input, english: null });
  return readPair({ body, english: english && alongside(body, english) });
}

/** Holds the writing. Throws `content.block_not_found` where there is no such writing. */
async function hold(trx: Tx, writingId: number): Promise<void> {
  if ((await holdWriting(trx, writingId)) === null) throw contentErrors.blockNotFound();
}

/** Holds the writing, does the work, and says that it changed. Throws as {@link hold}. */
async function changing<T>(trx: Tx, writingId: number, work: () => Promise<T>): Promise<T> {
  await hold(trx, writingId);
  const result = await work();
  await raiseRevision(trx, writingId);
  return result;
}

async function standingBlock(trx: Tx, writingId: number, id: number, version: number): Promise<BlockRow> {
  const row = await findBlock(trx, { writingId, id });
  if (!row || row.removedAt !== null) throw contentErrors.blockNotFound();
  if (row.version !== version) throw contentErrors.blockChanged();
  return row;
}

/** Begins a writing with blocks, none at first. Who may, its owner has asked and traces. Throws `platform.invalid_input`. @returns its id */
export async function beginWriting(trx: Tx, ctx: Act, blocks: readonly BlockPair[] = []): Promise<number> {
  const read = parseInput(pairs, blocks).map(readPair);
  const writingId = await insertWriting(trx, ctx.clock.now());
  for (const [position, block] of read.entries())
    await insertBlock(trx, { writingId, position, ...block, ...stamp(ctx) });
  return writingId;
}

/** Deletes a writing with its versions: its owner has let go of it. */
export const dropWriting = async (trx: Tx, writingId: number): Promise<void> => deleteWriting(trx, writingId);

/**
 * Puts blocks behind another (null: first), all of them or none. Who may, its owner has asked and traces. Throws `content.block_not_found`,
 * `writing_full`, `other_kind`, `platform.invalid_input`. @returns their ids
 */
export async function addBlocks(
  trx: Tx,
  ctx: Act,
  writingId: number,
  { after, blocks }: { after: number | null; blocks: readonly BlockPair[] },
): Promise<number[]> {
  const read = blocks.map(readPair);
  return changing(trx, writingId, async () => {
    const there = await selectBlocks(trx, writingId);
    if (there.length + read.length > MOST_BLOCKS) throw contentErrors.writingFull({ most: MOST_BLOCKS });
    const before = there.find(({ id }) => id === after);
    if (after !== null && !before) throw contentErrors.blockNotFound();
    const position = before ? before.position + 1 : 0;
    await shiftFrom(trx, writingId, position, read.length);
    const ids: number[] = [];
    for (const [nth, block] of read.entries()) {
      ids.push(await insertBlock(trx, { writingId, position: position + nth, ...block, ...stamp(ctx) }));
    }
    return ids;
  });
}

/**
 * Writes what a block says over the version that was read: who saves second is told, and keeps what was typed. Throws
 * `content.block_not_found`, `block_changed`, `other_kind`, `platform.invalid_input`. @returns its version now
 */
export async function saveBlock(
  trx: Tx,
  ctx: Act,
  writingId: number,
  { id, version, body, english }: SavedBlock,
): Promise<number> {
  return changing(trx, writingId, async () => {
    const held = await standingBlock(trx, writingId, id, version);
    const read = english === undefined ? readAlone(body, held.english) : readPair({ body, english });
    await updateBlock(trx, id, { ...read, ...stamp(ctx) });
    return version + 1;
  });
}

/** Moves a block one up or down. Throws `content.block_not_found`. @returns whether it could; at the end of the list nothing changes */
export async function moveBlock(
  trx: Tx,
  writingId: number,
  { id, by }: { id: number; by: 'up' | 'down' },
): Promise<boolean> {
  await hold(trx, writingId);
  const there = await selectBlocks(trx, writingId);
  const from = there.findIndex((block) => block.id === id);
  if (from < 0) throw contentErrors.blockNotFound();
  const to = by === 'up' ? from - 1 : from + 1;
  const [one, other] = [there[from], there[to]];
  if (!one || !other) return false;
  const order = there.map((block) => (block === one ? other : block === other ? one : block));
  // numbered anew: places may have gaps, and two of one number
  for (const [position, block] of order.entries()) {
    if (block.position !== position) await updatePosition(trx, block.id, position);
  }
  await raiseRevision(trx, writingId);
  return true;
}

/** Takes a block out; {@link putBlockBack} undoes it. Throws `content.block_not_found`, `block_changed`. */
export async function removeBlock(
  trx: Tx,
  ctx: Act,
  writingId: number,
  { id, version }: { id: number; version: number },
): Promise<void> {
  return changing(trx, writingId, async () => {
    await standingBlock(trx, writingId, id, version);
    await updateRemoved(trx, id, { removedAt: ctx.clock.now(), ...stamp(ctx) });
  });
}

/** Puts a block back where it stood. Throws `content.block_not_found`, `writing_full`. */
export async function putBlockBack(trx: Tx, ctx: Act, writingId: number, id: number): Promise<void> {
  return changing(trx, writingId, async () => {
    const row = await findBlock(trx, { writingId, id });
    if (!row || row.removedAt === null) throw contentErrors.blockNotFound();
    const there = await selectBlocks(trx, writingId);
    if (there.length >= MOST_BLOCKS) throw contentErrors.writingFull({ most: MOST_BLOCKS });
    await shiftFrom(trx, writingId, row.position, 1);
    await updateRemoved(trx, id, { removedAt: null, ...stamp(ctx) });
  });
}

/** Puts others in the place of all blocks; those that stood can be put back. Throws `content.block_not_found`, `platform.invalid_input`. */
export async function replaceBlocks(trx: Tx, ctx: Act, writingId: number, blocks: readonly KeptBlock[]): Promise<void> {
  const read = parseInput(pairs, blocks);
  return changing(trx, writingId, async () => {
    await removeAll(trx, writingId, stamp(ctx));
    for (const [position, block] of read.entries())
      await insertBlock(trx, { writingId, position, ...block, ...stamp(ctx) });
  });
}
