import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createAuthority, getItem, mergeAuthorities, withdrawItem } from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { cancelHold, placeHold } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { deactivateLibrary, getLibrary, updateLibrary } from '#modules/ground/libraries';
import { changeState } from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { refusal } from './support/refusal.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const HISTORY = 'what was: it stays';
const OPEN = 'holds the closing up while it runs';
const ITS_OWN = 'belongs to it, rests while it is closed, and is there when it is opened again';

/**
 * Every column that points at a copy, a heading, a partner, somebody of a partner or a library, and what becomes of it when that leaves or is merged. Records have theirs in
 * `record-pointers.test.ts`, people in `erasure.test.ts`. A new column that is not here fails: its writer decides.
 */
const POINTERS: Record<string, Record<string, string>> = {
  // a copy is withdrawn; it is deleted only where it was added by mistake, which every one of these rows holds up
  item: {
    'booking_item.item_id': 'holds the withdrawal up while the day is to come',
    'hold.wanted_item_id': 'holds the withdrawal up while the reader waits for this very copy',
    'hold.item_id': 'a copy that waits for somebody or travels is set aside, and is not withdrawn',
    'loan.item_id': 'a copy that is out is not withdrawn',
    'bulk_loan_item.item_id': 'a copy in a box is set aside, and is not withdrawn',
    'program_copy.item_id': 'a copy of a programme is set aside, and is not withdrawn',
    'transit.item_id': 'a copy on its way is set aside, and is not withdrawn',
    'booking_set_item.item_id': 'a set counts only copies that can be lent',
    'loan.replacement_item_id': HISTORY,
    'donation_item.item_id': HISTORY,
    'purchase_receipt_item.item_id': HISTORY,
    'serial_issue.item_id': HISTORY,
    'stocktake_item.item_id': HISTORY,
    'stocktake_result.item_id': HISTORY,
    'stocktake_scan.item_id': HISTORY,
    'weeding_item.item_id': HISTORY,
    'print_batch_subject.item_id': HISTORY,
    'reading_use.item_id': HISTORY,
    'short_link.item_id': 'leads to the title, which has other copies or says that it has none',
  },
  authority: {
    'authority.merged_into_id': 'the road itself',
    'authority_variant.authority_id': 'its forms become forms of the one that stays',
    'authority_variant.related_authority_id': 'found by its form, which now stands under the one that stays',
    'bib_authority.authority_id': 'follows',
  },
  partner: {
    'agreement.partner_id': 'follows',
    'contribution.partner_id': 'follows',
    'partner_meeting.partner_id': 'follows',
    'partner_link.partner_id': 'follows; one for all that the partner has is closed',
    'partner_mail.partner_id': 'follows',
    'partner_note.partner_id': 'follows',
    'partner_standing.partner_id': 'follows',
    'partner_role.partner_id': 'follows',
    'partner_wish.partner_id': 'follows',
    'partner_tie.partner_id': 'follows; what would be there twice goes',
    'partner_relation.from_id': 'follows; what would be said twice, or of itself, goes',
    'partner_relation.to_id': 'the same',
    'volunteer.partner_id': 'follows, by a trigger',
    'volunteer_place.partner_id': 'follows, by the same',
    'partner.merged_into_id': 'the road itself, which is led to its end',
    'partner_distinct.low_id': 'it was said of this very partner',
    'partner_distinct.high_id': 'the same',
  },
  partner_person: {
    'agreement.their_signer_id': 'follows',
    'agreement_duty.person_id': 'follows',
    'partner_commitment.person_id': 'follows',
    'partner_meeting_guest.person_id': 'follows; who was there twice was there once',
    'partner_named.person_id': 'follows',
    'partner_role.person_id': 'follows; what would be said twice goes',
  },
  library: {
    'item.library_id': OPEN,
    'transit.to_library_id': OPEN,
    'hold.pickup_library_id': OPEN,
    'booking.library_id': OPEN,
    'program.library_id': OPEN,
    'learning_class.library_id': ITS_OWN,
    'volunteer.library_id': ITS_OWN,
    'volunteer_task.library_id': ITS_OWN,
    'letter_topic.library_id': ITS_OWN,
    'letter_subscriber.library_id': 'their nearest one, as they said; they choose another',
    'letter_request.library_id': 'goes within a week',
    'course_invitation.library_id': 'ends within two weeks',
    'purchase_order.library_id': 'follows its lines',
    'purchase_order_line.library_id': OPEN,
    'subscription.library_id': OPEN,
    'member.home_library_id': 'its members keep their card and are served everywhere',
    'account.home_library_id': ITS_OWN,
    'partner.library_id': ITS_OWN,
    'partner.school_library_id': ITS_OWN,
    'role_grant.library_id': ITS_OWN,
    'booking_set.library_id': ITS_OWN,
    'budget.library_id': ITS_OWN,
    'channel_account.library_id': ITS_OWN,
    'closed_day.library_id': ITS_OWN,
    'campaign.library_id': ITS_OWN,
    'competence_framework.library_id': ITS_OWN,
    'course.library_id': ITS_OWN,
    'curated_collection.library_id': ITS_OWN,
    'day_note.library_id': ITS_OWN,
    'desk_device.library_id': ITS_OWN,
    'kiosk.library_id': ITS_OWN,
    'loan_policy.library_id': ITS_OWN,
    'locker.library_id': ITS_OWN,
    'mobile_stop.library_id': ITS_OWN,
    'notice_schedule.library_id': ITS_OWN,
    'notice_template.library_id': ITS_OWN,
    'opening_interval.library_id': ITS_OWN,
    'poster.library_id': ITS_OWN,
    'poster_place.library_id': 'a poster stays where it hangs until somebody takes it down',
    'post.library_id': ITS_OWN,
    'post_habit.library_id': ITS_OWN,
    'print_layout.library_id': ITS_OWN,
    'questionnaire.library_id': ITS_OWN,
    'quiet_hours.library_id': ITS_OWN,
    'record_pile.library_id': ITS_OWN,
    'seat.library_id': ITS_OWN,
    'self_service_rule.library_id': ITS_OWN,
    'short_link.library_id': ITS_OWN,
    'short_link_hour.library_id': HISTORY,
    'short_link.target_library_id': ITS_OWN,
    'space.library_id': ITS_OWN,
    'special_hours.library_id': ITS_OWN,
    'visit_rule.library_id': ITS_OWN,
    'picture.library_id': HISTORY,
    'writing_file.library_id': HISTORY,
    'site_banner.library_id': 'goes at its end',
    'site_list.library_id': ITS_OWN,
    'newsletter.library_id': ITS_OWN,
    'newsletter.near_id': 'letters that are sent go to those to whom it is the nearest; of nobody, once nobody says so',
    'site_page.library_id': ITS_OWN,
    'ticket.library_id': 'is answered all the same, or handed to another library',
    'item.owner_library_id':
      'its own copies elsewhere are another library’s matter, as every loan between libraries is',
    'program_enrolment.library_id': HISTORY,
    'heard_count.library_id': HISTORY,
    'program_proposal.library_id': HISTORY,
    'questionnaire_placement.library_id': HISTORY,
    'action_plan.library_id': HISTORY,
    'agreement.library_id': HISTORY,
    'partner_meeting.library_id': HISTORY,
    'bulk_loan.library_id': HISTORY,
    'bulk_loan.receiver_library_id': HISTORY,
    'bulk_loan_item.return_library_id': HISTORY,
    'bulk_loan_request.library_id': 'what waits is taken back by whoever asked; what was answered stays',
    'bulk_loan_request.receiver_library_id': 'what waits is declined by whoever was asked; what was answered stays',
    'cash_day.library_id': HISTORY,
    'certificate.library_id': HISTORY,
    'charge_line.library_id': HISTORY,
    'class_meeting.library_id': HISTORY,
    'contribution.library_id': HISTORY,
    'data_incident.library_id': HISTORY,
    'delivery.library_id': HISTORY,
    'donation.library_id': HISTORY,
    'fact_change.library_id': HISTORY,
    'fact_day.library_id': HISTORY,
    'fact_month.library_id': HISTORY,
    'gate_count.library_id': HISTORY,
    'guest_message.library_id': HISTORY,
    'idea.library_id': HISTORY,
    'letter.library_id': HISTORY,
    'mailing.library_id': HISTORY,
    'method_request.library_id': HISTORY,
    'method_value.library_id': HISTORY,
    'odd_day.library_id': HISTORY,
    'target.library_id': HISTORY,
    'satisfaction_earlier.library_id': HISTORY,
    'satisfaction_place.library_id': HISTORY,
    'satisfaction_round.library_id': HISTORY,
    'loan.library_id': HISTORY,
    'loan.return_library_id': HISTORY,
    'notification.library_id': HISTORY,
    'print_batch.library_id': HISTORY,
    'registration.home_library_id': HISTORY,
    'reading_use.library_id': HISTORY,
    'return_drop.library_id': HISTORY,
    'self_loan.library_id': HISTORY,
    'slims_run.library_id': HISTORY,
    'stocktake.library_id': HISTORY,
    'suggestion.library_id': HISTORY,
    'transit.from_library_id': HISTORY,
    'visit.library_id': HISTORY,
    'weeding.library_id': HISTORY,
  },
};

