import { listLibraries } from '#modules/ground/libraries';
import type { Db } from '#platform/database/db';

/** The libraries by which results are counted: names by id. */
export const libraryNames = async (db: Db): Promise<Map<number, string>> =>
  new Map((await listLibraries({ db })).map(({ id, name }) => [id, name]));
