import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { consentingMembers } from '#modules/people/members';
import { enrolmentsOf } from '#modules/community/programs';
import { HIDDEN } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { svgOfPicture } from '#platform/papers/picture';
import type { Storage } from '#platform/storage';
import type { ProgramPhoto } from './client.ts';
import { selectPhoto, selectPhotos, type PhotoRow } from './data/photos.queries.ts';
import { paperErrors } from './errors.ts';
import type { WhichPhoto } from './edit-photos.ts';
import { managedProgram } from './view-paper.ts';

const shown = ({ fileKey: _, ...photo }: PhotoRow): ProgramPhoto => photo;

/** The photographs of a programme in the order of its report. Needs `programs.manage` at its library. Refuses `programs.not_found`. */
export async function listPhotos(ctx: Ctx, programId: number): Promise<ProgramPhoto[]> {
  await managedProgram(ctx, programId);
  return (await selectPhotos(ctx.db, programId)).map(shown);
}

/** One of them. Refuses `program_papers.photo_not_found`, too. */
export async function getPhoto(ctx: Ctx, which: WhichPhoto): Promise<ProgramPhoto> {
  return shown(await found(ctx, which));
}

/** Its file, a JPEG. Needs and refuses what {@link getPhoto} does. */
export async function openPhoto(
  ctx: Ctx,
  storage: Storage,
  which: WhichPhoto,
): Promise<{ stream: Readable; sizeBytes: number }> {
  const { fileKey, sizeBytes } = await found(ctx, which);
  return { stream: storage.open(fileKey), sizeBytes };
}

async function found(ctx: Ctx, which: WhichPhoto): Promise<PhotoRow> {
  await managedProgram(ctx, which.programId);
  const photo = await selectPhoto(ctx.db, which);
  if (!photo) throw paperErrors.photoNotFound();
  return photo;
}

/**
 * Members with a sure seat who have not said yes to photographs of activities (consent `photos`), or took it back: they are asked, or left out.
 * Members whose names this desk may not see are counted, whatever they said. Needs what {@link listPhotos} needs.
 */
export async function whoIsToBeAsked(ctx: Ctx, programId: number): Promise<{ names: string[]; unnamed: number }> {
  await managedProgram(ctx, programId);
  const rows = (await enrolmentsOf(ctx, programId, ['confirmed'])).filter(({ memberId }) => memberId !== null);
  const known = rows.filter(({ name }) => name !== HIDDEN);
  const agreeing = await consentingMembers(
    ctx.db,
    'photos',
    known.flatMap(({ memberId }) => memberId ?? []),
  );
  const toAsk = known.filter(({ memberId }) => memberId !== null && !agreeing.has(memberId));
  return { names: toAsk.map(({ name }) => name), unnamed: rows.length - known.length };
}

/** What the report prints of the photographs, for a caller who may print it. One that is taken away meanwhile is left out. */
export async function photosData(db: Ctx['db'], storage: Pick<Storage, 'open'>, programId: number) {
  const data: { caption: string; svg: string }[] = [];
  for (const { id, caption, fileKey, ...size } of await selectPhotos(db, programId)) {
    try {
      data.push({ caption, svg: svgOfPicture('jpeg', await buffer(storage.open(fileKey)), size) });
    } catch (error) {
      if (await selectPhoto(db, { programId, id })) throw error;
    }
  }
  return data;
}
