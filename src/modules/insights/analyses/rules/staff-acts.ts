/** What is counted of somebody's work: acts of the trail, and those that undo them. */
interface StaffAct {
  readonly acts: readonly string[];
  readonly undone: readonly string[];
}
const act = (acts: readonly string[], undone: readonly string[] = []): StaffAct => ({ acts, undone });

export const STAFF_ACTS = {
  cataloged: act(['bib.created']),
  corrected: act(['bib.updated', 'bib.merged', 'authority.created', 'authority.updated', 'authority.merged']),
  copies: act(['item.created'], ['item.adding_undone']),
  withdrawn: act(['item.withdrawn'], ['item.withdrawal_undone']),
  lent: act(['loan.checked_out'], ['loan.check_out_undone']),
  returned: act(['loan.checked_in'], ['loan.check_in_undone']),
  renewed: act(['loan.renewed'], ['loan.renewal_undone']),
  holds: act(['hold.placed']),
  members: act(['member.created']),
  visits: act(['visit.recorded']),
  programs: act(['program.created']),
  enrolled: act(['program_enrolment.placed']),
  suggestions: act(['suggestion.decided']),
  letters: act(['letter.issued', 'certificate.issued'], ['letter.revoked', 'certificate.revoked']),
  reviews: act(['review.approved', 'review.refused'], ['review.reopened']),
} as const satisfies Record<string, StaffAct>;
export type StaffActKey = keyof typeof STAFF_ACTS;

export const STAFF_ACT_KEYS = Object.keys(STAFF_ACTS).filter((key): key is StaffActKey => key in STAFF_ACTS);

/** Every act of the trail that is looked at. */
export const COUNTED_ACTIONS: readonly string[] = STAFF_ACT_KEYS.flatMap((key) => [
  ...STAFF_ACTS[key].acts,
  ...STAFF_ACTS[key].undone,
]);

/** Which of them takes back which. */
export const UNDONE_PAIRS: readonly { act: string; undone: string }[] = STAFF_ACT_KEYS.flatMap((key) => {
  const { acts, undone }: StaffAct = STAFF_ACTS[key];
  return acts.flatMap((one) => undone.map((other) => ({ act: one, undone: other })));
});

/** How much of each, of one person's actions by name; what was undone is taken off, and never below nothing. */
export function countActs(byAction: ReadonlyMap<string, number>): Record<StaffActKey, number> {
  const sum = (actions: readonly string[]): number =>
    actions.reduce((all, action) => all + (byAction.get(action) ?? 0), 0);
  const counts = STAFF_ACT_KEYS.map((key): [StaffActKey, number] => {
    const { acts, undone } = STAFF_ACTS[key];
    return [key, Math.max(0, sum(acts) - sum(undone))];
  });
  return Object.fromEntries(counts) as Record<StaffActKey, number>;
}
