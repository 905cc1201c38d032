import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { stripNameTitles } from '#shared/text/person-name';
import { lockPartner, selectWithMerged, updatePartner, type LockedPartner } from '../data/partners.queries.ts';
import { clearReachOf, lockPerson, selectPartnersOf, selectPeople, updatePerson } from '../data/people.queries.ts';
import { partnerErrors } from '../errors.ts';
import { takeBackOfPartner, takeBackOfPerson } from '../meetings/take-back.ts';
import { endLinksOf } from '../pages/edit-links.ts';
import { keysOf, type PartnerKeys } from '../rules/keys.ts';
import { partnerAt } from './living-partner.ts';
import { rewriteTexts } from './mask-texts.ts';

/** Partners by their numbers, held until the transaction ends, as they stood before anything was taken out. */
type Held = ReadonlyMap<number, LockedPartner>;

/**
 * Forgets somebody of a partner (UU 27/2022): name and how they are reached go, also where others wrote them, in mails and in the words of agreements; what they were there, what was
 * agreed and what was done together stays true. It is not taken back. Needs `partners.manage`. Throws `partners.person_not_found`,
 * `platform.version_conflict` where they come to another partner in the same moment.
 */
export async function erasePerson(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldWithMerged(trx, await selectPartnersOf(trx, id));
    await forgetOwn(trx, ctx, await forgetPerson(trx, ctx, id, held));
  });
}

/** Partners with all that was merged into them, in the order of their numbers: nobody writes of them meanwhile. */
async function heldWithMerged(trx: Tx, ids: readonly number[]): Promise<Held> {
  const held = new Map<number, LockedPartner>();
  for (const id of await selectWithMerged(trx, ids)) {
    const partner = await lockPartner(trx, id);
    if (partner) held.set(id, partner);
  }
  return held;
}

/** @returns as whom they stand in the register for themselves ({@link isThem}) */
async function forgetPerson(trx: Tx, ctx: Ctx, id: number, held: Held): Promise<LockedPartner[]> {
  const person = await lockPerson(trx, id);
  if (!person || person.erasedAt !== null) throw partnerErrors.personNotFound();
  const partners = await selectWithMerged(trx, await selectPartnersOf(trx, id));
  // a part in a partner that nobody holds came meanwhile: whoever asks looks again
  if (partners.some((one) => !held.has(one))) throw platformErrors.versionConflict();
  const keys = keysOf({ ...person, site: '' });
  // before their reach is cleared there, by which they are found
  const own = partners
    .flatMap((one) => held.get(one) ?? [])
    .filter((one) => one.kind === 'person' && one.name !== '' && isThem(one, person));
  await rewriteTexts(trx, ctx, partners, person);
  // texts of what waits to be told may name them too
  await takeBackOfPerson(trx, ctx, id);
  for (const one of partners) await takeBackOfPartner(trx, ctx, one);
  await clearReachOf(trx, partners, keys);
  await updatePerson(trx, id, {
    ...{ name: '', phone: '', email: '', consentOn: null, consentHow: '', erasedAt: ctx.clock.now() },
  });
  await recordAudit(trx, ctx, {
    ...{ action: 'partner_person.erased', entity: 'partner_person', entityId: id, libraryId: null },
  });
  return own;
}

interface Reached {
  name: string;
  phone: string;
  email: string;
}
const knownBy = ({ name, phone, email }: Reached): PartnerKeys =>
  keysOf({ name: stripNameTitles(name), phone, email, site: '' });

/** So short a part of a name is an initial, or of many. */
const SHORT_PART = 2;
const partsOf = ({ nameKey }: PartnerKeys): string[] => nameKey.split(' ').filter((part) => part.length > SHORT_PART);

/**
 * Whether two are one, as far as the register can tell: of one name, or reached alike and of a part of a name. A manager or a relative is often
 * reached by the same number.
 */
function isThem(one: Reached, other: Reached): boolean {
  const [mine, theirs] = [knownBy(one), knownBy(other)];
  if (mine.nameKey !== '' && mine.nameKey === theirs.nameKey) return true;
  const isReachedAlike = (['phoneKey', 'emailKey'] as const).some(
    (key) => mine[key] !== '' && mine[key] === theirs[key],
  );
  const parts = partsOf(theirs);
  return isReachedAlike && partsOf(mine).some((part) => parts.includes(part));
}

/** What is left of a partner who is a person and is forgotten. */
const BLANK = {
  ...{
    name: '',
    address: '',
    phone: '',
    email: '',
    site: '',
    about: '',
    aboutEn: '',
    story: '',
    storyEn: '',
    offer: '',
  },
  ...{ nameKey: '', phoneKey: '', emailKey: '', siteKey: '', namedOn: null },
};

/** Takes partners whom the caller holds out of the register, who are people, with what was merged into them: it bore the same name. */
async function forgetOwn(trx: Tx, ctx: Ctx, own: readonly LockedPartner[]): Promise<void> {
  const gone = new Set<number>();
  for (const one of own) {
    if (gone.has(one.id)) continue;
    const whole = await selectWithMerged(trx, [one.id]);
    await rewriteTexts(trx, ctx, whole, one);
    await endLinksOf(trx, ctx, one);
    const blank = { ...BLANK, changedAt: ctx.clock.now() };
    for (const id of whole) {
      gone.add(id);
      await updatePartner(trx, id, id === one.id ? { ...blank, state: 'archived' } : { ...blank, kind: 'person' });
    }
    await recordAudit(trx, ctx, {
      ...{ action: 'partner.erased', entity: 'partner', entityId: one.id, libraryId: one.libraryId },
    });
  }
}

/** A partner, and all partners where those are somebody who are or were there, held. */
async function heldWithPeople(trx: Tx, id: number): Promise<Held> {
  const ids = [id];
  for (const person of await selectPeople(trx, id)) ids.push(...(await selectPartnersOf(trx, person.id)));
  return heldWithMerged(trx, ids);
}

/**
 * The same for a partner who is a person: nobody stands in the register under that name any more, and the partner is archived. Needs
 * `partners.manage`. Throws `partners.not_found`, `partners.merged`, `partners.state_forbids` (an organisation is nobody),
 * `platform.version_conflict`.
 */
export async function erasePartner(ctx: Ctx, id: number, version: number): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  await ctx.db.transaction().execute(async (trx) => {
    // all of them before anything else, in one order
    const all = await heldWithPeople(trx, id);
    const held = await partnerAt(trx, id, version);
    if (held.kind !== 'person' || held.name === '') throw partnerErrors.stateForbids({ state: held.state });
    for (const one of await selectWithMerged(trx, [id])) await takeBackOfPartner(trx, ctx, one);
    const own = [held];
    // whoever offered help stands there as the one who is reached, too
    for (const person of await selectPeople(trx, id))
      if (!person.erased && isThem(person, held)) own.push(...(await forgetPerson(trx, ctx, person.id, all)));
    await forgetOwn(trx, ctx, own);
  });
}
