import { topicsFor, type HeadInput } from '#modules/city/newsletters';
import { READING_GROUPS } from '#modules/city/subscriptions/client';
import { listPrograms } from '#modules/community/programs';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { idOrNull, idsIn } from '#web/kit/form/read-fields.server.ts';

const MOST_PROGRAMS = 200;

/** What stands over a letter and who is to have it, as its form was filled in. */
export const headOf = (values: Readonly<Record<string, string>>, data: FormData): HeadInput => ({
  subject: values.subject ?? '',
  subjectEn: values.subjectEn ?? '',
  preheader: values.preheader ?? '',
  preheaderEn: values.preheaderEn ?? '',
  campaign: values.campaign ?? '',
  topicIds: idsIn(data, 'topicIds'),
  attendedId: idOrNull(values, 'attendedId'),
  nearId: idOrNull(values, 'nearId'),
  borrows: values.borrows || null,
  countsLinks: values.countsLinks === '1',
  inArchive: values.inArchive === '1',
  byWhatsapp: values.byWhatsapp === '1',
});

/** What can be chosen of who is to have a letter. */
export async function audienceChoices(ctx: Ctx, libraryId: number | null) {
  const topics = await topicsFor(ctx.db, libraryId);
  const { data: programs } = await listPrograms(ctx, {
    ...(libraryId !== null && { libraryIds: [libraryId] }),
    states: ['running', 'closed'],
    limit: MOST_PROGRAMS,
  });
  const libraries = await listLibraries(ctx, { active: true });
  return {
    topics: topics.map(({ id, name }) => ({ value: id, label: name[ctx.locale] })),
    programs: programs.map(({ id, title }) => ({ value: String(id), label: title })),
    libraries: libraries.map(({ id, name }) => ({ value: String(id), label: name })),
    groups: READING_GROUPS.map((group) => ({
      value: group,
      label: group === 'anak' ? m.newsletters_group_children() : m.newsletters_group_class({ digit: group }),
    })),
  };
}
export type AudienceChoices = Awaited<ReturnType<typeof audienceChoices>>;
