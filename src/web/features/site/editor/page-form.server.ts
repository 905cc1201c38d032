import type { HeadInput, ShowInput } from '#modules/city/site';
import { idOrNull, wallClockIn } from '#web/kit/form/read-fields.server.ts';

type Values = Readonly<Record<string, string>>;

/** What stands over a page, as its form was filled in. */
export const headOf = (values: Values): HeadInput => ({
  title: values.title ?? '',
  titleEn: values.titleEn ?? '',
  summary: values.summary ?? '',
  summaryEn: values.summaryEn ?? '',
  byline: values.byline ?? '',
  topicId: idOrNull(values, 'topicId'),
  pictureId: idOrNull(values, 'pictureId'),
  ...(values.slug?.trim() ? { slug: values.slug } : {}),
});

/** When a page is shown, as its form was filled in. */
export const showOf = (values: Values, zone: string): ShowInput => ({
  publishAt: wallClockIn(values, 'publishAt', zone),
  expireAt: wallClockIn(values, 'expireAt', zone),
  updateNote: values.updateNote ?? '',
});
