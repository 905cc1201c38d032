import type { Ctx } from '#platform/context';
import { heavyErrors, type Answer } from '#platform/heavy';
import type { Storage } from '#platform/storage';
import { ownWork } from './own-work.ts';

/** What came of one's own work. It stays for a day. Refuses `heavy_work.not_found`, also once it is gone. */
export async function openResult(ctx: Pick<Ctx, 'db' | 'actor'>, storage: Storage, id: string): Promise<Answer> {
  const { file } = await ownWork(ctx, id);
  if (!file) throw heavyErrors.notFound();
  return { fileName: file.name, mediaType: file.mediaType, sizeBytes: file.sizeBytes, body: storage.open(file.key) };
}
