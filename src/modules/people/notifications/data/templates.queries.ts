import type { ExpressionBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DB } from '#platform/database/db-types';
import type { Channel, Language } from '../client.ts';

export interface StoredTemplate {
  id: number;
  topic: string;
  channel: Channel;
  language: Language;
  libraryId: number | null;
  categoryId: number | null;
  subject: string;
  body: string;
  version: number;
}
type Types = Pick<StoredTemplate, 'channel' | 'language'>;

const selectTemplates = (db: Db | Tx) =>
  db
    .selectFrom('noticeTemplate')
    .select(['id', 'topic', 'channel', 'language', 'libraryId', 'categoryId', 'subject', 'body', 'version'])
    .$narrowType<Types>();

/** Texts of one's own for some topics on a channel in a language. */
export const selectTextsFor = async (
  db: Db | Tx,
  about: { topics: readonly string[]; channel: Channel; language: Language },
): Promise<StoredTemplate[]> =>
  selectTemplates(db)
    .where('topic', 'in', about.topics)
    .where('channel', '=', about.channel)
    .where('language', '=', about.language)
    .execute();

/** Where a text of one's own holds: null = everywhere. */
export interface TemplateScope {
  libraryId: number | null;
  categoryId: number | null;
}
export interface TemplateKey extends TemplateScope {
  topic: string;
  channel: Channel;
  language: Language;
}

const ofKey = (key: TemplateKey) => (eb: ExpressionBuilder<DB, 'noticeTemplate'>) =>
  eb.and([
    eb('topic', '=', key.topic),
    eb('channel', '=', key.channel),
    eb('language', '=', key.language),
    eb('libraryId', 'is not distinct from', key.libraryId),
    eb('categoryId', 'is not distinct from', key.categoryId),
  ]);

export const lockTemplate = async (trx: Tx, key: TemplateKey): Promise<StoredTemplate | undefined> =>
  selectTemplates(trx).where(ofKey(key)).forUpdate().executeTakeFirst();

export async function upsertTemplate(
  trx: Tx,
  key: TemplateKey,
  text: { subject: string; body: string },
  at: Date,
): Promise<void> {
  await trx
    .insertInto('noticeTemplate')
    .values({ ...key, ...text, updatedAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(['topic', 'channel', 'language', 'libraryId', 'categoryId'])
        .doUpdateSet((eb) => ({ ...text, updatedAt: at, version: eb('noticeTemplate.version', '+', 1) })),
    )
    .execute();
}

export async function deleteTemplate(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('noticeTemplate').where('id', '=', id).execute();
}
