import { nameLibraries, networkZone } from '#modules/ground/libraries';
import { countClassWaiting, listCandidates, viewClass } from '#modules/learning/classes';
import type { LessonState, PupilLine, TaughtClass, ToldPin } from '#modules/learning/classes/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { pictureWords } from './picture-words.server.ts';

const STATES: Record<LessonState, () => string> = {
  done: m.teach_state_done,
  begun: m.teach_state_begun,
  hard: m.teach_state_hard,
  new: m.teach_state_new,
};

/** What comes next for a pupil: what hinders them first, then what they learn. */
function nextStep(pupil: PupilLine, lessons: TaughtClass['lessons']): string {
  if (pupil.pausedMinutes !== null) return m.teach_next_paused({ count: pupil.pausedMinutes });
  if (pupil.finishedAt !== null) return m.teach_next_done();
  if (pupil.stoppedDays !== null) return m.teach_next_stopped({ count: pupil.stoppedDays });
  if (pupil.seenAt === null) return m.teach_next_never();
  const hard = lessons[pupil.lessons.indexOf('hard')];
  if (hard) return m.teach_next_help({ title: hard.title });
  const open = lessons[pupil.lessons.findIndex((state) => state !== 'done')];
  return open ? m.teach_next_go({ title: open.title }) : m.teach_next_done();
}

/** PINs that are told this once, with the pictures that they belong to. */
export const pinViews = (pins: readonly ToldPin[]) =>
  pins.map(({ id, name, picture, pin }) => ({ id, name, picture, pin, label: pictureWords(picture) }));
export type PinViews = ReturnType<typeof pinViews>;

/** Whom `?murid=` opens. */
const opened = (members: readonly PupilLine[], asked: number | null) =>
  members.find(({ id }) => id === asked)?.id ?? null;

/** A class in words, for its teachers. @param asked the pupil whose acts are shown */
export async function classView(ctx: Ctx, id: number, asked: number | null) {
  const found = await viewClass(ctx, id);
  const [zone, named, candidates] = await Promise.all([
    networkZone(ctx.db),
    nameLibraries(ctx),
    listCandidates(ctx, id),
  ]);
  const day = (at: Date) => formatDate(localDate(at, zone), ctx.locale);
  const path = localizeHref(`/staf/belajar/kelas/${id}`);
  const { lessons, members } = found;
  return {
    name: found.name,
    papers: found.course.isOpen
      ? {
          sheets: localizeHref(`/kelas/${found.course.slug}/lembar.pdf`),
          guide: localizeHref(`/staf/belajar/${found.course.id}/panduan.pdf?versi=terbit`),
        }
      : null,
    course: {
      title: found.course.title,
      href: localizeHref(`/kelas/${found.course.slug}`),
      isOpen: found.course.isOpen,
    },
    about: [
      named(found.libraryId).name,
      found.schoolYear,
      m.teach_pupils_count({ count: members.length }),
      m.teach_pupils_came({ count: members.filter(({ seenAt }) => seenAt !== null).length }),
    ]
      .filter(Boolean)
      .join(' · '),
    waiting: {
      ...(await countClassWaiting(ctx, id)),
      href: `${path}/nilai`,
    },
    code: found.code,
    version: found.version,
    ended: found.endedAt && m.teach_ended_on({ day: day(found.endedAt) }),
    values: { name: found.name, schoolYear: found.schoolYear, startsOn: found.startsOn, way: found.way },
    bulkLoanId: found.bulkLoanId,
    listHref: localizeHref('/staf/belajar/kelas'),
    classHref: path,
    cardsHref: `${path}/kartu/kartu.pdf`,
    parentsHref: members.length === 0 ? null : `${path}/kabar.pdf`,
    links: [
      { href: `${path}/rencana`, label: m.classes_to_plan() },
      { href: `${path}/hadir`, label: m.classes_to_attendance() },
      { href: `${path}/kertas`, label: m.classes_to_paper() },
      ...(found.state === 'active' ? [{ href: `${path}/kartu`, label: m.classes_to_cards() }] : []),
    ],
    lessons: lessons.map(({ id: key, number, title }) => ({ key, title, short: m.teach_lesson_short({ number }) })),
    pupils: members.map((pupil) => ({
      ...{ id: pupil.id, name: pupil.name, picture: pupil.picture, version: pupil.version },
      label: pictureWords(pupil.picture),
      isStopped: pupil.stoppedDays !== null,
      next: nextStep(pupil, lessons),
      lessons: pupil.lessons.map((state, at) => ({ key: lessons[at]?.id ?? at, state, words: STATES[state]() })),
      withdrawn: pupil.consentWithdrawnAt && m.teach_consent_withdrawn_on({ day: day(pupil.consentWithdrawnAt) }),
      consent: pupil.consentAt && m.teach_consent_by({ day: day(pupil.consentAt), name: pupil.consentBy }),
      href: `${path}?murid=${pupil.id}#murid-${pupil.id}`,
      parentsHref: `${path}/kabar.pdf?murid=${pupil.id}`,
    })),
    opened: opened(members, asked),
    closeHref: `${path}#daftar`,
    withoutConsent: members.filter((one) => one.consentAt === null && one.consentWithdrawnAt === null).length,
    withdrawn: members.filter((one) => one.consentWithdrawnAt !== null).length,
    stopped: members
      .filter(({ stoppedDays }) => stoppedDays !== null)
      .map((pupil) => ({ id: pupil.id, name: pupil.name, words: nextStep(pupil, lessons) })),
    hard: found.hard.map(({ id: key, prompt, people, unsolved }) => ({
      ...{ key, prompt },
      words: m.teach_hard_line({ unsolved, people }),
    })),
    teachers: found.teachers,
    candidates: candidates.map((one) => ({ value: String(one.id), label: one.name })),
  };
}
export type ClassView = Awaited<ReturnType<typeof classView>>;
