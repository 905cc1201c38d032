import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { freeSlug, slugOf } from '#shared/text/slug';
import { insertFramework, selectCodesLike } from './data/frameworks.queries.ts';
import { competenceErrors } from './errors.ts';

/** What a new framework says of itself. */
interface NewFramework {
  libraryId: number | null;
  /** As it was typed; empty = it is made of the name. */
  code: string;
  name: string;
  nameEn: string;
  summary: string;
  summaryEn: string;
  source: string;
}

/** The code that was typed, as codes are written. Throws a refusal at its field where nothing of it can stand in one. */
function typedCode(typed: string): string {
  const code = slugOf(typed);
  if (code === null) throw platformErrors.invalidInput({}, { code: 'invalid' });
  return code;
}

/** A code that no framework has, made of a name. */
async function codeFor(trx: Tx, name: string): Promise<string> {
  const wanted = slugOf(name) ?? 'kerangka';
  return freeSlug(wanted, await selectCodesLike(trx, wanted));
}

/** Writes a framework without lines. Throws `competences.code_taken`. @returns its id and code */
export async function writeFramework(
  trx: Tx,
  ctx: Ctx,
  { code: typed, ...framework }: NewFramework,
): Promise<{ id: number; code: string; libraryId: number | null }> {
  const code = typed === '' ? await codeFor(trx, framework.name) : typedCode(typed);
  const now = ctx.clock.now();
  const id = await insertFramework(trx, { ...framework, code, createdAt: now, createdBy: actorName(ctx.actor) });
  if (id === undefined) throw competenceErrors.codeTaken({}, { code: 'taken' });
  return { id, code, libraryId: framework.libraryId };
}
