import { bringCover, discardCover, foreseeCover, keepCover, makeCover, tryCover } from '#modules/collection/catalog';
import { COVER_MEGABYTES } from '#modules/collection/catalog/client';
import { bringPhoto, foreseePhoto, keepPortrait, portrait } from '#modules/people/members';
import { PHOTO_MEGABYTES } from '#modules/people/members/client';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Storage } from '#platform/storage';

/** Whose picture it is here, and whether what stands there is as a migration left it. */
export interface PictureOf {
  becameId: number;
  isUntouched: (key: string | null) => boolean;
}
/** `there`: people here have said otherwise. `guardian`: of a child whose guardian has not agreed yet no face is kept. */
export type PictureStand = 'free' | 'there' | 'gone' | 'guardian';
export type PictureBrought =
  { outcome: 'set'; before: number; version: number; old: string[] } | { outcome: Exclude<PictureStand, 'free'> };

/** A picture that was made of a file. */
export interface MadePicture {
  /** Stores it. */
  keep: (storage: Storage) => Promise<KeptPicture>;
}
/** A picture in the storage that nothing names yet. */
export interface KeptPicture {
  /** By which it is known again. */
  key: string;
  bring: (trx: Tx, ctx: Ctx, of: PictureOf) => Promise<PictureBrought>;
  discard: (storage: Storage) => Promise<void>;
}

/** What differs between covers of titles and photos of members. */
export interface PictureKind {
  owner: 'title' | 'member';
  mostBytes: number;
  foresee: (ctx: Ctx, of: PictureOf) => Promise<PictureStand>;
  /** Refuses `platform.not_acceptable_file` and `platform.too_large`, as `make` does. */
  attempt: (bytes: Uint8Array) => Promise<unknown>;
  make: (bytes: Uint8Array) => Promise<MadePicture>;
}

const MEGABYTE = 1024 * 1024;

const covers: PictureKind = {
  owner: 'title',
  mostBytes: COVER_MEGABYTES * MEGABYTE,
  foresee: async (ctx, { becameId, isUntouched }) => foreseeCover(ctx.db, { bibId: becameId, isUntouched }),
  attempt: tryCover,
  make: async (bytes) => {
    const pictures = await makeCover(bytes);
    return {
      keep: async (storage) => {
        const keys = await keepCover(storage, pictures);
        return {
          key: keys.coverKey,
          bring: async (trx, ctx, { becameId, isUntouched }) =>
            bringCover(trx, ctx, { bibId: becameId, isUntouched }, keys),
          discard: async () => discardCover(storage, keys),
        };
      },
    };
  },
};

const photos: PictureKind = {
  owner: 'member',
  mostBytes: PHOTO_MEGABYTES * MEGABYTE,
  foresee: async (ctx, { becameId, isUntouched }) => foreseePhoto(ctx, { memberId: becameId, isUntouched }),
  attempt: portrait,
  make: async (bytes) => {
    const picture = await portrait(bytes);
    return {
      keep: async (storage) => {
        const key = await keepPortrait(storage, picture);
        return {
          key,
          bring: async (trx, ctx, { becameId, isUntouched }) =>
            bringPhoto(trx, ctx, { memberId: becameId, isUntouched }, key),
          discard: async () => storage.remove(key),
        };
      },
    };
  },
};

export const PICTURES = { cover: covers, photo: photos } as const;
