import { singularEnglish } from './singular-english.ts';
import { stemIndonesian } from './stem-indonesian.ts';

/**
 * Words that the rules of the stemmer get wrong, by the root they belong to. A root listed alone is a word that only
 * looks inflected. Libraries add their own in the table `search_exception`, which wins over this list.
 */
const FAMILIES = `
beruang
berita beritanya pemberitaan memberitakan
beri berikan memberi pemberian diberikan memberikan pemberi
selatan
utara
sekolah bersekolah persekolahan menyekolahkan sekolahan
menteri kementerian
keluarga berkeluarga kekeluargaan sekeluarga
kedokteran dokter berdokter
teliti meneliti peneliti penelitian diteliti penelitiannya ketelitian
tulis menulis penulis penulisan menuliskan tertulis tulisan kepenulisan
tari menari penari tarian
tanam menanam penanaman tanaman menanamkan penanam
tangan menangani penanganan
temu menemukan penemu penemuan pertemuan
tolong menolong pertolongan penolong
tenun menenun tenunan pertenunan
tani petani pertanian bertani
ternak beternak peternak peternakan
kelola mengelola pengelola pengelolaan dikelola
kenal mengenal pengenalan mengenali perkenalan
kembang mengembangkan pengembangan berkembang perkembangan pengembang
kirim mengirim pengiriman kiriman pengirim
kumpul mengumpulkan pengumpulan kumpulan perkumpulan berkumpul
kendali mengendalikan pengendalian pengendali terkendali
kunci mengunci penguncian
kritik mengkritik kritikan
ajar belajar pelajar pelajaran mengajar pengajar pengajaran pembelajaran mengajarkan diajarkan pelajari mempelajari
ilmu keilmuan berilmu ilmunya
ekonomi perekonomian keekonomian
pikir berpikir pemikir pemikiran pikiran memikirkan
pilih memilih pemilih pemilihan pilihan
pimpin memimpin pemimpin pimpinan kepemimpinan
pakai memakai pemakai pemakaian pakaian
pelihara memelihara pemelihara pemeliharaan
perintah memerintah pemerintah pemerintahan
pesan memesan pemesanan pesanan
sejarah bersejarah kesejarahan sejarahnya sejarawan
cerita bercerita menceritakan ceritanya
cerpen
remaja keremajaan
wanita kewanitaan
pemuda kepemudaan
kesehatan sehat menyehatkan penyehatan
negara kenegaraan bernegara negaranya
bahasa berbahasa kebahasaan bahasanya
agama beragama keagamaan agamanya
budaya kebudayaan berbudaya pembudayaan membudayakan
merdeka kemerdekaan memerdekakan
mandiri kemandirian
majalah
makanan makan dimakan memakan pemakan
masakan masak memasak pemasak
sastra kesastraan kesusastraan susastra
pustaka perpustakaan pustakawan kepustakaan kepustakawanan
informasi informasinya menginformasikan
teknologi berteknologi
organisasi berorganisasi pengorganisasian
komunikasi berkomunikasi mengkomunikasikan
matematika
statistika statistik
filsafat berfilsafat kefilsafatan
manajemen
pemilu
demokrasi berdemokrasi
perang peperangan berperang
perempuan keperempuanan
peta pemetaan memetakan perpetaan
pesantren kepesantrenan
perwira
permata
pertama
peristiwa
persatuan satu bersatu menyatukan kesatuan
pribadi kepribadian berkepribadian
pelangi
penyu
keris
kelinci
kelapa
kepiting
kedelai
ketela
keramik
kereta
belimbing
beringin
berlian
dinosaurus
diabetes
dinamika
digital digitalisasi
diplomasi
media multimedia
melayu kemelayuan
melati
meteor
terjemah menerjemahkan penerjemah penerjemahan terjemahan
ternate
terapi
teras
child children
woman women
man men
mouse mice
foot feet
tooth teeth
goose geese
life lives
knife knives
wolf wolves
leaf leaves
wife wives
shelf shelves
thief thieves
hero heroes
potato potatoes
tomato tomatoes
photo photos
video videos
piano pianos
idea ideas
area areas
drama dramas
camera cameras
formula formulas
panda pandas
bus buses
virus viruses
`;

const BUILT_IN: ReadonlyMap<string, string> = new Map(
  FAMILIES.trim()
    .split('\n')
    .flatMap((line) => {
      const words = line.split(' ');
      return words.map((word) => [word, words[0] ?? word] as const);
    }),
);

const ruledStem = (word: string): string => BUILT_IN.get(word) ?? stemIndonesian(word);

/** Gives the stem of a folded word. */
export type Stemmer = (word: string) => string;

/** How many stems are remembered before starting afresh. */
const REMEMBERED = 200_000;

/**
 * A stemmer that consults the library's own exceptions first, then the list above, then the rules.
 * @param exceptions folded word → stem
 */
export function makeStemmer(exceptions: ReadonlyMap<string, string> = new Map()): Stemmer {
  const known = new Map<string, string>();
  return (word) => {
    const remembered = known.get(word);
    if (remembered !== undefined) return remembered;
    const stem = exceptions.get(word) ?? BUILT_IN.get(word) ?? ruledStem(singularEnglish(word));
    if (known.size >= REMEMBERED) known.clear();
    known.set(word, stem);
    return stem;
  };
}
