/** Letters of what a teacher says at once: children read it. */
export const MESSAGE_LENGTH = 500;
/** More is not said in one class. */
export const MOST_MESSAGES = 300;
/** So many of the newest a pupil is shown. */
export const MOST_SHOWN = 30;
/** So many messages one teacher writes in an hour. */
export const WRITTEN_AN_HOUR = 30;
