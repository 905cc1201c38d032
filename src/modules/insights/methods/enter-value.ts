import { recordAudit } from '#modules/ground/audit';
import { getLibrary, networkZone } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { insertValue, lockPlace, replaceValue, type ValuePlace } from './data/values.queries.ts';
import { methodErrors } from './errors.ts';
import type { Input, Pack } from './rules/pack.ts';
import { findPack, inputOf, keptUnder } from './rules/packs/index.ts';
import { readValue } from './rules/read-decimal.ts';
import { valueInput, type ValueInput } from './schema.ts';

/** A value that is asked for, and where it is kept. */
export interface AskedValue {
  pack: Pack;
  input: Input;
  place: ValuePlace;
}

/**
 * Enters a value that a pack asks for: of a library, or of the network (constants too). One that is there is corrected, and kept beside. Needs
 * `reports.submit` at the library, for the network network-wide. Throws `methods.pack_not_found`, `methods.input_not_found`.
 */
export async function enterValue(ctx: Ctx, input: ValueInput): Promise<void> {
  authorize(ctx, 'reports.submit', input.libraryId);
  const { value: given, source, ...asked } = parseInput(valueInput, input);
  const { input: about, place } = await askedValue(ctx, asked);
  const value = valueOf(about, given);
  await ctx.db.transaction().execute(async (trx) => {
    await saveValue(trx, ctx, place, { value, source, enteredBy: actorName(ctx.actor), way: 'staff' });
  });
}

/** What a pack and a code mean. Throws what {@link enterValue} does; refuses a year that has not begun. */
export async function askedValue(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { pack: key, input: code, libraryId, year }: { pack: string; input: string; libraryId: number | null; year: number },
): Promise<AskedValue> {
  const pack = findPack(key);
  if (!pack) throw methodErrors.packNotFound({}, { pack: 'unknown' });
  const input = inputOf(pack, code);
  if (!input || input.fixed !== undefined) throw methodErrors.inputNotFound({}, { input: 'unknown' });
  // a value of libraries is of one, and one of the network of none
  if ((input.of === 'library') !== (libraryId !== null)) throw methodErrors.inputNotFound({}, { library: 'invalid' });
  if (libraryId !== null) {
    const { type } = await getLibrary(ctx, libraryId);
    if (pack.types && !pack.types.includes(type)) throw methodErrors.inputNotFound({}, { library: 'invalid' });
  }
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  if (`${year}-01-01` > today) throw platformErrors.invalidInput({}, { year: 'year_ahead' });
  return { pack, input, place: { pack: keptUnder(pack, input), input: code, libraryId, year } };
}

/** The value as it is kept. Refuses, at its field, what the input cannot be. */
export function valueOf(input: Input, given: string | number): string {
  const read = readValue(input, given);
  if ('fault' in read) throw platformErrors.invalidInput({}, { value: read.fault });
  return read.value;
}

/** Writes it, with its trace. What stood there stays, and says when it was replaced. */
export async function saveValue(
  trx: Tx,
  ctx: Ctx,
  place: ValuePlace,
  said: { value: string; source: string; enteredBy: string; way: 'staff' | 'link' },
): Promise<void> {
  const now = ctx.clock.now();
  await lockPlace(trx, place);
  const before = await replaceValue(trx, place, now);
  const id = await insertValue(trx, { ...place, ...said, enteredAt: now });
  await recordAudit(trx, ctx, {
    action: 'national_value.entered',
    entity: 'national_value',
    entityId: String(id),
    libraryId: place.libraryId,
    ...(before && { before: { value: before.value, source: before.source } }),
    after: { input: place.input, year: place.year, value: said.value, source: said.source, way: said.way },
  });
}
