import { fileTypeFromBuffer } from 'file-type';
import { recordAudit } from '#modules/ground/audit';
import { zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Storage } from '#platform/storage';
import { localDate, type LocalDate } from '#shared/dates';
import { AGREEMENT_MEGABYTES } from '../client.ts';
import { findAgreement, updateAgreement, type LockedAgreement } from '../data/agreements.queries.ts';
import { partnerErrors } from '../errors.ts';
import { takeBackOfAgreement } from '../meetings/take-back.ts';
import { takeBackLinksOfAgreement } from '../pages/take-back-links.ts';
import { alarmOf, seenAlarm } from '../rules/standing.ts';
import type { AgreementState } from '../rules/terms.ts';
import { endInput, signedInput } from '../schema.ts';
import { agreementAt } from './held-agreement.ts';

/** Where files of agreements lie. */
export const AGREEMENT_AREA = 'perjanjian';
/** What is signed comes as a PDF or as a picture of it. */
export const SIGNED_TYPES = ['application/pdf', 'image/jpeg', 'image/png'];
const SNIFFED = 4100;
const MAX_BYTES = AGREEMENT_MEGABYTES * 1024 * 1024;

/** Today where an agreement is kept. */
const todayAt = async (ctx: Ctx, trx: Tx, libraryId: number): Promise<LocalDate> =>
  localDate(ctx.clock.now(), await zoneOf({ db: trx, libraryId }));

async function moved(
  ctx: Ctx,
  { id, version, from, action }: { id: number; version: number; from: readonly AgreementState[]; action: string },
  changes: (held: LockedAgreement, today: LocalDate) => Parameters<typeof updateAgreement>[2],
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await agreementAt(trx, id, version, from);
    const set = changes(held, await todayAt(ctx, trx, held.libraryId));
    await updateAgreement(trx, id, { ...set, changedAt: ctx.clock.now() });
    if (set.state === 'ended') await takeBackOfAgreement(trx, ctx, id);
    // the page of its link shows nothing of it
    if (set.state === 'ended' || set.state === 'draft') await takeBackLinksOfAgreement(trx, ctx, id);
    await recordAudit(trx, ctx, {
      ...{ action, entity: 'agreement', entityId: id, libraryId: held.libraryId },
      before: { state: held.state, title: held.title },
      after: { state: set.state ?? held.state },
    });
  });
}

/** Says that a draft went to the partner today. Needs `partners.manage`. Throws `partners.agreement_not_found`, `agreement_forbids`, `platform.version_conflict`. */
export const sendAgreement = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  moved(ctx, { id, version, from: ['draft'], action: 'agreement.sent' }, (_held, today) => ({
    state: 'sent',
    sentOn: today,
  }));

/** Takes that back: it is a draft again. Needs `partners.manage`. Throws `partners.agreement_not_found`, `agreement_forbids`, `platform.version_conflict`. */
export const takeBackAgreement = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  moved(ctx, { id, version, from: ['sent'], action: 'agreement.taken_back' }, () => ({ state: 'draft', sentOn: null }));

/** Ends an agreement before its day, or one that was sent and is not signed. Needs `partners.manage`. Throws `partners.agreement_not_found`, `agreement_forbids`, `platform.version_conflict`, `platform.invalid_input`. */
export async function endAgreement(
  ctx: Ctx,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const said = parseInput(endInput, { reason }).reason;
  await moved(ctx, { id, version, from: ['sent', 'signed'], action: 'agreement.ended' }, (_held, today) => ({
    ...{ state: 'ended', endedOn: today, endReason: said },
  }));
}

/** Takes an ending back. Needs `partners.manage`. Throws `partners.agreement_not_found`, `agreement_forbids`, `platform.version_conflict`. */
export const resumeAgreement = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  moved(ctx, { id, version, from: ['ended'], action: 'agreement.resumed' }, ({ signedOn }) => ({
    ...{ state: signedOn === null ? 'sent' : 'signed', endedOn: null, endReason: '' },
  }));

/** Says that the alarm that rings is seen to; the next one rings again. Needs `partners.manage`. Throws `partners.agreement_not_found`, `agreement_forbids`, `platform.version_conflict`. */
export const acknowledgeAlarm = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  moved(ctx, { id, version, from: ['signed'], action: 'agreement.alarm_seen' }, (held, today) => ({
    alarmSeen: seenAlarm(alarmOf(held, today), held.alarmSeen),
  }));

