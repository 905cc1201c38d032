import { addPartner, type PartnerInput } from '#modules/city/partners';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import type { TestDb } from './test-db.ts';

/** Somebody who keeps partners. */
export const keeper = (t: TestDb): Ctx => t.ctx({ grants: [{ libraryId: null, permissions: ['partners.manage'] }] });

let made = 0;
/** A partner with a name of its own, unless it is said. @returns its id */
export async function aPartner(t: TestDb, input: Partial<PartnerInput> = {}): Promise<number> {
  made += 1;
  const { id: libraryId } = await aLibrary(t.ctx());
  return addPartner(keeper(t), { kind: 'community', name: `Paguyuban ${made}`, libraryId, ...input });
}
