import type { Word } from './words.ts';

/**
 * Words that only join others. A search never requires one of them, and no answer is drawn from them alone. A line for each language of the
 * catalogue; words that also mean something by
 * themselves in a title of another language (atas, buat, die, das, les, ti, wa) are left out.
 */
const BY_LANGUAGE: Readonly<Record<string, string>> = {
  indonesian:
    'dan atau serta yang untuk bagi di ke dari daripada pada kepada dengan dalam oleh tentang mengenai sebagai secara terhadap akan ' +
    'adalah ialah yakni yaitu ini itu para si sang agar supaya bahwa maka lalu namun tetapi tapi hingga sampai ala',
  english: 'the a an of and or for to in on at by with from as into about is are',
  javanese: 'lan ing saking kaliyan karo ingkang marang dhateng kanggo kangge iku punika sarta',
  sundanese: 'jeung sareng nu anu ka pikeun kana tina ieu eta',
  dutch: 'de het een van en voor met op door aan uit over der den te',
  german: 'und von zu im fur',
  french: 'le la et du une pour avec',
};

const FUNCTION_WORDS = new Set(Object.values(BY_LANGUAGE).flatMap((words) => words.split(' ')));

/** Whether a word only joins others, in whatever age it is spelled (oentoek). */
export const isFunctionWord = ({ forms, parts }: Word): boolean =>
  parts === undefined && forms.some((form) => FUNCTION_WORDS.has(form));
