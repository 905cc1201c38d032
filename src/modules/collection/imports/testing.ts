import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import type { FileRole, ImportRowView, ImportRunView } from './client.ts';
import { getImport, listImportRows } from './list-imports.ts';
import { runImport } from './run-import.ts';
import type { StartInput } from './schema.ts';
import { startImport } from './start-import.ts';

export interface GivenFile {
  role?: FileRole;
  name: string;
  content: Uint8Array | string;
}

/** Puts files into storage and works the run off at once, as a job would. @returns the run and its whole report */
export async function importFiles(
  ctx: Ctx,
  services: Pick<Services, 'storage'>,
  input: StartInput,
  files: readonly GivenFile[],
  signal: AbortSignal = new AbortController().signal,
): Promise<{ run: ImportRunView; rows: ImportRowView[] }> {
  const stored = await Promise.all(
    files.map(async ({ role = 'main', name, content }) => {
      const { key, sizeBytes } = await services.storage.put('imports', Buffer.from(content));
      return { role, name, key, bytes: sizeBytes };
    }),
  );
  const id = await startImport(ctx, input, stored, null);
  await runImport({ ...services, db: ctx.db, clock: ctx.clock }, id, { signal });
  return { run: await getImport(ctx, id), rows: await reportOf(ctx, id) };
}

/** All lines of a report. */
export const reportOf = async (ctx: Ctx, runId: number): Promise<ImportRowView[]> =>
  listImportRows(ctx, runId, { outcome: 'all', afterId: 0, limit: 100_000 });