test.each(Object.keys(POINTERS))('it is written down what becomes of everything that points at: %s', async (table) => {
  const { rows } = await sql<{ place: string }>`select distinct c.conrelid::regclass || '.' || a.attname as place
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
    where c.contype = 'f' and c.confrelid = ${table}::regclass`.execute(t.db);
  expect(rows.map(({ place }) => place).toSorted()).toEqual(Object.keys(POINTERS[table] ?? {}).toSorted());
});

test('nothing that points at a copy goes with it or loses it when one is deleted: the database refuses', async () => {
  const { rows } = await sql<{ place: string }>`select conrelid::regclass::text as place from pg_constraint
    where contype = 'f' and confrelid = 'item'::regclass and confdeltype not in ('a', 'r')`.execute(t.db);
  expect(rows).toEqual([]);
});

test('a library is not closed while a copy stands there, a reader is to collect something or a programme is to come', async () => {
  const [city, branch] = [await makeLibrary(t.ctx(), 'KOTA', 'Kota'), await makeLibrary(t.ctx(), 'SENTUL', 'Sentul')];
  const versionOf = async (): Promise<number> => (await getLibrary(t.ctx(), branch.id)).version;
  const close = async () => deactivateLibrary(t.ctx(), branch.id, await versionOf());
  const hindered = async () => (await refusal(close())).params;
  const nothing = { copies: 0, readers: 0, programs: 0, orders: 0 };

  const { id: programId } = await makeProgram(t.ctx(), branch.id);
  expect(await hindered()).toEqual({ ...nothing, programs: 1 });
  // nor by the way of its fields
  expect((await refusal(updateLibrary(t.ctx(), branch.id, await versionOf(), { active: false }))).code).toBe(
    'libraries.in_use',
  );
  await changeState(t.ctx(), programId, 'cancelled', 'Perpustakaan ditutup');

  const bibId = await makeBib(t.ctx(), { title: 'Laskar Pelangi' });
  const { id: itemId } = await makeItem(t.ctx(), { bibId, libraryId: branch.id });
  await makeItem(t.ctx(), { bibId, libraryId: city.id });
  const memberNumber = await makeMember(t.ctx(), { number: 'A1', fullName: 'Siti', homeLibrary: 'KOTA' });
  const hold = await placeHold({ ...t.ctx(), libraryId: city.id }, { memberNumber, bibId, pickupLibraryId: branch.id });
  expect(await hindered()).toEqual({ ...nothing, copies: 1, readers: 1 });
  await cancelHold(t.ctx(), hold.id);
  await withdrawItem(t.ctx(), { id: itemId, version: (await getItem(t.ctx(), itemId)).version, reason: 'Rusak' });
  expect((await close()).active).toBe(false);
});

