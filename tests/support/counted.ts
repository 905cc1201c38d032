import type { KyselyPlugin } from 'kysely';
import type { Db } from '#platform/database/db';

/** A database that counts what is asked of it: so many questions, so many rows in their answers. */
export function counted(db: Db): { db: Db; questions: () => number; rows: () => number; restart: () => void } {
  let questions = 0;
  let rows = 0;
  const counting: KyselyPlugin = {
    transformQuery({ node }) {
      questions += 1;
      return node;
    },
    async transformResult({ result }) {
      rows += result.rows.length;
      return Promise.resolve(result);
    },
  };
  return {
    db: db.withPlugin(counting),
    questions: () => questions,
    rows: () => rows,
    restart() {
      questions = 0;
      rows = 0;
    },
  };
}