/** What a signed paper is by its bytes. Throws `platform.too_large`, `platform.not_acceptable_file`. */
async function kindOf(file: Blob): Promise<string> {
  if (file.size > MAX_BYTES)
    throw platformErrors.tooLarge({ megabytes: AGREEMENT_MEGABYTES }, { file: 'file_too_large' });
  const begin = new Uint8Array(await file.slice(0, SNIFFED).arrayBuffer());
  const type = await fileTypeFromBuffer(begin).catch(() => undefined);
  if (!type || !SIGNED_TYPES.includes(type.mime)) throw platformErrors.notAcceptableFile({}, { file: 'invalid' });
  return type.mime;
}

/**
 * Keeps what both sides signed: from its first to its last day it is in force. Needs `partners.manage`. Throws
 * `partners.agreement_not_found`, `agreement_forbids`, `platform.version_conflict`, `platform.not_acceptable_file`, `platform.too_large`,
 * `platform.invalid_input` (a day to come).
 */
export async function signAgreement(
  ctx: Ctx,
  storage: Storage,
  id: number,
  { version, signedOn, file }: { version: number; signedOn: LocalDate; file: Blob | null },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const on = parseInput(signedInput, { signedOn }).signedOn;
  if (!file) throw platformErrors.invalidInput({}, { file: 'required' });
  const fileType = await kindOf(file);
  const { key: fileKey, sizeBytes } = await storage.put(AGREEMENT_AREA, new Uint8Array(await file.arrayBuffer()));
  try {
    await ctx.db.transaction().execute(async (trx) => {
      const held = await agreementAt(trx, id, version, ['draft', 'sent']);
      if (on > (await todayAt(ctx, trx, held.libraryId)))
        throw platformErrors.invalidInput({}, { signedOn: 'date_in_future' });
      await updateAgreement(trx, id, {
        ...{ state: 'signed', signedOn: on, fileKey, fileType, fileBytes: sizeBytes },
        changedAt: ctx.clock.now(),
      });
      await recordAudit(trx, ctx, {
        ...{ action: 'agreement.signed', entity: 'agreement', entityId: id, libraryId: held.libraryId },
        before: { state: held.state, title: held.title },
        after: { state: 'signed', signedOn: on, fileType },
      });
    });
  } catch (error) {
    await storage.remove(fileKey);
    throw error;
  }
}

/** What was signed, as it came. Needs `partners.manage`. Throws `partners.agreement_not_found`, `partners.file_not_found`. */
export async function openAgreementFile(ctx: Ctx, storage: Storage, id: number) {
  authorizeAnywhere(ctx, 'partners.manage');
  const found = await findAgreement(ctx.db, id, localDate(ctx.clock.now(), await zoneOf(ctx)));
  if (!found) throw partnerErrors.agreementNotFound();
  if (found.fileKey === null || found.fileType === null) throw partnerErrors.fileNotFound();
  const ending = found.fileType === 'application/pdf' ? 'pdf' : found.fileType.slice('image/'.length);
  return {
    fileName: `perjanjian-${found.id}.${ending}`,
    mediaType: found.fileType,
    stream: storage.open(found.fileKey),
  };
}

/**
 * Takes away what was signed, where somebody who is forgotten stands in it: that it was signed, and when, stays. It is not taken back. Needs
 * `partners.manage`. Throws `partners.agreement_not_found`, `agreement_forbids`, `file_not_found`, `platform.version_conflict`.
 */
export async function removeAgreementFile(ctx: Ctx, storage: Storage, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const fileKey = await ctx.db.transaction().execute(async (trx) => {
    const held = await agreementAt(trx, id, version, ['signed', 'ended']);
    if (held.fileKey === null) throw partnerErrors.fileNotFound();
    await updateAgreement(trx, id, { fileKey: null, fileType: null, fileBytes: null, changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      ...{ action: 'agreement.file_removed', entity: 'agreement', entityId: id, libraryId: held.libraryId },
      before: { fileType: held.fileType },
    });
    return held.fileKey;
  });
  // what stays behind where this ends here, the nightly job takes
  await storage.remove(fileKey);
}
