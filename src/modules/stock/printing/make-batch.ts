import { recordAudit } from '#modules/ground/audit';
import { callNumberRange } from '#modules/collection/catalog';
import { getLibrary, listSpaces } from '#modules/ground/libraries';
import { barcodeOfLink, ensureLinks, getLink } from '#modules/stock/links';
import { getMember } from '#modules/people/members';
import { authorize, serves } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import { AppError, platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { insertBatch, type SubjectColumn } from './data/batches.queries.ts';
import { selectByBarcodes, selectItems, selectMembers, type ChosenItem } from './data/subjects.queries.ts';
import { printingErrors } from './errors.ts';
import { layoutOf } from './layouts.ts';
import type { PrintKind } from './rules/layout.ts';
import { batchInput, MAX_CARDS, MAX_LABELS, startFits, type BatchInput } from './schema.ts';
import type { z } from 'zod';

type Wanted = z.output<typeof batchInput>;
interface Chosen {
  column: SubjectColumn;
  ids: number[];
  /** What gets a short link, so that its QR code leads somewhere. */
  linked: { kind: 'item' | 'space'; subjects: { id: number; libraryId: number; label: string }[] } | null;
}

/**
 * Chooses labels of a library to be printed together, at most 480: by codes, or by what they are. Copies, rooms and shelves get
 * their short links with it. Needs `printing.print` there; for members' cards `members.edit` and that the desk serves them, too.
 * @returns the number of the batch
 * Throws `printing.nothing_chosen`, `too_many`, `unknown_barcode`, `no_call_number`, `unknown_member`, `unknown_link`.
 */
export async function makeBatch(ctx: Ctx, libraryId: number, input: BatchInput): Promise<number> {
  authorize(ctx, 'printing.print', libraryId);
  const wanted = parseInput(batchInput, input);
  await getLibrary(ctx, libraryId);
  const { kind, startAt } = wanted;
  const layout = await layoutOf(ctx.db, libraryId, kind);
  if (!startFits(startAt, layout.sheet)) throw platformErrors.invalidInput({}, { startAt: 'start_too_far' });
  const { column, ids, linked } = await choose(ctx, libraryId, wanted);
  if (ids.length === 0) throw printingErrors.nothingChosen();
  const max = kind === 'member' ? MAX_CARDS : MAX_LABELS;
  if (ids.length > max) throw printingErrors.tooMany({ max });
  return ctx.db.transaction().execute(async (trx) => {
    if (linked) await ensureLinks(trx, ctx, linked.kind, linked.subjects);
    const made = { createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) };
    const id = await insertBatch(trx, { libraryId, kind, layout, startAt, ...made }, column, ids);
    const after = { kind, labels: ids.length };
    await recordAudit(trx, ctx, { action: 'print_batch.made', entity: 'print_batch', entityId: id, libraryId, after });
    return id;
  });
}

async function choose(ctx: Ctx, libraryId: number, wanted: Wanted): Promise<Chosen> {
  switch (wanted.kind) {
    case 'spine':
    case 'item':
    case 'card':
      return chooseItems(ctx, libraryId, wanted.kind, wanted);
    case 'member':
      return chooseMembers(ctx, libraryId, wanted);
    case 'sign':
      return chooseSpaces(ctx, libraryId, wanted);
    case 'poster':
      return chooseLinks(ctx, wanted);
  }
}

async function chooseItems(ctx: Ctx, libraryId: number, kind: PrintKind, wanted: Wanted): Promise<Chosen> {
  const items =
    wanted.codes.length > 0
      ? await itemsByCode(ctx, libraryId, wanted.codes)
      : await selectItems(ctx.db, {
          kind,
          libraryId,
          from: wanted.from ?? null,
          to: wanted.to ?? null,
          shelf: callNumberRange(wanted.shelfFrom ?? null, wanted.shelfTo ?? null),
          unprinted: wanted.unprinted,
          limit: MAX_LABELS,
        });
  const bare = kind === 'spine' ? items.find((item) => item.callNumber === null) : undefined;
  if (bare) throw printingErrors.noCallNumber({ barcode: bare.barcode }, { codes: 'invalid' });
  const subjects = items.map(({ id, libraryId: at, title }) => ({ id, libraryId: at, label: title }));
  return {
    column: 'itemId',
    ids: items.map(({ id }) => id),
    linked: kind === 'item' ? { kind: 'item', subjects } : null,
  };
}

/** In the order in which they were scanned, also twice. */
async function itemsByCode(ctx: Ctx, libraryId: number, codes: readonly string[]): Promise<ChosenItem[]> {
  const barcodes: string[] = [];
  for (const code of codes) barcodes.push((await barcodeOfLink(ctx, code)) ?? code);
  const found = new Map((await selectByBarcodes(ctx.db, libraryId, barcodes)).map((item) => [item.barcode, item]));
  return barcodes.map((barcode) => {
    const item = found.get(barcode);
    if (!item) throw printingErrors.unknownBarcode({ barcode }, { codes: 'unknown' });
    return item;
  });
}

async function chooseMembers(ctx: Ctx, libraryId: number, wanted: Wanted): Promise<Chosen> {
  authorize(ctx, 'members.edit', libraryId);
  if (wanted.codes.length === 0) {
    if (!serves(ctx.actor, 'members.edit', libraryId)) throw platformErrors.forbidden({ permission: 'members.edit' });
    const { unprinted, from = null, to = null } = wanted;
    const members = await selectMembers(ctx.db, { libraryId, from, to, unprinted, limit: MAX_CARDS });
    return { column: 'memberId', ids: members.map(({ id }) => id), linked: null };
  }
  const ids: number[] = [];
  for (const number of wanted.codes) {
    const member = await getMember(ctx, number).catch((error: unknown) => {
      if (error instanceof AppError && error.status === 404) return null;
      throw error;
    });
    if (member?.status !== 'active' || !serves(ctx.actor, 'members.edit', member.homeLibraryId)) {
      throw printingErrors.unknownMember({ number }, { codes: 'unknown' });
    }
    authorize(ctx, 'members.edit', member.homeLibraryId);
    ids.push(member.id);
  }
  return { column: 'memberId', ids, linked: null };
}

/** All rooms and shelves of the library, or those with these codes. */
async function chooseSpaces(ctx: Ctx, libraryId: number, { codes }: Wanted): Promise<Chosen> {
  const spaces = await listSpaces(ctx, libraryId);
  const chosen =
    codes.length === 0
      ? spaces
      : codes.map((code) => {
          const space = spaces.find((one) => one.code.toLowerCase() === code.toLowerCase());
          if (!space) throw printingErrors.unknownBarcode({ barcode: code }, { codes: 'unknown' });
          return space;
        });
  const subjects = chosen.map(({ id, name }) => ({ id, libraryId, label: name }));
  return { column: 'spaceId', ids: chosen.map(({ id }) => id), linked: { kind: 'space', subjects } };
}

async function chooseLinks(ctx: Ctx, { codes }: Wanted): Promise<Chosen> {
  const ids: number[] = [];
  for (const code of codes) {
    const link = await getLink(ctx, code).catch((error: unknown) => {
      if (error instanceof AppError && error.status === 404) return null;
      throw error;
    });
    if (!link || link.retiredAt !== null) throw printingErrors.unknownLink({ code }, { codes: 'unknown' });
    ids.push(link.id);
  }
  return { column: 'shortLinkId', ids, linked: null };
}
