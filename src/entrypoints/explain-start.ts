import type { Config } from '#platform/config';
import { StartTrouble } from '#platform/start-trouble';

const stringOf = (error: object, key: string): string => {
  const value: unknown = Object.getOwnPropertyDescriptor(error, key)?.value;
  return typeof value === 'string' ? value : '';
};

/** Address of the database, without its password. */
function databaseOf(config: Config | null): string {
  if (!config?.databaseUrl || !URL.canParse(config.databaseUrl)) return 'DATABASE_URL';
  const url = new URL(config.databaseUrl);
  return `${url.searchParams.get('host') ?? url.host}${url.pathname}`;
}

/** Errors of the database and of its connection, by PostgreSQL's or the system's code. */
function ofDatabase(code: string, config: Config | null): string | null {
  const database = databaseOf(config);
  switch (code) {
    case '28P01':
    case '28000':
      return `Basis data ${database} menolak nama atau kata sandinya. Periksa DATABASE_URL. / The database ${database} refuses the user or password: check DATABASE_URL.`;
    case '3D000':
      return `Basis data ${database} belum ada. Buat dulu (createdb -E UTF8), atau betulkan DATABASE_URL. / The database ${database} does not exist: create it (createdb -E UTF8), or correct DATABASE_URL.`;
    case '42501':
      return `Pengguna basis data ${database} tidak berhak membuat tabel. Jadikan dia pemilik basis datanya. / The user of the database ${database} may not create tables: make it the owner of the database.`;
    case '53300':
      return `Basis data ${database} tidak menerima sambungan lagi. Naikkan max_connections, atau hentikan program lain. / The database ${database} takes no more connections: raise max_connections, or stop other programs.`;
    case '57P03':
      return `Basis data ${database} sedang dinyalakan atau dimatikan. Coba lagi sebentar lagi. / The database ${database} is starting up or shutting down: try again in a moment.`;
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ECONNRESET':
      return `Basis data ${database} tidak dapat dihubungi. Nyalakan PostgreSQL-nya, atau betulkan DATABASE_URL. / The database ${database} cannot be reached: start its PostgreSQL, or correct DATABASE_URL.`;
    default:
      return null;
  }
}

/** Errors of files, folders and ports. */
function ofSystem(error: object, code: string, config: Config | null): string | null {
  const path = stringOf(error, 'path') || (config?.dataDir ?? 'DATA_DIR');
  switch (code) {
    case 'EADDRINUSE':
      return `Porta ${config?.port ?? ''} sudah dipakai program lain. Hentikan program itu, atau pilih nomor lain dengan PORT. / The port is already in use: stop the other program, or set PORT to another number.`;
    case 'EADDRNOTAVAIL':
      return `Alamat ${config?.host ?? ''} bukan milik mesin ini. Betulkan HOST. / The address ${config?.host ?? ''} is not one of this machine's: correct HOST.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      if (stringOf(error, 'syscall') === 'listen') {
        return `Porta ${config?.port ?? ''} hanya boleh dipakai root. Pilih nomor di atas 1023 dengan PORT. / The port ${config?.port ?? ''} is for root only: set PORT to a number above 1023.`;
      }
      return `${path} tidak dapat ditulis. Beri hak tulis kepada akun yang menjalankan Lumbung, atau pilih folder lain dengan DATA_DIR. / ${path} cannot be written: give the account that runs Lumbung the right to, or set DATA_DIR to another folder.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path} bukan folder. Pilih folder lain dengan DATA_DIR. / ${path} is not a folder: set DATA_DIR to another one.`;
    case 'ENOSPC':
    case 'EDQUOT':
    case '53100':
      return 'Disk penuh. Kosongkan ruang, lalu jalankan lagi. / The disk is full: free some space, then start again.';
    default:
      return null;
  }
}

/**
 * Why the program cannot start, as a sentence in both languages that says what to do; null for a bug. Looks through causes and at each
 * address that was tried.
 */
export function explainStart(error: unknown, config: Config | null): string | null {
  if (error instanceof StartTrouble) return error.message;
  if (!(error instanceof Error)) return null;
  const code = stringOf(error, 'code');
  const isConnection = stringOf(error, 'syscall') === 'connect';
  const sentence = isConnection && code === 'ENOENT' ? ofDatabase('ECONNREFUSED', config) : null;
  if (sentence) return sentence;
  const found = ofSystem(error, code, config) ?? ofDatabase(code, config);
  if (found) return found;
  if (error instanceof AggregateError) {
    for (const one of error.errors) {
      const inner = explainStart(one, config);
      if (inner) return inner;
    }
  }
  return error.cause === undefined ? null : explainStart(error.cause, config);
}
