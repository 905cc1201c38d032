import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { selectPictures } from '../data/pupils.queries.ts';
import { doorInput } from '../schema.ts';
import { classOfCode } from './find-class.ts';

/** What stands at the door of a class: the pictures of its pupils, and no name. Throws `classes.code_unknown`, `platform.too_many_requests`. */
export async function viewDoor(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { ip, ...input }: { code: string; ip: string | null },
): Promise<{ code: string; pictures: number[] }> {
  const { code } = parseInput(doorInput, input);
  const found = await classOfCode(ctx, { code, ip });
  return { code: found.code, pictures: await selectPictures(ctx.db, found.id) };
}
