import { formatNumber } from '#shared/money';
import type { CertificateContent, ServiceBasis } from './content.ts';
import { daysInWords } from './days-in-words.ts';

/** Hours that are whole: nobody is given more than was counted. */
export const wholeHours = (minutes: number): number => Math.floor(minutes / 60);

const timeWords = (minutes: number): string =>
  [
    ...(minutes >= 60 ? [`${formatNumber(wholeHours(minutes), 'id')} jam`] : []),
    ...(minutes % 60 > 0 || minutes < 60 ? [`${minutes % 60} menit`] : []),
  ].join(' ');

/** So many tasks are told one by one. */
const MOST_TASKS = 8;

/** The sentence on the front of the certificate of somebody who gave their time, and how it was counted. */
export function servedWords(
  { program, placeAndDays }: Pick<CertificateContent, 'program' | 'placeAndDays'>,
  { served }: ServiceBasis,
): { sentence: string; facts: string } {
  const hours = formatNumber(wholeHours(served.minutes), 'id');
  const counted = 'Waktu dihitung dari datang sampai pulang, seperti dicatat di pintu.';
  const byRule =
    served.byRuleMinutes > 0
      ? ` ${timeWords(served.byRuleMinutes)} di antaranya sampai giliran selesai, karena pulangnya tidak dicatat.`
      : '';
  return {
    sentence: `telah menjadi relawan selama ${hours} jam di ${placeAndDays}, pada ${program}.`,
    facts: `${counted}${byRule} Sertifikat ini dapat diperiksa siapa saja dengan kodenya.`,
  };
}

/** The letter of thanks on its back. */
export function thanksOf(content: CertificateContent, { served }: ServiceBasis, number: string) {
  const told = served.work.slice(0, MOST_TASKS);
  const rest = served.work.slice(MOST_TASKS);
  const sum = (pick: (part: ServiceBasis['served']['work'][number]) => number): number =>
    rest.reduce((total, part) => total + pick(part), 0);
  const others =
    rest.length > 0
      ? [
          {
            title: `${rest.length} tugas lain`,
            shifts: sum(({ shifts }) => shifts),
            minutes: sum((one) => one.minutes),
          },
        ]
      : [];
  return {
    placeDate: content.placeDate,
    title: 'Terima kasih',
    number: `Surat ini menyertai sertifikat nomor ${number}`,
    greeting: `Yang terhormat ${content.name},`,
    paragraphs: [
      `Pada ${daysInWords(content.startsOn, content.endsOn)} Anda memberikan waktu untuk pembaca ${content.library}. Rak yang rapi, cerita yang dibacakan, dan orang yang terbantu di sini ada karena Anda datang.`,
      'Atas nama semua yang memakai perpustakaan ini, kami mengucapkan terima kasih. Pintu kami selalu terbuka bagi Anda.',
    ],
    work: [...told, ...others].map(({ title, shifts, minutes }) => ({
      ...{ title, shifts: formatNumber(shifts, 'id'), time: timeWords(minutes) },
    })),
    total: timeWords(served.minutes),
  };
}
