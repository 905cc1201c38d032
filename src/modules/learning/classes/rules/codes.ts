/** Short nouns that children know, each heard and written in one way only. */
export const CODE_WORDS = [
  ...['TURI', 'JATI', 'PADI', 'KOPI', 'TEBU', 'NIRA', 'KAPAS', 'PINUS', 'BAMBU', 'MANGGA', 'SAWO', 'DUKU', 'SALAK'],
  ...['KELAPA', 'PISANG', 'NANAS', 'PEPAYA', 'MELON', 'LABU', 'TOMAT', 'WORTEL', 'BAYAM', 'MELATI', 'MAWAR', 'KENANGA'],
  ...[
    'RUSA',
    'KUDA',
    'SAPI',
    'KUCING',
    'KELINCI',
    'GAJAH',
    'MERAK',
    'ELANG',
    'PIPIT',
    'LEBAH',
    'IKAN',
    'UDANG',
    'PENYU',
  ],
  ...['SAWAH', 'KALI', 'TELAGA', 'PANTAI', 'BUKIT', 'HUTAN', 'KEBUN', 'PASAR', 'PERAHU', 'SEPEDA', 'KERETA', 'GERABAH'],
  ...[
    'BATIK',
    'WAYANG',
    'GAMELAN',
    'ANGKLUNG',
    'KENDANG',
    'PAYUNG',
    'LAMPU',
    'MEJA',
    'BUKU',
    'LAYANG',
    'BULAN',
    'BINTANG',
  ],
] as const;

const FIRST_NUMBER = 10;
const NUMBERS = 990;
/** So many codes there are. */
export const ALL_CODES = CODE_WORDS.length * NUMBERS;

/** The code with a number from 0 to {@link ALL_CODES}. */
export const codeAt = (index: number): string => {
  const at = index % ALL_CODES;
  return `${CODE_WORDS[Math.floor(at / NUMBERS)] ?? CODE_WORDS[0]}-${FIRST_NUMBER + (at % NUMBERS)}`;
};

const TYPED = /^([A-Z]{3,10})[\s.\-–—]*(\d{2,3})$/;
/** A code as children type it (`turi 27`, `Turi27`); null: it is none. */
export function readCode(typed: string): string | null {
  const [, word, number] = TYPED.exec(typed.trim().toUpperCase()) ?? [];
  return word === undefined || number === undefined ? null : `${word}-${number}`;
}
