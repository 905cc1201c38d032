import { defineErrors } from '../errors.ts';

/** Why a backup is not made or not taken back. All are said before anything is changed. */
export const backupErrors = defineErrors('backup', {
  /** There is a file of this name already. */
  fileExists: 409,
  /** No file of this name, or it cannot be read. */
  fileMissing: 404,
  notABackup: 422,
  /** The file ends too early. */
  cut: 422,
  /** What a part holds is not what was written (`part`). */
  altered: 422,
  /** A sealed file that was cut or changed: which of them it was cannot be told. */
  damaged: 422,
  /** It is sealed by a passphrase, and none was given. */
  passphraseNeeded: 422,
  /** It is sealed for a key, and none was given. */
  identityNeeded: 422,
  wrongKey: 422,
  /** What was given as a secret key is none. */
  noIdentity: 422,
  /** What was given as a public key is none. */
  noRecipient: 422,
  /** Words that can be tried out one after the other (`count`: how many letters are needed). */
  passphraseShort: 422,
  /** The second time other words were typed. */
  passphraseDiffers: 422,
  /** Made by a release that this one does not know (`release`). */
  newer: 409,
  /** A base of an older PostgreSQL (`major`), which only a release with that one plays back (`release`: the one that made it). */
  otherPostgres: 409,
  /** No database may be made beside the real one. */
  noScratch: 409,
  /** The disk has no room for a second database (`megabytes`). */
  noRoom: 503,
  /** What was taken back is not what the backup holds (`table`). */
  differs: 409,
  /** PostgreSQL ended while it played the journal back; its log says why (`log`). */
  journalStopped: 503,
  /** The place already holds a library. */
  notEmpty: 409,
  /** A program still works with the database that is to be replaced. */
  inUse: 409,
  /** The keys that sealed what is in the backup are neither in it nor in the data folder. */
  keysMissing: 409,
  /** The keys in the data folder are others than those in the backup. */
  keysDiffer: 409,
});
