import type { QuestionKind } from '#modules/community/questionnaires/client';
import { m } from '#i18n/messages';

const KINDS: Readonly<Record<QuestionKind, () => string>> = {
  section: () => m.quest_kind_section(),
  single: () => m.quest_kind_single(),
  multiple: () => m.quest_kind_multiple(),
  likert: () => m.quest_kind_likert(),
  matrix: () => m.quest_kind_matrix(),
  number: () => m.quest_kind_number(),
  text: () => m.quest_kind_text(),
  rating: () => m.quest_kind_rating(),
  date: () => m.quest_kind_date(),
  file: () => m.quest_kind_file(),
};
export const kindName = (kind: QuestionKind): string => KINDS[kind]();
