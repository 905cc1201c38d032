import { fileTypeFromBuffer } from 'file-type';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput, requiredText } from '#platform/requests/parse-input';
import { remakePicture } from '#platform/papers/picture';
import type { Storage } from '#platform/storage';
import { EVIDENCE_MEGABYTES } from '../client.ts';
import { deleteEvidence, findEvidence, insertEvidence } from '../data/plans.queries.ts';
import { ideaErrors } from '../errors.ts';
import { needRights, takePlan } from './own-plan.ts';
import type { Hand } from '../boards/participant.ts';
import { linkInput } from '../schema.ts';
import { getPlan } from './view-plans.ts';

const SNIFFED = 4100;
const MAX_BYTES = EVIDENCE_MEGABYTES * 1024 * 1024;
const WIDEST = 1600;
/** Kinds of files that are kept as they are. */
export const EVIDENCE_DOCUMENTS = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.text',
];

/** A photo of a size for screens. */
const photo = async (bytes: Uint8Array): Promise<Uint8Array> =>
  remakePicture(bytes, {
    resize: { width: WIDEST, height: WIDEST, fit: 'inside', withoutEnlargement: true },
    quality: 80,
    megabytes: EVIDENCE_MEGABYTES,
    field: 'file',
  });

/** What is kept of a file: a photo anew, a document as it is. Judged by content, not by name. */
async function kept(file: Blob): Promise<{ kind: 'photo' | 'file'; mediaType: string; source: Readable | Uint8Array }> {
  if (file.size > MAX_BYTES) {
    throw platformErrors.tooLarge({ megabytes: EVIDENCE_MEGABYTES }, { file: 'file_too_large' });
  }
  const type = await fileTypeFromBuffer(new Uint8Array(await file.slice(0, SNIFFED).arrayBuffer()));
  if (type?.mime.startsWith('image/')) {
    return { kind: 'photo', mediaType: 'image/webp', source: await photo(new Uint8Array(await file.arrayBuffer())) };
  }
  // office files are archives whose kind lies behind the first bytes
  const whole =
    type?.mime === 'application/zip' ? await fileTypeFromBuffer(new Uint8Array(await file.arrayBuffer())) : type;
  if (!whole || !EVIDENCE_DOCUMENTS.includes(whole.mime))
    throw platformErrors.notAcceptableFile({}, { file: 'invalid' });
  return { kind: 'file', mediaType: whole.mime, source: Readable.fromWeb(file.stream() as ReadableStream) };
}

/**
 * Adds a photo (re-made, without where and when it was taken), a PDF or an office file. Throws `ideas.plan_not_found`,
 * `ideas.not_your_plan`, `platform.not_acceptable_file`, `platform.too_large`, `platform.invalid_input`.
 */
export async function addFile(
  ctx: Ctx,
  storage: Storage,
  { planId, title, file }: { planId: number; title: string; file: Blob },
  hand: Hand,
): Promise<void> {
  await needRights(ctx, planId, hand);
  const named = parseInput(requiredText(150), title);
  const { kind, mediaType, source } = await kept(file);
  const { key: fileKey, sizeBytes } = await storage.put('bukti', source);
  try {
    await keep(ctx, planId, { kind, title: named, fileKey, mediaType, sizeBytes });
  } catch (error) {
    await storage.remove(fileKey);
    throw error;
  }
}

/** Adds an address. Throws `ideas.plan_not_found`, `ideas.not_your_plan`, `platform.invalid_input`. */
export async function addLink(
  ctx: Ctx,
  { planId, ...input }: { planId: number; title: string; url: string },
  hand: Hand,
): Promise<void> {
  await needRights(ctx, planId, hand);
  await keep(ctx, planId, { kind: 'link', ...parseInput(linkInput, input) });
}

type Kept = { title: string } & (
  { kind: 'link'; url: string } | { kind: 'photo' | 'file'; fileKey: string; mediaType: string; sizeBytes: number }
);
async function keep(ctx: Ctx, planId: number, evidence: Kept): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const plan = await takePlan(trx, planId);
    await insertEvidence(trx, { planId, ...evidence, addedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, {
      action: 'action_plan.evidence_added',
      entity: 'action_plan',
      entityId: planId,
      libraryId: plan.library.id,
      after: { kind: evidence.kind, title: evidence.title },
    });
  });
}

/** Takes evidence away for good. Throws `ideas.evidence_not_found`, `ideas.not_your_plan`. */
export async function removeEvidence(ctx: Ctx, storage: Storage, id: number, hand: Hand): Promise<void> {
  const found = await findEvidence(ctx.db, id);
  if (!found) throw ideaErrors.evidenceNotFound();
  const { plan } = await needRights(ctx, found.planId, hand);
  await ctx.db.transaction().execute(async (trx) => {
    await deleteEvidence(trx, id);
    await recordAudit(trx, ctx, {
      action: 'action_plan.evidence_removed',
      entity: 'action_plan',
      entityId: found.planId,
      libraryId: plan.library.id,
      before: { kind: found.kind, title: found.title },
    });
  });
  if (found.fileKey) await storage.remove(found.fileKey);
}

/** A file of evidence, for whoever may see its plan. Throws `ideas.evidence_not_found`, `ideas.plan_not_found`. */
export async function openEvidence(ctx: Ctx, storage: Storage, id: number, hand: Hand) {
  const found = await findEvidence(ctx.db, id);
  if (!found?.fileKey || !found.mediaType) throw ideaErrors.evidenceNotFound();
  await getPlan(ctx, found.planId, hand);
  const { title, mediaType, kind } = found;
  return { title, mediaType, isPhoto: kind === 'photo', stream: storage.open(found.fileKey) };
}
