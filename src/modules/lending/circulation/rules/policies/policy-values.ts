import { POLICY_LIST, POLICY_SUBJECTS } from './policy-list.ts';

export type { DueMode, LoanUnit } from './policy-list.ts';

/** What follows from the list of values (policy-list.ts): names, types, what holds where no rule says anything. Browser-safe. */
type List = typeof POLICY_LIST;
export type PolicyField = keyof List;
/** The values of which the list says something: `limit`, `scoped`, `kept` … */
type Having<Said extends object> = { [F in PolicyField]: List[F] extends Said ? F : never }[PolicyField];

/** The values that may say {@link NO_LIMIT}; resolved, that is null. */
export type HourlyEnd = ResolvedPolicy['hourlyEnd'];
export type LimitField = Having<{ limit: true }>;
export type ScopedField = Having<{ scoped: true }>;
export type KeptField = Having<{ kept: true }>;
type Follower = Having<{ follows: string }>;

/** A value that says: there is no limit. `null` in a rule inherits instead. */
export const NO_LIMIT = 'no_limit';
export type NoLimit = typeof NO_LIMIT;

/** What rules for one loan, with no gaps. Money in whole rupiah; a limit of null = no limit. */
export type ResolvedPolicy = { [F in PolicyField]: List[F]['builtIn'] };

/** What rules for one loan, with the limits that hold for its item type beside those that hold for everything. */
export interface Policy extends ResolvedPolicy {
  /** null = none of its own. */
  ofType: Record<ScopedField, number | null>;
}

/** The values that are no limits. */
export type PlainField = Exclude<PolicyField, LimitField>;
export type PlainValues = { [F in PlainField]: ResolvedPolicy[F] | null };
export type LimitValues = Record<LimitField, number | NoLimit | null>;
/** The values of a rule; null = inherit from a less specific rule. 0 is zero, never "inherit". */
export interface PolicyValues extends PlainValues, LimitValues {}

const isField = (name: string): name is PolicyField => name in POLICY_LIST;
const fieldsOf = (values: object): PolicyField[] => Object.keys(values).filter(isField);
export const POLICY_FIELDS: readonly PolicyField[] = fieldsOf(POLICY_LIST);

export type PolicyGroup = keyof typeof POLICY_SUBJECTS;
const isGroup = (name: string): name is PolicyGroup => name in POLICY_SUBJECTS;
/** Values of one subject, as forms and lists show them. */
export const POLICY_GROUPS: readonly { group: PolicyGroup; fields: readonly PolicyField[] }[] = Object.keys(
  POLICY_SUBJECTS,
)
  .filter(isGroup)
  .map((group) => ({ group, fields: fieldsOf(POLICY_SUBJECTS[group]) }));

/** May a rule say of this value that there is no limit? */
export const isLimit = (field: PolicyField): field is LimitField => 'limit' in POLICY_LIST[field];
export const isScoped = (field: PolicyField): field is ScopedField => 'scoped' in POLICY_LIST[field];
const isKept = (field: PolicyField): field is KeptField => 'kept' in POLICY_LIST[field];
const isFollower = (field: PolicyField): field is Follower => 'follows' in POLICY_LIST[field];
export const LIMIT_FIELDS = POLICY_FIELDS.filter(isLimit);
export const SCOPED_FIELDS = POLICY_FIELDS.filter(isScoped);
export const KEPT_FIELDS = POLICY_FIELDS.filter(isKept);
export const FOLLOWERS = POLICY_FIELDS.filter(isFollower).map((field) => ({
  field,
  follows: POLICY_LIST[field].follows,
}));
/** What a value is where no rule sets it, if that is another value. */
export const followedBy = (field: PolicyField) => (isFollower(field) ? POLICY_LIST[field].follows : null);

export type PolicyKind = List[PolicyField]['kind'];
export const kindOf = (field: PolicyField): PolicyKind => POLICY_LIST[field].kind;
/** What a value may be; none for figures and for yes or no. */
export function choicesOf(field: PolicyField): readonly string[] {
  const value = POLICY_LIST[field];
  return value.kind === 'choice' ? value.choices : [];
}

/** Something of each value, by its name: of what names and types these are, `Object.fromEntries` does not know. */
export const byField = <Of extends Partial<Record<PolicyField, unknown>>>(
  fields: readonly (keyof Of & PolicyField)[],
  of: <F extends keyof Of & PolicyField>(field: F) => Of[F],
): Of => Object.fromEntries(fields.map((field) => [field, of(field)])) as Of;

const builtIn: { [F in PolicyField]: { builtIn: ResolvedPolicy[F] } } = POLICY_LIST;
/** What holds where no rule sets a value. */
export const BUILT_IN = byField<ResolvedPolicy>(POLICY_FIELDS, (field) => builtIn[field].builtIn);
/** The same as a policy: item types have no limits of their own. */
export const BUILT_IN_POLICY: Policy = {
  ...BUILT_IN,
  ofType: byField<Record<ScopedField, null>>(SCOPED_FIELDS, () => null),
};
/** A rule that inherits everything. */
export const NOTHING_SET: PolicyValues = byField<Record<PolicyField, null>>(POLICY_FIELDS, () => null);
