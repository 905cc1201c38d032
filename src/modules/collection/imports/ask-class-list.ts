import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { openResult, viewWork } from '#modules/ground/heavy-work';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { heavyErrors, type Heavy } from '#platform/background/heavy';
import type { Storage } from '#platform/storage';

export const CLASS_LIST = 'imports.class_list';
export const classListAsked = z.object({
  name: z.string().max(300),
  /** Code of the school's library, and of the category: they come back with the rows. */
  library: z.string().max(40),
  category: z.string().max(40),
});

/** As the worker writes it. */
const classListRead = z.object({
  library: z.string(),
  category: z.string(),
  rows: z.array(
    z.object({
      line: z.number(),
      fullName: z.string(),
      birthDate: z.string(),
      sex: z.enum(['L', 'P']).nullable(),
      number: z.string().nullable(),
      className: z.string(),
      guardianName: z.string(),
      guardianPhone: z.string().nullable(),
    }),
  ),
});
export type ClassListRead = z.output<typeof classListRead>;

/**
 * Has the worker read a class list, CSV or a workbook of Excel, for the page that shows it first. Columns are found by their names in any
 * order. Needs `members.edit`. Throws `imports.not_class_list`, `imports.not_xlsx`, `imports.workbook_too_large`, `imports.file_empty`,
 * `imports.class_list_long`.
 */
export async function askClassList(
  ctx: Ctx,
  { heavy, storage }: { heavy: Heavy; storage: Storage },
  { bytes, ...input }: z.input<typeof classListAsked> & { bytes: Uint8Array },
): Promise<ClassListRead> {
  authorizeAnywhere(ctx, 'members.edit');
  const { key } = await storage.put('heavy', Readable.from([bytes]));
  const { body } = await heavy.ask(ctx, { kind: CLASS_LIST, input, inputKey: key });
  return classListRead.parse(await json(body));
}

/** What came of a list that took longer. Refuses `heavy_work.not_found`, also once it is gone, and for work that is no class list. */
export async function openClassList(ctx: Ctx, storage: Storage, workId: string): Promise<ClassListRead> {
  if ((await viewWork(ctx, workId)).kind !== CLASS_LIST) throw heavyErrors.notFound();
  const { body } = await openResult(ctx, storage, workId);
  return classListRead.parse(await json(body));
}
