import { AUDIENCES, type Audience, type OpenCourse, type Phase } from '#modules/learning/courses/client';
import { m } from '#i18n/messages';

const AUDIENCE: Record<Audience, { short: string; words: () => string }> = {
  pupils: { short: 'murid', words: m.learn_for_pupils },
  youth: { short: 'remaja', words: m.learn_for_youth },
  adults: { short: 'umum', words: m.learn_for_adults },
  parents: { short: 'orang-tua', words: m.learn_for_parents },
  elderly: { short: 'lansia', words: m.learn_for_elderly },
  business: { short: 'usaha', words: m.learn_for_business },
  teachers: { short: 'guru', words: m.learn_for_teachers },
  librarians: { short: 'pustakawan', words: m.learn_for_librarians },
};

/** For whom a course is, as people say it. */
export const audienceWords = (audience: Audience): string => AUDIENCE[audience].words();
/** The same in an address: `?untuk=remaja`. */
export const audienceParam = (audience: Audience): string => AUDIENCE[audience].short;
/** For whom an address asks; null: for everybody. */
export const audienceAsked = (text: string | null): Audience | null =>
  AUDIENCES.find((audience) => AUDIENCE[audience].short === text) ?? null;

const phaseWords = (phase: Phase): string =>
  phase === 'foundation' ? m.learn_phase_foundation() : m.learn_phase({ phase });

const ROMAN = ['I', 'II', 'III', 'IV'];

/** `Murid · Fase D · literasi informasi tingkat II` */
export const forWhom = ({ audience, phase, tier }: Pick<OpenCourse, 'audience' | 'phase' | 'tier'>): string =>
  [
    audienceWords(audience),
    phase === null ? '' : phaseWords(phase),
    tier === null ? '' : m.learn_tier({ tier: ROMAN[tier - 1] ?? String(tier) }),
  ]
    .filter(Boolean)
    .join(' · ');

/** `5 pelajaran · 200 menit · 4 JP` */
export const howLong = ({ lessons, minutes, jp }: Pick<OpenCourse, 'lessons' | 'minutes' | 'jp'>): string =>
  [
    m.learn_lessons({ count: lessons }),
    m.learn_minutes({ count: minutes }),
    jp === null ? '' : m.learn_jp({ count: jp }),
  ]
    .filter(Boolean)
    .join(' · ');
