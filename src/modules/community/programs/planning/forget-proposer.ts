import { unlinkAudit } from '#modules/ground/audit';
import type { Tx } from '#platform/database/db';
import { lockProgram, selectProgram, selectSlugsLike, updateTexts } from '../data/programs.queries.ts';
import { freeSlug, slugOf } from '#shared/text/slug';
import { SLUG_OTHERWISE } from '../rules/states.ts';
import { isPublic } from '../rules/states.ts';

/** What was carried over from a proposal whose proposer is forgotten. */
interface Carried {
  /** The names of the proposer, as they may stand among the partners. */
  names: readonly string[];
  /** The lines of the proposal that named them, each with what is left of it. */
  lines: ReadonlyMap<string, string>;
  /** Also as a partner of what was announced: there a library has named them itself, as it names speakers. */
  everywhere: boolean;
}

/**
 * Whoever proposed a programme is forgotten in what was carried over into it: the lines that named them, and they as a partner. What staff
 * wrote stays. In the transaction of the caller; the address of what was announced stays.
 */
export async function forgetProposerIn(trx: Tx, programId: number, carried: Carried): Promise<void> {
  const program = (await lockProgram(trx, programId)) ? await selectProgram(trx, programId) : undefined;
  if (!program) return;
  const names = carried.names.map((name) => name.toLowerCase());
  const announced = isPublic(program.state);
  const without = (text: string): string =>
    [...carried.lines].reduce((left, [line, masked]) => left.replaceAll(line, () => masked), text);
  const [title, description] = [without(program.title), without(program.description)];
  const partners =
    announced && !carried.everywhere
      ? program.partners
      : program.partners.filter((partner) => !names.includes(partner.toLowerCase()));
  const renamed = title !== program.title;
  const wanted = slugOf(title) ?? SLUG_OTHERWISE;
  const slug = renamed && !announced ? freeSlug(wanted, await selectSlugsLike(trx, wanted)) : program.slug;
  await updateTexts(trx, programId, { title, description, partners, slug });
  if (renamed) await unlinkAudit(trx, { entity: 'program', entityIds: [programId], keys: ['title', 'slug'] });
}

/** Locks programmes in one order, before proposals from which they came: those wait for them (decision 123). */
export async function lockPrograms(trx: Tx, ids: readonly number[]): Promise<void> {
  for (const id of [...new Set(ids)].toSorted((a, b) => a - b)) await lockProgram(trx, id);
}
