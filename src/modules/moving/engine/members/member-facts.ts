import type { LocalDate } from '#shared/dates';
import type { Said } from '#shared/moving/said';

/** A member as it is to be saved; the number may be somebody else's yet. */
export interface MemberFacts {
  number: string;
  fullName: string;
  birthDate: LocalDate | null;
  sex: 'L' | 'P' | null;
  /** Code of the category. */
  category: string;
  homeLibraryId: number;
  joinedOn: LocalDate;
  expiresOn: LocalDate | null;
  phone: string | null;
  email: string | null;
  address: string | null;
  postalCode: string | null;
  institution: string | null;
  notes: string | null;
  kelurahan?: string | null;
  kecamatan?: string | null;
  city?: string | null;
  /** Left out: the membership is as it is. */
  status?: 'withdrawn';
}

/** Why somebody may not borrow yet; `untilDate` null = until somebody lifts it. */
export interface BroughtBlock {
  reason: string;
  untilDate: LocalDate | null;
}

/** What a member is to become. */
export interface PlannedMember {
  /** Under which number it is remembered. */
  id: number;
  key: string;
  /** null = refused. */
  facts: MemberFacts | null;
  /** Stands for what the old system says of them. */
  says: number;
  /** The hash of the old password, where one can be compared with it. */
  oldHash: string | null;
  blocks: readonly BroughtBlock[];
  said: Said[];
}