test('whether a library is there is for the network to say, not for its own head', async () => {
  const { id } = await makeLibrary(t.ctx(), 'TURI', 'Turi');
  const head = t.ctx({ grants: [{ libraryId: id, permissions: ['libraries.manage'] }] });
  expect((await refusal(updateLibrary(head, id, 1, { active: false }))).code).toBe('platform.forbidden');
  expect((await updateLibrary(head, id, 1, { phone: '0342' })).active).toBe(true);
});

test('a copy that was promised to a reader is not withdrawn', async () => {
  const { id: libraryId } = await makeLibrary(t.ctx(), 'BENDO', 'Bendo');
  const memberNumber = await makeMember(t.ctx(), { number: 'A2', fullName: 'Rini', homeLibrary: 'BENDO' });
  const bibId = await makeBib(t.ctx(), { title: 'Ensiklopedia, jilid 2' });
  const [wanted, other] = [
    await makeItem(t.ctx(), { bibId, libraryId }),
    await makeItem(t.ctx(), { bibId, libraryId }),
  ];
  const withdraw = async ({ id }: { id: number }) =>
    withdrawItem(t.ctx(), { id, version: (await getItem(t.ctx(), id)).version, reason: 'Usang' });
  await t.db.updateTable('item').set({ status: 'repair' }).where('bibId', '=', bibId).execute();
  const desk = { ...t.ctx(), libraryId };
  await placeHold(desk, { memberNumber, itemBarcode: wanted.barcode, pickupLibraryId: libraryId });
  expect(await refusal(withdraw(wanted))).toMatchObject({ code: 'catalog.item_promised', params: { readers: 1 } });
  expect((await withdraw(other)).status).toBe('withdrawn');
});

test('titles under a heading that is merged stand under the one that stays', async () => {
  const heading = async (name: string): Promise<number> => {
    await makeBib(t.ctx(), { title: `Karya ${name}`, author: name });
    return (await createAuthority(t.ctx(), { kind: 'name', heading: name })).id;
  };
  const [fromId, intoId] = [await heading('Pram'), await heading('Toer, Pramoedya Ananta')];
  await mergeAuthorities(t.ctx(), { fromId, intoId });
  const tied = await t.db.selectFrom('bibAuthority').select('authorityId').execute();
  expect(tied.map(({ authorityId }) => authorityId)).toEqual([intoId, intoId]);
});
