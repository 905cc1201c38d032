import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { replaceServices, selectServices } from '../data/people.queries.ts';
import { keptIds } from '../rules/frame.ts';
import { servicesInput, type ServiceInput } from '../schema-frame.ts';
import { writeList } from './write-list.ts';

/**
 * Writes what a library does for people. Needs `site.edit` at the library. Throws `platform.forbidden`, `version_conflict`, `invalid_input`,
 * `libraries.not_found`.
 */
export async function saveServices(
  ctx: Ctx,
  { libraryId, version }: { libraryId: number; version: number },
  input: readonly ServiceInput[],
): Promise<void> {
  const { services } = parseInput(servicesInput, { services: input });
  await writeList(ctx, { libraryId, kind: 'services', version }, async (trx, listId) => {
    const before = await selectServices(trx, { libraryId, open: false });
    const ids = keptIds(
      new Set(before.map(({ id }) => id)),
      services.map(({ id }) => id),
    );
    await replaceServices(
      trx,
      listId,
      services.map((service, i) => ({ ...service, id: ids[i] ?? null })),
    );
    const told = ({ title, href }: { title: string; href: string }) => ({ title, to: href });
    return { before: { services: before.map(told) }, after: { services: services.map(told) } };
  });
}
