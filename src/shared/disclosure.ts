/**
 * The one table of disclosure: of how few something may still be said, whatever the way out (page, API, export, chart, paper). Where less is
 * hidden, what would give it away by subtraction is hidden too.
 */
export const LEAST = {
  /** Answers of a questionnaire, figures of a class for its school, cells of people in figures. */
  people: 5,
  /** Free texts and rows, after the closing. */
  rows: 5,
  /** Comparisons of people, intervals, chains, impact, figures of schools for the city, segments of letters. */
  compared: 10,
  /** Fewer than this are shown with a warning that they are rough. */
  rough: 30,
  /** Acts that name nobody: loans of a day at a library, without a further cut by person. */
  acts: 1,
} as const;
