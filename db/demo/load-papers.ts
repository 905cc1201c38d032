/** Words, signatures and budget of the papers of the finished workshop: `program-papers.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { savePaperIn } from '../../src/modules/community/program-papers/testing.ts';
import { getProgram } from '../../src/modules/community/programs/index.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';

const text = z.string();
const schema = z.object({
  /** Address of the programme. */
  program: text,
  words: z.record(text, text),
  signatories: z.array(z.object({ office: text, name: text, details: text })),
  budget: z.array(z.object({ accountCode: text, label: text, planned: z.int(), actual: z.int() })),
});

export async function loadPapers(trx: Tx, ctx: Ctx): Promise<void> {
  const file = readFileSync(new URL('./program-papers.json', import.meta.url), 'utf8');
  const { program, words, signatories, budget } = schema.parse(JSON.parse(file));
  const { id } = await getProgram({ ...ctx, db: trx }, program);
  await savePaperIn(trx, ctx, id, { version: 0, ...words, signatories, budget });
}
