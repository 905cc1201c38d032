import type { Obstacle } from '#modules/community/ideas/client';
import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';
import type { AgendaWords } from './rules/draft-agenda.ts';

const OBSTACLES = {
  time: m.plans_obstacle_time,
  people: m.plans_obstacle_people,
  money: m.plans_obstacle_money,
  tools: m.plans_obstacle_tools,
  place: m.plans_obstacle_place,
  permission: m.plans_obstacle_permission,
  interest: m.plans_obstacle_interest,
  other: m.plans_obstacle_other,
} satisfies Record<Obstacle, unknown>;

/** Words of the lines that the system names itself. */
export const agendaWords = (locale: Locale): AgendaWords<Obstacle> => ({
  review: m.next_edition_line_review({}, { locale }),
  plan: m.next_edition_line_plan({}, { locale }),
  improve: (item) => m.next_edition_line_improve({ item: item[locale] || item.id }, { locale }),
  unblock: (obstacle) => m.next_edition_line_unblock({ obstacle: OBSTACLES[obstacle]({}, { locale }) }, { locale }),
  answer: (words) => m.next_edition_line_answer({ words }, { locale }),
});
