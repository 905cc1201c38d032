import { lastConsents } from '#modules/people/members';
import type { Db, Tx } from '#platform/database/db';
import { selectChoices } from '../data/planning.queries.ts';
import { NO_PREFERENCES, type Preferences } from '../rules/choose-channels.ts';

/** What members chose and consented to, as it is now. */
export async function preferencesOf(db: Db | Tx, memberIds: readonly number[]): Promise<(id: number) => Preferences> {
  const choices = await selectChoices(db, memberIds);
  const reminders = await lastConsents(db, 'reminders', memberIds);
  const news = await lastConsents(db, 'news', memberIds);
  return (id) => ({
    choices: choices.get(id) ?? NO_PREFERENCES.choices,
    reminders: reminders.get(id) ?? null,
    news: news.get(id) === 'given',
  });
}
