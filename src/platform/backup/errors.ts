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
  /** Made by a release that this one does not know (`release`). */
  newer: 409,
  /** The place already holds a library. */
  notEmpty: 409,
  /** The keys that sealed what is in the backup are neither in it nor in the data folder. */
  keysMissing: 409,
  /** The keys in the data folder are others than those in the backup. */
  keysDiffer: 409,
});
