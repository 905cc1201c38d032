/** Words of plausible titles, commonest first: real ones for the head of the distribution, made-up ones for its long tail. */
const INDONESIAN =
  `indonesia sejarah pendidikan islam anak dasar manajemen hukum bahasa ekonomi sosial budaya agama teori pengantar
masyarakat pembangunan kesehatan kumpulan cerita rakyat ilmu politik keluarga pengembangan sistem belajar pembelajaran kehidupan
tanaman budidaya usaha kecil teknologi komputer pemrograman matematika fisika kimia biologi kamus ensiklopedia panduan praktis
lengkap cara mudah membuat memasak resep masakan nusantara jawa timur blitar candi kerajaan majapahit perjuangan kemerdekaan
presiden sukarno pahlawan nasional perempuan remaja cinta novel puisi sastra drama bumi manusia laut gunung hutan sungai desa kota
petani nelayan pedagang guru murid sekolah perpustakaan buku membaca menulis bercerita dongeng binatang burung ikan kucing ayam
kambing sapi belimbing padi jagung kopi teh rempah obat tradisional jamu batik wayang gamelan tari musik lukisan kerajinan bambu
olahraga sepak bola bulu tangkis psikologi filsafat etika akhlak doa salat puasa zakat haji quran hadis fikih tauhid nabi sahabat
kisah teladan pemimpin organisasi negara daerah pemerintah otonomi pajak keuangan bank koperasi pasar produksi industri pabrik
energi listrik mesin motor mobil elektronika radio televisi internet jaringan data statistik penelitian metode laporan karya`
    .split(/\s+/)
    .filter(Boolean);
const ENGLISH =
  `introduction history management economics law language education society culture theory practice modern global
development science technology computer programming design art music health medicine psychology philosophy religion politics
government business marketing finance engineering environment water energy food garden children women stories english grammar
dictionary handbook guide world war peace asia southeast islands sea travel nature life`
    .split(/\s+/)
    .filter(Boolean);

const ONSETS = [
  'b',
  'c',
  'd',
  'g',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  't',
  'w',
  'y',
  'ng',
  'ny',
  'kh',
  'pr',
  'tr',
];
const VOWELS = ['a', 'a', 'a', 'i', 'u', 'e', 'o', 'ai', 'au'];
const CODAS = ['', '', '', 'n', 'ng', 'r', 's', 't', 'k', 'h', 'l', 'm'];

/** A small seeded generator (mulberry32): the same seed gives the same library. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = <T>(random: () => number, list: readonly T[]): T => {
  const value = list[Math.floor(random() * list.length)];
  if (value === undefined) throw new Error('an empty list has nothing to pick');
  return value;
};

function invent(random: () => number): string {
  const syllables = 2 + Math.floor(random() * 3);
  return (
    Array.from({ length: syllables }, () => pick(random, ONSETS) + pick(random, VOWELS)).join('') + pick(random, CODAS)
  );
}

/** A vocabulary of `size` distinct words with a Zipf draw: the commonest word stands in about one title of seven. */
export function vocabulary(size: number, random: () => number): { words: string[]; draw: () => string } {
  const known = new Set<string>([...INDONESIAN, ...ENGLISH]);
  while (known.size < size) known.add(invent(random));
  const words = [...known];
  let total = 0;
  const cumulative = words.map((_, rank) => (total += 1 / (rank + 4)));
  const draw = (): string => {
    const at = random() * total;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? total) < at) low = middle + 1;
      else high = middle;
    }
    return words[low] ?? 'buku';
  };
  return { words, draw };
}

export const capitalise = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
export { pick };
