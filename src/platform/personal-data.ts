import type { Ctx } from './context.ts';
import type { Db, Tx } from './db.ts';
import type { Storage } from './storage.ts';

/**
 * What a module knows of a member beside the member's own record. The entry point passes all of them to whoever answers a
 * member's request (UU 27/2022), so that the members' module need not know the modules above it.
 */
export interface PersonalDataSource {
  /** Name of the part in an export: `loans`. */
  readonly key: string;
  /** Everything that is kept of a member, for the member to read. */
  exportOf(db: Db | Tx, memberId: number): Promise<unknown>;
  /** Codes of what must be settled before a member can be erased: `loans_open`; none = nothing. */
  hindrances(db: Db | Tx, memberId: number): Promise<string[]>;
  /** Locks what others hold while they wait for the member's row: before that row is locked for an erasure (decision 123). */
  lockFirst?(trx: Tx, memberId: number): Promise<void>;
  /** Takes the person out of what must stay (statistics, money), in the transaction of the erasure. */
  erase(trx: Tx, ctx: Ctx, memberId: number): Promise<void>;
  /** The same for a guest of a programme, who is known by an enrolment alone; left out: nothing is kept of guests here. */
  eraseGuest?(trx: Tx, ctx: Ctx, enrolmentId: number): Promise<void>;
  /** Columns (`letter.content`) in which the person stays after an erasure, each with the reason. Everywhere else a test finds nothing. */
  readonly kept?: Readonly<Record<string, string>>;
}

/** A class of data that is kept for a time and then goes. */
export interface RetentionClass {
  /** `inactive_members`; its words are the messages `privacy_keep_<key>` and `…_note`, its days the setting `retentionDays`. */
  readonly key: string;
  /** What would go now: how many are from before an instant, and the first of them in words that name nobody more than needed. */
  due(ctx: Ctx, before: Date): Promise<{ count: number; sample: string[] }>;
  /** Where what goes are members: all who would go now, by id in one order, so that a person sees whom and nobody else goes. */
  members?(ctx: Ctx, before: Date): Promise<number[]>;
  /**
   * Lets them go; running it again changes nothing more. @returns how many went, and how many wait for something to be settled
   * @param only where the class is one of members: of these alone, and only while they are still due
   */
  clear(
    ctx: Ctx,
    before: Date,
    storage: Storage,
    only?: readonly number[] | null,
  ): Promise<{ gone: number; waiting: number }>;
}

/** A class of members: with one goes what every module knows of them. */
export type RetentionOfMembers = (sources: readonly PersonalDataSource[]) => RetentionClass;
