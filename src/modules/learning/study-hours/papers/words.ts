import { m } from '#i18n/messages';

/** Where hours come from, as papers and tables say it. */
export const SOURCE_WORDS = {
  course: m.study_hours_source_course,
  workshop: m.study_hours_source_workshop,
  own: m.study_hours_source_own,
};

/** Why something does not count. */
export const WHY_WORDS = {
  included: m.study_hours_why_included,
  revoked: m.study_hours_why_revoked,
  repeated: m.study_hours_why_repeated,
};
