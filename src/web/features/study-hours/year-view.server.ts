import type { LearntSource, NotCounted, YearLine } from '#modules/learning/study-hours/client';
import { offeredCourses, viewYear } from '#modules/learning/study-hours';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatDate } from '#shared/dates';
import { formatNumber } from '#shared/money';

export const OWN_YEAR = '/staf/profil/jp';

const SOURCES: Record<LearntSource, () => string> = {
  course: () => m.study_hours_source_course(),
  workshop: () => m.study_hours_source_workshop(),
  own: () => m.study_hours_source_own(),
};
const WHY: Record<NotCounted, () => string> = {
  included: () => m.study_hours_why_included(),
  revoked: () => m.study_hours_why_revoked(),
  repeated: () => m.study_hours_why_repeated(),
};

/** The year that an address asks for; anything else: none. */
export function yearAsked(params: URLSearchParams): number | undefined {
  const year = Number(params.get('tahun') ?? '');
  return Number.isInteger(year) && year >= 1990 && year <= 2200 ? year : undefined;
}

function lineOf(line: YearLine, locale: Ctx['locale']) {
  const isOwn = line.source === 'own';
  return {
    key: line.key,
    title: line.title,
    titleHref: line.slug === null ? null : localizeHref(`/kelas/${line.slug}`),
    about: [line.by, formatDate(line.on, locale)].filter(Boolean).join(' · '),
    source: SOURCES[line.source](),
    isOwn,
    why: line.why && WHY[line.why](),
    number: line.number,
    jp: m.study_hours_jp({ count: line.jp, said: formatNumber(line.jp, locale) }),
    checkHref: line.code === null ? null : localizeHref(`/sertifikat/${line.code}`),
    pdfHref:
      line.source === 'course' && line.code !== null && !line.isRevoked
        ? localizeHref(`${OWN_YEAR}/sertifikat/${line.code}`)
        : null,
    // a course without a paper: it can be had
    takesCourseId: line.source === 'course' && line.code === null ? line.courseId : null,
    editHref: isOwn && line.rowId !== null ? localizeHref(`${OWN_YEAR}/${line.rowId}`) : null,
    workshopId: line.source === 'workshop' ? line.rowId : null,
  };
}

/** How far somebody is, in words. */
function progressWords(total: number, target: number, locale: Ctx['locale']): string {
  const left = Math.round((target - total) * 100) / 100;
  return left <= 0
    ? m.study_hours_reached()
    : m.study_hours_left({ count: left, said: formatNumber(left, locale), target: String(target) });
}

/** The year of whoever is signed in, as its page shows it. */
export async function yearPage(ctx: Ctx, params: URLSearchParams) {
  const { year, years, total, target, lines, courses } = await viewYear(ctx, yearAsked(params));
  const { locale } = ctx;
  return {
    year,
    years: years.map((one) => ({ year: one, href: localizeHref(`${OWN_YEAR}?tahun=${one}`) })),
    sum: m.study_hours_sum({ total: formatNumber(total, locale), target: String(target) }),
    percent: Math.min(100, Math.floor((total / target) * 100)),
    words: progressWords(total, target, locale),
    lines: lines.map((line) => lineOf(line, locale)),
    courses: courses.map(({ id, title }) => ({ value: String(id), label: title })),
    files: ['pdf', 'xlsx', 'csv'].map((format) => ({
      format: format.toUpperCase(),
      href: localizeHref(`${OWN_YEAR}/unduh/${format}?tahun=${year}`),
    })),
    offered: (await offeredCourses(ctx)).map(({ id, slug, title, jp }) => ({
      id,
      title,
      jp: m.study_hours_jp({ count: jp, said: formatNumber(jp, locale) }),
      href: localizeHref(`/kelas/${slug}`),
    })),
    addHref: localizeHref(`${OWN_YEAR}/baru`),
  };
}
