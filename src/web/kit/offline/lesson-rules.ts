import { FORM_KEY } from '#web/kit/form/form-key.ts';
import { LIBRARY_FIELD } from '#web/kit/form/page-library.ts';
import { isMember, withoutLocale, type Reader } from './keep-rules.ts';

/** Head by which a page of courses says whose it is. */
export const WHOSE = 'lumbung-pelajar';
/** Field of a form whose answer may wait for the network. */
export const MAY_WAIT = 'luring';
/** Pages of somebody whom the browser cannot tell from anybody else. */
export const NOBODY = 'umum';

/** Kinds of tasks that are answered by what stands in the lesson; the others need the catalogue, a shelf, a file or other people. */
const WAITING: ReadonlySet<string> = new Set(['compare', 'citation', 'question', 'bank', 'reflect']);
export const canWait = (kind: string): boolean => WAITING.has(kind);

/** Who learns in this browser: `umum`, a member (`a12`), the fingerprint of a key or the mark of a pupil. */
export interface Whose {
  mark: string;
  /** A pupil of a class, who is gone after a day. */
  isPupil: boolean;
  /** Since when (milliseconds). */
  at: number;
}

/** The head of a page. */
export const whoseHeader = (mark: string, isPupil: boolean): string => (isPupil ? `${mark} murid` : mark);
/** What a head says; null: the page is not one of courses. */
export function readWhose(header: string | null): Pick<Whose, 'mark' | 'isPupil'> | null {
  const [, mark, pupil] = /^(umum|petugas|a\d{1,16}|k[0-9a-f]{32})( murid)?$/.exec(header ?? '') ?? [];
  return mark === undefined ? null : { mark, isPupil: pupil !== undefined };
}

const A_DAY = 86_400_000;
/**
 * Whether somebody is still known here: the server lets a pupil stay a day, and then so does the device. A clock that was set back says no more than
 * one that was set forward.
 */
export const isHere = ({ isPupil, at }: Whose, now: number): boolean => !isPupil || Math.abs(now - at) < A_DAY;

/** Whether who learns here can be whoever any page was made for. */
export const fits = (mark: string, reader: Reader): boolean =>
  isMember(reader) ? mark === reader : reader === NOBODY && !isMember(mark);

/** What a page of courses is; null: it is none that may be kept. Tests never are, nor what only asks who somebody is. */
export function lessonPage(path: string): 'list' | 'course' | 'lesson' | null {
  const page = withoutLocale(path);
  if (page === '/kelas') return 'list';
  const [, course, lesson] = /^\/kelas\/([a-z0-9-]+)(?:\/([a-z0-9-]+))?$/.exec(page) ?? [];
  if (course === undefined || ['masuk', 'sertifikat', 'tes'].includes(course) || lesson === 'tes') return null;
  return lesson === undefined ? 'course' : 'lesson';
}

/** Tests before and after a course: what is asked in them never lies on a device. */
export const isTest = (path: string): boolean => /^\/kelas\/(?:[^/]+\/)*tes(?:\/|$)/.test(withoutLocale(path));

/** Where pages of courses lie: under their reader. */
export const keyOf = (path: string, mark: string): string =>
  `${path.replace(/[?#].*$/, '')}?pelajar=${encodeURIComponent(mark)}`;
/** Whose page lies there, and at which address it is opened. */
export function readKey(url: string): { path: string; mark: string } {
  const { pathname, searchParams } = new URL(url);
  return { path: pathname, mark: searchParams.get('pelajar') ?? '' };
}

/** How many lessons, other pages of courses, and letters of all of them a device keeps; one that is longer is not kept. */
export const MAX_LESSONS = 12;
const MAX_OTHERS = 12;
export const MAX_LETTERS = 4_000_000;
/** So many bytes of pictures. */
export const MAX_PICTURES = 24_000_000;

/** A page of courses that lies on the device. */
export interface Lying {
  url: string;
  isLesson: boolean;
  letters: number;
  /** ISO 8601. */
  at: string;
}

/** Which pages make room: the oldest of those that are too many or too much. */
export function tooMany(pages: readonly Lying[]): Lying[] {
  let lessons = 0;
  let others = 0;
  let letters = 0;
  const gone: Lying[] = [];
  for (const page of pages.toSorted((a, b) => b.at.localeCompare(a.at))) {
    const has = page.isLesson ? lessons >= MAX_LESSONS : others >= MAX_OTHERS;
    if (has || letters + page.letters > MAX_LETTERS) {
      gone.push(page);
      continue;
    }
    letters += page.letters;
    if (page.isLesson) lessons += 1;
    else others += 1;
  }
  return gone;
}

