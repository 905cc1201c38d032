import { m } from '#i18n/messages';
import type { NikMismatch } from '#modules/people/members/client';

/** What is said where a NIK and the record disagree. */
export const nikWarnings: Record<NikMismatch, () => string> = {
  birth_date: m.members_nik_mismatch_birth_date,
  sex: m.members_nik_mismatch_sex,
  shape: m.members_nik_mismatch_shape,
};
