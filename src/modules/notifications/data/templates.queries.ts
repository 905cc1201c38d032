import type { Db, Tx } from '#platform/db';
import type { Channel, Language, TemplateTopic } from '../client.ts';

export interface StoredTemplate {
  id: number;
  topic: TemplateTopic;
  channel: Channel;
  language: Language;
  libraryId: number | null;
  categoryId: number | null;
  subject: string;
  body: string;
  version: number;
}
type Types = Pick<StoredTemplate, 'topic' | 'channel' | 'language'>;

const selectTemplates = (db: Db | Tx) =>
  db
    .selectFrom('noticeTemplate')
    .select(['id', 'topic', 'channel', 'language', 'libraryId', 'categoryId', 'subject', 'body', 'version'])
    .$narrowType<Types>();

/** Texts of one's own for some topics on a channel in a language. */
export const selectTextsFor = (
  db: Db | Tx,
  about: { topics: readonly TemplateTopic[]; channel: Channel; language: Language },
): Promise<StoredTemplate[]> =>
  selectTemplates(db)
    .where('topic', 'in', about.topics)
    .where('channel', '=', about.channel)
    .where('language', '=', about.language)
    .execute();
