import type { Ctx } from '../context.ts';
import type { Db, Tx } from '../database/db.ts';
import type { Storage } from '../storage.ts';

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

/** Names of tables or columns, with a space between. */
type Names = string;

/** Tables in which nobody who borrows, visits or takes part can stand: none of their columns is about a person. */
export interface ImpersonalTables {
  readonly impersonal: Names;
  readonly because: string;
}

/**
 * What becomes of each column of one table when a member is erased. Columns of words, JSON, bytes, addresses and lists are named one by one,
 * numbers, days and flags may share `rest`. What is said nowhere fails a test.
 */
export interface TableColumns {
  readonly table: string;
  /** The columns by which a row is a member's, or belongs to such a row (`loan_id`); left out: all that point at `member`. */
  readonly of?: Names;
  /** The row goes. */
  readonly gone?: Names;
  /** Points at the member no longer. */
  readonly cut?: Names;
  /** Emptied, or replaced by what says nobody. */
  readonly blanked?: Names;
  /** The member's own name goes from it; what it says beside that, and the names of others, stay. */
  readonly unnamed?: Names;
  /** Stays as it is, though it is of the member: the reason in law. */
  readonly kept?: Readonly<Record<Names, string>>;
  /** Who acted for the library: the trace of an office. */
  readonly staff?: Names;
  /** Nothing of anybody. */
  readonly none?: Names;
  /** All numbers, days and flags that are not named. */
  readonly rest?: 'none' | 'gone';
}

/** What a module says of the columns of its tables (decision 142). */
export type ColumnWords = ImpersonalTables | TableColumns;

/** What the columns of the platform’s own tables know of people. */
export const platformColumns: readonly ColumnWords[] = [
  {
    impersonal: 'clock_watch counter kept_table key_fingerprint schema_migration schema_migration_lock',
    because: 'what the machine keeps for itself',
  },
  {
    table: 'heavy_work',
    none: 'kind lane locale state error_code media_type',
    kept: {
      'input asker rights file_key file_name input_key error_params error_fields error_trace':
        'what somebody asked a worker for, by numbers; it goes some days after it ended, its file after hours',
    },
    rest: 'none',
  },
  { table: 'rate_limit', gone: 'key', rest: 'gone' },
];
