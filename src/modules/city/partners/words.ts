import { m } from '#i18n/messages';
import type { PartnerKind, PartnerState } from './client.ts';

type Words = (inputs?: Record<string, never>, options?: { locale?: 'id' | 'en' }) => string;

/** What a partner is, in words. */
export const PARTNER_WORDS: Record<PartnerKind, Words> = {
  school: m.partners_kind_school,
  community: m.partners_kind_community,
  ngo: m.partners_kind_ngo,
  university: m.partners_kind_university,
  company: m.partners_kind_company,
  agency: m.partners_kind_agency,
  media: m.partners_kind_media,
  person: m.partners_kind_person,
};

export const STATE_WORDS: Record<PartnerState, Words> = {
  prospect: m.partners_state_prospect,
  active: m.partners_state_active,
  archived: m.partners_state_archived,
};
