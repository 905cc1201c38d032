import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { can } from '#platform/rights/authorize';
import { replaceLinks, selectLinks, type LinkRow } from '../data/links.queries.ts';
import { holdTargets, selectTargets, TARGET_KINDS, type TargetRow } from '../data/targets.queries.ts';
import { keptIds, type LinkPlace } from '../rules/frame.ts';
import { targetsOf } from '../reading/where-links-lead.ts';
import { linksInput, type LinkInput, type LinkWords } from '../schema-frame.ts';
import { writeList } from './write-list.ts';

/** How the trace tells a link: what it says and where it leads. */
const toldOf = ({ label, href, pageId, topicId, collectionId }: Omit<LinkWords, 'id'>) => {
  const [led] = Object.entries({ page: pageId, topic: topicId, collection: collectionId }).filter(
    ([, id]) => id !== null,
  );
  return { label, to: led ? led.join(':') : href };
};

/**
 * Lets links lead to what they led to before, also where it was taken away meanwhile, to what is of their own library, and to what everybody
 * sees; whoever writes for the whole network leads anywhere. Throws a refusal at the link.
 */
async function refuseUnknown(
  trx: Tx,
  ctx: Ctx,
  libraryId: number | null,
  { links, before }: { links: readonly LinkWords[]; before: readonly LinkRow[] },
): Promise<void> {
  const ids = targetsOf(links);
  const held = await holdTargets(trx, ids);
  const led = targetsOf(before);
  const any = can(ctx.actor, 'site.edit', null);
  const mayLead = ({ href, libraryId: of }: TargetRow): boolean =>
    any || href !== null || (of !== null && of === libraryId);
  const known = new Set(
    (await selectTargets(trx, ids, ctx.clock.now())).filter(mayLead).map(({ kind, id }) => `${kind} ${id}`),
  );
  for (const [i, link] of links.entries()) {
    const leads = targetsOf([link]);
    for (const kind of TARGET_KINDS) {
      const mayStand = (id: number) =>
        known.has(`${kind} ${id}`) || (led[kind].includes(id) && held[kind].includes(id));
      if (!leads[kind].every(mayStand)) throw platformErrors.invalidInput({}, { [`links.${i}.${kind}Id`]: 'unknown' });
    }
  }
}

/**
 * Writes the further links of a place: the menu of the network or of a library's small site, the foot, the accounts elsewhere. Needs
 * `site.edit` at the library, network-wide for the network. Throws `platform.forbidden`, `version_conflict`, `invalid_input`,
 * `libraries.not_found`.
 * @param version of the list that was read; 0: there was none
 */
export async function saveLinks(
  ctx: Ctx,
  { libraryId, place, version }: { libraryId: number | null; place: LinkPlace; version: number },
  input: readonly LinkInput[],
): Promise<void> {
  const { links } = parseInput(linksInput(place), { links: input });
  if (libraryId !== null && place !== 'menu') throw platformErrors.invalidInput({}, { place: 'invalid' });
  await writeList(ctx, { libraryId, kind: place, version }, async (trx, listId) => {
    const before = await selectLinks(trx, { libraryId, place });
    await refuseUnknown(trx, ctx, libraryId, { links, before });
    const ids = keptIds(
      new Set(before.map(({ id }) => id)),
      links.map(({ id }) => id),
    );
    await replaceLinks(
      trx,
      listId,
      links.map((link, i) => ({ ...link, id: ids[i] ?? null })),
    );
    return { before: { links: before.map(toldOf) }, after: { links: links.map(toldOf) } };
  });
}