/** The addresses of each picture of a page, in all its sizes; that which every browser reads stands last. */
export const picturesIn = (html: string): string[][] =>
  [...html.matchAll(/<picture>.*?<\/picture>/gs)]
    .map(([picture]) => [...picture.matchAll(/\/gambar\/[0-9a-f-]{36}\.\w+/g)].map(([address]) => address))
    .filter((addresses) => addresses.length > 0);

/** So long an answer waits (milliseconds). */
const LONGEST_WAIT = 30 * A_DAY;
/** No clock is right before this was written: a tablet without a battery begins in 1970. */
const SOONEST = Date.UTC(2026, 0, 1);
/** A clock that goes on by more than this has been set, and no tablet waited so long. */
const LARGEST_STEP = 365 * A_DAY;

/** Since when (milliseconds) an answer has been seen to wait, by a clock that can be right; undefined: by none yet. */
export function seenSince({ seenAt }: Pick<KeptAnswer, 'seenAt'>, now: number): number | undefined {
  if (now < SOONEST) return seenAt;
  return seenAt === undefined || now < seenAt || now - seenAt > LARGEST_STEP ? now : seenAt;
}

/** Whether an answer has waited too long, and goes unsent. */
export const isTooOld = ({ seenAt }: Pick<KeptAnswer, 'seenAt'>, now: number): boolean =>
  seenAt !== undefined && now - seenAt > LONGEST_WAIT;

/** The answer that a form of a lesson sends, when it may wait; null: it may not. `path` without its language. */
export function answerIn(
  path: string,
  search: string,
  fields: URLSearchParams,
): { taskId: number; fields: string } | null {
  const taskId = fields.get('tugas') ?? '';
  if (lessonPage(path) !== 'lesson' || search !== '?/answer' || !fields.has(MAY_WAIT)) return null;
  if (!/^[1-9]\d{0,15}$/.test(taskId)) return null;
  const said = new URLSearchParams([...fields].filter(([name]) => ![FORM_KEY, LIBRARY_FIELD, MAY_WAIT].includes(name)));
  return { taskId: Number(taskId), fields: said.toString() };
}

/** So many letters the fields of an answer take at most, as a form writes them: 4,000 of Jawi are 24,000, of Javanese 36,000. */
export const MAX_FIELDS = 60_000;

/** An answer that the device has and the server has not, or has refused. */
export interface KeptAnswer {
  /** The sender's own key: the server counts the same key once. */
  key: string;
  /** Who wrote it. */
  owner: string;
  /** Whether they learnt by a class then: it is taken in that name alone. */
  isPupil: boolean;
  locale: 'id' | 'en';
  /** Of the lesson, without its language. */
  path: string;
  taskId: number;
  /** What was filled in, as a form sends it. */
  fields: string;
  /** When (milliseconds), by the clock of the device, whatever that says. */
  at: number;
  /** Since when it has been seen to wait ({@link seenSince}). */
  seenAt?: number;
  state: 'sending' | 'waiting' | 'refused';
  /** Why it was refused. */
  answer: string;
}

/** Refusals after which no answer is taken any more. */
const OVER: ReadonlySet<string> = new Set([
  ...['classes.ended', 'classes.learning_over', 'classes.pupil_gone', 'courses.class_over', 'courses.no_tries_left'],
]);

/** What becomes of an answer by what the server says. */
export type Fate = 'sent' | 'later' | 'others' | 'over' | 'refused';
/** @param code of the refusal; empty: none was read */
export function fateOf(status: number, code: string): Fate {
  if (status >= 200 && status < 300) return 'sent';
  if (code === 'courses.other_learner' || code === 'courses.pupil_left') return 'others';
  // nothing that is corrected would be taken
  if (OVER.has(code)) return 'over';
  return status >= 500 || [408, 425, 429].includes(status) || status < 400 ? 'later' : 'refused';
}

/** Whether an answer that a form sent waits after such an answer of the server: it was not taken, and is not to be corrected. A page of its own says all others. */
export const waitsFor = (status: number): boolean => status >= 500;

/** An answer of somebody makes an earlier one to the same task that still waits needless. */
export const replaces = (next: KeptAnswer, old: KeptAnswer): boolean =>
  next.key !== old.key && next.owner === old.owner && next.path === old.path && next.taskId === old.taskId;
