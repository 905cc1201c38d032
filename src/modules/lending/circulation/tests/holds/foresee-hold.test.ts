import { beforeAll, expect, test } from 'vitest';
import type { Library } from '#modules/ground/libraries';
import { AppError } from '#platform/errors';
import { foreseeHold, placeHold } from '../../index.ts';
import { useHoldStage } from '../../../../../../tests/support/hold-stage.ts';

const stage = useHoldStage();
const { t, desk, member, code, title, wanted, asMember } = stage;
let kota: Library;
beforeAll(() => {
  ({ kota } = stage.libraries());
});

/** What is foreseen, and what then really comes of it. */
async function bothWays(input: { memberNumber: string; bibId: number }) {
  const asked = { ...input, pickupLibraryId: kota.id };
  const foreseen = await foreseeHold(desk(), asked);
  const placed = await placeHold(desk(), asked).then(
    (hold) => hold.position,
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
  return { foreseen: foreseen.refusal?.code ?? foreseen.position, placed };
}

test('the desk is told the turn that the member then gets', async () => {
  const { bibId } = await wanted(2);
  expect(await bothWays({ memberNumber: await member(), bibId })).toEqual({ foreseen: 3, placed: 3 });
});

test('what would be refused is told beforehand, in the same words', async () => {
  const { bibId, holds, loan } = await wanted(1);
  const again = await bothWays({ memberNumber: holds[0]?.memberNumber ?? '', bibId });
  expect(again).toEqual({
    foreseen: 'circulation.hold_per_title_reached',
    placed: 'circulation.hold_per_title_reached',
  });
  const borrower = await bothWays({ memberNumber: loan.memberNumber, bibId });
  expect(borrower).toEqual({
    foreseen: 'circulation.hold_on_loan_to_member',
    placed: 'circulation.hold_on_loan_to_member',
  });
});

test('it writes nothing', async () => {
  const { bibId } = await title(kota);
  await foreseeHold(desk(), { memberNumber: await member(), bibId, pickupLibraryId: kota.id });
  const holds = await t.db.selectFrom('hold').select('id').where('bibId', '=', bibId).execute();
  expect(holds).toEqual([]);
});

test('a card or a title that does not exist is said, and a member asks for nobody', async () => {
  const { bibId } = await title(kota);
  const nobody = foreseeHold(desk(), { memberNumber: 'TIDAK-ADA', bibId, pickupLibraryId: kota.id });
  await expect(nobody).rejects.toEqual(code('unknown_member'));
  const nothing = foreseeHold(desk(), { memberNumber: await member(), bibId: 999_999_999, pickupLibraryId: kota.id });
  await expect(nothing).rejects.toEqual(code('hold_no_copy'));
  const reader = foreseeHold(await asMember(await member()), {
    memberNumber: await member(),
    bibId,
    pickupLibraryId: kota.id,
  });
  await expect(reader).rejects.toMatchObject({ code: 'platform.forbidden' });
});
