/** So many letters has a comment at most. */
export const COMMENT_LENGTH = 2000;
/** So many comments and answers has a writing at most: who has more to say talks. */
export const MOST_COMMENTS = 500;
