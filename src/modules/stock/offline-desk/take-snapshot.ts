import { authorize, servedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Secrets } from '#platform/rights/secrets';
import { policyRulesAt } from '#modules/lending/circulation';
import { calendarOf } from '#modules/ground/libraries';
import { labelCodes } from '#modules/stock/links';
import { guardianConsentMissing, listCategories } from '#modules/people/members';
import { addDays, localDate } from '#shared/dates';
import { SNAPSHOT_FORM, type Snapshot, type SnapshotItem, type SnapshotLoan, type SnapshotMember } from './client.ts';
import { noteSnapshot, type DeviceRow } from './data/devices.queries.ts';
import { selectCards, selectCopies, selectRunning, type Carried } from './data/snapshot.queries.ts';
import { accountOf, deviceOf, refuseRevoked } from './device-support.ts';
import { offlineDeskErrors } from './errors.ts';
import { SNAPSHOTS_KNOWN } from './rules/when-believed.ts';
import { shortName } from './rules/short-name.ts';
import { snapshotKeys } from './signing.ts';

/** So far ahead the opening days are told: longer than any loan. */
const CALENDAR_DAYS = 400;

export interface SignedSnapshot {
  /** A {@link Snapshot} as JSON: exactly these characters are signed. */
  body: string;
  signature: string;
}

/**
 * What a device needs to go on without the network, signed. Whoever fetches it may act at the device from then on. Needs
 * `loans.check_out` and `loans.check_in` at the device's library. A school's desk is given its own pupils only.
 * Throws `offline_desk.device_revoked`, `offline_desk.keys_changed`.
 */
export async function takeSnapshot(ctx: Ctx, secrets: Secrets, deviceId: number): Promise<SignedSnapshot> {
  const device = await deviceOf(ctx.db, deviceId);
  authorize(ctx, 'loans.check_out', device.libraryId);
  authorize(ctx, 'loans.check_in', device.libraryId);
  const account = accountOf(ctx);
  refuseRevoked(device);
  const key = snapshotKeys(secrets).find(({ publicKey }) => publicKey === device.verifyKey);
  if (!key) throw offlineDeskErrors.keysChanged();
  const now = ctx.clock.now();
  const snapshot = await collect(ctx, device, account, now);
  const forgetBefore = new Date(now.getTime() - SNAPSHOTS_KNOWN);
  await ctx.db
    .transaction()
    .execute(async (trx) => noteSnapshot(trx, device.id, account.id, { at: now, forgetBefore }));
  const body = JSON.stringify(snapshot);
  return { body, signature: key.sign(body) };
}

async function collect(ctx: Ctx, device: DeviceRow, account: Snapshot['account'], now: Date): Promise<Snapshot> {
  const { libraryId, timeZone, members } = device;
  const about: Carried = { libraryId, members, served: servedLibraries(ctx.actor, 'loans.check_out') };
  const today = localDate(now, timeZone);
  const [cards, running, copies, rules, categories, calendar] = await Promise.all([
    selectCards(ctx.db, about),
    selectRunning(ctx.db, about),
    selectCopies(ctx.db, about),
    policyRulesAt(ctx.db, libraryId),
    listCategories(ctx),
    calendarOf(ctx.db, libraryId, addDays(today, -1), addDays(today, CALENDAR_DAYS)),
  ]);
  const barcodes = [...new Set([...copies, ...running].map(({ barcode }) => barcode))];
  const labels = await labelCodes(ctx.db, barcodes);
  const known = new Set(cards.map(({ number }) => number));
  return {
    form: SNAPSHOT_FORM,
    device: { id: device.id, name: device.name, maxAgeHours: device.maxAgeHours },
    library: { id: libraryId, code: device.libraryCode, name: device.libraryName, timeZone },
    account,
    createdAt: now.toISOString(),
    categories: categories.map(({ id, nameId, nameEn }) => ({ id, nameId, nameEn })),
    rules,
    calendar: {
      timeZone,
      weekly: calendar.weekly,
      closed: [...calendar.closed.keys()],
      special: [...calendar.special],
    },
    members: cards.map((card): SnapshotMember => {
      const flags = [card.status === 'withdrawn' && 'w', guardianConsentMissing(card, today) && 'g'];
      const name = card.kind === 'institution' ? card.fullName : shortName(card.fullName);
      return [card.number, name, card.categoryId, card.expiresOn, flags.filter(Boolean).join(''), card.blocks];
    }),
    items: copies.map((copy): SnapshotItem => {
      const stranger = copy.keptFor !== null && !known.has(copy.keptFor);
      const keptFor = stranger || copy.setAside === 'program' ? '?' : copy.keptFor;
      const { barcode, title, itemType, status, bibId } = copy;
      return [barcode, title, itemType, status, bibId, copy.setAside === 'bulk_loan', keptFor];
    }),
    labels,
    notes: copies.flatMap(({ barcode, deskNote }): [string, string][] =>
      deskNote === null ? [] : [[barcode, deskNote]],
    ),
    loans: running.map((loan): SnapshotLoan => {
      const card = loan.carried ? loan.number : null;
      const claimed = loan.status === 'claimed_returned';
      return [loan.barcode, card, loan.itemType, loan.onSite, loan.dueAt.toISOString(), loan.bibId, claimed];
    }),
  };
}
