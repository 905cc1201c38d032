import { defineErrors } from '#platform/errors';

export const backupsErrors = defineErrors('backups', {
  /** Nobody has said yet where backups go. */
  noPlan: 409,
  /** One is being made, or waits for its turn. */
  underWay: 409,
  /** The folder, or the disk that is mounted there, is not there at the moment. */
  folderGone: 409,
  /** The folder is there, but it is not the one that was chosen: its mark is missing. An empty mount point looks like this. */
  folderOther: 409,
  folderClosed: 409,
  diskFull: 503,
  /** The disk knows no files of this size (FAT32: 4 GB). */
  fileTooLarge: 503,
  /** What was written could not be read back as it was. */
  unreadable: 409,
  /** The passphrase was sealed by a key that is lost. */
  passphraseLost: 409,
  /** What opens a store was sealed by a key that is lost. */
  secretLost: 409,
  /** No such backup is kept (any more). */
  notKept: 404,
  drillUnderWay: 409,
  /** Its file does not lie in its folder: the disk is away, or somebody has moved it. */
  notThere: 409,
  /** The file is not the one that was written then. */
  fileChanged: 409,
  /** A store elsewhere cannot be reached. */
  storeAway: 503,
  /** It is in our own network, and the administrator of the machine has not named it (`OUTGOING_HOSTS`). */
  storeNotPublic: 409,
  /** It does not let us in, or not write. */
  storeClosed: 409,
  /** The bucket or the folder is not there. */
  storeNoFolder: 409,
  /** No file of this name lies there (`name`). */
  storeNoFile: 404,
  storeFull: 503,
  /** It belongs to another region or address. */
  storeElsewhere: 409,
  /** It said something else than yes. */
  storeTrouble: 503,
  /** What lies there is not what was sent. */
  storeDamaged: 503,
  /** The program `rsync` is not installed. */
  storeNoRsync: 409,
  /** PostgreSQL does not lay its pieces into the spool. */
  journalStuck: 503,
  storeNotFound: 404,
  tooManyStores: 409,
  /** Copies go there no more. */
  storeOff: 409,
  /** The process that made it ended in it, again and again. */
  interrupted: 409,
});
